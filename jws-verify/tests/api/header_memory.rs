//! A header that was read before is judged as if it were new. All in one thread, for each remembers for itself.

use jwk_types::Reason;
use jwk_types::base64url::encode;
use jws_verify::{Limits, PayloadEncoding, Policy, Verifier};
use serde_json::json;

use crate::sign::{Kind, jwk, sign};
use crate::token::*;

const ALG: &str = "HS256";

fn with_policy(policy: Policy) -> Verifier {
    verifier_for(ALG).with_policy(policy)
}

/// rfc7515-4.1.11-1
#[test]
fn narrower_limits_and_other_policies_refuse_what_is_known() {
    let header = r#"{"alg":"HS256","crit":["x"],"x":[[[1]]]}"#;
    let text = Parts::text(ALG, 1, header).compact();
    let understanding = || Policy::new().understanding(["x"]);
    let within = |limits| with_policy(understanding().with_limits(limits));
    let wide = within(Limits::DEFAULT);
    let narrow = [
        Limits::DEFAULT.with_depth(3),
        Limits::DEFAULT.with_header_octets(header.len() - 1, 8 * 1024),
        Limits::DEFAULT.with_octets(text.len() - 1),
    ];
    for _ in 0..2 {
        accepts(&wide, &text);
        for limits in narrow {
            rejects(&within(limits), &text, Reason::TooLarge);
        }
        rejects(&with_policy(Policy::new()), &text, Reason::UnknownCrit);
    }
}

#[test]
fn another_key_and_another_list_refuse_what_is_known() {
    let text = plain(ALG).compact();
    accepts(&verifier_for(ALG), &text);
    let other = verifier(&[jwk(Kind::Oct, 2)], &[ALG]);
    rejects(&other, &text, Reason::SignatureMismatch);
    let longer = verifier(&[jwk(Kind::Oct, 1)], &["HS512"]);
    rejects(&longer, &text, Reason::AlgorithmNotAllowed);
}

/// rfc7515-5.2-4b: the protected header by itself was known.
#[test]
fn an_unprotected_header_is_compared_with_one_that_is_known() {
    let verifier = verifier_for(ALG);
    let good = plain(ALG);
    accepts(&verifier, &good.compact());
    let beside = |header| with(good.flattened(), json!({"header": header}));
    accepts_json(&verifier, &beside(json!({"kid": "k"})));
    rejects_json(
        &verifier,
        &beside(json!({"alg": ALG})),
        Reason::DuplicateMember,
    );
    let again = good.compact();
    let verified = verifier.verify_compact(&again).expect("accepted before");
    assert_eq!(verified.signatures()[0].header().unprotected(), None);
}

/// rfc7797-5.2-1
#[test]
fn the_payload_beside_a_known_header_is_checked_each_time() {
    let header = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let text = |payload: &str| {
        let input = format!("{header}.{payload}");
        format!("{input}.{}", encode(&sign(ALG, 1, input.as_bytes())))
    };
    let verifier = verifier_for(ALG);
    let encoded = Policy::new().with_payload_encoding(PayloadEncoding::Base64Url);
    let encoded = with_policy(encoded);
    for _ in 0..2 {
        for payload in ["$02", "", "AAAA"] {
            let text = text(payload);
            let verified = verifier.verify_compact(&text).expect("signed");
            assert_eq!(verified.payload(), payload.as_bytes());
            rejects(&encoded, &text, Reason::UnknownCrit);
        }
        for payload in ["\u{e9}", "a\nb", "\u{7f}"] {
            assert!(verifier.verify_compact(&text(payload)).is_err());
        }
    }
}

/// More than a thread remembers.
#[test]
fn many_headers_in_turn_are_each_their_own() {
    let verifier = verifier_for(ALG);
    for number in (0..20).chain(0..20) {
        let typ = format!("t{number}");
        let text = Parts::signed(ALG, &json!({"alg": ALG, "typ": typ})).compact();
        for _ in 0..2 {
            let verified = verifier.verify_compact(&text).expect("signed");
            assert_eq!(verified.signatures()[0].header().typ(), Some(&*typ));
        }
    }
}
