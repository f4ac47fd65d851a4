//! One HTML page: specifications down, subjects across, and the cases that fail with rule, request and answer.
//!
//! The page is a single file that asks for nothing else, and its policy for content forbids all but its own script and
//! style. Without the script everything can be read, and only the filters are missing.

mod change;
mod failing;
mod matrix;
mod policy;
mod subject;

use std::collections::HashMap;
use std::io::{self, Write};

use super::inert::markup;
use super::record::{Entry, Record};
use crate::case::Case;
use crate::requirement::Catalogue;

const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/script.js");

/// Characters of a name that are shown.
const NAME: usize = 120;

/// What a page is made of.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// The runs, from left to right.
    pub records: &'a [Record],
    /// The cases, for what was asked. One that is not among them is shown without.
    pub cases: &'a [Case],
    /// The rules.
    pub catalogue: &'a Catalogue,
}

/// All runs, ready to be looked up.
struct Runs<'a> {
    records: &'a [Record],
    /// What each is called, with its number where there are several.
    titles: Vec<String>,
    entries: Vec<HashMap<&'a str, &'a Entry>>,
}

/// Writes the page.
///
/// # Errors
///
/// When the output cannot be written.
pub fn write(output: &mut impl Write, contents: Contents<'_>) -> io::Result<()> {
    let runs = Runs::new(contents.records);
    let names: Vec<_> = runs
        .titles
        .iter()
        .map(|title| markup(title, NAME))
        .collect();
    write!(
        output,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Conformance: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#cases\">To the cases</a>\n<header><h1>Conformance</h1></header>\n<main>\n",
        policy::policy(SCRIPT, STYLE),
        names.join(", "),
    )?;
    subject::write(output, &runs)?;
    matrix::write(output, &runs)?;
    change::write(output, &runs)?;
    failing::write(output, &runs, contents)?;
    write!(
        output,
        "</main>\n<footer>Made by conformance {}.</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    )
}

impl<'a> Runs<'a> {
    fn new(records: &'a [Record]) -> Self {
        let numbered = |(number, record): (usize, &Record)| match records.len() {
            1 => record.subject.title(),
            _ => format!("{number}. {}", record.subject.title()),
        };
        let titles = (1..).zip(records).map(numbered).collect();
        let by_id = |record: &'a Record| {
            let entries = record.cases.iter();
            entries.map(|entry| (entry.id.as_str(), entry)).collect()
        };
        Self {
            records,
            titles,
            entries: records.iter().map(by_id).collect(),
        }
    }

    fn entry(&self, run: usize, id: &str) -> Option<&'a Entry> {
        self.entries.get(run)?.get(id).copied()
    }

    /// The runs in which the case is wrong.
    fn wrong(&self, id: &str) -> Vec<usize> {
        let is_wrong = |run: &usize| {
            let entry = self.entry(*run, id);
            entry.is_some_and(|entry| entry.outcome.is_wrong())
        };
        (0..self.records.len()).filter(is_wrong).collect()
    }

    /// The specifications in order, each with the ids of its cases in all runs together.
    fn specifications(&self) -> Vec<(&'a str, Vec<&'a str>)> {
        let mut found: std::collections::BTreeMap<&str, Vec<&str>> = Default::default();
        let mut seen = std::collections::HashSet::new();
        for entry in self.records.iter().flat_map(|record| &record.cases) {
            if seen.insert(entry.id.as_str()) {
                let ids = found.entry(entry.specification()).or_default();
                ids.push(&entry.id);
            }
        }
        found.into_iter().collect()
    }
}

/// A name that an element may have for an id, and that no other text has.
fn anchor(kind: &str, name: &str) -> String {
    let mut anchor = format!("{kind}-");
    for character in name.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' => anchor.push(character),
            _ => anchor.push_str(&format!("_{:x}_", u32::from(character))),
        }
    }
    anchor
}
