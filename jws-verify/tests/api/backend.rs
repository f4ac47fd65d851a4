//! The seam to cryptography: any backend gives the same verdicts, for the checks stand above it.

use std::sync::atomic::Ordering;

use jwk_types::Reason;
use jws_verify::{
    Algorithm, Algorithms, Backend, Error, KeyRing, Limits, MissingKid, Policy, PrepareError,
    RustCrypto, UnverifiedJws, VerificationKey, Verifier,
};
use serde_json::{Value, json};

use crate::backends::{Counts, Credulous, Refuses};
use crate::sign::{Kind, jwk};
use crate::token::*;

#[track_caller]
fn verifier_over(backend: &dyn Backend, keys: &[Value], names: &[&str]) -> Verifier {
    let ring = KeyRing::with_backend(set(keys), only(names), backend);
    Verifier::new(ring.expect("a usable key"))
}

#[test]
fn keys_are_prepared_once_for_the_algorithms_they_fit() {
    let backend = Counts::default();
    let keys = [
        jwk(Kind::Rsa, 1),
        with(jwk(Kind::Rsa, 2), json!({"alg": "PS256"})),
        jwk(Kind::P256, 1),
        jwk(Kind::P384, 1),
        with(jwk(Kind::P256, 2), json!({"use": "enc"})),
        jwk(Kind::Oct, 1),
    ];
    let verifier = verifier_over(&backend, &keys, &["RS256", "PS256", "ES256"]);
    // Two for the first, one for the second and the third, none for the others.
    assert_eq!(backend.prepared.load(Ordering::Relaxed), 4);
    for alg in ["RS256", "PS256", "ES256"] {
        for _ in 0..3 {
            accepts(&verifier, &plain(alg).compact());
        }
    }
    assert_eq!(backend.prepared.load(Ordering::Relaxed), 4);
}

#[test]
fn nothing_is_computed_for_what_is_refused_by_its_form() {
    let backend = Counts::default();
    let keys = [with(jwk(Kind::P256, 1), json!({"kid": "k"}))];
    let verifier = verifier_over(&backend, &keys, &["ES256"]);
    let verified = || backend.verified.load(Ordering::Relaxed);
    accepts(&verifier, &plain("ES256").compact());
    assert_eq!(verified(), 1);
    for (header, reason) in [
        (
            json!({"alg": "ES256", "kid": "other"}),
            Reason::NoMatchingKey,
        ),
        (json!({"alg": "none"}), Reason::Unsecured),
        (json!({"alg": "HS256"}), Reason::AlgorithmNotAllowed),
        (
            json!({"alg": "ES256", "crit": ["x"], "x": 1}),
            Reason::UnknownCrit,
        ),
    ] {
        rejects(
            &verifier,
            &Parts::signed("ES256", &header).compact(),
            reason,
        );
    }
    let good = plain("ES256");
    for octets in [0, 63, 65, 96, 132] {
        let bad = Parts {
            signature: vec![1; octets],
            ..good.clone()
        };
        rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
    }
    assert_eq!(verified(), 1);
    let bad = Parts {
        signature: vec![1; 64],
        ..good
    };
    rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
    assert_eq!(verified(), 2);
}

/// rfc7515-D-2: one token causes four verifications at most.
#[test]
fn the_number_of_attempts_is_bounded() {
    let backend = Counts::default();
    let verified = || backend.verified.swap(0, Ordering::Relaxed);
    let keys: Vec<_> = (2..=6).map(|number| jwk(Kind::P256, number)).collect();
    let text = plain("ES256").compact();
    let four = verifier_over(&backend, &keys[..4], &["ES256"]);
    rejects(&four, &text, Reason::SignatureMismatch);
    assert_eq!(verified(), 4);
    let five = verifier_over(&backend, &keys, &["ES256"]);
    rejects(&five, &text, Reason::AmbiguousKey);
    assert_eq!(verified(), 0);
    // To explain costs what to check does.
    let jws = UnverifiedJws::parse_compact(&text, &Limits::DEFAULT).expect("well-formed");
    for (verifier, tried) in [(&four, 4), (&five, 0)] {
        let report = verifier.keys().explain(verifier.policy(), &jws, 0);
        report.outcome().expect_err("none of these signed it");
        assert_eq!(verified(), tried);
    }
    let refusing = verifier_over(&backend, &keys[..2], &["ES256"]);
    let refusing = refusing.with_policy(Policy::new().with_missing_kid(MissingKid::Refuse));
    rejects(&refusing, &text, Reason::AmbiguousKey);
    assert_eq!(verified(), 0);
}

