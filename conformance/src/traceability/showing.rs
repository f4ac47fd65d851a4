//! Every rule of a crate that is done is shown: by an input that is accepted, and by one that is rejected.
//!
//! Cases show most of them. What no case can show a test of the crate does, or a reason says why nothing does; both
//! stand in `requirements/shown/<crate>.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::case::{Case, Expect};
use crate::file;
use crate::requirement::{Catalogue, Requirement};

/// What shows the rules of a crate beside the cases.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct Showings {
    /// Rules that tests of the crate show.
    pub shown: Vec<Shown>,
    /// Rules that nothing shows.
    pub not_shown: Vec<NotShown>,
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
    const ALL: [Self; 2] = [Self::Accept, Self::Reject];

    fn name(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Reject => "rejected",
        }
    }
}

impl Showings {
    /// Reads the text of `requirements/shown/<crate>.toml`.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}

impl Shown {
    fn test(&self, side: Side) -> Option<&str> {
        match side {
            Side::Accept => self.accept.as_deref(),
            Side::Reject => self.reject.as_deref(),
        }
    }
}

/// The kinds of test for which there is a showing: the others are the compiler's, the network's and the reader's.
const KINDS: [&str; 2] = ["case", "property"];

/// The gate of one crate. `kinds` are those that must be shown by now.
#[derive(Debug)]
pub struct Gate<'a> {
    /// The crate.
    pub library: &'a str,
    /// Of `case` and `property`.
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
        let groups = groups(self.catalogue);
        let by_cases = self.by_cases(&groups);
        let mut by_all = by_cases.clone();
        for entry in &self.showings.shown {
            if let Some(group) = groups.get(entry.id.as_str()) {
                let sides = Side::ALL
                    .into_iter()
                    .filter(|side| entry.test(*side).is_some());
                by_all.extend(sides.map(|side| (*group, side)));
            }
        }
        let mut findings = self.entries();
        for entry in &self.showings.shown {
            for side in Side::ALL {
                let group = groups.get(entry.id.as_str());
                let needless = group.is_some_and(|group| by_cases.contains(&(*group, side)));
                if needless && entry.test(side).is_some() {
                    let name = side.name();
                    findings.push(format!("{}: a case shows what is {name} already", entry.id));
                }
            }
        }
        for entry in &self.showings.not_shown {
            if let (Some(rule), Some(group)) =
                (self.catalogue.get(&entry.id), groups.get(entry.id.as_str()))
            {
                let excused = excused(entry).filter(|side| wants(rule, *side));
                let lacking = excused.filter(|side| !by_all.contains(&(*group, *side)));
                if lacking.count() == 0 {
                    findings.push(format!("{}: is shown after all", entry.id));
                }
            }
        }
        findings.extend(self.lacking(&groups, &by_all));
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

    fn by_cases(&self, groups: &BTreeMap<&str, usize>) -> BTreeSet<(usize, Side)> {
        let named = self.cases.iter().flat_map(|case| {
            let side = match case.expect {
                Expect::Accept => Side::Accept,
                Expect::Reject => Side::Reject,
            };
            case.requirement.iter().map(move |id| (id, side))
        });
        named
            .filter_map(|(id, side)| groups.get(id.as_str()).map(|group| (*group, side)))
            .collect()
    }

    fn lacking(
        &self,
        groups: &BTreeMap<&str, usize>,
        by_all: &BTreeSet<(usize, Side)>,
    ) -> Vec<String> {
        let mut findings = Vec::new();
        let rules = self.catalogue.requirements.iter();
        for rule in rules.filter(|rule| self.needs(rule, self.kinds)) {
            for side in Side::ALL.into_iter().filter(|side| wants(rule, *side)) {
                let shown = groups
                    .get(rule.id.as_str())
                    .is_some_and(|group| by_all.contains(&(*group, side)));
                let mut entries = self.showings.not_shown.iter();
                let is_excused = entries
                    .any(|entry| entry.id == rule.id && excused(entry).any(|one| one == side));
                if !shown && !is_excused {
                    let name = side.name();
                    findings.push(format!("{}: nothing shows what is {name}", rule.id));
                }
            }
        }
        findings
    }
}

/// A rule without a `negative` can only be met; one without a `positive` is met by the same input without the defect.
fn wants(rule: &Requirement, side: Side) -> bool {
    side == Side::Accept || !rule.negative.is_empty()
}

/// The sides that an entry excuses.
fn excused(entry: &NotShown) -> impl Iterator<Item = Side> {
    let only = entry.only;
    Side::ALL
        .into_iter()
        .filter(move |side| Some(*side) != only)
}

/// Which rules are one: those that `same_as` joins, in either direction, have the same number.
pub fn groups(catalogue: &Catalogue) -> BTreeMap<&str, usize> {
    let rules = (0..).zip(&catalogue.requirements);
    let mut groups: BTreeMap<&str, usize> = rules.map(|(n, rule)| (&*rule.id, n)).collect();
    for rule in &catalogue.requirements {
        for other in &rule.same_as {
            let both = (
                groups.get(&*rule.id).copied(),
                groups.get(&**other).copied(),
            );
            if let (Some(one), Some(two)) = both {
                let joined = groups.values_mut().filter(|group| **group == two);
                joined.for_each(|group| *group = one);
            }
        }
    }
    groups
}
