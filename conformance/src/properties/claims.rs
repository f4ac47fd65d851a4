//! Claims of any kind, signed by a key that is trusted: `verify` and `explain` agree, one purpose at most accepts, and
//! what is told can be printed.

mod verifiers;

use std::collections::BTreeSet;

use jwk_types::{Reason, Rule, base64url};
use oidc_tokens::{
    AccessTokenError, Error, Fault, IdTokenError, JwtError, LogoutTokenError, Report, Style,
    UserInfoError,
};

use self::verifiers::{TYPES, Verdict};
use super::keys::{self, SECRETS};
use super::refusal::{self, Refusal};

pub(super) fn check(payload: &[u8]) {
    if let Ok(body) = super::text(payload) {
        verifiers::judge_userinfo(body);
    }
    let payload = base64url::encode(payload);
    for typ in TYPES {
        let header = match typ {
            Some(typ) => format!(r#"{{"alg":"Ed25519","kid":"ed","typ":"{typ}"}}"#),
            None => r#"{"alg":"Ed25519","kid":"ed"}"#.to_owned(),
        };
        let input = format!("{}.{payload}", base64url::encode(header.as_bytes()));
        let signature = base64url::encode(&keys::sign("Ed25519", input.as_bytes()));
        let token = format!("{input}.{signature}");
        let verdicts = verifiers::judge(&token);
        let accepted = verdicts.iter().filter(|verdict| verdict.failure.is_none());
        // The two profiles of access tokens are one purpose.
        let accepted: BTreeSet<_> = accepted.map(|verdict| verdict.purpose).collect();
        // rfc8725-3.12-1
        assert!(accepted.len() <= 1, "{accepted:?}");
        for verdict in &verdicts {
            explained(verdict);
        }
    }
}

/// The one entry point that takes claims which are not signed.
pub(super) fn read(payload: &[u8]) -> Result<(), Reason> {
    let read = verifiers::read_userinfo(super::text(payload)?);
    read.map(drop).map_err(|error| error.reason())
}

/// The report of one purpose says what its verifier said.
fn explained(verdict: &Verdict) {
    let Verdict {
        failure, report, ..
    } = verdict;
    let told = report.first_failure();
    let told = told.map(|(check, error)| (check.name(), error.clone()));
    assert_eq!(told, *failure, "{verdict:?}");
    assert_eq!(report.is_accepted(), failure.is_none());
    printable(report);
}

fn printable(report: &Report) {
    let shown = report.shown(Style::Plain).to_string();
    for line in shown.lines() {
        refusal::check_text(line);
    }
    let json = report.to_json();
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["accepted"], report.is_accepted());
    let checks = value["checks"].as_array().expect("a list");
    assert_eq!(checks.len(), report.entries().len());
    for secret in &*SECRETS {
        assert!(!shown.contains(secret) && !json.contains(secret));
    }
}

macro_rules! refusals {
    ($($error:ident)*) => {
        $(impl Refusal for $error {
            fn code(&self) -> Reason {
                self.reason()
            }

            fn broken(&self) -> Rule {
                self.rule()
            }
        })*
    };
}

refusals! { AccessTokenError IdTokenError JwtError LogoutTokenError UserInfoError }

/// Where it can be told, whose fault a refusal of a stranger's token is.
fn is_the_strangers(error: &Error) -> bool {
    error.fault() == Fault::Client
}
