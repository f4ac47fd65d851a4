//! JUnit XML, which CI systems read: a suite for each specification.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::inert::markup;
use super::record::{Entry, Outcome, Record, utc};

/// Characters of a message that are shown.
const LONGEST: usize = 400;

#[derive(Default)]
struct Suite<'a> {
    tests: Vec<(&'a Entry, Told)>,
}

/// How a case is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Passed,
    Failure,
    Error,
    Skipped,
}

/// Writes the XML. What does not count, because it is known, unsupported or of a level that does not decide, is
/// skipped, so that a CI system fails exactly when the run does.
///
/// # Errors
///
/// When the output cannot be written.
pub fn write(output: &mut impl Write, record: &Record) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Suite<'_>> = BTreeMap::new();
    for entry in &record.cases {
        let suite = suites.entry(entry.specification()).or_default();
        suite.tests.push((entry, told(record, entry)));
    }
    let all: Vec<Told> = suites.values().flat_map(Suite::all).collect();
    let failures = count(&all, Told::Failure) + record.strangers.len();
    let measured = record.measured;
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        output,
        "<testsuites name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"{}\" skipped=\"{}\" time=\"{}.{:03}\" \
         timestamp=\"{}\">",
        markup(&record.subject.title(), LONGEST),
        all.len() + record.strangers.len(),
        count(&all, Told::Error),
        count(&all, Told::Skipped),
        measured.milliseconds / 1000,
        measured.milliseconds % 1000,
        utc(measured.started),
    )?;
    for (name, suite) in &suites {
        suite.write(output, name)?;
    }
    strangers(output, &record.strangers)?;
    writeln!(output, "</testsuites>")
}

fn told(record: &Record, entry: &Entry) -> Told {
    match entry.outcome {
        Outcome::Passed => Told::Passed,
        Outcome::Failed if record.counts(entry) => Told::Failure,
        Outcome::Broken if record.counts(entry) => Told::Error,
        _ => Told::Skipped,
    }
}

fn count(all: &[Told], told: Told) -> usize {
    all.iter().filter(|found| **found == told).count()
}

impl Suite<'_> {
    fn all(&self) -> impl Iterator<Item = Told> {
        self.tests.iter().map(|(_, told)| *told)
    }

    fn write(&self, output: &mut impl Write, name: &str) -> io::Result<()> {
        let all: Vec<_> = self.all().collect();
        writeln!(
            output,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">",
            markup(name, LONGEST),
            all.len(),
            count(&all, Told::Failure),
            count(&all, Told::Error),
            count(&all, Told::Skipped),
        )?;
        for (entry, told) in &self.tests {
            case(output, entry, *told)?;
        }
        writeln!(output, "  </testsuite>")
    }
}

fn case(output: &mut impl Write, entry: &Entry, told: Told) -> io::Result<()> {
    let (id, file) = (markup(&entry.id, LONGEST), markup(&entry.file, LONGEST));
    write!(
        output,
        "    <testcase name=\"{id}\" classname=\"{file}\" time=\"0\""
    )?;
    let element = match told {
        Told::Passed => return writeln!(output, "/>"),
        Told::Failure => "failure",
        Told::Error => "error",
        Told::Skipped => "skipped",
    };
    let message = markup(&message(entry), LONGEST);
    write!(output, "><{element} message=\"{message}\"")?;
    if told != Told::Skipped {
        write!(output, " type=\"{}\"", entry.level.name())?;
    }
    writeln!(output, "/></testcase>")
}

fn message(entry: &Entry) -> String {
    let (expected, what) = (entry.expect.name(), &entry.what);
    match entry.outcome {
        Outcome::Passed => String::new(),
        Outcome::Unsupported => format!("unsupported: {what}"),
        Outcome::Broken => format!("expected {expected}, broken: {what}"),
        Outcome::Failed => format!("expected {expected}, got {what}"),
        Outcome::Known => {
            let why = entry.known.as_deref().unwrap_or_default();
            format!("known: expected {expected}, got {what}: {why}")
        }
    }
}

fn strangers(output: &mut impl Write, strangers: &[String]) -> io::Result<()> {
    if strangers.is_empty() {
        return Ok(());
    }
    let count = strangers.len();
    writeln!(
        output,
        "  <testsuite name=\"divergences\" tests=\"{count}\" failures=\"{count}\" errors=\"0\" skipped=\"0\">"
    )?;
    for id in strangers {
        let id = markup(id, LONGEST);
        writeln!(
            output,
            "    <testcase name=\"{id}\" classname=\"divergences\" time=\"0\"><failure message=\"listed as a divergence, \
             but there is no such case\" type=\"must\"/></testcase>"
        )?;
    }
    writeln!(output, "  </testsuite>")
}
