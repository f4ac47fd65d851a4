//! What every check found, for people and for programs.

mod json;
mod text;

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jwk_types::Thumbprint;
use jws_verify::{ConsideredKey, Header, KeyIdentity, KeyReport};

pub use self::text::{Shown, Style};
use crate::check::{Applied, Check, Finding};
use crate::presented::Presented;
use crate::{Error, NumericDate};

/// What each check found in one token, in the order of the table. It was made for an operator: a
/// token that it accepts is not thereby verified, and nothing can be got out of it that could be
/// used as one.
#[derive(Clone, Debug)]
pub struct Report {
    kind: &'static str,
    now: NumericDate,
    entries: Vec<ReportEntry>,
    header: Option<HeaderLine>,
    keys: Option<Keys>,
}

/// One check and what it found.
#[derive(Clone, Debug)]
pub struct ReportEntry {
    check: &'static Check,
    outcome: Outcome,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// What it looks at is right.
    Passed,
    /// What it looks at is wrong.
    Failed(Error),
    /// There was nothing to look at, and why.
    NotApplicable(&'static str),
}

#[derive(Clone, Debug)]
struct HeaderLine {
    alg: Box<str>,
    kid: Option<Box<str>>,
    typ: Option<Box<str>>,
}

#[derive(Clone, Debug)]
struct Keys {
    considered: Vec<KeyLine>,
    others: usize,
    skipped: Vec<String>,
}

/// A key that the header points at, and what came of it.
#[derive(Clone, Debug)]
struct KeyLine {
    kid: Option<Box<str>>,
    kty: Box<str>,
    thumbprint: Option<String>,
    verdict: String,
}

impl Report {
    pub(crate) fn new(
        kind: &'static str,
        findings: Vec<(&'static Check, Finding)>,
        presented: &Presented<'_>,
    ) -> Self {
        let entries = findings.into_iter().map(|(check, finding)| ReportEntry {
            check,
            outcome: match finding {
                Ok(Applied::Passed) => Outcome::Passed,
                Ok(Applied::No(why)) => Outcome::NotApplicable(why),
                Err(error) => Outcome::Failed(error),
            },
        });
        Self {
            kind,
            now: presented.now(),
            entries: entries.collect(),
            header: presented.header().map(HeaderLine::of),
            keys: presented.key_report().map(|report| Keys::of(&report)),
        }
    }

    /// Every check of the table, in its order.
    #[must_use]
    pub fn entries(&self) -> &[ReportEntry] {
        &self.entries
    }

    /// The time for which the token was looked at.
    #[must_use]
    pub const fn as_of(&self) -> NumericDate {
        self.now
    }

    /// Whether no check failed.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.first_failure().is_none()
    }

    /// The failure at which verification stops.
    #[must_use]
    pub fn first_failure(&self) -> Option<(&'static Check, &Error)> {
        self.entries.iter().find_map(|entry| match &entry.outcome {
            Outcome::Failed(error) => Some((entry.check, error)),
            _ => None,
        })
    }

    /// For people: a line a check.
    #[must_use]
    pub const fn shown(&self, style: Style) -> Shown<'_> {
        Shown::new(self, style)
    }

    /// For programs: a JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(self)
    }
}

impl ReportEntry {
    /// The check.
    #[must_use]
    pub const fn check(&self) -> &'static Check {
        self.check
    }

    /// What it found.
    #[must_use]
    pub const fn outcome(&self) -> &Outcome {
        &self.outcome
    }
}

impl HeaderLine {
    fn of(header: &Header) -> Self {
        Self {
            alg: header.alg().into(),
            kid: header.kid().map(Box::from),
            typ: header.typ().map(Box::from),
        }
    }
}

impl Keys {
    fn of(report: &KeyReport<'_>) -> Self {
        let skipped = report.skipped().iter();
        Self {
            considered: report.considered().iter().map(KeyLine::of).collect(),
            others: report.others(),
            skipped: skipped.map(|key| key.error().to_string()).collect(),
        }
    }
}

impl KeyLine {
    fn of(considered: &ConsideredKey<'_>) -> Self {
        let jwk = considered.key();
        let identity = KeyIdentity::of(jwk);
        Self {
            kid: jwk.kid().map(Box::from),
            kty: jwk.kty().into(),
            thumbprint: identity.thumbprint().map(Thumbprint::to_string),
            verdict: considered.verdict().to_string(),
        }
    }
}
