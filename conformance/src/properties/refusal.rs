//! What every error says, and what it never says.

use std::error::Error;

use jwk_types::{Reason, Rule};

use crate::protocol;

/// An error of one of the libraries.
pub(super) trait Refusal: Error {
    fn code(&self) -> Reason;
    fn broken(&self) -> Rule;
}

impl Refusal for jwk_types::Error {
    fn code(&self) -> Reason {
        self.reason()
    }

    fn broken(&self) -> Rule {
        self.rule()
    }
}

impl Refusal for jwks::Error {
    fn code(&self) -> Reason {
        self.reason()
    }

    fn broken(&self) -> Rule {
        self.rule()
    }
}

impl Refusal for oidc_discovery::Error {
    fn code(&self) -> Reason {
        self.reason()
    }

    fn broken(&self) -> Rule {
        self.rule()
    }
}

impl Refusal for jws_verify::Error {
    fn code(&self) -> Reason {
        self.reason()
    }

    fn broken(&self) -> Rule {
        self.rule()
    }
}

/// The longest message: sixteen signatures, each with one name of 64 escaped characters.
const LONGEST: usize = 16 * 1024;

/// A code of the protocol, a rule, and a message of one line that cannot forge another.
#[track_caller]
pub(super) fn check(error: &impl Refusal) {
    let shown = error.to_string();
    let code = error.code();
    assert!(protocol::is_reason(code.as_str()), "{code}: {shown}");
    let Rule {
        specification,
        section,
        ..
    } = error.broken();
    assert!(!specification.is_empty() && !section.is_empty(), "{shown}");
    check_text(&shown);
    if let Some(source) = error.source() {
        assert!(shown.contains(&source.to_string()), "{shown}");
    }
}

/// One line, and nothing in it that could look like another.
#[track_caller]
pub(super) fn check_text(shown: &str) {
    assert!(!shown.is_empty() && shown.len() <= LONGEST, "{shown}");
    let printable = |c: char| matches!(c, ' '..='~' | '§');
    assert!(shown.chars().all(printable), "{shown:?}");
}

/// The same, and nothing of what is secret, neither in the message nor in `Debug`.
#[track_caller]
pub(super) fn check_without(error: &impl Refusal, secrets: &[String]) {
    check(error);
    for shown in [error.to_string(), format!("{error:?}")] {
        for secret in secrets {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
