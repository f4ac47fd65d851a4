//! Running the program.

#[path = "folder.rs"]
mod folder;

use std::fmt;
use std::process::Command;

pub(crate) use folder::Folder;

/// What the program did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Ran {
    /// The exit status and the last line.
    #[track_caller]
    pub(crate) fn ends(&self, status: i32, last: &str) {
        let found = self.output.lines().next_back().unwrap_or_default();
        assert_eq!((self.status, found), (status, last), "{self}");
    }

    #[track_caller]
    pub(crate) fn tells(&self, words: &str) {
        assert!(self.output.contains(words), "{words:?} is not in:\n{self}");
    }

    /// The number of lines that hold the words.
    pub(crate) fn count(&self, words: &str) -> usize {
        self.output
            .lines()
            .filter(|line| line.contains(words))
            .count()
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            status,
            output,
            errors,
        } = self;
        write!(formatter, "{output}\n{errors}\nexit status {status}")
    }
}

/// Runs the program to its end.
pub(crate) fn conformance(arguments: &[&str]) -> Ran {
    let ran = Command::new(env!("CARGO_BIN_EXE_conformance"))
        .args(arguments)
        .output();
    let ran = ran.expect("the program starts");
    Ran {
        status: ran.status.code().expect("an exit status"),
        output: String::from_utf8(ran.stdout).expect("UTF-8"),
        errors: String::from_utf8(ran.stderr).expect("UTF-8"),
    }
}

/// The command line of a subject that is wrong in this way.
pub(crate) fn subject(mode: &str) -> String {
    format!("'{}' {mode}", env!("CARGO_BIN_EXE_wrong-subject"))
}

/// A line of a case file.
pub(crate) fn case(id: &str, expect: &str, level: &str) -> String {
    format!(
        r#"{{"id":"{id}","source":"","requirement":["x-1-1"],"request":{{"op":"jwk.parse","jwk":"{{}}"}},"expect":"{expect}","level":"{level}"}}"#
    ) + "\n"
}
