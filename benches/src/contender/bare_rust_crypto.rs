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
            p256::ecdsa::Signature::from_slice(sample.signature()).ok()?,
            sample,
        ),
        "ES384" => prehash::<Sha384, _, _>(
            p384::ecdsa::VerifyingKey::from_sec1_bytes(&point(sample)).ok()?,
            p384::ecdsa::Signature::from_slice(sample.signature()).ok()?,
            sample,
        ),
        "ES512" => prehash::<Sha512, _, _>(
            p521::ecdsa::VerifyingKey::from_sec1_bytes(&point(sample)).ok()?,
            p521::ecdsa::Signature::from_slice(sample.signature()).ok()?,
            sample,
        ),
        "ES256K" => prehash::<Sha256, _, _>(
            k256::ecdsa::VerifyingKey::from_sec1_bytes(&point(sample)).ok()?,
            k256::ecdsa::Signature::from_slice(sample.signature()).ok()?,
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

fn over(sample: &Sample, holds: impl Fn(&[u8]) -> bool + Send + Sync + 'static) -> Check {
    let input = sample.signing_input().to_vec();
    Box::new(move || holds(black_box(&input)))
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
    let tag = sample.signature().to_vec();
    over(sample, move |input| {
        let mut mac = mac.clone();
        mac.update(input);
        mac.verify_slice(black_box(&tag)).is_ok()
    })
}

fn prehash<D, S, K>(key: K, signature: S, sample: &Sample) -> Check
where
    D: Digest,
    S: Send + Sync + 'static,
    K: PrehashVerifier<S> + Send + Sync + 'static,
{
    over(sample, move |input| {
        let hash = D::digest(input);
        key.verify_prehash(&hash, black_box(&signature)).is_ok()
    })
}

fn pkcs1<D>(key: pkcs1v15::VerifyingKey<D>, sample: &Sample) -> Check
where
    D: Digest + Send + Sync + 'static,
    pkcs1v15::VerifyingKey<D>: PrehashVerifier<pkcs1v15::Signature>,
{
    let octets = sample.signature();
    let signature = pkcs1v15::Signature::from_bytes_with_max_len(octets, octets.len());
    prehash::<D, _, _>(key, signature.expect("a signature"), sample)
}

fn pss<D>(key: pss::VerifyingKey<D>, sample: &Sample) -> Check
where
    D: Digest + Send + Sync + 'static,
    pss::VerifyingKey<D>: PrehashVerifier<pss::Signature>,
{
    let octets = sample.signature();
    let signature = pss::Signature::from_bytes_with_max_len(octets, octets.len());
    prehash::<D, _, _>(key, signature.expect("a signature"), sample)
}

fn ed25519(sample: &Sample) -> Option<Check> {
    let octets: [u8; 32] = sample.member("x").try_into().ok()?;
    let key = ed25519_dalek::VerifyingKey::from_bytes(&octets).ok()?;
    let signature = ed25519_dalek::Signature::from_slice(sample.signature()).ok()?;
    Some(over(sample, move |input| {
        key.verify_strict(input, black_box(&signature)).is_ok()
    }))
}

fn ed448(sample: &Sample) -> Option<Check> {
    let octets: [u8; 57] = sample.member("x").try_into().ok()?;
    let key = ed448_goldilocks_plus::VerifyingKey::from_bytes(&octets).ok()?;
    let signature = ed448_goldilocks_plus::Signature::from_slice(sample.signature()).ok()?;
    Some(over(sample, move |input| {
        key.verify_raw(black_box(&signature), input).is_ok()
    }))
}

fn ml_dsa<P: MlDsaParams + Send + Sync + 'static>(sample: &Sample) -> Option<Check> {
    let encoded = EncodedVerifyingKey::<P>::try_from(&sample.member("pub")[..]).ok()?;
    let key = ml_dsa::VerifyingKey::<P>::decode(&encoded);
    let signature = ml_dsa::Signature::<P>::try_from(sample.signature()).ok()?;
    Some(over(sample, move |input| {
        key.verify(input, black_box(&signature)).is_ok()
    }))
}
