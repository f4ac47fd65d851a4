//! The vectors of the [Wycheproof project] for single signatures, judged by each backend.
//!
//! Their messages are no JWSs, so they go in where every signature does: a key is prepared for one
//! algorithm, which checks its strength, and [`Prepared::verify`](super::Prepared::verify) compares
//! the form of the signature before it computes.
//!
//! [Wycheproof project]: https://github.com/C2SP/wycheproof

use alloc::vec::Vec;
use alloc::{format, vec};

use jwk_types::{Error, Jwk, Limits, PublicJwk, PublicKey, base64url};
use wycheproof::{HashFunction, TestResult, ecdsa, eddsa, mac};
use wycheproof::{rsa_pkcs1_verify, rsa_pss_verify};

use super::prepare;
use crate::backend::Backend;
use crate::key_ring::KeyVerdict;
use crate::{Algorithm, Algorithms, RustCrypto};

fn backends() -> Vec<&'static dyn Backend> {
    vec![
        &RustCrypto,
        #[cfg(feature = "aws-lc-rs")]
        &crate::AwsLc,
    ]
}

fn named(alg: &str) -> &'static Algorithm {
    Algorithm::named(alg).expect("an algorithm")
}

/// Whether a signature holds, which all backends have to agree on. `case` says which it is.
#[track_caller]
fn judge(case: &str, alg: &str, key: Option<&Jwk>, message: &[u8], signature: &[u8]) -> bool {
    let Some(key) = key else {
        return false;
    };
    let algorithms = Algorithms::only(&[named(alg)]).expect("one");
    let verdicts: Vec<bool> = backends()
        .into_iter()
        .map(|backend| {
            let all = prepare(key, &algorithms, backend);
            let prepared = all.first().expect("a key for the algorithm");
            match prepared.verify(message, signature) {
                KeyVerdict::Holds => true,
                KeyVerdict::SignatureMismatch => false,
                KeyVerdict::NotPrepared(crate::Error::WeakSecret { .. }) => false,
                other => panic!("{case}: {backend:?}: {other:?}"),
            }
        })
        .collect();
    assert!(
        verdicts.iter().all(|verdict| *verdict == verdicts[0]),
        "{case}: {:?} differ",
        backends()
    );
    verdicts[0]
}

/// How many vectors of a file are accepted and refused.
#[derive(Default)]
struct Tally {
    accepted: usize,
    refused: usize,
}

impl Tally {
    #[track_caller]
    fn count(&mut self, case: &str, expected: bool, judged: bool) {
        assert_eq!(judged, expected, "{case}");
        match judged {
            true => self.accepted += 1,
            false => self.refused += 1,
        }
    }

    #[track_caller]
    fn has_both(&self) {
        assert!(self.accepted > 0 && self.refused > 0);
    }
}

fn jwk(key: Result<PublicKey, Error>) -> Option<Jwk> {
    Some(PublicJwk::new(key.ok()?).into())
}

/// Accepts what is valid and nothing else.
macro_rules! signatures {
    ($module:ident, $test:ident, $alg:expr, $read:expr, $expected:expr) => {{
        let set = $module::TestSet::load($module::TestName::$test).expect("vectors");
        let mut tally = Tally::default();
        for group in &set.test_groups {
            let key = $read(group);
            for test in &group.tests {
                let case = format!("{} {}: {}", stringify!($test), test.tc_id, test.comment);
                let expected = $expected(group, test);
                let judged = judge(&case, $alg, key.as_ref(), &test.msg, &test.sig);
                tally.count(&case, expected, judged);
            }
        }
        tally
    }};
}

macro_rules! ecdsa {
    ($test:ident, $alg:literal) => {
        signatures!(
            ecdsa,
            $test,
            $alg,
            |group: &ecdsa::TestGroup| jwk(PublicKey::from_spki_der(&group.der, &Limits::DEFAULT)),
            |_, test: &ecdsa::Test| test.result == TestResult::Valid
        )
        .has_both()
    };
}

#[test]
fn ecdsa_over_the_curves_of_nist() {
    ecdsa!(EcdsaSecp256r1Sha256P1363, "ES256");
    ecdsa!(EcdsaSecp384r1Sha384P1363, "ES384");
    ecdsa!(EcdsaSecp521r1Sha512P1363, "ES512");
}

#[cfg(feature = "es256k")]
#[test]
fn ecdsa_over_secp256k1() {
    ecdsa!(EcdsaSecp256k1Sha256P1363, "ES256K");
}

#[test]
fn ed25519() {
    signatures!(
        eddsa,
        Ed25519,
        "Ed25519",
        |group: &eddsa::TestGroup| jwk(PublicKey::from_spki_der(&group.der, &Limits::DEFAULT)),
        |_, test: &eddsa::Test| test.result == TestResult::Valid
    )
    .has_both();
}

