//! What a key says about itself, and what its size and curve say.

use jwk_types::base64url::encode;
use jwk_types::{Jwk, Reason};
use jws_verify::{Error, Scheme};
use serde_json::json;

use crate::sign::{Kind, jwk, mac, sign};
use crate::token::*;

#[test]
fn a_key_that_names_an_algorithm_verifies_that_one_only() {
    for alg in algs() {
        let text = plain(alg).compact();
        let key = jwk(Kind::of(alg), 1);
        accepts(
            &verifier_of_all(&[with(key.clone(), json!({"alg": alg}))]),
            &text,
        );
        let others = algs().filter(|other| *other != alg && Kind::of(other) == Kind::of(alg));
        for other in others {
            let key = with(key.clone(), json!({"alg": other}));
            let error = rejects(&verifier_of_all(&[key]), &text, Reason::AlgorithmMismatch);
            assert!(matches!(
                error,
                Error::KeyUnfit {
                    unfit: jwks::Unfit::Algorithm,
                    ..
                }
            ));
        }
    }
    // An algorithm for encryption bars verification.
    let key = with(jwk(Kind::Rsa, 1), json!({"alg": "RSA-OAEP"}));
    let ring = verifier(&[key], &["RS256"]);
    rejects(&ring, &plain("RS256").compact(), Reason::AlgorithmMismatch);
}

#[test]
fn a_key_for_another_use_is_not_used() {
    let text = plain("ES256").compact();
    let ring = |members| verifier(&[with(jwk(Kind::P256, 1), members)], &["ES256"]);
    for allowed in [
        json!({"use": "sig"}),
        json!({"key_ops": ["verify"]}),
        json!({"key_ops": ["sign", "verify"]}),
        json!({"use": "sig", "key_ops": ["verify"]}),
    ] {
        accepts(&ring(allowed), &text);
    }
    for barred in [
        json!({"use": "enc"}),
        json!({"use": "SIG"}),
        json!({"use": "other"}),
        json!({"key_ops": ["sign"]}),
        json!({"key_ops": ["encrypt"]}),
        json!({"key_ops": ["deriveKey"]}),
        json!({"key_ops": []}),
    ] {
        rejects(&ring(barred), &text, Reason::KeyUseMismatch);
    }
}

/// rfc7518-3.2-1
#[test]
fn a_secret_is_as_long_as_the_hash_at_least() {
    for (alg, octets) in [("HS256", 32), ("HS384", 48), ("HS512", 64)] {
        let token = |secret: &[u8]| {
            let mut token = plain(alg);
            let input = signing_input(&token.header, &token.payload);
            token.signature = mac(alg, secret, input.as_bytes());
            token.compact()
        };
        let ring = |secret: &[u8]| verifier(&[json!({"kty": "oct", "k": encode(secret)})], &[alg]);
        for strong in [octets, octets + 1, 200] {
            let secret = vec![0x5a; strong];
            accepts(&ring(&secret), &token(&secret));
        }
        for weak in [1, octets / 2, octets - 1] {
            let secret = vec![0x5a; weak];
            let error = rejects(&ring(&secret), &token(&secret), Reason::WeakKey);
            assert_eq!(
                error,
                Error::WeakSecret {
                    alg,
                    required: octets
                }
            );
        }
    }
}

/// rfc9864-2.2-1, rfc8037-3.1-4
#[test]
fn the_names_of_eddsa_are_three_algorithms() {
    let ed25519 = jwk(Kind::Ed25519, 1);
    let named = |alg: &str| Parts::signed("Ed25519", &json!({"alg": alg})).compact();
    let both = verifier(std::slice::from_ref(&ed25519), &["EdDSA", "Ed25519"]);
    accepts(&both, &named("EdDSA"));
    accepts(&both, &named("Ed25519"));
    let old = verifier(std::slice::from_ref(&ed25519), &["EdDSA"]);
    rejects(&old, &named("Ed25519"), Reason::AlgorithmNotAllowed);
    let new = verifier(std::slice::from_ref(&ed25519), &["Ed25519"]);
    rejects(&new, &named("EdDSA"), Reason::AlgorithmNotAllowed);
    let wrong = verifier(&[ed25519], &["Ed448"]);
    rejects(&wrong, &named("Ed448"), Reason::AlgorithmMismatch);
    let ed448 = Parts {
        signature: sign(
            "Ed448",
            1,
            signing_input(r#"{"alg":"Ed25519"}"#, PAYLOAD).as_bytes(),
        ),
        ..plain("Ed25519")
    };
    let ring = verifier(&[jwk(Kind::Ed448, 1)], &["Ed25519"]);
    rejects(&ring, &ed448.compact(), Reason::AlgorithmMismatch);
    for alg in ["EdDSA", "Ed25519", "Ed448"] {
        let algorithm = jws_verify::Algorithm::named(alg).expect("known");
        assert_eq!(algorithm.scheme(), Scheme::EdDsa);
    }
}

/// Keys for key agreement never verify.
#[test]
fn montgomery_curves_do_not_sign() {
    for text in [
        include_str!("../../../jwk-types/tests/data/x25519.json"),
        include_str!("../../../jwk-types/tests/data/x448.json"),
    ] {
        let public = Jwk::parse(text)
            .expect("a JWK")
            .to_public()
            .expect("a public half");
        let key = serde_json::from_str(&public.to_json()).expect("JSON");
        for alg in ["EdDSA", "Ed25519"] {
            let ring = verifier(std::slice::from_ref(&key), &[alg]);
            rejects(&ring, &plain(alg).compact(), Reason::AlgorithmMismatch);
        }
    }
}
