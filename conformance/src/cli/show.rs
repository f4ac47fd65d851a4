//! `conformance show` and `replay`.

use super::arguments::{Replay, Show};
use super::{load, message, own, print};
use crate::case::{self, Case};
use crate::judge::{self, Outcome};
use crate::process::{self, Command, Reply, Request};
use crate::report::show;
use crate::requirement::Catalogue;
use crate::run::Status;
use crate::text;

/// What is asked for and expected.
pub(super) fn show(wanted: &Show) -> Result<Status, String> {
    let all = load(wanted.cases.as_deref())?;
    let catalogue = Catalogue::load(&own("requirements")).map_err(message)?;
    let mut words = Vec::new();
    for id in &wanted.ids {
        let case = named(&all, id)?;
        show::case(&mut words, case, case::twin(case, &all), &catalogue).map_err(message)?;
        words.push(b'\n');
    }
    print(&format!("{}\n", String::from_utf8_lossy(&words).trim_end()))
}

/// One case put to one subject: the lines that go to and fro.
pub(super) fn replay(wanted: &Replay) -> Result<Status, String> {
    let all = load(wanted.cases.as_deref())?;
    let case = named(&all, &wanted.id)?;
    let command = match &wanted.subject {
        Some(command) => command.clone(),
        None => Command::own().map_err(message)?,
    };
    let staged = case.provider.as_ref();
    let staged = staged.map(|live| live.stage(&case.request)).transpose()?;
    let request = Request {
        id: &case.id,
        members: match &staged {
            Some(staged) => &staged.request,
            None => &case.request,
        },
    };
    print(&crate::protocol::request_line(request.id, request.members))?;
    let replies = process::ask(&command, &[request], wanted.timeout, &mut |_| ())
        .map_err(|error| format!("cannot start `{command}`: {error}"))?;
    let reply = replies.replies.first();
    let reply = reply.ok_or("the subject was not asked")?;
    print(&match reply {
        Reply::Answered(verdict) => crate::protocol::Answer {
            id: case.id.clone(),
            verdict: verdict.clone(),
        }
        .to_line(),
        Reply::Broken(what) => format!("broken: {what}\n"),
    })?;
    let (words, status) = match judge::judge(case, reply).outcome {
        Outcome::Passed => ("passed".to_owned(), Status::Fine),
        Outcome::Unsupported { detail } => {
            let detail = text::printable(&detail, 160);
            (format!("unsupported: {detail}"), Status::NothingRan)
        }
        Outcome::Failed { what, .. } | Outcome::Known { what, .. } | Outcome::Broken { what } => (
            format!(
                "failed: expected {}, got {what}",
                crate::report::expected(case)
            ),
            Status::Failed,
        ),
    };
    print(&format!("{words}\n"))?;
    Ok(status)
}

fn named<'a>(all: &'a [Case], id: &str) -> Result<&'a Case, String> {
    let found = all.iter().find(|case| case.id == id);
    found.ok_or_else(|| {
        let id = text::printable(id, 80);
        format!("there is no case `{id}`; `conformance list` names them")
    })
}