#[cfg(feature = "ml-dsa")]
#[test]
fn ml_dsa_without_a_context() {
    use wycheproof::mldsa_verify::{self, Test, TestGroup};
    macro_rules! ml_dsa {
        ($test:ident, $alg:literal) => {
            signatures!(
                mldsa_verify,
                $test,
                $alg,
                |group: &TestGroup| ml_dsa_key($alg, &group.pubkey),
                |_, test: &Test| {
                    let context = test.ctx.as_ref().is_some_and(|context| !context.is_empty());
                    test.result == TestResult::Valid && !context
                }
            )
            .has_both()
        };
    }
    ml_dsa!(MlDsa44Verify, "ML-DSA-44");
    ml_dsa!(MlDsa65Verify, "ML-DSA-65");
    ml_dsa!(MlDsa87Verify, "ML-DSA-87");
}

#[cfg(feature = "ml-dsa")]
fn ml_dsa_key(alg: &str, octets: &[u8]) -> Option<Jwk> {
    let octets = base64url::encode(octets);
    let text = format!(r#"{{"kty":"AKP","alg":"{alg}","pub":"{octets}"}}"#);
    Jwk::parse(&text).ok()
}

#[test]
fn hmac_in_full_length_and_with_strong_secrets() {
    for (name, alg, bits) in [
        (mac::TestName::HmacSha256, "HS256", 256),
        (mac::TestName::HmacSha384, "HS384", 384),
        (mac::TestName::HmacSha512, "HS512", 512),
    ] {
        let set = mac::TestSet::load(name).expect("vectors");
        let mut tally = Tally::default();
        for group in &set.test_groups {
            for test in &group.tests {
                let case = format!("{alg} {}: {}", test.tc_id, test.comment);
                let k = base64url::encode(&test.key);
                let key = Jwk::parse(&format!(r#"{{"kty":"oct","k":"{k}"}}"#)).ok();
                let judged = judge(&case, alg, key.as_ref(), &test.msg, &test.tag);
                let strong = group.key_size >= bits && group.tag_size == bits;
                tally.count(&case, test.result == TestResult::Valid && strong, judged);
            }
        }
        tally.has_both();
    }
}

fn rsa_key(asn_key: &[u8]) -> Option<Jwk> {
    jwk(PublicKey::from_pkcs1_der(asn_key, &Limits::DEFAULT))
}

#[test]
fn rsassa_pkcs1() {
    use rsa_pkcs1_verify::{Test, TestGroup};
    macro_rules! pkcs1 {
        ($($test:ident, $alg:literal;)*) => {$(
            signatures!(
                rsa_pkcs1_verify,
                $test,
                $alg,
                |group: &TestGroup| rsa_key(&group.asn_key),
                // The one that is acceptable lacks the NULL of the prefix.
                |_, test: &Test| test.result == TestResult::Valid
            )
            .has_both();
        )*};
    }
    pkcs1! {
        Rsa2048Sha256, "RS256";
        Rsa2048Sha384, "RS384";
        Rsa2048Sha512, "RS512";
        Rsa3072Sha256, "RS256";
        Rsa3072Sha384, "RS384";
        Rsa3072Sha512, "RS512";
        Rsa4096Sha256, "RS256";
        Rsa4096Sha384, "RS384";
        Rsa4096Sha512, "RS512";
        Rsa8192Sha256, "RS256";
        Rsa8192Sha384, "RS384";
        Rsa8192Sha512, "RS512";
    }
}

/// The salt is as long as the hash, and the hash is the same in all places. The last file has valid
/// signatures with every other combination.
#[test]
fn rsassa_pss_with_the_parameters_of_jws() {
    use rsa_pss_verify::{Test, TestGroup};
    let mut all = Tally::default();
    macro_rules! pss {
        ($($test:ident, $alg:literal, $hash:ident, $octets:literal;)*) => {$(
            let tally = signatures!(
                rsa_pss_verify,
                $test,
                $alg,
                |group: &TestGroup| rsa_key(&group.asn_key),
                |group: &TestGroup, test: &Test| {
                    let same = group.hash == HashFunction::$hash
                        && group.mgf_hash == Some(HashFunction::$hash)
                        && group.salt_size == $octets;
                    test.result == TestResult::Valid && same
                }
            );
            all.accepted += tally.accepted;
            all.refused += tally.refused;
        )*};
    }
    pss! {
        RsaPss2048Sha256Mgf1SaltLen32, "PS256", Sha2_256, 32;
        RsaPss2048Sha384Mgf1SaltLen48, "PS384", Sha2_384, 48;
        RsaPss3072Sha256Mgf1SaltLen32, "PS256", Sha2_256, 32;
        RsaPss4096Sha256Mgf1SaltLen32, "PS256", Sha2_256, 32;
        RsaPss4096Sha384Mgf1SaltLen48, "PS384", Sha2_384, 48;
        RsaPss4096Sha512Mgf1SaltLen64, "PS512", Sha2_512, 64;
        RsaPssmisc, "PS256", Sha2_256, 32;
        RsaPssmisc, "PS384", Sha2_384, 48;
        RsaPssmisc, "PS512", Sha2_512, 64;
    }
    all.has_both();
}
