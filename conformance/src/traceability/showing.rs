//! Every rule of a crate that is done is shown: by an input that is accepted, and by one that is rejected.
//!
//! Cases show most of them. What no case can show a test of the crate does, or a reason says why nothing does; both
//! stand in `requirements/shown/<crate>.toml`.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use super::Evidence;
use crate::case::Case;
use crate::file;
use crate::requirement::{Catalogue, Requirement};

/// What shows the rules of a crate beside the cases, and why a rule has no place in its code.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct Showings {
    /// Rules that tests of the crate show.
    pub shown: Vec<Shown>,
    /// Rules that nothing shows.
    pub not_shown: Vec<NotShown>,
    /// Rules that no line of the crate cites.
    pub not_enforced: Vec<NotEnforced>,
}

/// Why no code enforces a rule: it is someone else's, or nothing here could break it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct NotEnforced {
    /// The rule.
    pub id: String,
    /// The reason.
    pub why: String,
}

/// Tests that show a rule, each as `file::name`. What a case shows is not told again.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The rule.
    pub id: String,
    /// The test in which something is accepted.
    pub accept: Option<String>,
    /// The test in which something is rejected.
    pub reject: Option<String>,
}

/// Why nothing shows a rule, or one side of it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct NotShown {
    /// The rule.
    pub id: String,
    /// The reason.
    pub why: String,
    /// The one side that is shown.
    pub only: Option<Side>,
}

/// One of the two sides of a rule.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Something that keeps the rule is accepted.
    Accept,
    /// Something that breaks it is rejected.
    Reject,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Accept, Self::Reject];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Reject => "rejected",
        }
    }
}

impl Showings {
    /// Adds those of another crate.
    pub fn extend(&mut self, other: Self) {
        self.shown.extend(other.shown);
        self.not_shown.extend(other.not_shown);
        self.not_enforced.extend(other.not_enforced);
    }

    /// Reads the text of `requirements/shown/<crate>.toml`.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}

impl Shown {
    pub(super) fn test(&self, side: Side) -> Option<&str> {
        match side {
            Side::Accept => self.accept.as_deref(),
            Side::Reject => self.reject.as_deref(),
        }
    }
}

impl NotShown {
    /// The sides that are excused.
    pub(super) fn excused(&self) -> impl Iterator<Item = Side> {
        let only = self.only;
        Side::ALL
            .into_iter()
            .filter(move |side| Some(*side) != only)
    }
}

/// The kinds of test for which there is a showing: the others are the compiler's and the reader's.
const KINDS: [&str; 3] = ["case", "network", "property"];

/// The gate of one crate. `kinds` are those that must be shown by now.
#[derive(Debug)]
pub struct Gate<'a> {
    /// The crate.
    pub library: &'a str,
    /// Of `case`, `network` and `property`.
    pub kinds: &'a [&'a str],
    /// The rules.
    pub catalogue: &'a Catalogue,
    /// The cases.
    pub cases: &'a [Case],
    /// What else shows them.
    pub showings: &'a Showings,
}

impl Gate<'_> {
    /// Rules that are not shown, and entries that say nothing true.
    pub fn findings(&self) -> Vec<String> {
        let evidence = Evidence::new(self.catalogue, self.cases, self.showings);
        let mut findings = self.entries();
        for entry in &self.showings.shown {
            for side in Side::ALL {
                let needless = !evidence.cases(&entry.id, side).is_empty();
                if needless && entry.test(side).is_some() {
                    let name = side.name();
                    findings.push(format!("{}: a case shows what is {name} already", entry.id));
                }
            }
        }
        for entry in &self.showings.not_shown {
            if let Some(rule) = self.catalogue.get(&entry.id) {
                let excused = entry.excused().filter(|side| wants(rule, *side));
                let lacking = excused.filter(|side| !evidence.shows(&entry.id, *side));
                if lacking.count() == 0 {
                    findings.push(format!("{}: is shown after all", entry.id));
                }
            }
        }
        findings.extend(self.lacking(&evidence));
        findings
    }

    /// Tests that are named and not there, under the root of the repository.
    pub fn missing_tests(&self, root: &Path) -> Vec<String> {
        let mut findings = Vec::new();
        for entry in &self.showings.shown {
            for test in Side::ALL.into_iter().filter_map(|side| entry.test(side)) {
                let is_there = test.rsplit_once("::").is_some_and(|(path, name)| {
                    let text = file::read(&root.join(path)).unwrap_or_default();
                    text.contains(&format!("fn {name}("))
                });
                if !is_there {
                    findings.push(format!("{}: there is no {test}", entry.id));
                }
            }
        }
        findings
    }

    /// What is wrong with an entry whatever is shown.
    fn entries(&self) -> Vec<String> {
        // One side may be shown while a reason stands for the other.
        let shown = self.showings.shown.iter().map(|entry| (&entry.id, None));
        let not_shown = self.showings.not_shown.iter();
        let not_shown = not_shown.map(|entry| (&entry.id, entry.only));
        let mut findings = Vec::new();
        let mut seen = BTreeSet::new();
        for (id, only) in shown.chain(not_shown) {
            match self.catalogue.get(id) {
                None => findings.push(format!("{id}: there is no such rule")),
                Some(rule) if !self.needs(rule, &KINDS) => {
                    findings.push(format!("{id}: needs no showing"));
                }
                Some(_) => {}
            }
            if !seen.insert((id, only)) {
                findings.push(format!("{id}: has two entries"));
            }
        }
        for entry in &self.showings.shown {
            if entry.accept.is_none() && entry.reject.is_none() {
                findings.push(format!("{}: names no test", entry.id));
            }
            let rule = self.catalogue.get(&entry.id);
            if entry.reject.is_some() && rule.is_some_and(|rule| rule.negative.is_empty()) {
                findings.push(format!("{}: can only be met", entry.id));
            }
        }
        for entry in &self.showings.not_shown {
            if entry.why.trim().is_empty() {
                findings.push(format!("{}: gives no reason", entry.id));
            }
        }
        findings
    }

    fn needs(&self, rule: &Requirement, kinds: &[&str]) -> bool {
        rule.binds == self.library && kinds.contains(&&*rule.test)
    }

    fn lacking(&self, evidence: &Evidence<'_>) -> Vec<String> {
        let mut findings = Vec::new();
        let rules = self.catalogue.requirements.iter();
        for rule in rules.filter(|rule| self.needs(rule, self.kinds)) {
            for side in evidence.open_sides(rule) {
                let name = side.name();
                findings.push(format!("{}: nothing shows what is {name}", rule.id));
            }
        }
        findings
    }
}

/// A rule without a `negative` can only be met; one without a `positive` is met by the same input without the defect.
pub(super) fn wants(rule: &Requirement, side: Side) -> bool {
    side == Side::Accept || !rule.negative.is_empty()
}
