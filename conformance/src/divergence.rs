//! Failures that are known, each with a reason, and the ratchet on them.
//!
//! A line of `divergences.jsonl` is `{"id": "...", "reason": "...", "got": "accept"}`: the case, why it is answered
//! otherwise, and how. Only `should` and `may` cases may be listed, and only while they do fail.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde::Deserialize;

use crate::case::{Case, Expect, Level};
use crate::file::{self, FileError};
use crate::judge::Outcome;

/// A case that a subject answers otherwise, knowingly.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Divergence {
    /// The case.
    pub id: String,
    /// Why.
    pub reason: String,
    /// The verdict of the subject.
    pub got: Expect,
}

/// The divergences of one subject.
#[derive(Clone, Debug, Default)]
pub struct Divergences(HashMap<String, Divergence>);

impl Divergences {
    /// Reads a file of them. A `must` case among them, an empty reason or a repeated id is an error.
    pub fn load(path: &Path, cases: &[Case]) -> Result<Self, FileError> {
        Self::parse(&file::read(path)?, cases)
            .map_err(|(line, what)| FileError::at(path, line, what))
    }

    fn parse(text: &str, cases: &[Case]) -> Result<Self, (usize, String)> {
        let levels: HashMap<_, _> = cases.iter().map(|case| (&*case.id, case.level)).collect();
        let mut all = HashMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            let fault = |what: String| (number, what);
            let entry: Divergence =
                serde_json::from_str(line).map_err(|error| fault(error.to_string()))?;
            let id = entry.id.clone();
            if entry.reason.trim().is_empty() {
                return Err(fault(format!("{id} is listed without a reason")));
            }
            if levels.get(id.as_str()) == Some(&Level::Must) {
                return Err(fault(format!(
                    "{id} is a `must` case, which cannot be diverged from"
                )));
            }
            if all.insert(id.clone(), entry).is_some() {
                return Err(fault(format!("{id} is listed twice")));
            }
        }
        Ok(Self(all))
    }

    /// Those of the selected cases alone.
    pub fn among(mut self, selected: &[&Case]) -> Self {
        let ids: HashSet<_> = selected.iter().map(|case| case.id.as_str()).collect();
        self.0.retain(|id, _| ids.contains(id.as_str()));
        self
    }

    /// The ids of the entries.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The ids of the entries that no case has, in order.
    pub fn strangers(&self, cases: &[&Case]) -> Vec<&str> {
        let known: HashSet<_> = cases.iter().map(|case| case.id.as_str()).collect();
        let mut strangers: Vec<_> = self.ids().filter(|id| !known.contains(id)).collect();
        strangers.sort_unstable();
        strangers
    }

    /// The outcome of a case in the light of its entry, if it has one.
    ///
    /// A failure as listed becomes known. Where the case does anything else, the entry is out of date, and that
    /// is a failure, so that the list can only shrink.
    pub fn apply(&self, case: &Case, outcome: Outcome) -> Outcome {
        let Some(entry) = self.0.get(&case.id) else {
            return outcome;
        };
        match outcome {
            Outcome::Failed { got, what } if got == entry.got => Outcome::Known {
                what,
                reason: entry.reason.clone(),
            },
            Outcome::Failed { got, what } => Outcome::Failed {
                got,
                what: format!("{what} (listed as a divergence with the other verdict)"),
            },
            Outcome::Passed => Outcome::Failed {
                got: case.expect,
                what: "the expected answer (listed as a divergence; remove the entry)".to_owned(),
            },
            Outcome::Unsupported { detail } => Outcome::Broken {
                what: format!("unsupported (listed as a divergence; remove the entry): {detail}"),
            },
            Outcome::Known { .. } | Outcome::Broken { .. } => outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Divergences;
    use crate::case::{Case, Expect};
    use crate::judge::Outcome;

    const ENTRY: &str = r#"{"id":"a","reason":"stricter","got":"reject"}"#;

    fn cases() -> Vec<Case> {
        let case = |id: &str, level: &str| {
            let line = format!(
                r#"{{"id":"{id}","source":"","requirement":[],"request":{{"op":"hello"}},"expect":"accept","level":"{level}"}}"#
            );
            Case::parse(&line, "x/y").expect("a case")
        };
        vec![case("a", "may"), case("b", "must"), case("c", "should")]
    }

    #[track_caller]
    fn refuses(text: &str, line: usize, words: &str) {
        Divergences::parse(ENTRY, &cases()).expect("good without the defect");
        let (number, what) = Divergences::parse(text, &cases()).expect_err("bad");
        assert_eq!(number, line);
        assert!(what.contains(words), "{what}");
    }

    #[test]
    fn an_entry_needs_a_reason_a_verdict_and_a_case_that_is_no_must() {
        refuses(&ENTRY.replace("stricter", " "), 1, "without a reason");
        refuses(&ENTRY.replace(r#""a""#, r#""b""#), 1, "is a `must` case");
        refuses(
            &ENTRY.replace(r#""got":"reject""#, r#""got":"unsupported""#),
            1,
            "unknown variant",
        );
        refuses(
            &ENTRY.replace(r#","got":"reject""#, ""),
            1,
            "missing field `got`",
        );
        refuses(&format!("{ENTRY}\n{ENTRY}"), 2, "listed twice");
        refuses(&format!("{ENTRY}\n\n"), 2, "EOF");
    }

    #[track_caller]
    fn applied(outcome: &Outcome) -> Outcome {
        let cases = cases();
        let divergences = Divergences::parse(ENTRY, &cases).expect("an entry");
        // Without an entry nothing changes.
        assert_eq!(divergences.apply(&cases[2], outcome.clone()), *outcome);
        divergences.apply(&cases[0], outcome.clone())
    }

    #[test]
    fn a_failure_as_listed_is_known() {
        let what = "reject expired".to_owned();
        let got = Expect::Reject;
        let reason = "stricter".to_owned();
        let outcome = applied(&Outcome::Failed {
            got,
            what: what.clone(),
        });
        assert_eq!(outcome, Outcome::Known { what, reason });
    }

    #[test]
    fn an_entry_that_is_out_of_date_is_a_failure() {
        let got = Expect::Accept;
        let what = "accept, without the output `kid`".to_owned();
        for outcome in [Outcome::Passed, Outcome::Failed { got, what }] {
            let Outcome::Failed { what, .. } = applied(&outcome) else {
                panic!("{outcome:?}");
            };
            assert!(what.contains("listed as a divergence"), "{what}");
        }
        let detail = "no Ed448".to_owned();
        let outcome = applied(&Outcome::Unsupported { detail });
        assert!(matches!(outcome, Outcome::Broken { .. }));
    }

    #[test]
    fn an_entry_whose_case_is_gone_is_told() {
        let cases = cases();
        let text = format!("{ENTRY}\n{}", ENTRY.replace(r#""a""#, r#""gone""#));
        let divergences = Divergences::parse(&text, &cases).expect("entries");
        let all: Vec<_> = cases.iter().collect();
        assert_eq!(divergences.strangers(&all), ["gone"]);
    }
}
