//! A process for each contender, so that none sees another's allocations, caches or global settings.
//!
//! A worker reads tasks from its standard input, a line each, and answers each with a line.

use std::collections::HashMap;
use std::env;
use std::fmt;
use std::hint::black_box;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::str::FromStr;
use std::thread;
use std::time::{Duration, Instant};

use crate::contender::{Check, Contender};
use crate::measure::Runner;
use crate::sample::Sample;

/// What is done so many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The check, prepared before.
    Warm,
    /// The key from its JWK, and one check.
    Cold,
    /// The check, on two threads that each do all of it.
    Twofold,
}

/// A line to a worker. With `octets` 0 the token is the usual one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub work: Work,
    pub alg: String,
    pub octets: usize,
}

/// What one check asks of the allocator. Memory that C allocates is not seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Allocations {
    pub count: u64,
    pub octets: u64,
}

/// Answers until the input ends.
///
/// # Errors
///
/// Those of the standard streams, and lines that are no tasks.
pub fn serve(contender: &Contender) -> io::Result<()> {
    let mut checks = HashMap::new();
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let answer = answer(contender, &mut checks, &line);
        let answer = answer.ok_or_else(|| io::Error::other(format!("no task: {line}")))?;
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(())
}

/// A key gets its table after 32 signatures that held.
const WARMING: usize = 64;

type Checks = HashMap<(String, usize), Option<Check>>;

fn answer(contender: &Contender, checks: &mut Checks, line: &str) -> Option<String> {
    let (what, rest) = line.split_once(' ')?;
    let (task, times) = rest.rsplit_once(' ')?;
    let (task, times): (Task, u64) = (task.parse().ok()?, times.parse().ok()?);
    let check = checks
        .entry((task.alg.clone(), task.octets))
        .or_insert_with(|| {
            let check = (contender.prepare)(&task.sample())?;
            for _ in 0..WARMING {
                assert!(check(), "not good: {task}");
            }
            Some(check)
        });
    let Some(check) = check else {
        return Some("lacking".to_owned());
    };
    match what {
        "time" => Some(run(contender, &task, check, times).as_nanos().to_string()),
        "allocations" => {
            let seen = allocation_counter::measure(|| {
                assert!(black_box(check()), "not good: {task}");
            });
            Some(format!("{} {}", seen.count_total, seen.bytes_total))
        }
        _ => None,
    }
}

fn run(contender: &Contender, task: &Task, check: &Check, times: u64) -> Duration {
    let warm = || {
        for _ in 0..times {
            assert!(check(), "not good: {task}");
        }
    };
    let sample = task.sample();
    let start = Instant::now();
    match task.work {
        Work::Warm => warm(),
        Work::Cold => {
            for _ in 0..times {
                let check = (contender.prepare)(&sample).expect("as before");
                assert!(check(), "not good: {task}");
            }
        }
        Work::Twofold => thread::scope(|scope| {
            scope.spawn(warm);
            warm();
        }),
    }
    start.elapsed()
}

impl Task {
    fn sample(&self) -> Sample {
        match self.octets {
            0 => Sample::usual(&self.alg),
            octets => Sample::of_size(&self.alg, octets),
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let work = match self.work {
            Work::Warm => "warm",
            Work::Cold => "cold",
            Work::Twofold => "twofold",
        };
        write!(f, "{work} {} {}", self.alg, self.octets)
    }
}

impl FromStr for Task {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let words: Vec<_> = text.split(' ').collect();
        let [work, alg, octets] = words[..] else {
            return Err(());
        };
        let work = match work {
            "warm" => Work::Warm,
            "cold" => Work::Cold,
            "twofold" => Work::Twofold,
            _ => return Err(()),
        };
        Ok(Self {
            work,
            alg: alg.to_owned(),
            octets: octets.parse().map_err(|_| ())?,
        })
    }
}

/// The other end: this program, started again.
pub struct Worker {
    pub contender: &'static Contender,
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Worker {
    /// Starts it.
    ///
    /// # Errors
    ///
    /// Where the program cannot be started.
    pub fn start(contender: &'static Contender) -> io::Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .args(["worker", contender.name])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let streams = process.stdin.take().zip(process.stdout.take());
        let (input, output) = streams.ok_or_else(|| io::Error::other("no pipes"))?;
        let output = BufReader::new(output);
        Ok(Self {
            contender,
            process,
            input,
            output,
        })
    }

    /// Whether the contender has what the task needs.
    pub fn can(&mut self, task: &Task) -> bool {
        self.ask("time", task, 1) != "lacking"
    }

    /// What one check allocates; nothing where the algorithm is lacking.
    pub fn allocations(&mut self, task: &Task) -> Option<Allocations> {
        let answer = self.ask("allocations", task, 1);
        let (count, octets) = answer.split_once(' ')?;
        Some(Allocations {
            count: count.parse().ok()?,
            octets: octets.parse().ok()?,
        })
    }

    fn ask(&mut self, what: &str, task: &Task, times: u64) -> String {
        let name = self.contender.name;
        let mut answer = String::new();
        let asked = writeln!(self.input, "{what} {task} {times}").and_then(|()| {
            self.input.flush()?;
            self.output.read_line(&mut answer)
        });
        match asked {
            Ok(read) if read > 0 => answer.trim_end().to_owned(),
            _ => panic!("the worker {name} ended at: {what} {task} {times}"),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A worker with one task.
pub struct Assigned<'w> {
    pub worker: &'w mut Worker,
    pub task: Task,
}

impl Runner for Assigned<'_> {
    fn run(&mut self, times: u64) -> Duration {
        let answer = self.worker.ask("time", &self.task, times);
        Duration::from_nanos(answer.parse().expect("nanoseconds"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_read_as_it_is_written() {
        for work in [Work::Warm, Work::Cold, Work::Twofold] {
            let task = Task {
                work,
                alg: "ES256".to_owned(),
                octets: 512,
            };
            assert_eq!(task.to_string().parse(), Ok(task));
        }
    }

    #[test]
    fn a_worker_answers_in_nanoseconds_allocations_and_that_it_lacks_an_algorithm() {
        let contender = Contender::named("bare-aws-lc-rs").expect("a contender");
        let mut checks = Checks::new();
        let mut ask = |line| answer(contender, &mut checks, line);
        let time = ask("time warm HS256 0 10").expect("an answer");
        assert!(time.parse::<u64>().expect("nanoseconds") > 0);
        assert_eq!(ask("allocations warm HS256 0 1").as_deref(), Some("0 0"));
        assert_eq!(ask("time warm Ed448 0 1").as_deref(), Some("lacking"));
        assert_eq!(ask("time tepid HS256 0 1"), None);
    }
}
