//! What shows each rule.

use std::collections::BTreeMap;

use super::Showings;
use super::showing::{Side, wants};
use crate::case::{Case, Expect};
use crate::requirement::{Catalogue, Requirement};

type Names<'a> = BTreeMap<(usize, Side), Vec<&'a str>>;

/// The cases and tests that show each rule, by the sides of it. Rules that are one have the same.
#[derive(Debug)]
pub struct Evidence<'a> {
    groups: BTreeMap<&'a str, usize>,
    cases: Names<'a>,
    tests: Names<'a>,
    excused: Vec<(&'a str, Side)>,
}

impl<'a> Evidence<'a> {
    /// Gathers it.
    pub fn new(catalogue: &'a Catalogue, cases: &'a [Case], showings: &'a Showings) -> Self {
        let groups = groups(catalogue);
        let mut by_cases = Names::new();
        for case in cases {
            let side = match case.expect {
                Expect::Accept => Side::Accept,
                Expect::Reject => Side::Reject,
            };
            for id in &case.requirement {
                if let Some(group) = groups.get(id.as_str()) {
                    let named = by_cases.entry((*group, side)).or_default();
                    // A case may name several rules that are one.
                    if named.last() != Some(&&*case.id) {
                        named.push(&case.id);
                    }
                }
            }
        }
        let mut by_tests = Names::new();
        for entry in &showings.shown {
            for side in Side::ALL {
                if let (Some(group), Some(test)) = (groups.get(&*entry.id), entry.test(side)) {
                    by_tests.entry((*group, side)).or_default().push(test);
                }
            }
        }
        let entries = showings.not_shown.iter();
        let excused = entries.flat_map(|entry| entry.excused().map(|side| (&*entry.id, side)));
        Self {
            groups,
            cases: by_cases,
            tests: by_tests,
            excused: excused.collect(),
        }
    }

    /// The number that a rule shares with those that are the same.
    pub fn group(&self, id: &str) -> Option<usize> {
        self.groups.get(id).copied()
    }

    /// The cases that show this side of a rule.
    pub fn cases(&self, id: &str, side: Side) -> &[&'a str] {
        self.among(&self.cases, id, side)
    }

    /// The tests that do.
    pub fn tests(&self, id: &str, side: Side) -> &[&'a str] {
        self.among(&self.tests, id, side)
    }

    /// Whether anything does.
    pub fn shows(&self, id: &str, side: Side) -> bool {
        !self.cases(id, side).is_empty() || !self.tests(id, side).is_empty()
    }

    /// The sides of a rule that want a showing and have none, for no reason that is given.
    pub fn open_sides(&self, rule: &Requirement) -> impl Iterator<Item = Side> {
        let sides = Side::ALL.into_iter().filter(|side| wants(rule, *side));
        let is_excused = |side| self.excused.contains(&(&*rule.id, side));
        sides.filter(move |side| !self.shows(&rule.id, *side) && !is_excused(*side))
    }

    fn among<'e>(&'e self, names: &'e Names<'a>, id: &str, side: Side) -> &'e [&'a str] {
        let group = self.group(id);
        let found = group.and_then(|group| names.get(&(group, side)));
        found.map_or(&[], Vec::as_slice)
    }
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
