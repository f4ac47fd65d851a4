//! Who was asked, when, and what it came to.

use std::io::{self, Write};

use super::{NAME, Runs};
use crate::report::inert::markup;
use crate::report::record::{Record, Tally, utc};

/// Characters of a list of names that are shown.
const LONGEST: usize = 600;

pub(super) fn write(output: &mut impl Write, runs: &Runs<'_>) -> io::Result<()> {
    writeln!(
        output,
        "<section aria-labelledby=\"subjects\"><h2 id=\"subjects\">Subjects</h2>\n<ul class=\"subjects\">"
    )?;
    for (title, record) in runs.titles.iter().zip(runs.records) {
        subject(output, title, record)?;
    }
    writeln!(output, "</ul></section>")
}

fn subject(output: &mut impl Write, title: &str, record: &Record) -> io::Result<()> {
    let tally = Tally::of(&record.cases);
    write!(
        output,
        "<li><h3>{}</h3>\n<p class=\"tally\">",
        markup(title, NAME)
    )?;
    for (count, word) in [
        (tally.passed, "passed"),
        (tally.failed, "failed"),
        (tally.broken, "broken"),
        (tally.known, "known"),
        (tally.unsupported, "unsupported"),
    ] {
        if count > 0 || word == "passed" {
            write!(
                output,
                "<span class=\"chip {word}\"><b>{count}</b> {word}</span> "
            )?;
        }
    }
    writeln!(output, "</p>\n<dl>")?;
    let measured = record.measured;
    let (seconds, thousandths) = (measured.milliseconds / 1000, measured.milliseconds % 1000);
    term(output, "run at", &utc(measured.started))?;
    term(output, "took", &format!("{seconds}.{thousandths:03} s"))?;
    if let Some(octets) = measured.peak_memory {
        let mebibytes = octets.div_ceil(1 << 20);
        term(output, "peak memory", &format!("{mebibytes} MiB"))?;
    }
    let subject = &record.subject;
    if !subject.command.is_empty() {
        term(output, "command", &subject.command)?;
    }
    if !record.strangers.is_empty() {
        let ids = record.strangers.join(", ");
        term(output, "divergences of no case", &ids)?;
    }
    writeln!(output, "</dl>")?;
    let lists = [("ops", &subject.ops), ("algorithms", &subject.algorithms)];
    if lists.iter().any(|(_, names)| !names.is_empty()) {
        writeln!(
            output,
            "<details><summary>what it says it does</summary><dl>"
        )?;
        for (word, names) in lists {
            term(output, word, &names.join(", "))?;
        }
        writeln!(output, "</dl></details>")?;
    }
    writeln!(output, "</li>")
}

fn term(output: &mut impl Write, word: &str, text: &str) -> io::Result<()> {
    let text = markup(text, LONGEST);
    writeln!(output, "<dt>{word}</dt><dd>{text}</dd>")
}
