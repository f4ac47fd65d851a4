//! The options of `run`.

use std::path::PathBuf;
use std::time::Duration;

use super::word::{Word, Words};
use super::{Asked, Files, files, once, select};
use crate::case::Level;
use crate::process::{Command, Workers};
use crate::report::Remarks;
use crate::selection::Selection;

pub(in crate::cli) const TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Run {
    /// Our own where there is none; so are the cases.
    pub(in crate::cli) subject: Option<Command>,
    pub(in crate::cli) cases: Option<PathBuf>,
    /// A copy of the Wycheproof project, in the place of cases.
    pub(in crate::cli) wycheproof: Option<PathBuf>,
    pub(in crate::cli) divergences: Option<PathBuf>,
    pub(in crate::cli) timeout: Duration,
    pub(in crate::cli) workers: Option<Workers>,
    pub(in crate::cli) fail_on: Option<Level>,
    pub(in crate::cli) remarks: Remarks,
    pub(in crate::cli) files: Files,
    pub(in crate::cli) selection: Selection,
}

pub(super) fn read(mut words: Words) -> Result<Asked, String> {
    let (mut subject, mut cases, mut divergences, mut timeout) = (None, None, None, None);
    let (mut workers, mut fail_on, mut wycheproof) = (None, None, None);
    let mut remarks = Remarks::Counted;
    let mut written = Files::default();
    let mut selection = Selection::default();
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(word) => select::prefix(&mut selection, word)?,
            Word::Flag(option) => match option.name() {
                "--subject" => once(
                    &mut subject,
                    &option,
                    Command::parse(&words.value(&option)?)?,
                ),
                "--cases" => once(&mut cases, &option, words.value(&option)?.into()),
                "--wycheproof" => once(&mut wycheproof, &option, words.value(&option)?.into()),
                "--divergences" => once(&mut divergences, &option, words.value(&option)?.into()),
                "--timeout" => once(&mut timeout, &option, seconds(&words.value(&option)?)?),
                "--workers" => once(&mut workers, &option, number(&words.value(&option)?)?),
                "--fail-on" => once(
                    &mut fail_on,
                    &option,
                    select::level(&words.value(&option)?)?,
                ),
                "--remarks" => {
                    remarks = Remarks::Listed;
                    option.has_no_value()
                }
                _ => match files::place(&mut written, &option) {
                    Some(place) => once(place, &option, words.value(&option)?.into()),
                    None => select::option(&mut selection, &option, &mut words),
                },
            }?,
        }
    }
    if cases.is_some() && wycheproof.is_some() {
        return Err("--cases and --wycheproof both say which cases".to_owned());
    }
    Ok(Asked::Run(Box::new(Run {
        subject,
        cases,
        wycheproof,
        divergences,
        timeout: timeout.unwrap_or(TIMEOUT),
        workers,
        fail_on,
        remarks,
        files: written,
        selection,
    })))
}

fn number(text: &str) -> Result<Workers, String> {
    let number = text.parse().ok().filter(|number| *number <= 64);
    let workers = number.and_then(Workers::new);
    workers.ok_or_else(|| format!("`{text}` is no number of workers from 1 to 64"))
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    // A day is more than anyone waits for, and far from where times overflow.
    let longest = Duration::from_secs(86_400);
    let number = text.parse().ok().map(Duration::try_from_secs_f64);
    match number {
        Some(Ok(time)) if !time.is_zero() && time <= longest => Ok(time),
        _ => Err(format!(
            "`{text}` is no number of seconds above 0 and up to 86400"
        )),
    }
}
