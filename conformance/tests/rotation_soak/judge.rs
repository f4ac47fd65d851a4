//! What is right for a token at a step, whatever was fetched when.

use std::fmt;

use conformance::properties::mutation::Random;
use jwk_types::Reason;

use crate::STEP;
use crate::issuer::{Op, WIDTH};

const MAX_TRUST: usize = 7200;
const LIFETIME: usize = 300;

/// After so many steps with answers a published key is accepted: the bound on arrival, and the longest back-off.
const ARRIVED: usize = 4;
const RECOVERED: usize = 6;

#[derive(Debug)]
pub(crate) enum Verdict {
    Accepted,
    Refused(Reason),
    /// Keys are not to be had, or not that of the token.
    NoKeys,
}

/// A token by its key.
#[derive(Debug)]
pub(crate) enum Sample {
    /// It was published just now.
    Newest(usize),
    /// It was published some time ago.
    Published(usize),
    Removed(usize),
    /// It never was.
    Unknown(u64),
    /// The signature is another key's.
    Forged(usize),
}

impl Sample {
    pub(crate) fn draw(random: &mut Random, op: &Op) -> Self {
        let step = op.step();
        let removed = step + 1 - WIDTH;
        let published = step - random.below(WIDTH);
        match random.below(20) {
            0 => Self::Unknown(random.next_number()),
            1 | 2 => Self::Forged(published),
            3 => Self::Removed(random.below(removed)),
            // Those that are most likely to be at hand still.
            4 => Self::Removed((op.served() - random.below(WIDTH)).min(removed - 1)),
            5..=9 => Self::Newest(step),
            _ => Self::Published(published),
        }
    }

    pub(crate) fn token(&self, op: &Op) -> String {
        match *self {
            Self::Newest(key) | Self::Published(key) | Self::Removed(key) => {
                op.token(&format!("key-{key}"), key)
            }
            Self::Unknown(number) => op.token(&format!("never-{number}"), 0),
            Self::Forged(key) => op.token(&format!("key-{key}"), key + 1),
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Figures {
    accepted: usize,
    accepted_at_once: usize,
    accepted_removed: usize,
    refused_good: usize,
    refused_removed: usize,
    refused_unknown: usize,
    refused_forged: usize,
}

impl Figures {
    #[track_caller]
    pub(crate) fn judge(&mut self, sample: &Sample, verdict: Verdict, op: &Op) {
        let step = op.step();
        match (sample, verdict) {
            (Sample::Newest(_), Verdict::Accepted) => self.accepted_at_once += 1,
            (Sample::Published(_), Verdict::Accepted) => self.accepted += 1,
            (Sample::Newest(key) | Sample::Published(key), verdict) => {
                let answered = op.answers(step.saturating_sub(RECOVERED)..=step);
                let late = step - key >= ARRIVED && answered;
                assert!(!late, "step {step}: {sample:?} is {verdict:?}");
                assert!(
                    matches!(verdict, Verdict::NoKeys),
                    "{sample:?}: {verdict:?}"
                );
                self.refused_good += 1;
            }
            (Sample::Removed(key), Verdict::Accepted) => {
                let removed = key + WIDTH;
                let seconds = (step - removed) * usize::try_from(STEP.as_secs()).expect("a number");
                let trusted = if op.answers(removed.saturating_sub(1)..=step) {
                    LIFETIME
                } else {
                    MAX_TRUST
                };
                assert!(seconds <= trusted, "step {step}: {sample:?} is accepted");
                self.accepted_removed += 1;
            }
            (Sample::Removed(_), _) => self.refused_removed += 1,
            (Sample::Unknown(_), Verdict::NoKeys) => self.refused_unknown += 1,
            // Where the key that it names is not at hand.
            (Sample::Forged(_), Verdict::NoKeys)
            | (Sample::Forged(_), Verdict::Refused(Reason::SignatureMismatch)) => {
                self.refused_forged += 1;
            }
            (sample, verdict) => panic!("step {step}: {sample:?} is {verdict:?}"),
        }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            accepted: self.accepted + other.accepted,
            accepted_at_once: self.accepted_at_once + other.accepted_at_once,
            accepted_removed: self.accepted_removed + other.accepted_removed,
            refused_good: self.refused_good + other.refused_good,
            refused_removed: self.refused_removed + other.refused_removed,
            refused_unknown: self.refused_unknown + other.refused_unknown,
            refused_forged: self.refused_forged + other.refused_forged,
        }
    }

    pub(crate) fn refused_good(&self) -> usize {
        self.refused_good
    }

    /// Each of the judge's questions was asked.
    pub(crate) fn are_of_every_kind(&self) {
        let all = [
            self.accepted,
            self.accepted_at_once,
            self.accepted_removed,
            self.refused_good,
            self.refused_removed,
            self.refused_unknown,
            self.refused_forged,
        ];
        assert!(!all.contains(&0), "{self}");
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "  accepted {} by keys in the set, {} by the newest, {} by keys just removed; refused {} whose key could not \
             be had in time, {} by removed keys, {} by unknown keys, {} forged",
            self.accepted,
            self.accepted_at_once,
            self.accepted_removed,
            self.refused_good,
            self.refused_removed,
            self.refused_unknown,
            self.refused_forged
        )
    }
}
