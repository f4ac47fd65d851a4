//! Signatures by every algorithm.

use ed448_goldilocks_plus as ed448;
use hmac::{Hmac, KeyInit, Mac};
use jwk_types::base64url;
use ml_dsa::{MlDsa44, MlDsa65, MlDsa87, MlDsaParams};
use rsa::{BoxedUint, Pkcs1v15Sign};
use sha2::digest::FixedOutputReset;
use sha2::digest::const_oid::AssociatedOid;
use sha2::{Digest, Sha256, Sha384, Sha512};
use signature::hazmat::RandomizedPrehashSigner;
use signature::{SignatureEncoding, Signer};

use super::fixed_rng::Fixed;
use super::key::Key;

/// The algorithm that a key signs with where none is named.
pub fn default_algorithm(key: &Key) -> Result<&'static str, String> {
    match (key.member("kty"), key.member("crv"), key.member("alg")) {
        ("RSA", ..) => Ok("RS256"),
        ("EC", "P-256", _) => Ok("ES256"),
        ("EC", "P-384", _) => Ok("ES384"),
        ("EC", "P-521", _) => Ok("ES512"),
        ("EC", "secp256k1", _) => Ok("ES256K"),
        ("OKP", "Ed25519", _) => Ok("EdDSA"),
        ("OKP", "Ed448", _) => Ok("Ed448"),
        ("oct", ..) => Ok("HS256"),
        ("AKP", _, "ML-DSA-44") => Ok("ML-DSA-44"),
        ("AKP", _, "ML-DSA-65") => Ok("ML-DSA-65"),
        ("AKP", _, "ML-DSA-87") => Ok("ML-DSA-87"),
        (kty, crv, _) => Err(format!("no algorithm is known for {kty} {crv}")),
    }
}

/// The signature over `input`, the same in every run.
pub fn sign(key: &Key, alg: &str, input: &[u8]) -> Result<Vec<u8>, String> {
    let octets = |name| octets(key, name);
    match (key.member("kty"), alg) {
        ("RSA", "RS256") => pkcs1::<Sha256>(key, input),
        ("RSA", "RS384") => pkcs1::<Sha384>(key, input),
        ("RSA", "RS512") => pkcs1::<Sha512>(key, input),
        ("RSA", "PS256") => pss::<Sha256>(key, None, input),
        ("RSA", "PS384") => pss::<Sha384>(key, None, input),
        ("RSA", "PS512") => pss::<Sha512>(key, None, input),
        ("EC", _) => ecdsa(key.member("crv"), alg, &octets("d")?, input),
        ("OKP", _) => eddsa(key.member("crv"), alg, &octets("d")?, input),
        ("AKP", "ML-DSA-44") => ml_dsa::<MlDsa44>(&octets("priv")?, input),
        ("AKP", "ML-DSA-65") => ml_dsa::<MlDsa65>(&octets("priv")?, input),
        ("AKP", "ML-DSA-87") => ml_dsa::<MlDsa87>(&octets("priv")?, input),
        ("oct", _) => mac(alg, &octets("k")?, input),
        (kty, _) => Err(no(kty, alg)),
    }
}

/// RSASSA-PSS with a salt of any length.
pub fn sign_salted(key: &Key, alg: &str, salt: usize, input: &[u8]) -> Result<Vec<u8>, String> {
    match alg {
        "PS256" => pss::<Sha256>(key, Some(salt), input),
        "PS384" => pss::<Sha384>(key, Some(salt), input),
        "PS512" => pss::<Sha512>(key, Some(salt), input),
        _ => Err(no("RSA", alg)),
    }
}

/// A MAC with any secret at all, a public key for instance.
pub fn mac(alg: &str, secret: &[u8], input: &[u8]) -> Result<Vec<u8>, String> {
    match alg {
        "HS256" => authenticate::<Hmac<Sha256>>(secret, input),
        "HS384" => authenticate::<Hmac<Sha384>>(secret, input),
        "HS512" => authenticate::<Hmac<Sha512>>(secret, input),
        _ => Err(no("oct", alg)),
    }
}

