//! A whole run: every table, one after the other, each in turns.

mod others;
mod refresh;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use crate::contender::{CONTENDERS, Scope};
use crate::machine::{Machine, version_of};
use crate::measure::{Plan, Runner, figure, in_turns, so_often, times_within};
use crate::results::{Algorithm, Figures, Named, Results, Size, Threads};
use crate::sample::{ALGORITHMS, Sample};
use crate::worker::{Assigned, Task, Work, Worker};

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    pub plan: Plan,
    pub algorithms: &'static [&'static str],
    /// The algorithms with which sizes and threads are measured.
    pub few: &'static [&'static str],
    pub sizes: &'static [usize],
    /// The numbers of keys in a set.
    pub keys: &'static [usize],
}

impl Extent {
    /// Everything.
    #[must_use]
    pub const fn whole(plan: Plan) -> Self {
        Self {
            plan,
            algorithms: &ALGORITHMS,
            few: &["HS256", "RS256", "ES256", "EdDSA"],
            sizes: &[512, 1024, 4096, 16_384],
            keys: &[2, 20, 1000],
        }
    }

    /// As little as goes through every part once.
    #[must_use]
    pub const fn smoke(plan: Plan) -> Self {
        Self {
            plan,
            algorithms: &["HS256", "ES256"],
            few: &["HS256"],
            sizes: &[512],
            keys: &[2, 1000],
        }
    }
}

/// Measures, and tells on standard error how far it is.
///
/// # Errors
///
/// Where a worker cannot be started.
pub fn measured(extent: Extent, command: String) -> io::Result<Results> {
    let mut algorithms = Vec::new();
    for alg in extent.algorithms {
        eprintln!("{alg}");
        algorithms.push(algorithm(alg, extent.plan)?);
    }
    let (mut sizes, mut threads) = (Vec::new(), Vec::new());
    for alg in extent.few {
        eprintln!("{alg}: sizes and threads");
        for &octets in extent.sizes {
            let warm = figures(&task(Work::Warm, alg, octets), extent.plan)?;
            let alg = (*alg).to_owned();
            sizes.push(Size { alg, octets, warm });
        }
        threads.push(two_threads(alg, extent.plan)?);
    }
    Ok(Results {
        machine: Machine::here(),
        command,
        rounds: extent.plan.rounds,
        slice_ms: u64::try_from(extent.plan.slice.as_millis()).unwrap_or(u64::MAX),
        contenders: CONTENDERS.iter().map(named).collect(),
        algorithms,
        sizes,
        threads,
        others: others::measured(extent),
    })
}

fn task(work: Work, alg: &str, octets: usize) -> Task {
    let alg = alg.to_owned();
    Task { work, alg, octets }
}

fn algorithm(alg: &str, plan: Plan) -> io::Result<Algorithm> {
    let mut allocations = BTreeMap::new();
    for mut worker in workers()? {
        if let Some(seen) = worker.allocations(&task(Work::Warm, alg, 0)) {
            allocations.insert(worker.contender.name.to_owned(), seen);
        }
    }
    Ok(Algorithm {
        alg: alg.to_owned(),
        octets: Sample::usual(alg).token().len(),
        warm: figures(&task(Work::Warm, alg, 0), plan)?,
        cold: figures(&task(Work::Cold, alg, 0), plan)?,
        allocations,
    })
}

/// One thread and two take turns. Both do as much as one does in a slice; a thread takes a while to start, so that the
/// turns are longer.
fn two_threads(alg: &str, plan: Plan) -> io::Result<Threads> {
    let (mut one, mut two) = (Figures::new(), Figures::new());
    for mut worker in workers()? {
        let warm = task(Work::Warm, alg, 0);
        if !worker.can(&warm) {
            continue;
        }
        let name = worker.contender.name;
        let worker = RefCell::new(&mut worker);
        let mut runners: Vec<Box<dyn Runner + '_>> = Vec::new();
        for work in [Work::Warm, Work::Twofold] {
            let task = task(work, alg, 0);
            runners.push(Box::new(Sharing(&worker, task)));
        }
        let times = times_within(runners[0].as_mut(), 5 * plan.slice);
        let rounds = so_often(&mut runners, &[times; 2], plan.rounds.div_ceil(2));
        for (figures, rounds) in [&mut one, &mut two].into_iter().zip(rounds) {
            figures.insert(name.to_owned(), figure(rounds));
        }
    }
    let alg = alg.to_owned();
    Ok(Threads { alg, one, two })
}

/// One of two tasks of a worker.
struct Sharing<'s, 'w>(&'s RefCell<&'w mut Worker>, Task);

impl Runner for Sharing<'_, '_> {
    fn run(&mut self, times: u64) -> Duration {
        let worker = &mut **self.0.borrow_mut();
        let task = self.1.clone();
        Assigned { worker, task }.run(times)
    }
}

fn workers() -> io::Result<Vec<Worker>> {
    CONTENDERS.iter().map(Worker::start).collect()
}

/// How often the workers are started anew: where things happen to lie in a process's memory makes a difference, which
/// is to be that of no contender.
const STARTS: usize = 5;

/// The figures of the contenders that can do it.
fn figures(task: &Task, plan: Plan) -> io::Result<Figures> {
    let mut all: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let plan = Plan {
        rounds: plan.rounds.div_ceil(STARTS),
        ..plan
    };
    for _ in 0..STARTS {
        let mut workers = workers()?;
        // A bare check has no key of its own to read.
        workers.retain_mut(|worker| {
            let fits = task.work != Work::Cold || worker.contender.scope == Scope::Token;
            fits && worker.can(task)
        });
        let names: Vec<_> = workers.iter().map(|one| one.contender.name).collect();
        let assigned = workers.iter_mut().map(|worker| {
            let task = task.clone();
            Box::new(Assigned { worker, task }) as Box<dyn Runner + '_>
        });
        let rounds = in_turns(&mut assigned.collect::<Vec<_>>(), plan);
        for (name, rounds) in names.into_iter().zip(rounds) {
            all.entry(name).or_default().extend(rounds);
        }
    }
    let all = all.into_iter();
    Ok(all
        .map(|(name, rounds)| (name.to_owned(), figure(rounds)))
        .collect())
}

fn named(contender: &crate::contender::Contender) -> Named {
    let versions = contender.made_of.iter();
    let versions = versions.map(|name| format!("{name} {}", version_of(name)));
    Named {
        name: contender.name.to_owned(),
        title: contender.title.to_owned(),
        version: versions.collect::<Vec<_>>().join(", "),
    }
}
