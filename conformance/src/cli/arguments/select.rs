//! The options that choose among the cases, and `list`, which has no others.

use std::path::PathBuf;

use super::word::{Flag, Word, Words};
use super::{Asked, once};
use crate::case::Level;
use crate::selection::Selection;

#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct List {
    pub(in crate::cli) cases: Option<PathBuf>,
    pub(in crate::cli) selection: Selection,
}

pub(super) fn list(mut words: Words) -> Result<Asked, String> {
    let mut list = List::default();
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(word) => prefix(&mut list.selection, word)?,
            Word::Flag(option) if option.name() == "--cases" => {
                once(&mut list.cases, &option, words.value(&option)?.into())?;
            }
            Word::Flag(flag) => option(&mut list.selection, &flag, &mut words)?,
        }
    }
    Ok(Asked::List(list))
}

pub(super) fn prefix(selection: &mut Selection, word: String) -> Result<(), String> {
    // An empty prefix would select everything.
    if word.is_empty() {
        return Err("a prefix is empty".to_owned());
    }
    selection.prefixes.push(word);
    Ok(())
}

/// An option of a selection; no other is left to be tried.
pub(super) fn option(
    selection: &mut Selection,
    option: &Flag,
    words: &mut Words,
) -> Result<(), String> {
    let place = match option.name() {
        "--op" => &mut selection.ops,
        "--requirement" => &mut selection.requirements,
        "--level" => {
            let levels = several(option, words)?.into_iter().map(|name| level(&name));
            let levels = levels.collect::<Result<Vec<_>, _>>()?;
            return once_many(&mut selection.levels, option, levels);
        }
        _ => return Err(option.is_unknown()),
    };
    let values = several(option, words)?;
    once_many(place, option, values)
}

/// Words between commas.
fn several(option: &Flag, words: &mut Words) -> Result<Vec<String>, String> {
    let value = words.value(option)?;
    let values: Vec<_> = value.split(',').map(str::to_owned).collect();
    match values.iter().any(String::is_empty) {
        true => Err(format!("{} has an empty value", option.name())),
        false => Ok(values),
    }
}

fn once_many<T>(place: &mut Vec<T>, option: &Flag, values: Vec<T>) -> Result<(), String> {
    let mut before = (!place.is_empty()).then_some(());
    once(&mut before, option, ())?;
    *place = values;
    Ok(())
}

pub(super) fn level(name: &str) -> Result<Level, String> {
    let found = Level::ALL.into_iter().find(|level| level.name() == name);
    found.ok_or_else(|| format!("`{name}` is no level: must, should or may"))
}