fn authenticate<M: Mac + KeyInit>(secret: &[u8], input: &[u8]) -> Result<Vec<u8>, String> {
    let mut mac = <M as KeyInit>::new_from_slice(secret).map_err(|error| error.to_string())?;
    mac.update(input);
    Ok(mac.finalize().into_bytes().to_vec())
}

fn ecdsa(crv: &str, alg: &str, d: &[u8], input: &[u8]) -> Result<Vec<u8>, String> {
    macro_rules! sign {
        ($curve:ident) => {{
            let key = $curve::ecdsa::SigningKey::from_slice(d).map_err(wrong)?;
            let signature: $curve::ecdsa::Signature = key.try_sign(input).map_err(wrong)?;
            Ok(signature.to_vec())
        }};
    }
    match (crv, alg) {
        ("P-256", "ES256") => sign!(p256),
        ("P-384", "ES384") => sign!(p384),
        ("P-521", "ES512") => sign!(p521),
        ("secp256k1", "ES256K") => sign!(k256),
        _ => Err(no(crv, alg)),
    }
}

fn eddsa(crv: &str, alg: &str, d: &[u8], input: &[u8]) -> Result<Vec<u8>, String> {
    match (crv, alg) {
        ("Ed25519", "EdDSA" | "Ed25519") => {
            let key = ed25519_dalek::SigningKey::from_bytes(&sized(d)?);
            Ok(key.sign(input).to_bytes().to_vec())
        }
        ("Ed448", "EdDSA" | "Ed448") => {
            let octets: [u8; 57] = sized(d)?;
            let key = ed448::SigningKey::from_bytes(&octets.into());
            Ok(key.sign_raw(input).to_bytes().to_vec())
        }
        _ => Err(no(crv, alg)),
    }
}

fn ml_dsa<P: MlDsaParams>(seed: &[u8], input: &[u8]) -> Result<Vec<u8>, String> {
    let seed: [u8; 32] = sized(seed)?;
    let key = ml_dsa::SigningKey::<P>::from_seed(&seed.into());
    Ok(key.try_sign(input).map_err(wrong)?.to_vec())
}

fn pkcs1<D: Digest + AssociatedOid>(key: &Key, input: &[u8]) -> Result<Vec<u8>, String> {
    let scheme = Pkcs1v15Sign::new::<D>();
    rsa_key(key)?
        .sign_with_rng(&mut Fixed(7), scheme, &D::digest(input))
        .map_err(wrong)
}

fn pss<D: Digest + FixedOutputReset>(
    key: &Key,
    salt: Option<usize>,
    input: &[u8],
) -> Result<Vec<u8>, String> {
    let salt = salt.unwrap_or_else(<D as Digest>::output_size);
    let key = rsa::pss::SigningKey::<D>::new_with_salt_len(rsa_key(key)?, salt);
    let signature = key.sign_prehash_with_rng(&mut Fixed(7), &D::digest(input));
    Ok(signature.map_err(wrong)?.to_vec())
}

pub(super) fn rsa_key(key: &Key) -> Result<rsa::PrivateKey, String> {
    let integer = |name| octets(key, name).map(|o| BoxedUint::from_be_slice_vartime(&o));
    let primes = vec![integer("p")?, integer("q")?];
    rsa::PrivateKey::from_components(integer("n")?, integer("e")?, integer("d")?, primes)
        .map_err(wrong)
}

pub(super) fn octets(key: &Key, name: &'static str) -> Result<Vec<u8>, String> {
    base64url::decode(key.member(name), name).map_err(wrong)
}

pub(super) fn sized<const N: usize>(octets: &[u8]) -> Result<[u8; N], String> {
    octets
        .try_into()
        .map_err(|_| format!("{} octets instead of {N}", octets.len()))
}

fn no(kind: &str, alg: &str) -> String {
    format!("a key of {kind} does not sign with `{alg}`")
}

pub(super) fn wrong(error: impl std::fmt::Display) -> String {
    error.to_string()
}
