//! Every kind of token, offered to the verifier of every purpose: all by one issuer, one key, for one audience, and as
//! alike as their standards allow. Only the diagonal passes.

use oidc_tokens::NumericDate;

use crate::factory::{NOW, PURPOSES, offer, sign};

/// What all of them have.
const COMMON: &str = r#""iss":"https://op.example","sub":"24400320","aud":"s6BhdRkqt3","iat":1699999990,"exp":1700000600,"jti":"a1""#;

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

/// Both are the client's name by their standard (RFC 7523 §3), and stand in the place of the common ones.
const ASSERTION: &str = r#""iss":"s6BhdRkqt3","sub":"s6BhdRkqt3""#;

const ISSUER: &str = "wrong_issuer";
const WRONG: &str = "wrong_type";
const MISSING: &str = "missing_claim";
const OK: &str = "accepted";

// RFC 8725 §3.11, §3.12; attack rows 70, 71, 72
const ROWS: [Row; 14] = [
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
        "\"x\":1",
        [WRONG, WRONG, WRONG, WRONG, WRONG, OK],
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
];

#[test]
fn only_the_diagonal_passes() {
    let mut wrong = Vec::new();
    for (kind, typ, own, expected) in ROWS {
        let header = match typ {
            Some(typ) => format!(r#"{{"alg":"HS256","kid":"1","typ":"{typ}"}}"#),
            None => r#"{"alg":"HS256","kid":"1"}"#.to_owned(),
        };
        let common = if own == ASSERTION {
            COMMON
                .split_once(r#""sub":"24400320","#)
                .expect("a subject")
                .1
        } else {
            COMMON
        };
        let token = sign(&header, format!("{{{common},{own}}}").as_bytes());
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
