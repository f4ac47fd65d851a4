//! Every rule with the code that enforces it and what shows it.

use std::collections::BTreeMap;
use std::path::Path;

use super::{CRATES, Citation, Evidence, Gate, Showings, Side};
use crate::case::Case;
use crate::requirement::{Catalogue, Requirement};

/// What coverage is made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The rules.
    pub catalogue: &'a Catalogue,
    /// The cases.
    pub cases: &'a [Case],
    /// What else shows the rules, of all crates.
    pub showings: &'a Showings,
    /// The lines of the libraries that cite rules.
    pub citations: &'a [Citation],
    /// The root of the repository, under which tests are looked for.
    pub root: &'a Path,
}

/// All rules, in the order of the catalogue.
#[derive(Debug)]
pub struct Coverage<'a> {
    /// The rules.
    pub rules: Vec<Covered<'a>>,
    source: Source<'a>,
}

/// One rule, with what is there for it and for those that are the same.
#[derive(Debug)]
pub struct Covered<'a> {
    /// The rule.
    pub rule: &'a Requirement,
    /// Lines that cite it.
    pub code: Vec<&'a Citation>,
    /// Cases that are accepted, and tests in which something is.
    pub accepting: (Vec<&'a str>, Vec<&'a str>),
    /// The same for what is rejected.
    pub rejecting: (Vec<&'a str>, Vec<&'a str>),
    /// Why it is not enforced, or not shown.
    pub reasons: Vec<&'a str>,
    /// What is missing, each in words.
    pub missing: Vec<String>,
    /// How it is covered.
    pub how: How,
}

/// How a rule is covered. Each rule is counted once, for the firmest of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// By cases: an accepting one, and a rejecting one where anything can break it.
    Cases,
    /// By tests, or by a case for the one side and a test for the other.
    Tests,
    /// By a type that cannot be held otherwise.
    Type,
    /// By the code that cites it, which a reader checks.
    Review,
    /// By a reason.
    Reason,
    /// It is not.
    Open,
}

impl How {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Cases,
        Self::Tests,
        Self::Type,
        Self::Review,
        Self::Reason,
        Self::Open,
    ];

    /// One word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Tests => "tests",
            Self::Type => "type",
            Self::Review => "review",
            Self::Reason => "reason",
            Self::Open => "open",
        }
    }
}

impl Covered<'_> {
    /// Whether the rule is a `must`, whatever the letters.
    pub fn is_must(&self) -> bool {
        let level = self.rule.level.to_ascii_uppercase();
        ["MUST", "MUST NOT", "REQUIRED"].contains(&&*level)
    }
}

impl<'a> Coverage<'a> {
    /// Puts it together.
    pub fn new(source: Source<'a>) -> Self {
        let evidence = Evidence::new(source.catalogue, source.cases, source.showings);
        let mut code: BTreeMap<usize, Vec<&Citation>> = BTreeMap::new();
        for citation in source.citations {
            if let Some(group) = evidence.group(&citation.id) {
                code.entry(group).or_default().push(citation);
            }
        }
        let rules = source.catalogue.requirements.iter().map(|rule| {
            let group = evidence.group(&rule.id);
            let lines = group.and_then(|group| code.get(&group));
            cover(rule, lines.cloned().unwrap_or_default(), &evidence, source)
        });
        Self {
            rules: rules.collect(),
            source,
        }
    }

