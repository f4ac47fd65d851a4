//! EdDSA and ML-DSA: one signature, one encoding, no context.

use curve25519_dalek::Scalar;
use jwk_types::Reason;
use ml_dsa::{ExpandedSigningKey, MlDsa44, MlDsa65, MlDsa87, MlDsaParams};
use serde_json::json;
use sha2::{Digest, Sha512};
use signature::{SignatureEncoding, Verifier};

use crate::ecdsa::{add, hex, subtract};
use crate::sign::{Kind, jwk, private_octets};
use crate::token::*;

/// Algorithm, octets of R, order of the group with the least octet first.
const CURVES: [(&str, usize, &str); 3] = [
    (
        "Ed25519",
        32,
        "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
    ),
    (
        "EdDSA",
        32,
        "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
    ),
    (
        "Ed448",
        57,
        "f34458ab92c27823558fc58d72c26c219036d6ae49db4ec4e923ca7cffffffffffffffffffffffffffffffffffffffffffffffffffffff3f00",
    ),
];

fn reversed(octets: &[u8]) -> Vec<u8> {
    octets.iter().rev().copied().collect()
}

/// rfc8037-3.1.2-3: S plus the order is the same number, and another signature.
#[test]
fn s_is_less_than_the_order() {
    for (alg, half, order) in CURVES.into_iter().filter(|(alg, ..)| supported(alg)) {
        let verifier = verifier_for(alg);
        let good = plain(alg);
        accepts(&verifier, &good.compact());
        let (r, s) = good.signature.split_at(half);
        let order = hex(order);
        let mut sum = s.to_vec();
        for _ in 0..14 {
            let (next, carry) = add(&reversed(&sum), &reversed(&order));
            assert_eq!(carry, 0);
            sum = reversed(&next);
            let bad = Parts {
                signature: [r, &sum].concat(),
                ..good.clone()
            };
            rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
        }
        let negated = subtract(&reversed(&order), &reversed(s));
        for odd in [vec![0; half], vec![0xff; half], order, reversed(&negated)] {
            let bad = Parts {
                signature: [r, &odd].concat(),
                ..good.clone()
            };
            rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
        }
    }
}

/// With R and the key both of small order, S = 0 would verify everything.
#[test]
fn a_commitment_of_small_order_is_refused() {
    let mut identity = vec![0_u8; 32];
    identity[0] = 1;
    for r in [identity, vec![0; 32], hex(SMALL), vec![0xff; 32]] {
        let bad = Parts {
            signature: [r, vec![0; 32]].concat(),
            ..plain("Ed25519")
        };
        rejects(
            &verifier_for("Ed25519"),
            &bad.compact(),
            Reason::SignatureMismatch,
        );
    }
    // And such a key is none.
    let key =
        json!({"kty": "OKP", "crv": "Ed25519", "x": jwk_types::base64url::encode(&hex(SMALL))});
    let text = json!({"keys": [key, jwk(Kind::Ed25519, 1)]}).to_string();
    let set = jwks::JwkSet::parse(&text).expect("a set");
    assert_eq!((set.keys().len(), set.skipped().len()), (1, 1));
}

/// rfc8037-3.1.2-5: the equation holds, and the commitment is the neutral element. Strict
/// verification refuses it; so does every backend that wants to agree.
#[test]
fn a_neutral_commitment_is_refused_though_the_equation_holds() {
    let octets: [u8; 32] = private_octets(Kind::Ed25519, 1)
        .try_into()
        .expect("32 octets");
    let key = ed25519_dalek::SigningKey::from_bytes(&octets);
    let mut token = plain("Ed25519");
    let input = signing_input(&token.header, &token.payload);
    let mut r = [0; 32];
    r[0] = 1;
    let challenge = Sha512::new()
        .chain_update(r)
        .chain_update(key.verifying_key().as_bytes())
        .chain_update(&input)
        .finalize();
    let s = Scalar::from_bytes_mod_order_wide(&challenge.into()) * key.to_scalar();
    let signature = ed25519_dalek::Signature::from_components(r, s.to_bytes());
    let lax = key.verifying_key().verify(input.as_bytes(), &signature);
    assert!(lax.is_ok(), "{lax:?}");
    token.signature = signature.to_bytes().to_vec();
    rejects(
        &verifier_for("Ed25519"),
        &token.compact(),
        Reason::SignatureMismatch,
    );
}

/// A point of order eight.
const SMALL: &str = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a";

/// rfc8037-3.1.2-1, rfc9964-5-3: pure, without a context.
#[test]
fn a_signature_with_a_context_is_another() {
    if supported("Ed448") {
        let octets: [u8; 57] = private_octets(Kind::Ed448, 1)
            .try_into()
            .expect("57 octets");
        let key = ed448_goldilocks_plus::SigningKey::from_bytes(&octets.into());
        let mut token = plain("Ed448");
        let input = signing_input(&token.header, &token.payload);
        for (context, good) in [(&b""[..], true), (b"x", false)] {
            let signature = key
                .sign_ctx(context, input.as_bytes())
                .expect("a signature");
            token.signature = signature.to_bytes().to_vec();
            let verifier = verifier_for("Ed448");
            match good {
                true => accepts(&verifier, &token.compact()),
                false => drop(rejects(
                    &verifier,
                    &token.compact(),
                    Reason::SignatureMismatch,
                )),
            }
        }
    }
    if supported("ML-DSA-44") {
        ml_dsa_context::<MlDsa44>("ML-DSA-44", Kind::MlDsa44);
        ml_dsa_context::<MlDsa65>("ML-DSA-65", Kind::MlDsa65);
        ml_dsa_context::<MlDsa87>("ML-DSA-87", Kind::MlDsa87);
    }
}

#[track_caller]
fn ml_dsa_context<P: MlDsaParams>(alg: &str, kind: Kind) {
    let seed = private_octets(kind, 1);
    let key = ExpandedSigningKey::<P>::from_seed(&seed[..].try_into().expect("32 octets"));
    let mut token = plain(alg);
    let input = signing_input(&token.header, &token.payload);
    for context in [&b""[..], b"x", b"JOSE"] {
        let signature = key
            .sign_deterministic(input.as_bytes(), context)
            .expect("a signature");
        token.signature = signature.to_vec();
        let verifier = verifier_for(alg);
        if context.is_empty() {
            accepts(&verifier, &token.compact());
        } else {
            rejects(&verifier, &token.compact(), Reason::SignatureMismatch);
        }
    }
}

/// rfc9964-5-4: the hints end with places that are not used and hold zero.
#[test]
fn unused_hints_are_zero() {
    for (alg, polynomials) in [("ML-DSA-44", 4), ("ML-DSA-65", 6), ("ML-DSA-87", 8)] {
        if !supported(alg) {
            continue;
        }
        let good = plain(alg);
        accepts(&verifier_for(alg), &good.compact());
        let place = good.signature.len() - polynomials - 1;
        for octet in [1, 0xff] {
            let mut bad = good.clone();
            assert_eq!(bad.signature[place], 0);
            bad.signature[place] = octet;
            rejects(
                &verifier_for(alg),
                &bad.compact(),
                Reason::SignatureMismatch,
            );
        }
        // The counts of the last two polynomials, the wrong way round.
        let mut bad = good.clone();
        let last = bad.signature.len() - 1;
        assert_ne!(bad.signature[last], bad.signature[last - 1]);
        bad.signature.swap(last, last - 1);
        rejects(
            &verifier_for(alg),
            &bad.compact(),
            Reason::SignatureMismatch,
        );
    }
}
