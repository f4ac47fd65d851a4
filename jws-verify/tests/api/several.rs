//! Several signatures over one payload.

use jwk_types::Reason;
use jws_verify::{Error, Policy, RequiredSignatures, Verifier};
use serde_json::{Value, json};

use crate::sign::{Kind, jwk};
use crate::token::*;

const ALGS: [&str; 3] = ["RS256", "ES256", "HS256"];

fn entry(alg: &str) -> Value {
    Parts::signed(alg, &json!({"alg": alg, "kid": alg})).flattened()
}

fn three() -> Value {
    general(&ALGS.map(entry))
}

fn ring(keys: &[&str]) -> Verifier {
    let key = |alg: &&str| with(jwk(Kind::of(alg), 1), json!({"kid": alg}));
    let keys: Vec<_> = keys.iter().map(key).collect();
    verifier(&keys, &ALGS)
}

fn flip(mut jws: Value, index: usize) -> Value {
    let signature = &mut jws["signatures"][index]["signature"];
    let mut octets = decoded(signature.as_str().expect("a string"));
    octets[9] ^= 1;
    *signature = jwk_types::base64url::encode(&octets).into();
    jws
}

/// rfc7515-5.2-10b: which signature holds, with which key, and why the others do not.
#[test]
fn the_result_says_which_signatures_hold() {
    let jws = three().to_string();
    let ring = ring(&["ES256", "HS256"]);
    let verified = ring.verify_json(&jws).expect("two good signatures");
    assert_eq!(verified.payload(), PAYLOAD);
    let held: Vec<_> = verified
        .signatures()
        .iter()
        .map(|each| {
            (
                each.index(),
                each.kid(),
                each.algorithm().name(),
                each.header().alg(),
            )
        })
        .collect();
    assert_eq!(
        held,
        [
            (1, Some("ES256"), "ES256", "ES256"),
            (2, Some("HS256"), "HS256", "HS256")
        ]
    );
    let [(0, error)] = verified.failures() else {
        panic!("{verified:?}");
    };
    let kid = Some("RS256".into());
    assert_eq!(
        *error,
        Error::NoMatchingKey {
            alg: "RS256",
            kid,
            skipped: None
        }
    );
}

fn all_required() -> Policy {
    Policy::new().with_required_signatures(RequiredSignatures::All)
}

#[test]
fn one_is_enough_unless_all_are_required() {
    let all = |ring: Verifier| ring.with_policy(all_required());
    accepts_json(&ring(&ALGS), &three());
    accepts_json(&all(ring(&ALGS)), &three());
    for (place, alg) in ALGS.iter().enumerate() {
        accepts_json(&ring(&[alg]), &three());
        let error = rejects_json(&all(ring(&[alg])), &three(), Reason::NoMatchingKey);
        let Error::NotEnoughSignatures { failures } = &error else {
            panic!("{error:?}");
        };
        let places: Vec<_> = failures.iter().map(|(index, _)| *index).collect();
        let others: Vec<_> = (0..3).filter(|other| *other != place).collect();
        assert_eq!(places, others);

        let bad = flip(three(), place);
        accepts_json(&ring(&ALGS), &bad);
        rejects_json(&all(ring(&ALGS)), &bad, Reason::SignatureMismatch);
        rejects_json(&ring(&[alg]), &bad, Reason::SignatureMismatch);
    }
}

/// rfc7515-5.2-10, rfc7515-5.2-11
#[test]
fn one_has_to_hold() {
    let bad = (0..3).fold(three(), flip);
    let error = rejects_json(&ring(&ALGS), &bad, Reason::SignatureMismatch);
    let Error::NotEnoughSignatures { failures } = error else {
        panic!("{error:?}");
    };
    for (place, failure) in failures.iter().enumerate() {
        assert_eq!(*failure, (place, Error::SignatureMismatch));
    }
    // A key that fits none of them.
    let key = with(jwk(Kind::P384, 1), json!({"kid": "other"}));
    let other = verifier(&[key], &["RS256", "ES256", "HS256"]);
    rejects_json(&other, &three(), Reason::NoMatchingKey);
    // One entry is told as it is, without a list around it.
    let single = flip(general(&[entry("ES256")]), 0);
    let error = rejects_json(&ring(&ALGS), &single, Reason::SignatureMismatch);
    assert_eq!(error, Error::SignatureMismatch);
}

/// rfc7515-5.2-9: each with its own header, key and algorithm.
#[test]
fn signatures_do_not_lend_each_other_headers_or_keys() {
    let swapped = {
        let mut jws = three();
        let first = jws["signatures"][0]["signature"].take();
        jws["signatures"][0]["signature"] = jws["signatures"][1]["signature"].take();
        jws["signatures"][1]["signature"] = first;
        jws
    };
    rejects_json(
        &ring(&["RS256", "ES256"]),
        &swapped,
        Reason::SignatureMismatch,
    );
    accepts_json(&ring(&["HS256"]), &swapped);
    let alg_of_another = {
        let mut jws = three();
        jws["signatures"][1]
            .as_object_mut()
            .expect("an object")
            .remove("protected");
        jws["signatures"][1]["header"] = json!({"kid": "ES256"});
        jws
    };
    rejects_json(&ring(&["ES256"]), &alg_of_another, Reason::MalformedJws);
}

/// A defect of form in one entry refuses the whole: it is no JWS.
#[test]
fn every_entry_is_well_formed() {
    accepts_json(&ring(&["RS256"]), &three());
    for place in 0..3 {
        let mut bad = three();
        bad["signatures"][place]["signature"] = json!("A");
        rejects_json(&ring(&["RS256"]), &bad, Reason::MalformedBase64);
        let mut bad = three();
        bad["signatures"][place]["header"] = json!({"crit": ["x"], "x": 1});
        rejects_json(&ring(&["RS256"]), &bad, Reason::MalformedJws);
    }
}

/// An extension that is not understood costs the signature that names it.
#[test]
fn crit_is_judged_for_each_signature() {
    let critical = json!({"alg": "ES256", "kid": "ES256", "crit": ["x"], "x": 1});
    let jws = general(&[
        entry("HS256"),
        Parts::signed("ES256", &critical).flattened(),
    ]);
    let text = jws.to_string();
    let ring = ring(&ALGS);
    let verified = ring.verify_json(&text).expect("one good signature");
    assert_eq!(verified.signatures().len(), 1);
    let [(1, Error::UnknownCritical { .. })] = verified.failures() else {
        panic!("{verified:?}");
    };
    let all = ring.with_policy(all_required());
    rejects_json(&all, &jws, Reason::UnknownCrit);
    let understanding = all.with_policy(all_required().understanding(["x"]));
    accepts_json(&understanding, &jws);
}