#[test]
fn the_checks_stand_above_the_backend() {
    for algorithm in Algorithm::all() {
        let alg = algorithm.name();
        let credulous = verifier_over(&Credulous, &[jwk(Kind::of(alg), 1)], &[alg]);
        let good = plain(alg);
        let wrong = Parts {
            signature: vec![1; good.signature.len()],
            ..good.clone()
        };
        // So it does believe.
        accepts(&credulous, &wrong.compact());
        for octets in [
            0,
            1,
            good.signature.len() - 1,
            good.signature.len() + 1,
            20_000,
        ] {
            let bad = Parts {
                signature: vec![0; octets],
                ..good.clone()
            };
            rejects(&credulous, &bad.compact(), Reason::SignatureMismatch);
        }
        let critical = json!({"alg": alg, "crit": ["x"], "x": 1});
        let bad = Parts::signed(alg, &critical);
        rejects(&credulous, &bad.compact(), Reason::UnknownCrit);
        for kind in [
            Kind::Rsa,
            Kind::P256,
            Kind::Oct,
            Kind::Ed25519,
            Kind::MlDsa44,
        ] {
            if kind != Kind::of(alg) {
                let other = verifier_over(&Credulous, &[jwk(kind, 1)], &[alg]);
                rejects(&other, &good.compact(), Reason::AlgorithmMismatch);
            }
        }
    }
    // The neutral element: that R has no small order is asked of no backend.
    for alg in ["EdDSA", "Ed25519"] {
        let credulous = verifier_over(&Credulous, &[jwk(Kind::Ed25519, 1)], &[alg]);
        let good = plain(alg);
        accepts(&credulous, &good.compact());
        let mut bad = good.clone();
        bad.signature[..32].copy_from_slice(&[&[1][..], &[0; 31]].concat());
        rejects(&credulous, &bad.compact(), Reason::SignatureMismatch);
    }
    for (alg, octets) in [("HS256", 31), ("HS384", 47), ("HS512", 63)] {
        let weak = json!({"kty": "oct", "k": jwk_types::base64url::encode(&vec![1; octets])});
        let credulous = verifier_over(&Credulous, &[weak], &[alg]);
        rejects(&credulous, &plain(alg).compact(), Reason::WeakKey);
    }
}

#[test]
fn what_a_backend_lacks_is_told_when_it_is_needed() {
    let keys = [jwk(Kind::P256, 1)];
    let text = plain("ES256").compact();
    let lacking = verifier_over(&Refuses(PrepareError::Unsupported), &keys, &["ES256"]);
    let error = rejects(&lacking, &text, Reason::AlgorithmNotAllowed);
    assert_eq!(error, Error::UnsupportedByBackend { alg: "ES256" });
    let invalid = verifier_over(&Refuses(PrepareError::Invalid), &keys, &["ES256"]);
    let error = rejects(&invalid, &text, Reason::MalformedJwk);
    assert_eq!(error, Error::InvalidKey { alg: "ES256" });
}

/// A key that cannot be prepared costs nothing but itself.
#[test]
fn a_weak_secret_does_not_bar_a_strong_one() {
    let weak = json!({"kty": "oct", "k": "AAAA"});
    let keys = [weak.clone(), jwk(Kind::Oct, 1)];
    let text = plain("HS256").compact();
    accepts(&verifier(&keys, &["HS256"]), &text);
    accepts(
        &verifier(&[keys[1].clone(), keys[0].clone()], &["HS256"]),
        &text,
    );
    // The wrong signature is told, and not the key that was never asked.
    let others = [weak, jwk(Kind::Oct, 2)];
    rejects(
        &verifier(&others, &["HS256"]),
        &text,
        Reason::SignatureMismatch,
    );
}

#[test]
fn the_default_backend_is_rust_crypto() {
    let default = KeyRing::new(set(&[jwk(Kind::P256, 1)]), Algorithms::default());
    let verifier = Verifier::new(default.expect("a usable key"));
    accepts(&verifier, &plain("ES256").compact());
    let named = verifier_over(&RustCrypto, &[jwk(Kind::P256, 1)], &["ES256"]);
    accepts(&named, &plain("ES256").compact());
    // A backend can be asked by itself; it takes no key for another.
    let jwk = jwk_types::Jwk::parse(&jwk(Kind::P256, 1).to_string()).expect("a JWK");
    let key = VerificationKey::Public(jwk.key().public().expect("a public key"));
    for algorithm in Algorithm::all() {
        let outcome = RustCrypto.prepare(key, algorithm).map(drop);
        let expected = match algorithm.name() {
            "ES256" => Ok(()),
            _ => Err(PrepareError::Unsupported),
        };
        if ["ES256", "RS256", "HS256", "EdDSA"].contains(&algorithm.name()) {
            assert_eq!(outcome, expected, "{algorithm}");
        }
    }
}

/// What the first supports it settles, be it that the key is invalid.
#[test]
fn a_fallback_is_asked_for_what_is_unsupported_alone() {
    let keys = [jwk(Kind::P256, 1)];
    let text = plain("ES256").compact();
    let lacking = Refuses(PrepareError::Unsupported);
    accepts(
        &verifier_over(&lacking.or(RustCrypto), &keys, &["ES256"]),
        &text,
    );
    let counts = Counts::default().or(Credulous);
    accepts(&verifier_over(&counts, &keys, &["ES256"]), &text);
    assert_eq!(counts.first().verified.load(Ordering::Relaxed), 1);
    let invalid = Refuses(PrepareError::Invalid).or(RustCrypto);
    let invalid = verifier_over(&invalid, &keys, &["ES256"]);
    rejects(&invalid, &text, Reason::MalformedJwk);
    let neither = Refuses(PrepareError::Unsupported).or(Refuses(PrepareError::Unsupported));
    let neither = verifier_over(&neither, &keys, &["ES256"]);
    let error = rejects(&neither, &text, Reason::AlgorithmNotAllowed);
    assert_eq!(error, Error::UnsupportedByBackend { alg: "ES256" });
}
