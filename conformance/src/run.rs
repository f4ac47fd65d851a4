//! One run: asks a subject the selected cases and sums up.

use std::io;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::case::{Case, Expect, Level};
use crate::divergence::Divergences;
use crate::judge::{self, Judgement, Outcome};
use crate::process::{self, Command, Reply, Request, Workers};
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
    /// The level down to which failures count.
    pub fail_on: Level,
    /// The most memory that a process of the subject has held, in octets, where the system tells.
    pub peak_memory: Option<u64>,
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
    /// What the subject did.
    pub reply: Reply,
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
        if self.decisive() > 0 || !self.strangers.is_empty() {
            Status::Failed
        } else if counts.unsupported == self.results.len() {
            Status::NothingRan
        } else {
            Status::Fine
        }
    }

    /// The failures that count.
    pub fn decisive(&self) -> usize {
        let counting = Level::ALL.into_iter();
        let counting = counting.filter(|level| *level <= self.fail_on);
        let failed = counting.map(|level| Counts::of(self.at(level)).failed);
        failed.sum()
    }

    /// The results of the cases of a level.
    pub fn at(&self, level: Level) -> impl Iterator<Item = &CaseResult<'_>> {
        let results = self.results.iter();
        results.filter(move |result| result.case.level == level)
    }
}

/// How a run is made.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    /// For a single answer.
    pub timeout: Duration,
    /// Processes at a time; without it as many as pay.
    pub workers: Option<Workers>,
    /// Failures that are known.
    pub divergences: Option<&'a Divergences>,
    /// Which failures count. Without it: all that are not known, or, where nobody says what is known, those of `must`
    /// cases.
    pub fail_on: Option<Level>,
}

/// Runs the cases.
///
/// `progress` is told how many cases are settled.
///
/// # Errors
///
/// When the subject, or a provider that a case needs, cannot be started at all.
pub fn run<'a>(
    cases: &[&'a Case],
    command: &Command,
    settings: &Settings<'_>,
    progress: &mut dyn FnMut(usize),
) -> io::Result<Run<'a>> {
    let stage = |case: &&Case| {
        let live = case.provider.as_ref()?;
        Some(live.stage(&case.request).map_err(io::Error::other))
    };
    let staged: Vec<_> = cases
        .iter()
        .map(|case| stage(case).transpose())
        .collect::<io::Result<_>>()?;
    let requests = cases.iter().zip(&staged).map(|(case, staged)| Request {
        id: &case.id,
        members: match staged {
            Some(staged) => &staged.request,
            None => &case.request,
        },
    });
    let requests: Vec<_> = requests.collect();
    let workers = settings
        .workers
        .unwrap_or_else(|| Workers::for_requests(requests.len()));
    let answers =
        process::ask_side_by_side(command, &requests, settings.timeout, workers, progress)?;
    let none = Divergences::default();
    let listed = settings.divergences.unwrap_or(&none);
    let replies = answers.replies.into_iter().zip(&staged);
    let replies = replies.map(|(reply, staged)| match staged {
        Some(staged) => staged.at_rest(reply),
        None => reply,
    });
    let judged = cases.iter().zip(replies).map(|(case, reply)| {
        let Judgement { outcome, remark } = judge::judge(case, &reply);
        CaseResult {
            case,
            outcome: listed.apply(case, outcome),
            remark,
            reply,
        }
    });
    let otherwise = match settings.divergences {
        Some(_) => Level::May,
        None => Level::Must,
    };
    Ok(Run {
        hello: answers.hello.and_then(|verdict| match verdict {
            Verdict::Accept { output } => Some(output),
            _ => None,
        }),
        results: judged.collect(),
        strangers: listed
            .strangers(cases)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        fail_on: settings.fail_on.unwrap_or(otherwise),
        peak_memory: answers.peak_memory,
    })
}
