//! Two records side by side: what got better and what got worse.

use std::collections::HashMap;
use std::io::{self, Write};

use super::record::{Answer, Entry, Outcome, Record};
use crate::text;

/// How the second record differs from the first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison<'a> {
    /// Cases with a better outcome.
    pub better: Vec<Change<'a>>,
    /// Cases with a worse outcome.
    pub worse: Vec<Change<'a>>,
    /// Cases that came to as much by another verdict, reason or output, or that are listed as divergences in one record
    /// alone.
    pub changed: Vec<Change<'a>>,
    /// Cases of the second record alone.
    pub new: Vec<&'a Entry>,
    /// Cases of the first record alone.
    pub gone: Vec<&'a Entry>,
}

/// One case in both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change<'a> {
    /// In the first.
    pub old: &'a Entry,
    /// In the second.
    pub new: &'a Entry,
}

/// Compares. Everything is in the order of the second record, but for what is gone.
pub fn compare<'a>(old: &'a Record, new: &'a Record) -> Comparison<'a> {
    let by_id = |record: &'a Record| -> HashMap<&'a str, &'a Entry> {
        let entries = record.cases.iter();
        entries.map(|entry| (entry.id.as_str(), entry)).collect()
    };
    let (before, after) = (by_id(old), by_id(new));
    let mut comparison = Comparison::default();
    for new in &new.cases {
        let Some(old) = before.get(new.id.as_str()) else {
            comparison.new.push(new);
            continue;
        };
        let change = Change { old, new };
        match worth(new.outcome).cmp(&worth(old.outcome)) {
            std::cmp::Ordering::Greater => comparison.better.push(change),
            std::cmp::Ordering::Less => comparison.worse.push(change),
            std::cmp::Ordering::Equal if change.is_other_answer() => {
                comparison.changed.push(change);
            }
            std::cmp::Ordering::Equal => {}
        }
    }
    let gone = old.cases.iter();
    comparison
        .gone
        .extend(gone.filter(|entry| !after.contains_key(entry.id.as_str())));
    comparison
}

/// To leave out is better than to be wrong, and whether a failure is listed makes it no better.
fn worth(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Broken => 0,
        Outcome::Failed | Outcome::Known => 1,
        Outcome::Unsupported => 2,
        Outcome::Passed => 3,
    }
}

impl Change<'_> {
    /// Free text, which is for people, does not count.
    fn is_other_answer(&self) -> bool {
        let answer = |entry: &Entry| {
            let answer = entry.answer.clone();
            answer.map(|answer| Answer {
                detail: None,
                ..answer
            })
        };
        self.old.outcome != self.new.outcome || answer(self.old) != answer(self.new)
    }
}

/// Writes the comparison for a person. The last line counts.
///
/// # Errors
///
/// When the output cannot be written.
pub fn write(output: &mut impl Write, old: &Record, new: &Record) -> io::Result<()> {
    for (word, record) in [("old", old), ("new", new)] {
        let title = record.subject.title();
        writeln!(output, "{word}: {}", text::printable(&title, 120))?;
    }
    let found = compare(old, new);
    for (word, changes) in [
        ("worse", &found.worse),
        ("better", &found.better),
        ("changed", &found.changed),
    ] {
        heading(output, word, changes.len())?;
        for Change { old, new } in changes {
            let id = text::printable(&new.id, 80);
            writeln!(
                output,
                "{id} ({}): expected {}: {}  ->  {}",
                new.level.name(),
                new.expect.name(),
                came_to(old),
                came_to(new)
            )?;
        }
    }
    for (word, entries) in [("new", &found.new), ("gone", &found.gone)] {
        heading(output, word, entries.len())?;
        for entry in entries {
            let id = text::printable(&entry.id, 80);
            writeln!(output, "{id} ({}): {}", entry.level.name(), came_to(entry))?;
        }
    }
    writeln!(
        output,
        "\n{} better, {} worse, {} changed, {} new, {} gone",
        found.better.len(),
        found.worse.len(),
        found.changed.len(),
        found.new.len(),
        found.gone.len()
    )
}

fn heading(output: &mut impl Write, word: &str, count: usize) -> io::Result<()> {
    if count > 0 {
        writeln!(output, "\n{word}:")?;
    }
    Ok(())
}

fn came_to(entry: &Entry) -> String {
    let name = entry.outcome.name();
    let what = match (&entry.answer, entry.outcome) {
        // What passed needs no word but its reason or output, which may be what changed.
        (Some(answer), Outcome::Passed) => match (&answer.reason, &answer.output) {
            (Some(reason), _) => reason.clone(),
            (None, Some(output)) => serde_json::to_string(output).unwrap_or_default(),
            (None, None) => String::new(),
        },
        _ => entry.what.clone(),
    };
    match what.as_str() {
        "" | "{}" => name.to_owned(),
        what => format!("{name} ({})", text::printable(what, 100)),
    }
}
