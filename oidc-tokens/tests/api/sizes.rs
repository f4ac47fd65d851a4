//! How large a token may be, and how deep.

use jwk_types::Reason;
use jwk_types::base64url::encode;
use oidc_tokens::{UserInfoResponse, UserInfoVerifier};
use serde_json::json;

use crate::data::*;
use crate::factory::{KEYS, Token};
use crate::purposes::{Options, PURPOSES, Purpose};

/// Exactly so many octets, by a claim of any length in the payload and of a few in the header.
fn of_length(purpose: Purpose, octets: usize) -> Token {
    for header in 0..4 {
        let padded = |filler: usize| {
            let token = purpose.good().with_header("x", "x".repeat(header));
            token.with("filler", "x".repeat(filler))
        };
        let short = octets - padded(0).text().len();
        for filler in short * 3 / 4 - 2..short * 3 / 4 + 2 {
            let token = padded(filler);
            if token.text().len() == octets {
                return token;
            }
        }
    }
    panic!("no token of {octets} octets");
}

fn up_to(octets: usize) -> Options {
    Options {
        octets: Some(octets),
        ..Options::usual()
    }
}

#[test]
fn tokens_are_at_most_16_kib_or_what_the_caller_states() {
    for purpose in PURPOSES {
        purpose.accepts(&of_length(purpose, 16 * 1024));
        let refused = purpose.rejects(&of_length(purpose, 16 * 1024 + 1), Reason::TooLarge);
        assert_eq!(refused.check.name(), "structure");
        purpose.accepts_with(&up_to(2000), &of_length(purpose, 2000), now());
        let long = of_length(purpose, 2001);
        purpose.rejects_with(&up_to(2000), &long, now(), Reason::TooLarge);
        purpose.accepts_with(&up_to(100_000), &of_length(purpose, 100_000), now());
    }
}

/// Nothing is decoded of what is too long.
#[test]
fn text_without_end_is_refused_by_its_length() {
    for purpose in PURPOSES {
        for text in [".".repeat(1 << 20), "a".repeat(1 << 20)] {
            let refused = purpose.offer(&Options::usual(), &KEYS, &text, now());
            assert_eq!(refused.expect_err("long").reason, Reason::TooLarge);
        }
    }
}

#[test]
fn claims_are_nested_at_most_64_deep() {
    for purpose in PURPOSES {
        let nested = |depth: usize| {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            purpose.good().with_raw(&format!(r#""deep":{open}{close}"#))
        };
        // The claims themselves are the first of the 64.
        purpose.accepts(&nested(63));
        let refused = purpose.rejects(&nested(64), Reason::TooLarge);
        assert_eq!(refused.check.name(), "claims_set");
        purpose.rejects(&nested(5000), Reason::TooLarge);
    }
}

#[test]
fn headers_are_nested_at_most_32_deep() {
    for purpose in PURPOSES {
        let nested = |depth: usize| {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            let header = purpose.good().header.to_string();
            let open_header = header.strip_suffix('}').expect("an object");
            let text = format!(r#"{open_header},"deep":{open}{close}}}"#);
            purpose.good().with_header_text(&text)
        };
        purpose.accepts(&nested(31));
        let refused = purpose.rejects(&nested(32), Reason::TooLarge);
        assert_eq!(refused.check.name(), "structure");
    }
}

#[test]
fn a_plain_userinfo_response_has_the_same_bounds() {
    let verifier = UserInfoVerifier::new(ISSUER, CLIENT).expect("a verifier");
    let body = |octets: usize| {
        let empty = json!({"sub": SUBJECT, "x": ""}).to_string().len();
        json!({"sub": SUBJECT, "x": "x".repeat(octets - empty)}).to_string()
    };
    let verify = |verifier: &UserInfoVerifier, body: &str| {
        let response = UserInfoResponse::new("application/json", body);
        let verified = verifier.verify_plain(&response, USER);
        verified.map(drop).map_err(|refused| refused.reason())
    };
    assert_eq!(verify(&verifier, &body(16 * 1024)), Ok(()));
    let long = body(16 * 1024 + 1);
    assert_eq!(verify(&verifier, &long), Err(Reason::TooLarge));
    assert_eq!(verify(&verifier.with_max_octets(long.len()), &long), Ok(()));
}

#[test]
fn payloads_are_claims_that_every_reader_understands_alike() {
    for purpose in PURPOSES {
        let payload = |octets: &[u8]| purpose.good().with_payload(octets);
        let claims = purpose.good().claims.to_string();
        let bom = [b"\xef\xbb\xbf", claims.as_bytes()].concat();
        let utf16: Vec<u8> = claims.bytes().flat_map(|octet| [octet, 0]).collect();
        for (octets, reason) in [
            (&b""[..], Reason::MalformedJson),
            (b"\xff", Reason::MalformedJson),
            (&bom, Reason::MalformedJson),
            (&utf16, Reason::MalformedJson),
            (b"[]", Reason::MalformedClaims),
            (b"null", Reason::MalformedClaims),
            (b"\"claims\"", Reason::MalformedClaims),
            (encode(b"{}").as_bytes(), Reason::MalformedJson),
        ] {
            let refused = purpose.rejects(&payload(octets), reason);
            assert_eq!(refused.check.name(), "claims_set");
        }
        for twice in [r#""iss":"https://op.example""#, r#""x":{"a":1,"\u0061":2}"#] {
            purpose.rejects(&purpose.good().with_raw(twice), Reason::DuplicateMember);
        }
    }
}
