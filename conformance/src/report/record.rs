//! A run that is kept: what `--json` writes, and what other reports are made of.
//!
//! All that differs between two runs of one subject stands in the member `measured`, so that without it the files are
//! equal octet for octet.

mod entry;
mod time;
mod write;

pub use entry::{Answer, Entry, Outcome, Verdict};
pub(super) use time::utc;
pub use write::write;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::case::Level;
use crate::process::Command;
use crate::run::Run;
use crate::text;

/// The format of this version.
pub const FORMAT: u32 = 1;

/// A run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// [`FORMAT`].
    pub format: u32,
    /// Who was asked.
    pub subject: Subject,
    /// What differs from run to run.
    pub measured: Measured,
    /// The level down to which failures count.
    pub fail_on: Level,
    /// Listed divergences that are no case.
    pub strangers: Vec<String>,
    /// The cases, in their order.
    pub cases: Vec<Entry>,
}

/// Who was asked, in the subject's own words but for the command.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its name; empty where it has told none.
    pub name: String,
    /// Its version; empty where it has told none.
    pub version: String,
    /// How it was started, as given; empty for the subject of this project.
    pub command: String,
    /// The ops that it says it has.
    pub ops: Vec<String>,
    /// The algorithms that it says it has.
    pub algorithms: Vec<String>,
}

/// What differs from run to run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// When it began, in seconds since 1970 began in UTC.
    pub started: u64,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
    /// The most memory that a process of the subject has held, in octets, where the system tells.
    pub peak_memory: Option<u64>,
}

/// How often what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answered as expected.
    pub passed: usize,
    /// Answered otherwise.
    pub failed: usize,
    /// Not answered.
    pub broken: usize,
    /// Answered otherwise, as listed among the divergences.
    pub known: usize,
    /// Not done by the subject.
    pub unsupported: usize,
}

impl Record {
    /// Keeps a run. `command` is the one that was given, if it is not our own subject.
    pub fn new(run: &Run<'_>, command: Option<&Command>, measured: Measured) -> Self {
        Self {
            format: FORMAT,
            subject: Subject::new(run.hello.as_ref(), command),
            measured: Measured {
                peak_memory: run.peak_memory,
                ..measured
            },
            fail_on: run.fail_on,
            strangers: run.strangers.clone(),
            cases: run.results.iter().map(Entry::new).collect(),
        }
    }

    /// Reads what [`write()`] wrote.
    ///
    /// # Errors
    ///
    /// When it is no record, or one of another format.
    pub fn parse(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let what = |error: serde_json::Error| format!("this is no record of a run: {error}");
        let head: Head = serde_json::from_str(text).map_err(what)?;
        if head.format != FORMAT {
            let found = head.format;
            return Err(format!("this record has format {found}, not {FORMAT}"));
        }
        let record: Self = serde_json::from_str(text).map_err(what)?;
        let mut ids = std::collections::HashSet::new();
        match record.cases.iter().find(|entry| !ids.insert(&entry.id)) {
            None => Ok(record),
            Some(entry) => {
                let id = text::printable(&entry.id, 80);
                Err(format!("this record has the case `{id}` twice"))
            }
        }
    }

    /// Whether a failure of this case counts.
    pub fn counts(&self, entry: &Entry) -> bool {
        entry.level <= self.fail_on
    }
}

impl Subject {
    fn new(hello: Option<&Map<String, Value>>, command: Option<&Command>) -> Self {
        let member = |name| hello?.get(name);
        let word = |name| member(name).and_then(Value::as_str).unwrap_or_default();
        let list = |name| {
            let items = member(name).and_then(Value::as_array).into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        Self {
            name: word("name").to_owned(),
            version: word("version").to_owned(),
            command: command.map(Command::to_string).unwrap_or_default(),
            ops: list("ops"),
            algorithms: list("algorithms"),
        }
    }

    /// What it is called: its name and version, or else its command without the folder of the program.
    pub fn title(&self) -> String {
        let named = format!("{} {}", self.name, self.version);
        let end = self.command.find(' ').unwrap_or(self.command.len());
        let (program, _) = self.command.split_at(end);
        let folder = program.rfind('/').map_or(0, |slash| slash + 1);
        let command = self.command.get(folder..).unwrap_or_default();
        let words = [named.trim(), command.trim()];
        let words = words.into_iter().find(|words| !words.is_empty());
        words.unwrap_or("a subject without a name").to_owned()
    }
}

impl Tally {
    /// Counts.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut tally = Self::default();
        for entry in entries {
            *match entry.outcome {
                Outcome::Passed => &mut tally.passed,
                Outcome::Failed => &mut tally.failed,
                Outcome::Broken => &mut tally.broken,
                Outcome::Known => &mut tally.known,
                Outcome::Unsupported => &mut tally.unsupported,
            } += 1;
        }
        tally
    }

    /// All of them.
    pub fn all(self) -> usize {
        self.passed + self.failed + self.broken + self.known + self.unsupported
    }
}
