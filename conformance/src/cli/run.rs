//! `conformance run`.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::arguments::Run;
use super::{complain, files, load, message, own, unless_closed};
use crate::case::Case;
use crate::divergence::Divergences;
use crate::process::Command;
use crate::progress::Bar;
use crate::report;
use crate::report::record::{Measured, Record};
use crate::requirement::Catalogue;
use crate::run::{self, Settings, Status};
use crate::wycheproof;

pub(super) fn run(wanted: &Run) -> Result<Status, String> {
    let all = match &wanted.wycheproof {
        Some(folder) => wycheproof::load(folder).map_err(message)?,
        None => load(wanted.cases.as_deref())?,
    };
    let selected = wanted.selection.select(&all)?;
    let catalogue = Catalogue::load(&own("requirements")).map_err(message)?;
    let mut divergences = divergences(wanted, &all)?;
    if !wanted.selection.is_everything() {
        divergences = divergences.map(|listed| listed.among(&selected));
    }
    let command = match &wanted.subject {
        Some(command) => command.clone(),
        None => Command::own().map_err(message)?,
    };
    let mut bar = Bar::new(selected.len());
    let mut progress = |done| bar.show(done);
    let settings = Settings {
        timeout: wanted.timeout,
        workers: wanted.workers,
        divergences: divergences.as_ref(),
        fail_on: wanted.fail_on,
    };
    let (began, clock) = (SystemTime::now(), Instant::now());
    let run = run::run(&selected, &command, &settings, &mut progress)
        .map_err(|error| format!("cannot start `{command}`: {error}"))?;
    drop(bar);
    let measured = measured(began, clock.elapsed());
    let record = Record::new(&run, wanted.subject.as_ref(), measured);
    let left = files::write(&wanted.files, &record, &all, &catalogue);
    let mut output = BufWriter::new(io::stdout().lock());
    let written = report::write(&mut output, &run, &catalogue, wanted.remarks);
    unless_closed(written.and_then(|()| output.flush()))?;
    left?;
    let status = run.status();
    if status == Status::NothingRan {
        complain("nothing ran: the subject supports none of these cases");
    }
    Ok(status)
}

fn measured(began: SystemTime, took: Duration) -> Measured {
    let began = began.duration_since(UNIX_EPOCH).unwrap_or_default();
    Measured {
        started: began.as_secs(),
        milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        peak_memory: None,
    }
}

/// Those that the caller names; else the project's own, which are about its own subject and its own cases.
fn divergences(wanted: &Run, all: &[Case]) -> Result<Option<Divergences>, String> {
    let load = |path: &Path| Divergences::load(path, all).map_err(message);
    let cases = wanted.cases.as_ref().or(wanted.wycheproof.as_ref());
    match (&wanted.divergences, &wanted.subject, cases) {
        (Some(path), _, _) => load(path).map(Some),
        (None, Some(_), _) => Ok(None),
        (None, None, Some(_)) => Ok(Some(Divergences::default())),
        (None, None, None) => load(&own("divergences.jsonl")).map(Some),
    }
}
