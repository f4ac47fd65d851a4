//! The signature check of the crates below, with everything prepared.

use hmac::{Hmac, KeyInit, Mac};
use jwk_types::base64url::decode;
use ml_dsa::{EncodedVerifyingKey, MlDsa44, MlDsa65, MlDsa87, MlDsaParams};
use rsa::{BoxedUint, pkcs1v15, pss};
use sha2::{Digest, Sha256, Sha384, Sha512};
use signature::Verifier;
use signature::hazmat::PrehashVerifier;

use crate::sign::{Kind, jwk};

type Check = Box<dyn Fn(&[u8]) -> bool>;

/// Checks one signature by key 1 over the input that it is given.
pub(crate) fn check(alg: &str, signature: &[u8]) -> Check {
    match alg {
        "HS256" => mac::<Hmac<Sha256>>(signature),
        "HS384" => mac::<Hmac<Sha384>>(signature),
        "HS512" => mac::<Hmac<Sha512>>(signature),
        "RS256" => pkcs1(pkcs1v15::VerifyingKey::<Sha256>::new(rsa_key()), signature),
        "RS384" => pkcs1(pkcs1v15::VerifyingKey::<Sha384>::new(rsa_key()), signature),
        "RS512" => pkcs1(pkcs1v15::VerifyingKey::<Sha512>::new(rsa_key()), signature),
        "PS256" => pss(pss::VerifyingKey::<Sha256>::new(rsa_key()), signature),
        "PS384" => pss(pss::VerifyingKey::<Sha384>::new(rsa_key()), signature),
        "PS512" => pss(pss::VerifyingKey::<Sha512>::new(rsa_key()), signature),
        "ES256" => prehash::<Sha256, _, _>(
            p256::ecdsa::VerifyingKey::from_sec1_bytes(&point(Kind::P256)).expect("a point"),
            p256::ecdsa::Signature::from_slice(signature).expect("a signature"),
        ),
        "ES384" => prehash::<Sha384, _, _>(
            p384::ecdsa::VerifyingKey::from_sec1_bytes(&point(Kind::P384)).expect("a point"),
            p384::ecdsa::Signature::from_slice(signature).expect("a signature"),
        ),
        "ES512" => prehash::<Sha512, _, _>(
            p521::ecdsa::VerifyingKey::from_sec1_bytes(&point(Kind::P521)).expect("a point"),
            p521::ecdsa::Signature::from_slice(signature).expect("a signature"),
        ),
        "ES256K" => prehash::<Sha256, _, _>(
            k256::ecdsa::VerifyingKey::from_sec1_bytes(&point(Kind::Secp256k1)).expect("a point"),
            k256::ecdsa::Signature::from_slice(signature).expect("a signature"),
        ),
        "EdDSA" | "Ed25519" => {
            let octets: [u8; 32] = member(Kind::Ed25519, "x").try_into().expect("32 octets");
            let key = ed25519_dalek::VerifyingKey::from_bytes(&octets).expect("a point");
            let signature = ed25519_dalek::Signature::from_slice(signature).expect("a signature");
            Box::new(move |input| key.verify_strict(input, &signature).is_ok())
        }
        "Ed448" => {
            let octets: [u8; 57] = member(Kind::Ed448, "x").try_into().expect("57 octets");
            let key = ed448_goldilocks_plus::VerifyingKey::from_bytes(&octets).expect("a point");
            let signature =
                ed448_goldilocks_plus::Signature::from_slice(signature).expect("a signature");
            Box::new(move |input| key.verify_raw(&signature, input).is_ok())
        }
        "ML-DSA-44" => ml_dsa::<MlDsa44>(Kind::MlDsa44, signature),
        "ML-DSA-65" => ml_dsa::<MlDsa65>(Kind::MlDsa65, signature),
        "ML-DSA-87" => ml_dsa::<MlDsa87>(Kind::MlDsa87, signature),
        _ => panic!("{alg} is none"),
    }
}

fn member(kind: Kind, name: &str) -> Vec<u8> {
    decode(jwk(kind, 1)[name].as_str().expect("a string"), "bench").expect("base64url")
}

fn point(kind: Kind) -> Vec<u8> {
    [vec![4], member(kind, "x"), member(kind, "y")].concat()
}

fn rsa_key() -> rsa::PublicKey {
    let integer = |name| BoxedUint::from_be_slice_vartime(&member(Kind::Rsa, name));
    rsa::PublicKey::new(integer("n"), integer("e")).expect("a key")
}

fn mac<M: Mac + KeyInit + Clone + 'static>(signature: &[u8]) -> Check {
    let mac = <M as KeyInit>::new_from_slice(&member(Kind::Oct, "k")).expect("any length");
    let signature = signature.to_vec();
    Box::new(move |input| {
        let mut mac = mac.clone();
        mac.update(input);
        mac.verify_slice(&signature).is_ok()
    })
}

fn prehash<D, S, K>(key: K, signature: S) -> Check
where
    D: Digest,
    S: 'static,
    K: PrehashVerifier<S> + 'static,
{
    Box::new(move |input| key.verify_prehash(&D::digest(input), &signature).is_ok())
}

fn pkcs1<D>(key: pkcs1v15::VerifyingKey<D>, signature: &[u8]) -> Check
where
    D: Digest + 'static,
    pkcs1v15::VerifyingKey<D>: PrehashVerifier<pkcs1v15::Signature>,
{
    let signature = pkcs1v15::Signature::from_bytes_with_max_len(signature, signature.len());
    prehash::<D, _, _>(key, signature.expect("a signature"))
}

fn pss<D>(key: pss::VerifyingKey<D>, signature: &[u8]) -> Check
where
    D: Digest + 'static,
    pss::VerifyingKey<D>: PrehashVerifier<pss::Signature>,
{
    let signature = pss::Signature::from_bytes_with_max_len(signature, signature.len());
    prehash::<D, _, _>(key, signature.expect("a signature"))
}

fn ml_dsa<P: MlDsaParams + 'static>(kind: Kind, signature: &[u8]) -> Check {
    let encoded = EncodedVerifyingKey::<P>::try_from(&member(kind, "pub")[..]).expect("a key");
    let key = ml_dsa::VerifyingKey::<P>::decode(&encoded);
    let signature = ml_dsa::Signature::<P>::try_from(signature).expect("a signature");
    Box::new(move |input| key.verify(input, &signature).is_ok())
}
