//! Project Wycheproof's signatures, by keys that have a table.
//!
//! A primitive takes a message and not the signing input of a JWS, and so it is asked through the
//! seam of the backends, after the one check of form that stands above it: the length.

use jwk_types::Jwk;
use jwk_types::base64url::encode;
use jws_verify::{Algorithm, Backend, PreparedKey, RustCryptoTables, VerificationKey};
use serde_json::{Value, json};
use wycheproof::TestResult;
use wycheproof::ecdsa::{TestName, TestSet};
use wycheproof::eddsa;

fn with_table(alg: &str, jwk: &Value) -> Box<dyn PreparedKey> {
    let jwk = Jwk::parse(&jwk.to_string()).expect("a key");
    let key = VerificationKey::Public(jwk.key().public().expect("a public key"));
    let backend = RustCryptoTables::new().with_successes(0);
    let algorithm = Algorithm::named(alg).expect("an algorithm");
    let key = backend.prepare(key, algorithm).expect("a prepared key");
    assert_ne!(backend.octets(), 0, "it has a table");
    key
}

/// How many were accepted, as they had to be, and how many refused.
#[derive(Debug, Default)]
struct Tally([usize; 2]);

impl Tally {
    #[track_caller]
    fn judge(
        &mut self,
        length: usize,
        key: &dyn PreparedKey,
        test: (&[u8], &[u8], TestResult, &str),
    ) {
        let (message, signature, result, comment) = test;
        let accepted = signature.len() == length && key.verify(message, signature).is_ok();
        assert_eq!(accepted, result == TestResult::Valid, "{comment}");
        self.0[usize::from(!accepted)] += 1;
    }
}

#[track_caller]
fn ecdsa(alg: &str, crv: &str, name: TestName, length: usize) -> [usize; 2] {
    let mut tally = Tally::default();
    for group in TestSet::load(name).expect("a file").test_groups {
        let octets = &group.key.key[1..];
        let (x, y) = octets.split_at(octets.len() / 2);
        let jwk = json!({"kty": "EC", "crv": crv, "x": encode(x), "y": encode(y)});
        let key = with_table(alg, &jwk);
        for test in &group.tests {
            tally.judge(
                length,
                &*key,
                (&test.msg, &test.sig, test.result, &test.comment),
            );
        }
    }
    tally.0
}

#[test]
fn es256_agrees() {
    let tally = ecdsa("ES256", "P-256", TestName::EcdsaSecp256r1Sha256P1363, 64);
    assert_eq!(tally, [173, 89]);
}

#[test]
fn es384_agrees() {
    let tally = ecdsa("ES384", "P-384", TestName::EcdsaSecp384r1Sha384P1363, 96);
    assert_eq!(tally, [193, 87]);
}

#[test]
fn es512_agrees() {
    let tally = ecdsa("ES512", "P-521", TestName::EcdsaSecp521r1Sha512P1363, 132);
    assert_eq!(tally, [231, 87]);
}

#[cfg(feature = "es256k")]
#[test]
fn es256k_agrees() {
    let tally = ecdsa(
        "ES256K",
        "secp256k1",
        TestName::EcdsaSecp256k1Sha256P1363,
        64,
    );
    assert_eq!(tally, [167, 85]);
}

#[test]
fn ed25519_agrees() {
    let mut tally = Tally::default();
    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).expect("a file");
    for group in set.test_groups {
        let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": encode(&group.key.pk)});
        let key = with_table("Ed25519", &jwk);
        for test in &group.tests {
            tally.judge(
                64,
                &*key,
                (&test.msg, &test.sig, test.result, &test.comment),
            );
        }
    }
    assert_eq!(tally.0, [88, 63]);
}
