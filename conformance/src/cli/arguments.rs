//! Reads the arguments.

#[cfg(test)]
mod tests;
mod word;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use crate::process::Command;
use crate::provider::Scenario;
use crate::report::Remarks;
use word::{Flag, Word, Words};

const TIMEOUT: Duration = Duration::from_secs(10);

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Run(Run),
    List(List),
    Seeds(PathBuf),
    Forge(PathBuf),
    Checks(PathBuf),
    Provider(Provider),
    Scenarios,
    Subject,
    Help,
    Version,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Our own where there is none; so are the cases.
    pub(super) subject: Option<Command>,
    pub(super) cases: Option<PathBuf>,
    pub(super) divergences: Option<PathBuf>,
    pub(super) timeout: Duration,
    pub(super) remarks: Remarks,
    pub(super) prefixes: Vec<String>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    pub(super) cases: Option<PathBuf>,
    pub(super) prefixes: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Provider {
    pub(super) scenario: Scenario,
    /// The system chooses where it is 0.
    pub(super) port: u16,
}

pub(super) fn read(arguments: impl Iterator<Item = OsString>) -> Result<Asked, String> {
    let words = arguments.map(|word| {
        word.into_string()
            .map_err(|word| format!("`{}` is not UTF-8", word.display()))
    });
    let words = words.collect::<Result<Vec<_>, _>>()?;
    let mut words = words.into_iter();
    match words.next().as_deref() {
        None | Some("run") => run(Words::new(words)),
        Some("list") => list(Words::new(words)),
        Some("seeds") => path(Words::new(words), "seeds needs a folder", Asked::Seeds),
        Some("forge") => path(Words::new(words), "forge needs a folder", Asked::Forge),
        Some("checks") => path(Words::new(words), "checks needs a file", Asked::Checks),
        Some("provider") => provider(Words::new(words)),
        Some("subject") => alone(Words::new(words), Asked::Subject),
        Some("help" | "--help" | "-h") => alone(Words::new(words), Asked::Help),
        Some("--version" | "-V") => alone(Words::new(words), Asked::Version),
        Some(other) => Err(format!("there is no command `{other}`")),
    }
}

fn run(mut words: Words) -> Result<Asked, String> {
    let (mut subject, mut cases, mut divergences, mut timeout) = (None, None, None, None);
    let mut remarks = Remarks::Counted;
    let mut prefixes = Vec::new();
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(word) => prefixes.push(prefix(word)?),
            Word::Flag(option) => match option.name() {
                "--subject" => once(
                    &mut subject,
                    &option,
                    Command::parse(&words.value(&option)?)?,
                ),
                "--cases" => once(&mut cases, &option, words.value(&option)?.into()),
                "--divergences" => once(&mut divergences, &option, words.value(&option)?.into()),
                "--timeout" => once(&mut timeout, &option, seconds(&words.value(&option)?)?),
                "--remarks" => {
                    remarks = Remarks::Listed;
                    option.has_no_value()
                }
                _ => Err(option.is_unknown()),
            }?,
        }
    }
    Ok(Asked::Run(Run {
        subject,
        cases,
        divergences,
        timeout: timeout.unwrap_or(TIMEOUT),
        remarks,
        prefixes,
    }))
}

fn list(mut words: Words) -> Result<Asked, String> {
    let mut list = List::default();
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(word) => list.prefixes.push(prefix(word)?),
            Word::Flag(option) if option.name() == "--cases" => {
                once(&mut list.cases, &option, words.value(&option)?.into())?;
            }
            Word::Flag(option) => return Err(option.is_unknown()),
        }
    }
    Ok(Asked::List(list))
}

fn provider(mut words: Words) -> Result<Asked, String> {
    let (mut scenario, mut port, mut listed) = (None, None, None);
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(word) => return Err(format!("`{word}` is one argument too many")),
            Word::Flag(option) => match option.name() {
                "--scenario" => once(
                    &mut scenario,
                    &option,
                    scenario_named(&words.value(&option)?)?,
                ),
                "--port" => once(&mut port, &option, port_number(&words.value(&option)?)?),
                "--list" => {
                    option.has_no_value()?;
                    once(&mut listed, &option, ())
                }
                _ => Err(option.is_unknown()),
            }?,
        }
    }
    match (listed, scenario, port) {
        (Some(()), None, None) => Ok(Asked::Scenarios),
        (Some(()), ..) => Err("--list goes with no other option".to_owned()),
        (None, None, _) => Err("provider needs a --scenario; --list names them".to_owned()),
        (None, Some(scenario), port) => Ok(Asked::Provider(Provider {
            scenario,
            port: port.unwrap_or(0),
        })),
    }
}

fn scenario_named(name: &str) -> Result<Scenario, String> {
    Scenario::named(name).ok_or_else(|| format!("there is no scenario `{name}`"))
}

fn port_number(text: &str) -> Result<u16, String> {
    let number = text.parse();
    number.map_err(|_| format!("`{text}` is no port from 0 to 65535"))
}

/// What takes a path alone.
fn path(
    mut words: Words,
    without: &str,
    asked: impl FnOnce(PathBuf) -> Asked,
) -> Result<Asked, String> {
    match words.next() {
        None => Err(without.to_owned()),
        Some(Word::Help) => Ok(Asked::Help),
        Some(Word::Plain(path)) => alone(words, asked(path.into())),
        Some(Word::Flag(option)) => Err(option.is_unknown()),
    }
}

/// What takes no arguments.
fn alone(mut words: Words, asked: Asked) -> Result<Asked, String> {
    match words.next() {
        None => Ok(asked),
        Some(Word::Help) => Ok(Asked::Help),
        Some(Word::Plain(word)) => Err(format!("`{word}` is one argument too many")),
        Some(Word::Flag(option)) => Err(option.is_unknown()),
    }
}

/// Which of two values is meant, nobody knows.
fn once<T>(place: &mut Option<T>, option: &Flag, value: T) -> Result<(), String> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(format!("{} stands there twice", option.name())),
    }
}

fn prefix(word: String) -> Result<String, String> {
    // An empty prefix would select everything.
    if word.is_empty() {
        return Err("a prefix is empty".to_owned());
    }
    Ok(word)
}

fn seconds(text: &str) -> Result<Duration, String> {
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
