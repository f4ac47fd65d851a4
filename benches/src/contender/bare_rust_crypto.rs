//! The checks of the RustCrypto crates alone, and of their like, with keys that were parsed once.

use std::hint::black_box;

use hmac::{Hmac, KeyInit, Mac};
use ml_dsa::{EncodedVerifyingKey, MlDsa44, MlDsa65, MlDsa87, MlDsaParams};
use rsa::{BoxedUint, pkcs1v15, pss};
use sha2::{Digest, Sha256, Sha384, Sha512};
use signature::Verifier;
use signature::hazmat::PrehashVerifier;

use super::Check;
use crate::sample::Sample;

pub(super) fn prepare(sample: &Sample) -> Option<Check> {
    Some(match sample.alg() {
        "HS256" => mac::<Hmac<Sha256>>(sample),
        "HS384" => mac::<Hmac<Sha384>>(sample),
        "HS512" => mac::<Hmac<Sha512>>(sample),
        "RS256" => pkcs1(
            pkcs1v15::VerifyingKey::<Sha256>::new(rsa_key(sample)),
            sample,
        ),
        "RS384" => pkcs1(
            pkcs1v15::VerifyingKey::<Sha384>::new(rsa_key(sample)),
            sample,
        ),
        "RS512" => pkcs1(
            pkcs1v15::VerifyingKey::<Sha512>::new(rsa_key(sample)),
            sample,
        ),
        "PS256" => pss(pss::VerifyingKey::<Sha256>::new(rsa_key(sample)), sample),
        "PS384" => pss(pss::VerifyingKey::<Sha384>::new(rsa_key(sample)), sample),
        "PS512" => pss(pss::VerifyingKey::<Sha512>::new(rsa_key(sample)), sample),
        "ES256" => prehash::<Sha256, _, _>(
            p256::ecdsa::VerifyingKey::from_sec1_bytes(&point(sample)).ok()?,
            |octets| p256::ecdsa::Signature::from_slice(octets).ok(),
            sample,
        ),
        "ES384" => prehash::<Sha384, _, _>(
            p384::ecdsa::VerifyingKey::from_sec1_bytes(&point(sample)).ok()?,
            |octets| p384::ecdsa::Signature::from_slice(octets).ok(),
            sample,
        ),
        "ES512" => prehash::<Sha512, _, _>(
            p521::ecdsa::VerifyingKey::from_sec1_bytes(&point(sample)).ok()?,
            |octets| p521::ecdsa::Signature::from_slice(octets).ok(),
            sample,
        ),
        "ES256K" => prehash::<Sha256, _, _>(
            k256::ecdsa::VerifyingKey::from_sec1_bytes(&point(sample)).ok()?,
            |octets| k256::ecdsa::Signature::from_slice(octets).ok(),
            sample,
        ),
        "EdDSA" => ed25519(sample)?,
        "Ed448" => ed448(sample)?,
        "ML-DSA-44" => ml_dsa::<MlDsa44>(sample)?,
        "ML-DSA-65" => ml_dsa::<MlDsa65>(sample)?,
        "ML-DSA-87" => ml_dsa::<MlDsa87>(sample)?,
        _ => return None,
    })
}

/// From the octets that were signed and those of the signature, as the checks of aws-lc-rs.
fn over(sample: &Sample, holds: impl Fn(&[u8], &[u8]) -> bool + Send + Sync + 'static) -> Check {
    let (input, signature) = (sample.signing_input().to_vec(), sample.signature().to_vec());
    Box::new(move || holds(black_box(&input), black_box(&signature)))
}

fn point(sample: &Sample) -> Vec<u8> {
    [vec![4], sample.member("x"), sample.member("y")].concat()
}

fn rsa_key(sample: &Sample) -> rsa::PublicKey {
    let integer = |name| BoxedUint::from_be_slice_vartime(&sample.member(name));
    rsa::PublicKey::new(integer("n"), integer("e")).expect("a key")
}

fn mac<M: Mac + KeyInit + Clone + Send + Sync + 'static>(sample: &Sample) -> Check {
    let mac = <M as KeyInit>::new_from_slice(&sample.member("k")).expect("any length");
    over(sample, move |input, tag| {
        let mut mac = mac.clone();
        mac.update(input);
        mac.verify_slice(tag).is_ok()
    })
}

/// `read` makes a signature of its octets.
fn prehash<D, S, K>(
    key: K,
    read: impl Fn(&[u8]) -> Option<S> + Send + Sync + 'static,
    sample: &Sample,
) -> Check
where
    D: Digest,
    K: PrehashVerifier<S> + Send + Sync + 'static,
{
    over(sample, move |input, signature| {
        let hash = D::digest(input);
        read(signature).is_some_and(|signature| key.verify_prehash(&hash, &signature).is_ok())
    })
}

fn pkcs1<D>(key: pkcs1v15::VerifyingKey<D>, sample: &Sample) -> Check
where
    D: Digest + Send + Sync + 'static,
    pkcs1v15::VerifyingKey<D>: PrehashVerifier<pkcs1v15::Signature>,
{
    let read =
        |octets: &[u8]| pkcs1v15::Signature::from_bytes_with_max_len(octets, octets.len()).ok();
    prehash::<D, _, _>(key, read, sample)
}

fn pss<D>(key: pss::VerifyingKey<D>, sample: &Sample) -> Check
where
    D: Digest + Send + Sync + 'static,
    pss::VerifyingKey<D>: PrehashVerifier<pss::Signature>,
{
    let read = |octets: &[u8]| pss::Signature::from_bytes_with_max_len(octets, octets.len()).ok();
    prehash::<D, _, _>(key, read, sample)
}

fn ed25519(sample: &Sample) -> Option<Check> {
    let octets: [u8; 32] = sample.member("x").try_into().ok()?;
    let key = ed25519_dalek::VerifyingKey::from_bytes(&octets).ok()?;
    Some(over(sample, move |input, signature| {
        ed25519_dalek::Signature::from_slice(signature)
            .is_ok_and(|signature| key.verify_strict(input, &signature).is_ok())
    }))
}

fn ed448(sample: &Sample) -> Option<Check> {
    let octets: [u8; 57] = sample.member("x").try_into().ok()?;
    let key = ed448_goldilocks_plus::VerifyingKey::from_bytes(&octets).ok()?;
    Some(over(sample, move |input, signature| {
        ed448_goldilocks_plus::Signature::from_slice(signature)
            .is_ok_and(|signature| key.verify_raw(&signature, input).is_ok())
    }))
}

fn ml_dsa<P: MlDsaParams + Send + Sync + 'static>(sample: &Sample) -> Option<Check> {
    let encoded = EncodedVerifyingKey::<P>::try_from(&sample.member("pub")[..]).ok()?;
    let key = ml_dsa::VerifyingKey::<P>::decode(&encoded);
    Some(over(sample, move |input, signature| {
        ml_dsa::Signature::<P>::try_from(signature)
            .is_ok_and(|signature| key.verify(input, &signature).is_ok())
    }))
}
