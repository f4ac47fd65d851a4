//! Every kind of token, offered to the verifier of every purpose: all by one issuer, one key, for one audience, and as
//! alike as their standards allow. Only the diagonal passes.

use std::collections::BTreeSet;

use oidc_tokens::NumericDate;

use crate::factory::{NOW, PURPOSES, offer, sign};

/// What all of them have, but where their own claims say otherwise.
const COMMON: [(&str, &str); 6] = [
    ("iss", r#""https://op.example""#),
    ("sub", r#""24400320""#),
    ("aud", r#""s6BhdRkqt3""#),
    ("iat", "1699999990"),
    ("exp", "1700000600"),
    ("jti", r#""a1""#),
];

/// A kind: its name, its `typ`, its own claims, and what each purpose says of it.
type Row = (
    &'static str,
    Option<&'static str>,
    &'static str,
    [&'static str; 6],
);

const ID_TOKEN: &str =
    r#""nonce":"n-0S6_WzA2Mj","auth_time":1699999980,"acr":"silver","azp":"s6BhdRkqt3""#;
const LOGOUT: &str =
    r#""sid":"s1","events":{"http://schemas.openid.net/event/backchannel-logout":{}}"#;
const EVENT: &str =
    r#""events":{"https://schemas.openid.net/secevent/risc/event-type/account-disabled":{}}"#;
const ACCESS: &str = r#""client_id":"s6BhdRkqt3","scope":"read""#;
const REQUEST: &str = r#""client_id":"s6BhdRkqt3","scope":"read","response_type":"code","redirect_uri":"https://rp.example/cb","nonce":"n-0S6_WzA2Mj""#;
const PROOF: &str =
    r#""htm":"GET","htu":"https://api.example/","ath":"x","client_id":"s6BhdRkqt3","scope":"read""#;

/// `iss` and `sub` are the client's name by their standard (RFC 7523 §3).
const ASSERTION: &str = r#""iss":"s6BhdRkqt3","sub":"s6BhdRkqt3""#;
/// The same by a client whose name for itself is the issuer's.
const ISSUERS_ASSERTION: &str = r#""sub":"https://op.example""#;
/// All that ID tokens and access tokens have: `typ` alone tells.
const APPLICATION: &str = r#""nonce":"n-0S6_WzA2Mj","auth_time":1699999980,"acr":"silver","azp":"s6BhdRkqt3","client_id":"s6BhdRkqt3","scope":"read""#;

const ISSUER: &str = "wrong_issuer";
const SUBJECT: &str = "wrong_subject";
const WRONG: &str = "wrong_type";
const MISSING: &str = "missing_claim";
const OK: &str = "accepted";

// RFC 8725 §3.11, §3.12; attack rows 70, 71, 72
const ROWS: [Row; 18] = [
    (
        "ID token",
        None,
        ID_TOKEN,
        [OK, WRONG, MISSING, MISSING, WRONG, WRONG],
    ),
    (
        "ID token",
        Some("JWT"),
        ID_TOKEN,
        [OK, WRONG, MISSING, MISSING, WRONG, WRONG],
    ),
    (
        "access token",
        Some("at+jwt"),
        ACCESS,
        [WRONG, OK, OK, WRONG, WRONG, WRONG],
    ),
    (
        "access token",
        Some("application/at+jwt"),
        ACCESS,
        [WRONG, OK, OK, WRONG, WRONG, WRONG],
    ),
    (
        "plain access token",
        None,
        ACCESS,
        [WRONG, WRONG, OK, MISSING, WRONG, WRONG],
    ),
    (
        "logout token",
        Some("logout+jwt"),
        LOGOUT,
        [WRONG, WRONG, WRONG, OK, WRONG, WRONG],
    ),
    (
        "logout token",
        None,
        LOGOUT,
        [WRONG, WRONG, MISSING, OK, WRONG, WRONG],
    ),
    (
        "UserInfo",
        None,
        r#""name":"Jane Doe""#,
        [MISSING, WRONG, MISSING, MISSING, OK, WRONG],
    ),
    (
        "application",
        Some("example+jwt"),
        APPLICATION,
        [WRONG, WRONG, WRONG, WRONG, WRONG, OK],
    ),
    (
        "no kind that is known",
        Some("example2+jwt"),
        APPLICATION,
        [WRONG, WRONG, WRONG, WRONG, WRONG, WRONG],
    ),
    (
        "DPoP proof",
        Some("dpop+jwt"),
        PROOF,
        [WRONG, WRONG, WRONG, WRONG, WRONG, WRONG],
    ),
    (
        "client assertion",
        None,
        ASSERTION,
        [ISSUER, WRONG, ISSUER, ISSUER, ISSUER, WRONG],
    ),
    (
        "client assertion",
        None,
        ISSUERS_ASSERTION,
        [MISSING, WRONG, MISSING, MISSING, SUBJECT, WRONG],
    ),
    (
        "client assertion",
        Some("client-authentication+jwt"),
        ISSUERS_ASSERTION,
        [WRONG, WRONG, WRONG, WRONG, WRONG, WRONG],
    ),
    (
        "request object",
        Some("oauth-authz-req+jwt"),
        REQUEST,
        [WRONG, WRONG, WRONG, WRONG, WRONG, WRONG],
    ),
    (
        "request object",
        None,
        REQUEST,
        [WRONG, WRONG, WRONG, MISSING, WRONG, WRONG],
    ),
    (
        "security event",
        Some("secevent+jwt"),
        EVENT,
        [WRONG, WRONG, WRONG, WRONG, WRONG, WRONG],
    ),
    (
        "security event",
        None,
        EVENT,
        [WRONG, WRONG, MISSING, MISSING, WRONG, WRONG],
    ),
];

#[test]
fn only_the_diagonal_passes() {
    let mut wrong = Vec::new();
    for (kind, typ, own, expected) in ROWS {
        let header = match typ {
            Some(typ) => format!(r#"{{"alg":"HS256","kid":"1","typ":"{typ}"}}"#),
            None => r#"{"alg":"HS256","kid":"1"}"#.to_owned(),
        };
        let common = COMMON.map(|(name, value)| format!("\"{name}\":{value},"));
        let common = common.iter().filter(|claim| !own.contains(name_of(claim)));
        let common: String = common.map(String::as_str).collect();
        let token = sign(&header, format!("{{{common}{own}}}").as_bytes());
        for (purpose, expected) in expected.into_iter().enumerate() {
            let said = offer(&token, purpose, NumericDate::from_seconds(NOW));
            let said = match said {
                Ok(()) => OK.to_owned(),
                Err((check, error)) => format!("{} by {check}", error.reason()),
            };
            if said.split(' ').next() != Some(expected) {
                wrong.push(format!(
                    "{kind}, typ {typ:?}, as {}: {said}",
                    PURPOSES[purpose]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// With the quotes and the colon.
fn name_of(claim: &str) -> &str {
    &claim[..=claim.find(':').expect("a name")]
}

/// The table itself says so: each purpose takes its own kind, and nothing else.
#[test]
fn the_table_expects_nothing_off_the_diagonal() {
    for (column, purpose) in PURPOSES.into_iter().enumerate() {
        let accepted = ROWS.iter().filter(|row| row.3[column] == OK);
        let kinds: BTreeSet<_> = accepted.map(|row| row.0).collect();
        // Issuers that give their access tokens their type are no less served where it is not asked for.
        let own = match purpose {
            "plain access token" => BTreeSet::from(["access token", purpose]),
            _ => BTreeSet::from([purpose]),
        };
        assert_eq!(kinds, own);
    }
}
