//! `verify` and `explain` agree on tokens with any defects: the first failed check of the report is the error. Without
//! keys the same checks fail, but for that of the signature.

use std::collections::BTreeSet;

use jwk_types::base64url::{decode, encode};
use oidc_tokens::{
    AccessTokenVerifier, IdTokenVerifier, JwtVerifier, LogoutTokenVerifier, NumericDate,
    UserInfoVerifier,
};

use crate::factory::{NOW, PURPOSES, explain, offer, offer_without_keys, sign, sign_with};

const TOKENS: u32 = 100_000;

/// A generator of numbers (xorshift), the same ones every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.roll(items.len())]
    }
}

/// A good token of each purpose: its `typ`, and its claims with their JSON values.
fn good(purpose: usize) -> (Option<&'static str>, Vec<(&'static str, &'static str)>) {
    let mut claims = vec![
        ("iss", r#""https://op.example""#),
        ("aud", r#""s6BhdRkqt3""#),
        ("sub", r#""24400320""#),
        ("iat", "1699999990"),
        ("exp", "1700000600"),
        ("jti", r#""a1""#),
    ];
    let (typ, own): (_, &[_]) = match purpose {
        0 => (
            None,
            &[
                ("nonce", r#""n-0S6_WzA2Mj""#),
                ("auth_time", "1699999980"),
                ("acr", r#""silver""#),
            ],
        ),
        1 => (
            Some("at+jwt"),
            &[("client_id", r#""c""#), ("scope", r#""read write""#)],
        ),
        2 => (None, &[("client_id", r#""c""#), ("scope", r#""read""#)]),
        3 => (
            Some("logout+jwt"),
            &[(
                "events",
                r#"{"http://schemas.openid.net/event/backchannel-logout":{}}"#,
            )],
        ),
        4 => (None, &[("name", r#""Jane Doe""#)]),
        _ => (Some("example+jwt"), &[]),
    };
    claims.extend(own);
    (typ, claims)
}

const NAMES: [&str; 24] = [
    "iss",
    "aud",
    "sub",
    "iat",
    "exp",
    "jti",
    "nbf",
    "nonce",
    "auth_time",
    "acr",
    "amr",
    "azp",
    "at_hash",
    "client_id",
    "scope",
    "cnf",
    "events",
    "sid",
    "htm",
    "htu",
    "response_type",
    "redirect_uri",
    "c_hash",
    "x",
];

const VALUES: [&str; 26] = [
    "null",
    "true",
    "5",
    "-1",
    "1e400",
    "1.5e9",
    "1700000029",
    "1700000031",
    "1699999970",
    "1700000001000",
    "9007199254740992",
    "1600000000",
    "\"\"",
    "\"x\"",
    "\"s6BhdRkqt3\"",
    "\"https://op.example/\"",
    "[]",
    "[1]",
    r#"["s6BhdRkqt3"]"#,
    r#"["s6BhdRkqt3","other"]"#,
    r#"["\u00736BhdRkqt3"]"#,
    "{}",
    r#"{"jkt":"a"}"#,
    "\"bronze\"",
    "\"24400321\"",
    "\"re\\u0061d\"",
];

const TYPES: [&str; 6] = ["JWT", "at+jwt", "logout+jwt", "example+jwt", "dpop+jwt", ""];

const MEMBERS: [&str; 6] = [
    r#""crit":["x"],"x":1"#,
    r#""crit":[]"#,
    r#""cty":"JWT""#,
    r#""enc":"A128GCM""#,
    r#""b64":false,"crit":["b64"]"#,
    r#""jwk":{"kty":"oct","k":"AA"}"#,
];

/// A token of a purpose with up to three defects.
fn token(purpose: usize, dice: &mut Dice) -> String {
    let (mut typ, mut claims) = good(purpose);
    let (mut alg, mut kid, mut member) = ("HS256", "1", None);
    let mut secret = None;
    let (mut parts, mut edits) = (Vec::new(), Vec::new());
    for _ in 0..dice.roll(4) {
        match dice.roll(18) {
            0..=3 => {
                let place = dice.roll(claims.len());
                claims[place].1 = dice.pick(&VALUES);
            }
            4..=6 => claims.push((dice.pick(&NAMES), dice.pick(&VALUES))),
            7..=9 if claims.len() > 1 => {
                claims.swap_remove(dice.roll(claims.len()));
            }
            10 => typ = Some(dice.pick(&TYPES)),
            11 => typ = None,
            12 => match dice.roll(3) {
                0 => alg = dice.pick(&["none", "HS512", "RS256", "hs256"]),
                1 => kid = dice.pick(&["2", "3"]),
                _ => secret = Some(b"the secret of somebody else. 32."),
            },
            13 => member = Some(dice.pick(&MEMBERS)),
            14 => parts.push((dice.roll(3), None)),
            15 => parts.push((dice.roll(3), Some(dice.roll(1 << 12)))),
            _ => edits.push(dice.roll(usize::MAX >> 34)),
        }
    }
    let claims: Vec<_> = claims
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    let payload = match dice.roll(200) {
        0 => "[]".to_owned(),
        1 => "{".to_owned(),
        _ => format!("{{{}}}", claims.join(",")),
    };
    let mut header = format!(r#"{{"alg":"{alg}","kid":"{kid}""#);
    for more in [
        typ.map(|typ| format!(r#""typ":"{typ}""#)),
        member.map(str::to_owned),
    ] {
        header.extend(more.map(|more| format!(",{more}")));
    }
    header.push('}');
    let mut token = match secret {
        Some(secret) => sign_with(secret, &header, payload.as_bytes()),
        None => sign(&header, payload.as_bytes()),
    };
    for (part, bit) in parts {
        token = without(&token, part, bit);
    }
    for edit in edits {
        edited(&mut token, edit);
    }
    token
}

/// One bit of what a part encodes is another, or the part is gone.
fn without(token: &str, part: usize, bit: Option<usize>) -> String {
    let mut parts: Vec<_> = token.split('.').map(str::to_owned).collect();
    let part = part % parts.len();
    let Some(bit) = bit else {
        parts.remove(part);
        return parts.join(".");
    };
    let mut octets = decode(&parts[part], "part").expect("base64url");
    let bit = bit % (8 * octets.len());
    octets[bit / 8] ^= 1 << (bit % 8);
    parts[part] = encode(&octets);
    parts.join(".")
}

/// One character changed, taken out or put in.
fn edited(token: &mut String, edit: usize) {
    let at = edit % token.len();
    let put = ["A", "_", ".", "=", "\n", ""][edit % 6];
    let end = (at + edit % 2).min(token.len());
    if token.is_char_boundary(at) && token.is_char_boundary(end) {
        token.replace_range(at..end, put);
    }
    if token.is_empty() {
        token.push('.');
    }
}

/// Before, at, and after the dates of the tokens, with the leeway and without.
const TIMES: [u64; 8] = [
    NOW - 41,
    NOW - 40,
    NOW - 10,
    NOW + 600,
    NOW + 629,
    NOW + 630,
    NOW + 3610,
    0,
];

#[test]
fn the_first_failure_of_the_report_is_the_error() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut failed = BTreeSet::new();
    let mut accepted = [0_u32; PURPOSES.len()];
    let mut unsigned = [0_u32; PURPOSES.len()];
    for _ in 0..TOKENS {
        let purpose = dice.roll(PURPOSES.len());
        let token = token(purpose, &mut dice);
        let now = match dice.roll(8) {
            0 => TIMES[dice.roll(TIMES.len())],
            _ => NOW,
        };
        let now = NumericDate::from_seconds(now);
        let said = offer(&token, purpose, now);
        match &said {
            Ok(()) => accepted[purpose] += 1,
            Err((check, _)) => drop(failed.insert((purpose, *check))),
        }
        let without_keys = offer_without_keys(&token, purpose, now);
        match &said {
            Err(("signature", _)) => match without_keys {
                Ok(()) => unsigned[purpose] += 1,
                Err((check, _)) => assert_ne!(check, "signature", "{token}"),
            },
            _ => assert_eq!(without_keys, said, "{token}"),
        }
        // There is none of UserInfo.
        let Some(report) = explain(&token, purpose, now) else {
            continue;
        };
        assert_eq!(report.is_accepted(), said.is_ok(), "{token}");
        let told = report.first_failure();
        let told = told.map(|(check, error)| (check.name(), error.clone()));
        assert_eq!(told, said.err(), "{token}");
    }
    for (purpose, accepted) in PURPOSES.iter().zip(accepted) {
        assert!(accepted > 1_000, "{purpose}: {accepted}");
    }
    for (purpose, unsigned) in PURPOSES.iter().zip(unsigned) {
        assert!(unsigned > 50, "{purpose}: {unsigned}");
    }
    assert_eq!(never_failed(&failed), NEVER);
}

/// What needs a setting, a login of another kind, or a second token, which `tests/api` and the cases have.
const NEVER: [(usize, &str); 23] = [
    (0, "mac_for_one"),
    (0, "token_age"),
    (0, "access_token_hash"),
    (0, "code_hash"),
    (0, "state_hash"),
    (0, "refreshed_subject"),
    (0, "refreshed_audience"),
    (0, "refreshed_authentication_time"),
    (0, "refreshed_issue"),
    (0, "both_channels_agree"),
    (1, "token_age"),
    (1, "no_likeness"),
    (1, "authentication_context"),
    (2, "token_age"),
    (2, "token_id"),
    (2, "authentication_context"),
    (3, "mac_for_one"),
    (3, "token_age"),
    (3, "session_issuer"),
    (3, "session_subject"),
    (3, "session_id"),
    (4, "token_age"),
    (5, "token_age"),
];

fn never_failed(failed: &BTreeSet<(usize, &'static str)>) -> Vec<(usize, &'static str)> {
    let all = [
        (0, IdTokenVerifier::checks().collect::<Vec<_>>()),
        (1, AccessTokenVerifier::checks().collect()),
        (2, AccessTokenVerifier::checks().collect()),
        (3, LogoutTokenVerifier::checks().collect()),
        (4, UserInfoVerifier::checks().collect()),
        (5, JwtVerifier::checks().collect()),
    ];
    let all = all
        .into_iter()
        .flat_map(|(purpose, checks)| checks.into_iter().map(move |check| (purpose, check.name())));
    all.filter(|check| !failed.contains(check)).collect()
}
