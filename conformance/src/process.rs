//! Starts a subject, asks it everything, survives its faults.
//!
//! A fault is an end, a silence, a line that is no answer to a request, or a second answer. It makes one request
//! *broken*: the one that the fault is about where that is known, else the one that has waited longest. The subject is
//! killed and started again, and what else was under way is asked again. A subject that goes on like that is given up,
//! and whatever is left is broken too, so that every run ends.

mod command;
mod memory;
mod questions;
mod session;
mod workers;

pub use command::Command;

use std::io;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::protocol::Verdict;
use questions::{Fault, Kind, Questions, Stage};
use session::Session;

pub use workers::{Workers, ask_side_by_side};

/// Requests under way at a time: enough to keep a subject busy, few enough to name the one that it dies of.
pub const WINDOW: usize = 16;

/// The longest answer, in octets: room for a payload of 1 MiB in base64url, or as claims with escapes.
pub const LONGEST_ANSWER: usize = 4 << 20;

/// Faults after which a subject is given up.
pub const MOST_FAULTS: usize = 100;

/// Silences, which take the whole time limit each, after which a subject is given up.
pub const MOST_SILENCES: usize = 10;

/// Starts in a row, none of them followed by an answer, after which a subject is given up.
pub const MOST_VAIN_STARTS: usize = 3;

/// One request, under the id of its case.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The id.
    pub id: &'a str,
    /// The op and its members.
    pub members: &'a Map<String, Value>,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The subject answered.
    Answered(Verdict),
    /// It did not, or it also did something that no subject may do.
    Broken(String),
}

/// The replies of a subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Replies {
    /// What the subject answered to `hello`, where it ever did.
    pub hello: Option<Verdict>,
    /// One reply for each request, in the same order.
    pub replies: Vec<Reply>,
    /// The most memory that a process of the subject has held, in octets, where the system tells.
    pub peak_memory: Option<u64>,
}

/// Asks a subject everything, one process at a time. `timeout` is for a single request, counted from the answer before
/// it.
///
/// `progress` is told how many requests are settled.
///
/// # Errors
///
/// When the program cannot be started at all.
pub fn ask(
    command: &Command,
    requests: &[Request<'_>],
    timeout: Duration,
    progress: &mut dyn FnMut(usize),
) -> io::Result<Replies> {
    let mut questions = Questions::new(requests, timeout, progress);
    let mut faults = 0;
    let mut silences = 0;
    let mut vain_starts = 0;
    while questions.remain() {
        let fault = match Session::start(command) {
            Ok(mut session) => {
                let outcome = questions.put_to(&mut session);
                if outcome.is_err() {
                    questions.weigh(&session);
                }
                outcome
            }
            Err(error) if faults == 0 => return Err(error),
            Err(error) => Err(Fault::new(
                Stage::Start,
                format!("cannot be started: {error}"),
            )),
        };
        let Err(fault) = fault else { break };
        faults += 1;
        vain_starts = match fault.stage {
            Stage::Start => vain_starts + 1,
            Stage::Cases(_) => 0,
        };
        if fault.kind == Kind::Silence {
            silences += 1;
        }
        questions.blame(&fault);
        if faults == MOST_FAULTS || silences == MOST_SILENCES || vain_starts == MOST_VAIN_STARTS {
            questions.give_up(&format!(
                "given up after {faults} faults; the last: {}",
                fault.what
            ));
        }
    }
    Ok(questions.replies())
}
