//! What got better and worse from the first of two runs to the second.

use std::io::{self, Write};

use super::{NAME, Runs, anchor};
use crate::report::compare::{Change, compare};
use crate::report::inert::markup;
use crate::report::record::Entry;

pub(super) fn write(output: &mut impl Write, runs: &Runs<'_>) -> io::Result<()> {
    let [old, new] = runs.records else {
        return Ok(());
    };
    let found = compare(old, new);
    let titles: Vec<_> = runs
        .titles
        .iter()
        .map(|title| markup(title, NAME))
        .collect();
    writeln!(
        output,
        "<section aria-labelledby=\"changes\"><h2 id=\"changes\">What differs</h2>\n<p>From {}.</p>",
        titles.join(" to ")
    )?;
    for (word, changes) in [
        ("worse", &found.worse),
        ("better", &found.better),
        ("other answers", &found.changed),
    ] {
        list(
            output,
            runs,
            word,
            changes.iter().map(|Change { old, new }| {
                (
                    *new,
                    format!("{} to {}", old.outcome.name(), new.outcome.name()),
                )
            }),
        )?;
    }
    for (word, entries) in [
        ("new cases", &found.new),
        ("cases that are gone", &found.gone),
    ] {
        let entries = entries.iter();
        list(
            output,
            runs,
            word,
            entries.map(|entry| (*entry, entry.outcome.name().to_owned())),
        )?;
    }
    writeln!(output, "</section>")
}

fn list<'a>(
    output: &mut impl Write,
    runs: &Runs<'_>,
    word: &str,
    entries: impl ExactSizeIterator<Item = (&'a Entry, String)>,
) -> io::Result<()> {
    let count = entries.len();
    if count == 0 {
        return writeln!(output, "<p class=\"nothing\">0 {word}</p>");
    }
    writeln!(
        output,
        "<details class=\"changes\"><summary>{count} {word}</summary>\n<ul>"
    )?;
    for (entry, what) in entries {
        let id = markup(&entry.id, NAME);
        let id = match runs.wrong(&entry.id).is_empty() {
            true => id,
            false => format!("<a href=\"#{}\">{id}</a>", anchor("case", &entry.id)),
        };
        writeln!(output, "<li><code>{id}</code>: {what}</li>")?;
    }
    writeln!(output, "</ul></details>")
}
