//! Whether keys are rotated so that no token fails on the way.

use std::time::Duration;

use jwk_types::{Jwk, KeyUse, Rule};
use jwks::JwkSet;

use crate::lint::{Code, Finding};

const ROTATION: Rule = Rule::new("OpenID Connect Core", "10.1.1");

/// What is known of how an issuer rotates its keys, to check two sets that it published, one after
/// the other.
///
/// A rotation without failures announces a key in the set before it signs, for longer than anybody
/// keeps a set, and keeps the old key in the set while its tokens live.
///
/// ```
/// use oidc_discovery::{Code, Rotation};
/// use oidc_discovery::jwks::JwkSet;
///
/// let key = |kid: &str, x: &str| format!(r#"{{"kty":"OKP","crv":"Ed25519","kid":"{kid}","x":"{x}"}}"#);
/// let old = key("1", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
/// let new = key("2", "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw");
/// let older = JwkSet::parse(&format!(r#"{{"keys":[{old}]}}"#)).expect("a set");
/// let newer = JwkSet::parse(&format!(r#"{{"keys":[{new}]}}"#)).expect("a set");
///
/// let findings = Rotation::new().check(&older, &newer);
/// assert!(findings.iter().any(|finding| finding.code() == Code::NoOverlap));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rotation {
    max_age: Option<Duration>,
    announcement: Option<Duration>,
    signing_kid: Option<Box<str>>,
}

impl Rotation {
    /// Nothing is known but the sets.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            max_age: None,
            announcement: None,
            signing_kid: None,
        }
    }

    /// For how long a set may be kept: `max-age` of the response.
    #[must_use]
    pub const fn with_max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// For how long a key is in the set before it signs.
    #[must_use]
    pub const fn with_announcement(mut self, announcement: Duration) -> Self {
        self.announcement = Some(announcement);
        self
    }

    /// The `kid` of tokens that are issued now, with the newer set.
    #[must_use]
    pub fn with_signing_kid(mut self, kid: &str) -> Self {
        self.signing_kid = Some(kid.into());
        self
    }

    /// Lists what makes tokens fail, in the order of the codes. Keys for encryption take no part.
    #[must_use]
    pub fn check(&self, older: &JwkSet, newer: &JwkSet) -> Vec<Finding> {
        let mut findings = Vec::new();
        findings.extend(self.lifetime());
        findings.extend(self.announcement(older, newer));
        let comparison = older.compare(newer);
        for replaced in comparison.replaced() {
            let message = "this kid stands for another key than before; a new key has a new kid";
            findings.push(about(replaced.newer, Code::KidReused, message));
        }
        let relabelled = comparison.relabelled().iter().flat_map(|each| &each.newer);
        for key in relabelled {
            let message = "the same key is described otherwise than before";
            findings.push(about(key, Code::Relabelled, message));
        }
        let signing = |set: &JwkSet| set.keys().iter().filter(|key| signs(key)).count();
        let lost = comparison.removed().iter().copied();
        let replaced = comparison.replaced().iter().map(|each| each.older);
        let lost: Vec<&Jwk> = lost.chain(replaced).filter(|key| signs(key)).collect();
        // oidc-core-10.1.1-2
        if !lost.is_empty() && distinct(older) <= lost.len() {
            let message =
                "all signing keys are others at once; tokens that were issued before fail";
            findings.push(Finding::new(None, Code::NoOverlap, ROTATION, message));
        } else {
            for key in comparison.removed().iter().filter(|key| signs(key)) {
                let message = "taken out; right if it has not signed for as long as tokens live";
                findings.push(about(key, Code::KeyGone, message));
            }
        }
        if signing(newer) > 1 {
            let unnamed = newer.keys().iter().filter(|key| signs(key));
            for key in unnamed.filter(|key| key.kid().is_none()) {
                let message = "a key without kid, and others beside it";
                findings.push(about(key, Code::KidMissing, message));
            }
        }
        findings.sort_by_key(Finding::code);
        findings
    }

    /// oidc-core-10.2.1-1
    fn lifetime(&self) -> Option<Finding> {
        let rule = Rule::new("OpenID Connect Core", "10.2.1");
        let finding = |code, message| Some(Finding::new(None, code, rule, message));
        match (self.max_age, self.announcement) {
            (None, _) => {
                let message = "no max-age: each reader decides for itself when it looks again";
                finding(Code::LifetimeUnknown, message.to_owned())
            }
            (Some(max_age), Some(announced)) if max_age > announced => {
                let (max_age, announced) = (max_age.as_secs(), announced.as_secs());
                let message = format!(
                    "sets may be kept for {max_age} s, and keys sign {announced} s after they came"
                );
                finding(Code::LifetimeTooLong, message)
            }
            _ => None,
        }
    }

    fn announcement(&self, older: &JwkSet, newer: &JwkSet) -> Option<Finding> {
        let kid = self.signing_kid.as_deref()?;
        let has = |set: &JwkSet| set.keys().iter().any(|key| key.kid() == Some(kid));
        let message = match (has(older), has(newer)) {
            (true, true) => return None,
            (_, false) => "tokens name a key that the set does not have",
            (false, true) => "it signs already, and readers with the older set do not know it",
        };
        let finding = Finding::new(Some(kid), Code::Unannounced, ROTATION, message);
        Some(finding)
    }
}

fn about(key: &Jwk, code: Code, message: &str) -> Finding {
    Finding::new(key.kid(), code, ROTATION, message)
}

/// Keys that are listed twice count once.
fn distinct(set: &JwkSet) -> usize {
    let none = JwkSet::default();
    let keys = none.compare(set);
    keys.added().iter().filter(|key| signs(key)).count()
}

fn signs(key: &Jwk) -> bool {
    !matches!(key.key_use(), Some(KeyUse::Encryption))
}
