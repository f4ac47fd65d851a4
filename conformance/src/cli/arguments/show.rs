//! The options of `show` and `replay`.

use std::path::PathBuf;
use std::time::Duration;

use super::run::{TIMEOUT, seconds};
use super::word::{Word, Words};
use super::{Asked, once};
use crate::process::Command;

#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Show {
    pub(in crate::cli) cases: Option<PathBuf>,
    pub(in crate::cli) ids: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Replay {
    pub(in crate::cli) subject: Option<Command>,
    pub(in crate::cli) cases: Option<PathBuf>,
    pub(in crate::cli) timeout: Duration,
    pub(in crate::cli) id: String,
}

pub(super) fn show(mut words: Words) -> Result<Asked, String> {
    let mut cases = None;
    let mut ids = Vec::new();
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(id) => ids.push(id),
            Word::Flag(option) if option.name() == "--cases" => {
                once(&mut cases, &option, words.value(&option)?.into())?;
            }
            Word::Flag(option) => return Err(option.is_unknown()),
        }
    }
    if ids.is_empty() {
        return Err("show needs the id of a case".to_owned());
    }
    Ok(Asked::Show(Show { cases, ids }))
}

pub(super) fn replay(mut words: Words) -> Result<Asked, String> {
    let (mut subject, mut cases, mut timeout, mut id) = (None, None, None, None);
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(word) => {
                if id.replace(word).is_some() {
                    return Err("replay takes one case".to_owned());
                }
            }
            Word::Flag(option) => match option.name() {
                "--subject" => once(
                    &mut subject,
                    &option,
                    Command::parse(&words.value(&option)?)?,
                ),
                "--cases" => once(&mut cases, &option, words.value(&option)?.into()),
                "--timeout" => once(&mut timeout, &option, seconds(&words.value(&option)?)?),
                _ => Err(option.is_unknown()),
            }?,
        }
    }
    Ok(Asked::Replay(Replay {
        subject,
        cases,
        timeout: timeout.unwrap_or(TIMEOUT),
        id: id.ok_or("replay needs the id of a case")?,
    }))
}
