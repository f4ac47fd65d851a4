//! Taking turns: each contender runs for a slice of time in each round, so that a disturbance meets all of them.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// What can be run so many times.
pub trait Runner {
    fn run(&mut self, times: u64) -> Duration;
}

/// A closure in this process.
pub struct Local<F>(pub F);

impl<F: FnMut()> Runner for Local<F> {
    fn run(&mut self, times: u64) -> Duration {
        let start = Instant::now();
        for _ in 0..times {
            (self.0)();
        }
        start.elapsed()
    }
}

/// How long it is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    pub rounds: usize,
    pub slice: Duration,
}

/// Nanoseconds for one run: in the best round, and in the median one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub best: f64,
    pub median: f64,
}

impl Figure {
    /// Best over best. The best round is the one least disturbed.
    #[must_use]
    pub fn over(self, other: Self) -> Ratio {
        Ratio {
            best: self.best / other.best,
            median: self.median / other.median,
        }
    }
}

/// How many times as long as another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    pub best: f64,
    pub median: f64,
}

/// Nanoseconds for one run, of each runner in each round.
pub type Rounds = Vec<Vec<f64>>;

/// Measures all of them in turns of a length each; the rounds are in the order of the runners.
pub fn in_turns(runners: &mut [Box<dyn Runner + '_>], plan: Plan) -> Rounds {
    let times: Vec<u64> = runners
        .iter_mut()
        .map(|runner| times_within(runner.as_mut(), plan.slice))
        .collect();
    so_often(runners, &times, plan.rounds)
}

/// Measures all of them in turns, each so many times in a turn.
pub fn so_often(runners: &mut [Box<dyn Runner + '_>], times: &[u64], count: usize) -> Rounds {
    let mut rounds = vec![Vec::with_capacity(count); runners.len()];
    for _ in 0..count {
        for ((runner, times), rounds) in runners.iter_mut().zip(times).zip(&mut rounds) {
            let nanoseconds = runner.run(*times).as_nanos();
            rounds.push(nanoseconds as f64 / *times as f64);
        }
    }
    rounds
}

/// How often it runs in a slice. Running it to find out warms it up as well.
pub fn times_within(runner: &mut dyn Runner, slice: Duration) -> u64 {
    let mut times = 1;
    loop {
        let taken = runner.run(times).max(Duration::from_nanos(1));
        if taken >= slice / 4 || times >= 1 << 30 {
            let each = taken.as_nanos() as f64 / times as f64;
            return ((slice.as_nanos() as f64 / each) as u64).max(1);
        }
        times *= 2;
    }
}

/// The best of the rounds, and the median one.
#[must_use]
pub fn figure(mut rounds: Vec<f64>) -> Figure {
    rounds.sort_by(f64::total_cmp);
    let best = rounds.first().copied().unwrap_or(f64::NAN);
    let median = rounds.get(rounds.len() / 2).copied().unwrap_or(f64::NAN);
    Figure { best, median }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes what it is told to, a round each, without waiting.
    struct Scripted(Vec<u64>, usize);

    impl Runner for Scripted {
        fn run(&mut self, times: u64) -> Duration {
            let each = self.0[self.1 % self.0.len()];
            self.1 += 1;
            Duration::from_nanos(each * times)
        }
    }

    #[test]
    fn a_figure_is_the_best_and_the_median_of_the_rounds() {
        let figure = figure(vec![30.0, 10.0, 20.0, 90.0, 40.0]);
        assert_eq!((figure.best, figure.median), (10.0, 30.0));
    }

    #[test]
    fn a_slow_round_moves_neither_the_best_nor_the_median() {
        let plan = Plan {
            rounds: 5,
            slice: Duration::from_nanos(4),
        };
        let quiet = Scripted(vec![100], 0);
        let disturbed = Scripted(vec![200, 200, 9000, 200], 0);
        let mut runners: Vec<Box<dyn Runner>> = vec![Box::new(quiet), Box::new(disturbed)];
        let figures: Vec<_> = in_turns(&mut runners, plan)
            .into_iter()
            .map(figure)
            .collect();
        let ratio = figures[1].over(figures[0]);
        assert_eq!((ratio.best, ratio.median), (2.0, 2.0));
    }

    #[test]
    fn a_runner_fills_its_slice() {
        let mut runner = Scripted(vec![50], 0);
        assert_eq!(times_within(&mut runner, Duration::from_micros(1)), 20);
    }
}
