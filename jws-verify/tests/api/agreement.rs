//! The two backends give the same verdicts. The other files ask so too, with every signature that they try:
//! [`verifier`] is over both.

use jwk_types::{Jwk, Limits, Reason, base64url};
use jws_verify::{
    Algorithm, AwsLc, Backend, Error, KeyRing, PrepareError, RustCrypto, VerificationKey, Verifier,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::backends::Agreeing;
use crate::ecdsa::hex;
use crate::sign::{Kind, jwk, sign};
use crate::token::*;

#[track_caller]
fn over(backend: &dyn Backend, keys: &[Value], names: &[&str]) -> Verifier {
    let ring = KeyRing::with_backend(set(keys), only(names), backend);
    Verifier::new(ring.expect("a usable key"))
}

#[test]
fn aws_lc_verifies_with_every_algorithm_but_ed448() {
    for algorithm in Algorithm::all() {
        let alg = algorithm.name();
        let keys = [jwk(Kind::of(alg), 1)];
        let (good, other) = (
            plain(alg).compact(),
            Parts::text(alg, 2, &json!({"alg": alg}).to_string()),
        );
        let verifier = over(&AwsLc, &keys, &[alg]);
        if alg == "Ed448" {
            let error = rejects(&verifier, &good, Reason::AlgorithmNotAllowed);
            assert_eq!(error, Error::UnsupportedByBackend { alg });
            continue;
        }
        accepts(&verifier, &good);
        rejects(&verifier, &other.compact(), Reason::SignatureMismatch);
    }
    let ed448 = [jwk(Kind::Ed448, 1)];
    if supported("Ed448") {
        for alg in ["Ed448", "EdDSA"] {
            let text = Parts {
                signature: sign(
                    "Ed448",
                    1,
                    signing_input(&plain(alg).header, PAYLOAD).as_bytes(),
                ),
                ..plain(alg)
            };
            accepts(
                &over(&AwsLc.or(RustCrypto), &ed448, &[alg]),
                &text.compact(),
            );
        }
    }
}

/// A key is for its algorithm alone, and a secret is no public key.
#[test]
fn aws_lc_takes_no_key_for_another() {
    for kind in [
        Kind::Rsa,
        Kind::P256,
        Kind::P384,
        Kind::P521,
        Kind::Secp256k1,
        Kind::Ed25519,
        Kind::Oct,
        Kind::MlDsa44,
    ] {
        let jwk = Jwk::parse(&jwk(kind, 1).to_string()).expect("a JWK");
        let key = match jwk.key() {
            jwk_types::Key::Symmetric(secret) => VerificationKey::Symmetric(secret),
            other => VerificationKey::Public(other.public().expect("a public key")),
        };
        for algorithm in Algorithm::all() {
            // Of the parameter sets of ML-DSA the key's own `alg` chooses, and of EdDSA the curve, above the backend.
            let fits = match kind {
                Kind::MlDsa44 if algorithm.name().starts_with("ML-DSA") => continue,
                Kind::Ed25519 if algorithm.name() == "Ed448" => continue,
                _ => kind == Kind::of(algorithm.name()),
            };
            let outcome = AwsLc.prepare(key, algorithm).map(drop);
            let expected = if fits {
                Ok(())
            } else {
                Err(PrepareError::Unsupported)
            };
            assert_eq!(outcome, expected, "{kind:?} {algorithm}");
        }
    }
}

/// AWS-LC has RSA up to 8,192 bits; a caller may allow more.
#[test]
fn rsa_keys_that_aws_lc_finds_too_large_fall_to_the_other_backend() {
    let limits = Limits::DEFAULT.with_rsa_modulus_bits(Limits::MAX_RSA_MODULUS_BITS);
    for (octets, first, outcome) in [
        (1024, 0xff, Ok(())),
        (1025, 0x01, Err(PrepareError::Unsupported)),
        (2048, 0xff, Err(PrepareError::Unsupported)),
    ] {
        let mut n = vec![0xff; octets];
        n[0] = first;
        let text = json!({"kty": "RSA", "n": base64url::encode(&n), "e": "AQAB"}).to_string();
        let jwk = Jwk::parse_with(text.as_bytes(), &limits).expect("a JWK");
        let key = VerificationKey::Public(jwk.key().public().expect("a public key"));
        for algorithm in ["RS256", "PS512"].map(|alg| Algorithm::named(alg).expect("one")) {
            assert_eq!(
                AwsLc.prepare(key, algorithm).map(drop),
                outcome,
                "{octets} {algorithm}"
            );
            let both = AwsLc.or(RustCrypto).prepare(key, algorithm);
            assert_eq!(both.map(drop), Ok(()), "{octets} {algorithm}");
        }
    }
}

/// Halves that are out of range, or nearly so.
const ORDERS: [(&str, &str); 5] = [
    (
        "ES256",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    ),
    (
        "ES256K",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    ),
    (
        "ES384",
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    ),
    (
        "ES512",
        "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d0\
         3bb5c9b8899c47aebb6fb71e91386409",
    ),
    (
        "Ed25519",
        "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
    ),
];

/// What may happen to a signature.
#[derive(Clone, Debug)]
enum Mutation {
    None,
    Flip(prop::sample::Index, u8),
    SwapHalves,
    /// One half becomes an octet repeated, or the order of the curve with a last octet of its own.
    Fill {
        second: bool,
        octet: u8,
    },
    Order {
        second: bool,
        last: Option<u8>,
    },
    Random(u64),
}

fn mutations() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        Just(Mutation::None),
        (any::<prop::sample::Index>(), 0..8_u8).prop_map(|(place, bit)| Mutation::Flip(place, bit)),
        Just(Mutation::SwapHalves),
        (
            any::<bool>(),
            prop_oneof![Just(0), Just(1), Just(0xff), any::<u8>()]
        )
            .prop_map(|(second, octet)| Mutation::Fill { second, octet }),
        (any::<bool>(), any::<Option<u8>>())
            .prop_map(|(second, last)| Mutation::Order { second, last }),
        any::<u64>().prop_map(Mutation::Random),
    ]
}

