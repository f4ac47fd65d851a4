//! The first of the checks that fail is the one that is told. Each check has a defect of its own here; of every two
//! defects together, that of the earlier check is found.

use jwk_types::Reason;
use oidc_tokens::Fault;
use serde_json::json;

use crate::data::*;
use crate::factory::Token;
use crate::purposes::{Options, PURPOSES, Purpose};

/// A check and what makes it fail, whatever else is done to the token.
struct Defect {
    check: &'static str,
    reason: Reason,
    make: fn(Token) -> Token,
}

const fn defect(check: &'static str, reason: Reason, make: fn(Token) -> Token) -> Defect {
    Defect {
        check,
        reason,
        make,
    }
}

const NESTED: Defect = defect("signed_claims", Reason::MalformedJws, |token| {
    token.with_header("cty", "JWT")
});
const TYPE: Defect = defect("type", Reason::WrongType, |token| {
    token.with_header("typ", "dpop+jwt")
});
const EXTENSION: Defect = defect("extensions", Reason::UnknownCrit, |token| {
    token.with_header("crit", vec!["x"]).with_header("x", 1)
});
const ALGORITHM: Defect = defect("algorithm", Reason::AlgorithmNotAllowed, |token| {
    token.with_header("alg", "X9")
});
const SIGNATURE: Defect = defect(
    "signature",
    Reason::SignatureMismatch,
    Token::signed_by_another,
);
/// `nbf` is read by every purpose, and no other defect touches it.
const CLAIMS: Defect = defect("claims_set", Reason::MalformedClaims, |token| {
    token.with("nbf", "now")
});
const ISSUER_IS_ANOTHER: Defect = defect("issuer", Reason::WrongIssuer, |token| {
    token.with("iss", "https://other.example")
});
const AUDIENCE: Defect = defect("audience", Reason::WrongAudience, |token| {
    token.with("aud", vec!["https://other.example"])
});
const EXPIRED: Defect = defect("expiration", Reason::Expired, |token| {
    token.with("exp", NOW - 600)
});
const IN_FUTURE: Defect = defect("issued_at", Reason::IssuedInFuture, |token| {
    token.with("iat", NOW + 600)
});
const SUBJECT_IS_EMPTY: Defect = defect("subject", Reason::MalformedClaims, |token| {
    token.with("sub", "")
});
const EVENTS: Defect = defect("no_likeness", Reason::WrongType, |token| {
    token.with("events", json!({}))
});

/// In the order of the table.
fn defects(purpose: Purpose) -> Vec<Defect> {
    let mut defects = vec![NESTED, TYPE, EXTENSION, ALGORITHM, SIGNATURE, CLAIMS];
    defects.extend(match purpose {
        Purpose::IdToken => vec![
            ISSUER_IS_ANOTHER,
            AUDIENCE,
            defect("authorized_party", Reason::WrongAuthorizedParty, |token| {
                token.with("azp", "another")
            }),
            EXPIRED,
            IN_FUTURE,
            SUBJECT_IS_EMPTY,
            EVENTS,
            defect("nonce", Reason::WrongNonce, |token| {
                token.with("nonce", "another")
            }),
            defect("authentication_time", Reason::IssuedInFuture, |token| {
                token.with("auth_time", NOW + 600)
            }),
        ],
        Purpose::AccessToken => vec![
            ISSUER_IS_ANOTHER,
            AUDIENCE,
            EXPIRED,
            IN_FUTURE,
            SUBJECT_IS_EMPTY,
            defect("client_id", Reason::MissingClaim, |token| {
                token.without("client_id")
            }),
            defect("token_id", Reason::MissingClaim, |token| {
                token.without("jti")
            }),
            defect("authentication_time", Reason::IssuedInFuture, |token| {
                token.with("auth_time", NOW + 600)
            }),
            defect("sender_constraint", Reason::Other, |token| {
                token.with("cnf", json!({"jkt": "x"}))
            }),
            defect("scope", Reason::InsufficientScope, |token| {
                token.with("scope", "write")
            }),
        ],
        Purpose::PlainAccessToken => vec![ISSUER_IS_ANOTHER, AUDIENCE, EXPIRED, IN_FUTURE, EVENTS],
        Purpose::LogoutToken => vec![
            ISSUER_IS_ANOTHER,
            AUDIENCE,
            EXPIRED,
            IN_FUTURE,
            defect("token_id", Reason::MissingClaim, |token| {
                token.without("jti")
            }),
            defect("subject_or_session", Reason::MalformedClaims, |token| {
                token.with("sub", "")
            }),
            defect("logout_event", Reason::MissingClaim, |token| {
                token.without("events")
            }),
            defect("no_nonce", Reason::Other, |token| {
                token.with("nonce", NONCE)
            }),
        ],
        Purpose::UserInfo => vec![
            ISSUER_IS_ANOTHER,
            AUDIENCE,
            EXPIRED,
            IN_FUTURE,
            EVENTS,
            defect("same_user", Reason::WrongSubject, |token| {
                token.with("sub", "another")
            }),
        ],
        Purpose::Jwt => vec![ISSUER_IS_ANOTHER, AUDIENCE, EXPIRED],
    });
    defects
}

#[test]
fn a_defect_is_found_by_the_check_that_is_for_it() {
    for purpose in PURPOSES {
        let checks = purpose.checks();
        for defect in defects(purpose) {
            let bad = (defect.make)(purpose.good());
            let refused = purpose.rejects(&bad, defect.reason);
            assert_eq!(refused.check.name(), defect.check, "{purpose:?}");
            assert!(checks.contains(&refused.check), "{purpose:?}");
            assert_eq!(refused.fault, Fault::Client);
            let rule = format!(" [{}]", refused.rule);
            assert!(refused.message.ends_with(&rule), "{}", refused.message);
            assert_eq!(refused.message.matches(&rule).count(), 1);
        }
    }
}

#[test]
fn the_defects_stand_in_the_order_of_the_checks() {
    for purpose in PURPOSES {
        let checks = purpose.checks();
        let place = |defect: &Defect| {
            let found = checks.iter().position(|check| check.name() == defect.check);
            found.expect("a check of the table")
        };
        assert!(defects(purpose).is_sorted_by_key(place), "{purpose:?}");
    }
}

#[test]
fn of_two_defects_that_of_the_earlier_check_is_told() {
    let mut pairs = 0;
    for purpose in PURPOSES {
        let defects = defects(purpose);
        for (place, first) in defects.iter().enumerate() {
            for second in &defects[place + 1..] {
                let bad = (second.make)((first.make)(purpose.good()));
                let refused = purpose.rejects_with(&Options::usual(), &bad, now(), first.reason);
                assert_eq!(refused.check.name(), first.check, "{}", second.check);
                pairs += 1;
            }
        }
    }
    assert!(pairs > 400, "{pairs}");
}

/// A token that is cut short cannot be anything else, whatever it would have been.
#[test]
fn the_structure_is_looked_at_before_all() {
    for purpose in PURPOSES {
        let text = purpose.good().text();
        for bad in [
            "",
            ".",
            "..",
            "a.b.c.d.e",
            &text[..text.rfind('.').expect("a dot")],
            &format!("{text}."),
            &format!("{text}="),
            &format!(" {text}"),
            &format!("{text}\n"),
        ] {
            let refused = purpose.offer(&Options::usual(), &crate::factory::KEYS, bad, now());
            let refused = refused.expect_err("no token");
            assert_eq!(refused.check.name(), "structure", "{bad:?}");
            assert_eq!(refused.check, purpose.checks()[0]);
        }
    }
}
