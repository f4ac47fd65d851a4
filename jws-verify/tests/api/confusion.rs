//! Algorithm confusion: neither header nor key nor list alone decides what is computed.

use jwk_types::base64url::encode;
use jwk_types::{Jwk, Reason};
use jws_verify::Error;
use serde_json::{Value, json};

use crate::sign::{Kind, jwk, mac};
use crate::token::*;

const KINDS: [Kind; 11] = [
    Kind::Rsa,
    Kind::P256,
    Kind::P384,
    Kind::P521,
    Kind::Secp256k1,
    Kind::Ed25519,
    Kind::Ed448,
    Kind::Oct,
    Kind::MlDsa44,
    Kind::MlDsa65,
    Kind::MlDsa87,
];

#[test]
fn none_in_any_spelling_is_refused() {
    let verifier = verifier_of_all(&KINDS.map(|kind| jwk(kind, 1)));
    let signed = plain("HS256");
    for (alg, reason) in [
        ("none", Reason::Unsecured),
        ("None", Reason::AlgorithmNotAllowed),
        ("NONE", Reason::AlgorithmNotAllowed),
        ("nOnE", Reason::AlgorithmNotAllowed),
        (" none", Reason::AlgorithmNotAllowed),
        ("none\u{0}", Reason::AlgorithmNotAllowed),
        ("", Reason::AlgorithmNotAllowed),
    ] {
        let header = json!({"alg": alg});
        let unsigned = Parts {
            header: header.to_string(),
            signature: Vec::new(),
            ..signed.clone()
        };
        rejects(&verifier, &unsigned.compact(), reason);
        rejects_json(&verifier, &unsigned.flattened(), reason);
        rejects_json(&verifier, &unsigned.general(), reason);
        // A good MAC does not help.
        let signed = Parts::signed("HS256", &header);
        rejects(&verifier, &signed.compact(), reason);
        // Nor does the other header.
        let jws = flattened("HS256", None, Some(&header));
        rejects_json(&verifier, &jws, reason);
    }
    accepts(&verifier_for("HS256"), &signed.compact());
}

#[test]
fn alg_is_there_and_is_a_string() {
    let verifier = verifier_for("HS256");
    accepts(&verifier, &plain("HS256").compact());
    for alg in [
        json!(null),
        json!(256),
        json!(true),
        json!(["HS256"]),
        json!({"HS256": 1}),
    ] {
        let header = json!({"alg": alg});
        let error = rejects(
            &verifier,
            &Parts::signed("HS256", &header).compact(),
            Reason::MalformedJws,
        );
        assert!(matches!(error, Error::MemberType { member: "alg", .. }));
    }
    for header in [json!({}), json!({"ALG": "HS256"}), json!({"kid": "1"})] {
        let error = rejects(
            &verifier,
            &Parts::signed("HS256", &header).compact(),
            Reason::MalformedJws,
        );
        assert!(matches!(error, Error::MissingMember { member: "alg", .. }));
    }
}

/// Exactly the pairs that the registry allows verify; in all others the key is not used.
#[test]
fn each_kind_of_key_verifies_its_own_algorithms_only() {
    let mut fitting = Vec::new();
    for kind in KINDS {
        let verifier = verifier_of_all(&[jwk(kind, 1)]);
        for alg in algs() {
            let header = json!({"alg": alg});
            let ed448 = alg == "EdDSA" && kind == Kind::Ed448;
            if ed448 && !supported("Ed448") {
                continue;
            }
            let signed = if ed448 { "Ed448" } else { alg };
            let text = Parts::signed(signed, &header).compact();
            if Kind::of(alg) == kind || ed448 {
                accepts(&verifier, &text);
                fitting.push((kind, alg));
            } else {
                let error = rejects(&verifier, &text, Reason::AlgorithmMismatch);
                assert!(matches!(error, Error::KeyUnfit { .. }), "{kind:?} {alg}");
            }
        }
    }
    let expected = algs().count() + usize::from(supported("Ed448"));
    assert_eq!(fitting.len(), expected, "{fitting:?}");
}

