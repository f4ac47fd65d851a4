//! One run: asks a subject the selected cases and sums up.

use std::io;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::case::{Case, Expect, Level};
use crate::divergence::Divergences;
use crate::judge::{self, Judgement, Outcome};
use crate::process::{self, Command, Request};
use crate::protocol::Verdict;

/// A run that has ended.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// What the subject says of itself.
    pub hello: Option<Map<String, Value>>,
    /// Every selected case, in order.
    pub results: Vec<CaseResult<'a>>,
    /// Listed divergences that are no case.
    pub strangers: Vec<String>,
    /// What a failure means.
    pub rule: Rule,
}

/// What became of a case.
#[derive(Clone, Debug)]
pub struct CaseResult<'a> {
    /// The case.
    pub case: &'a Case,
    /// The outcome.
    pub outcome: Outcome,
    /// What is odd about the reason that the subject gave.
    pub remark: Option<String>,
}

/// Which failures make a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Those that the subject's divergences do not list.
    Unlisted,
    /// Those of `must` cases: nobody has listed any.
    Must,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// No failure that counts.
    Fine,
    /// A failure that counts.
    Failed,
    /// No case was judged: none was selected, or the subject does none of them.
    NothingRan,
}

impl Status {
    /// The exit status of the program.
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Failed => 1,
            Self::NothingRan => 2,
        }
    }
}

/// How often what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rightly accepted.
    pub accepted: usize,
    /// Rightly rejected.
    pub rejected: usize,
    /// Failed or broken.
    pub failed: usize,
    /// Failed as listed among the divergences.
    pub known: usize,
    /// Unsupported.
    pub unsupported: usize,
}

impl Counts {
    /// Counts the results.
    pub fn of<'a, 'b: 'a>(results: impl IntoIterator<Item = &'a CaseResult<'b>>) -> Self {
        let mut counts = Self::default();
        for result in results {
            let place = match (&result.outcome, result.case.expect) {
                (Outcome::Passed, Expect::Accept) => &mut counts.accepted,
                (Outcome::Passed, Expect::Reject) => &mut counts.rejected,
                (Outcome::Failed { .. } | Outcome::Broken { .. }, _) => &mut counts.failed,
                (Outcome::Known { .. }, _) => &mut counts.known,
                (Outcome::Unsupported { .. }, _) => &mut counts.unsupported,
            };
            *place += 1;
        }
        counts
    }
}

impl Run<'_> {
    /// How the run ends.
    pub fn status(&self) -> Status {
        let counts = Counts::of(&self.results);
        let decisive = match self.rule {
            Rule::Unlisted => counts.failed,
            Rule::Must => Counts::of(self.at(Level::Must)).failed,
        };
        if decisive > 0 || !self.strangers.is_empty() {
            Status::Failed
        } else if counts.unsupported == self.results.len() {
            Status::NothingRan
        } else {
            Status::Fine
        }
    }

    /// The results of the cases of a level.
    pub fn at(&self, level: Level) -> impl Iterator<Item = &CaseResult<'_>> {
        let results = self.results.iter();
        results.filter(move |result| result.case.level == level)
    }
}

/// Runs the cases. Without divergences only failures of `must` cases count.
///
/// `progress` is told how many cases are settled.
///
/// # Errors
///
/// When the subject cannot be started at all.
pub fn run<'a>(
    cases: &[&'a Case],
    command: &Command,
    timeout: Duration,
    divergences: Option<&Divergences>,
    progress: &mut dyn FnMut(usize),
) -> io::Result<Run<'a>> {
    let request = |case: &&'a Case| Request {
        id: &case.id,
        members: &case.request,
    };
    let requests: Vec<_> = cases.iter().map(request).collect();
    let replies = process::ask(command, &requests, timeout, progress)?;
    let none = Divergences::default();
    let listed = divergences.unwrap_or(&none);
    let judged = cases.iter().zip(&replies.replies).map(|(case, reply)| {
        let Judgement { outcome, remark } = judge::judge(case, reply);
        CaseResult {
            case,
            outcome: listed.apply(case, outcome),
            remark,
        }
    });
    Ok(Run {
        hello: replies.hello.and_then(|verdict| match verdict {
            Verdict::Accept { output } => Some(output),
            _ => None,
        }),
        results: judged.collect(),
        strangers: listed
            .strangers(cases)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        rule: divergences.map_or(Rule::Must, |_| Rule::Unlisted),
    })
}