    /// The rule of that id.
    pub fn get(&self, id: &str) -> Option<&Covered<'a>> {
        self.rules.iter().find(|covered| covered.rule.id == id)
    }

    /// What is wrong: ids that nobody knows or that stand for two rules, entries that say nothing true, and `must`
    /// rules that are open.
    pub fn findings(&self) -> Vec<String> {
        let Source {
            catalogue,
            cases,
            showings,
            citations,
            root,
        } = self.source;
        let mut findings = super::ids(catalogue);
        findings.extend(super::words(catalogue));
        findings.extend(super::references(catalogue));
        findings.extend(super::cases(cases, catalogue));
        for Citation { id, path, line } in citations {
            if catalogue.get(id).is_none() {
                findings.push(format!("{path}:{line}: there is no {id}"));
            }
        }
        for entry in &showings.not_enforced {
            let id = &entry.id;
            match self.get(id) {
                None => findings.push(format!("{id}: there is no such rule")),
                Some(covered) if !covered.code.is_empty() => {
                    findings.push(format!("{id}: is cited after all"));
                }
                Some(_) => {}
            }
            if entry.why.trim().is_empty() {
                findings.push(format!("{id}: gives no reason"));
            }
        }
        let named = showings.shown.iter().map(|entry| &entry.id);
        let named = named.chain(showings.not_shown.iter().map(|entry| &entry.id));
        for id in named.filter(|id| catalogue.get(id).is_none()) {
            findings.push(format!("{id}: there is no such rule"));
        }
        for library in CRATES {
            let gate = Gate {
                library,
                kinds: &[],
                catalogue,
                cases,
                showings: &of_crate(showings, catalogue, library),
            };
            findings.extend(gate.findings());
            findings.extend(gate.missing_tests(root));
        }
        let open = self.rules.iter().filter(|covered| covered.is_must());
        for covered in open {
            let id = &covered.rule.id;
            findings.extend(covered.missing.iter().map(|what| format!("{id}: {what}")));
        }
        findings
    }
}

/// The entries about rules that bind a crate.
fn of_crate(showings: &Showings, catalogue: &Catalogue, library: &str) -> Showings {
    let binds = |id: &str| catalogue.get(id).is_some_and(|rule| rule.binds == library);
    let mut own = showings.clone();
    own.shown.retain(|entry| binds(&entry.id));
    own.not_shown.retain(|entry| binds(&entry.id));
    own
}

fn cover<'a>(
    rule: &'a Requirement,
    code: Vec<&'a Citation>,
    evidence: &Evidence<'a>,
    source: Source<'a>,
) -> Covered<'a> {
    let not_enforced = source.showings.not_enforced.iter();
    let not_enforced = not_enforced.filter(|entry| entry.id == rule.id);
    let not_shown = source.showings.not_shown.iter();
    let not_shown = not_shown.filter(|entry| entry.id == rule.id);
    let why: Vec<&str> = not_enforced.map(|entry| &*entry.why).collect();
    let mut missing = Vec::new();
    if code.is_empty() && why.is_empty() {
        missing.push("no line of a library cites it, and no reason is given".to_owned());
    }
    let by_reader = ["type", "review"].contains(&&*rule.test);
    let open = evidence.open_sides(rule).filter(|_| !by_reader);
    missing.extend(open.map(|side| format!("nothing shows what is {}", side.name())));
    let side = |side| {
        (
            evidence.cases(&rule.id, side).to_vec(),
            evidence.tests(&rule.id, side).to_vec(),
        )
    };
    let (accepting, rejecting) = (side(Side::Accept), side(Side::Reject));
    let shown_by = |cases_alone: bool| {
        Side::ALL.into_iter().all(|side| {
            !super::showing::wants(rule, side)
                || !evidence.cases(&rule.id, side).is_empty()
                || (!cases_alone && evidence.shows(&rule.id, side))
        })
    };
    let how = match rule.test.as_str() {
        _ if !missing.is_empty() => How::Open,
        _ if shown_by(true) => How::Cases,
        _ if shown_by(false) => How::Tests,
        "type" if !code.is_empty() => How::Type,
        "review" if !code.is_empty() => How::Review,
        _ => How::Reason,
    };
    Covered {
        rule,
        code,
        accepting,
        rejecting,
        reasons: why
            .into_iter()
            .chain(not_shown.map(|entry| &*entry.why))
            .collect(),
        missing,
        how,
    }
}
