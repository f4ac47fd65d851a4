//! A whole run: every table, one after the other, each in turns.

mod others;
mod refresh;

use std::collections::BTreeMap;
use std::io;

use crate::contender::{CONTENDERS, Scope};
use crate::machine::{Machine, version_of};
use crate::measure::{Figure, Plan, Runner, in_turns};
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
    let workers = CONTENDERS.iter().map(Worker::start);
    let mut workers = workers.collect::<io::Result<Vec<_>>>()?;
    let mut algorithms = Vec::new();
    for alg in extent.algorithms {
        eprintln!("{alg}");
        algorithms.push(algorithm(&mut workers, alg, extent.plan));
    }
    let (mut sizes, mut threads) = (Vec::new(), Vec::new());
    for alg in extent.few {
        eprintln!("{alg}: sizes and threads");
        for &octets in extent.sizes {
            sizes.push(size(&mut workers, alg, octets, extent.plan));
        }
        threads.push(two_threads(&mut workers, alg, extent.plan));
    }
    drop(workers);
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

fn algorithm(workers: &mut [Worker], alg: &str, plan: Plan) -> Algorithm {
    let task = |work| Task {
        work,
        alg: alg.to_owned(),
        octets: 0,
    };
    let warm = figures(workers, &task(Work::Warm), plan);
    let cold = figures(workers, &task(Work::Cold), plan);
    let mut allocations = BTreeMap::new();
    for worker in workers {
        if let Some(seen) = worker.allocations(&task(Work::Warm)) {
            allocations.insert(worker.contender.name.to_owned(), seen);
        }
    }
    Algorithm {
        alg: alg.to_owned(),
        octets: Sample::usual(alg).token().len(),
        warm,
        cold,
        allocations,
    }
}

fn size(workers: &mut [Worker], alg: &str, octets: usize, plan: Plan) -> Size {
    let task = Task {
        work: Work::Warm,
        alg: alg.to_owned(),
        octets,
    };
    Size {
        alg: alg.to_owned(),
        octets,
        warm: figures(workers, &task, plan),
    }
}

fn two_threads(workers: &mut [Worker], alg: &str, plan: Plan) -> Threads {
    let task = |work| Task {
        work,
        alg: alg.to_owned(),
        octets: 0,
    };
    // A thread takes a while to start, so its turns are longer.
    let plan = Plan {
        rounds: plan.rounds.div_ceil(5),
        slice: 5 * plan.slice,
    };
    let works = [Work::Warm, Work::Twofold];
    let [one, two] = works.map(|work| figures(workers, &task(work), plan));
    Threads {
        alg: alg.to_owned(),
        one,
        two,
    }
}

/// The figures of the contenders that can do it.
fn figures(workers: &mut [Worker], task: &Task, plan: Plan) -> Figures {
    let mut names = Vec::new();
    let mut runners: Vec<Box<dyn Runner + '_>> = Vec::new();
    for worker in workers {
        // A bare check has no key of its own to read.
        let fits = task.work != Work::Cold || worker.contender.scope == Scope::Token;
        if fits && worker.can(task) {
            names.push(worker.contender.name.to_owned());
            let task = task.clone();
            runners.push(Box::new(Assigned { worker, task }));
        }
    }
    let figures: Vec<Figure> = in_turns(&mut runners, plan);
    names.into_iter().zip(figures).collect()
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