fn mutate(alg: &str, signature: &mut [u8], mutation: &Mutation) {
    let middle = signature.len() / 2;
    match mutation {
        Mutation::None => {}
        Mutation::Flip(place, bit) => signature[place.index(signature.len())] ^= 1 << bit,
        Mutation::SwapHalves => signature.rotate_left(middle),
        Mutation::Fill { second, octet } => halves(signature, *second).fill(*octet),
        Mutation::Order { second, last } => {
            if let Some((_, order)) = ORDERS.iter().find(|(name, _)| *name == alg) {
                let half = halves(signature, *second);
                half.copy_from_slice(&hex(order));
                // The least octet comes first in Ed25519.
                let least = if alg == "Ed25519" { 0 } else { half.len() - 1 };
                half[least] = last.unwrap_or(half[least]);
            }
        }
        Mutation::Random(seed) => {
            let mut state = *seed | 1;
            for octet in signature {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                *octet = state.to_be_bytes()[0];
            }
        }
    }
}

fn halves(signature: &mut [u8], second: bool) -> &mut [u8] {
    let (one, two) = signature.split_at_mut(signature.len() / 2);
    if second { two } else { one }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn both_give_the_same_verdict(
        alg in prop::sample::select(algs().collect::<Vec<_>>()),
        number in 1..200_u8,
        payload in prop::collection::vec(any::<u8>(), 0..60),
        mutation in mutations(),
    ) {
        let number = if Kind::of(alg) == Kind::Rsa { number % 2 + 1 } else { number };
        let header = json!({"alg": alg}).to_string();
        let mut signature = sign(alg, number, signing_input(&header, &payload).as_bytes());
        let right = signature.clone();
        mutate(alg, &mut signature, &mutation);
        let unchanged = signature == right;
        let text = Parts { header, payload, signature }.compact();
        // It panics where they differ.
        let verified = over(&Agreeing, &[jwk(Kind::of(alg), number)], &[alg]);
        prop_assert_eq!(verified.verify_compact(&text).is_ok(), unchanged);
    }
}