/// The same, where all the other keys are at hand as well.
#[test]
fn no_other_key_of_a_full_ring_stands_in_for_one_that_is_missing() {
    for alg in algs() {
        let fits = |kind: &Kind| *kind == Kind::of(alg) || (alg == "EdDSA" && *kind == Kind::Ed448);
        let text = plain(alg).compact();
        let all: Vec<_> = KINDS.iter().map(|kind| jwk(*kind, 1)).collect();
        if alg != "EdDSA" {
            accepts(&verifier_of_all(&all), &text);
        }
        let others: Vec<_> = KINDS
            .iter()
            .filter(|kind| !fits(kind))
            .map(|kind| jwk(*kind, 1))
            .collect();
        rejects(&verifier_of_all(&others), &text, Reason::AlgorithmMismatch);
    }
}

#[test]
fn a_public_key_is_never_a_secret() {
    let pem = include_str!("../../../jwk-types/tests/data/rsa.spki.pem");
    let pkcs1 = include_str!("../../../jwk-types/tests/data/rsa-public.pkcs1.pem");
    let text = jwk(Kind::Rsa, 1).to_string();
    let key = Jwk::parse(&text).expect("a JWK");
    let key = key.key().public().expect("a public key");
    let der = key.to_spki_der().expect("an encoding");
    let n = decoded(jwk(Kind::Rsa, 1)["n"].as_str().expect("a string"));
    let secrets = [
        Vec::new(),
        pem.into(),
        pem.trim().into(),
        pkcs1.into(),
        der,
        encode(&n).into(),
        n,
        text.into(),
        b"AQAB".into(),
    ];
    let ring = verifier_of_all(&[jwk(Kind::Rsa, 1)]);
    let rsa_only = verifier(&[jwk(Kind::Rsa, 1)], &["RS256"]);
    let mac_only = verifier(&[jwk(Kind::Rsa, 1)], &["HS256", "HS384", "HS512"]);
    for secret in secrets {
        for alg in ["HS256", "HS384", "HS512"] {
            let mut token = plain(alg);
            let input = signing_input(&token.header, &token.payload);
            token.signature = mac(alg, &secret, input.as_bytes());
            rejects(&ring, &token.compact(), Reason::AlgorithmMismatch);
            rejects(&mac_only, &token.compact(), Reason::AlgorithmMismatch);
            rejects(&rsa_only, &token.compact(), Reason::AlgorithmNotAllowed);
        }
    }
    accepts(&ring, &plain("RS256").compact());
}

#[test]
fn the_same_holds_for_every_other_public_key() {
    for kind in KINDS {
        if kind == Kind::Oct {
            continue;
        }
        let public = jwk(kind, 1);
        let members = public.as_object().expect("an object").values();
        let octets = members
            .filter_map(Value::as_str)
            .map(|text| text.as_bytes().to_vec());
        for secret in octets.chain([public.to_string().into_bytes()]) {
            let mut token = plain("HS256");
            let input = signing_input(&token.header, &token.payload);
            token.signature = mac("HS256", &secret, input.as_bytes());
            let ring = verifier_of_all(std::slice::from_ref(&public));
            rejects(&ring, &token.compact(), Reason::AlgorithmMismatch);
        }
    }
}

#[test]
fn the_list_of_the_caller_comes_first() {
    for alg in algs() {
        let text = plain(alg).compact();
        let others: Vec<_> = algs().filter(|other| *other != alg).collect();
        let key = jwk(Kind::of(alg), 1);
        accepts(&verifier(std::slice::from_ref(&key), &[alg]), &text);
        let error = rejects(
            &verifier(&[key], &others),
            &text,
            Reason::AlgorithmNotAllowed,
        );
        assert_eq!(error, Error::AlgorithmNotAllowed { alg: alg.into() });
    }
    for alg in [
        "RS1", "XX999", "rs256", "RS256 ", "RSA-OAEP", "A256GCM", "dir", "HS1",
    ] {
        let token = Parts::signed("RS256", &json!({"alg": alg}));
        let ring = verifier_of_all(&[jwk(Kind::Rsa, 1)]);
        rejects(&ring, &token.compact(), Reason::AlgorithmNotAllowed);
    }
}
