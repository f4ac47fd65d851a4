//! Reads the arguments.

mod backend;
mod files;
mod run;
mod select;
mod show;
#[cfg(test)]
mod tests;
mod word;

use std::ffi::OsString;
use std::path::PathBuf;

use crate::provider::Scenario;
pub(super) use backend::Backend;
pub(super) use files::{Compare, Files, Report};
pub(super) use run::{Run, TIMEOUT};
pub(super) use select::List;
pub(super) use show::{Replay, Show};
use word::{Flag, Word, Words};

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Run(Box<Run>),
    List(List),
    Show(Show),
    Replay(Replay),
    Coverage(Vec<String>),
    Report(Report),
    Compare(Compare),
    Seeds(PathBuf),
    Forge(PathBuf),
    Checks(PathBuf),
    Figures(PathBuf),
    Provider(Provider),
    Scenarios,
    Subject(Backend),
    Help,
    Version,
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
        None | Some("run") => run::read(Words::new(words)),
        Some("list") => select::list(Words::new(words)),
        Some("show") => show::show(Words::new(words)),
        Some("replay") => show::replay(Words::new(words)),
        Some("coverage") => plain(Words::new(words), Asked::Coverage),
        Some("report") => files::report(Words::new(words)),
        Some("compare") => files::compare(Words::new(words)),
        Some("seeds") => path(Words::new(words), "seeds needs a folder", Asked::Seeds),
        Some("forge") => path(Words::new(words), "forge needs a folder", Asked::Forge),
        Some("checks") => path(Words::new(words), "checks needs a file", Asked::Checks),
        Some("figures") => path(Words::new(words), "figures needs a file", Asked::Figures),
        Some("provider") => provider(Words::new(words)),
        Some("subject") => backend::subject(Words::new(words)),
        Some("help" | "--help" | "-h") => alone(Words::new(words), Asked::Help),
        Some("--version" | "-V") => alone(Words::new(words), Asked::Version),
        Some(other) => Err(format!("there is no command `{other}`")),
    }
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

/// What takes any number of words and no options.
fn plain(mut words: Words, asked: impl FnOnce(Vec<String>) -> Asked) -> Result<Asked, String> {
    let mut all = Vec::new();
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(word) => all.push(word),
            Word::Flag(option) => return Err(option.is_unknown()),
        }
    }
    Ok(asked(all))
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
