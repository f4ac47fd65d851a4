//! Files that are written, and the commands that read them again.

use std::path::PathBuf;

use super::word::{Flag, Word, Words};
use super::{Asked, once};

/// What `run` writes beside what it prints.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Files {
    pub(in crate::cli) json: Option<PathBuf>,
    pub(in crate::cli) junit: Option<PathBuf>,
    pub(in crate::cli) html: Option<PathBuf>,
    pub(in crate::cli) badge: Option<PathBuf>,
}

#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Report {
    pub(in crate::cli) records: Vec<PathBuf>,
    pub(in crate::cli) html: PathBuf,
    pub(in crate::cli) cases: Option<PathBuf>,
}

#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Compare {
    pub(in crate::cli) old: PathBuf,
    pub(in crate::cli) new: PathBuf,
}

/// The place of an option that names a file, if it is one.
pub(super) fn place<'a>(files: &'a mut Files, option: &Flag) -> Option<&'a mut Option<PathBuf>> {
    match option.name() {
        "--json" => Some(&mut files.json),
        "--junit" => Some(&mut files.junit),
        "--html" => Some(&mut files.html),
        "--badge" => Some(&mut files.badge),
        _ => None,
    }
}

pub(super) fn report(mut words: Words) -> Result<Asked, String> {
    let (mut records, mut html, mut cases) = (Vec::new(), None, None);
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(path) => records.push(path.into()),
            Word::Flag(option) => {
                let place = match option.name() {
                    "--html" => &mut html,
                    "--cases" => &mut cases,
                    _ => return Err(option.is_unknown()),
                };
                once(place, &option, words.value(&option)?.into())?;
            }
        }
    }
    if records.is_empty() {
        return Err("report needs files that `run --json` wrote".to_owned());
    }
    Ok(Asked::Report(Report {
        records,
        html: html.ok_or("report needs an --html file to write")?,
        cases,
    }))
}

pub(super) fn compare(mut words: Words) -> Result<Asked, String> {
    let mut paths = Vec::new();
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(path) => paths.push(path.into()),
            Word::Flag(option) => return Err(option.is_unknown()),
        }
    }
    match <[PathBuf; 2]>::try_from(paths) {
        Ok([old, new]) => Ok(Asked::Compare(Compare { old, new })),
        Err(_) => Err("compare needs two files that `run --json` wrote".to_owned()),
    }
}
