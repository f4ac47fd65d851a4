//! Signs with every algorithm. The keys are the same in every run: two of each kind, `1` and `2`.

use ed448_goldilocks_plus as ed448;
use hmac::{Hmac, KeyInit, Mac};
use jwk_types::base64url::{decode, encode};
use ml_dsa::{MlDsa44, MlDsa65, MlDsa87};
use rsa::{BoxedUint, Pkcs1v15Sign};
use serde_json::{Value, json};
use sha2::digest::FixedOutputReset;
use sha2::digest::const_oid::AssociatedOid;
use sha2::{Digest, Sha256, Sha384, Sha512};
use signature::hazmat::RandomizedPrehashSigner;
use signature::{Keypair, SignatureEncoding, Signer};

use crate::fixed_rng::Fixed;

const RSA: [&str; 2] = [
    include_str!("../../../jwk-types/tests/data/rsa.json"),
    include_str!("../../../jwk-types/tests/data/rsa-three-primes.json"),
];

/// What a key is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Rsa,
    P256,
    P384,
    P521,
    Secp256k1,
    Ed25519,
    Ed448,
    Oct,
    MlDsa44,
    MlDsa65,
    MlDsa87,
}

impl Kind {
    /// The kind of key that an algorithm takes; of `EdDSA`, the first.
    #[track_caller]
    pub(crate) fn of(alg: &str) -> Self {
        match alg {
            "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" => Self::Rsa,
            "ES256" => Self::P256,
            "ES384" => Self::P384,
            "ES512" => Self::P521,
            "ES256K" => Self::Secp256k1,
            "EdDSA" | "Ed25519" => Self::Ed25519,
            "Ed448" => Self::Ed448,
            "HS256" | "HS384" | "HS512" => Self::Oct,
            "ML-DSA-44" => Self::MlDsa44,
            "ML-DSA-65" => Self::MlDsa65,
            "ML-DSA-87" => Self::MlDsa87,
            _ => panic!("{alg} is none"),
        }
    }
}

/// The private half of a key, or the secret.
pub(crate) fn private_octets(kind: Kind, number: u8) -> Vec<u8> {
    match kind {
        Kind::Rsa => rsa_member(number, "d"),
        Kind::P384 => vec![number; 48],
        // Less than the order, whose first octet is 1.
        Kind::P521 => [vec![0], vec![number; 65]].concat(),
        Kind::Ed448 => vec![number; 57],
        Kind::Oct => (0..64)
            .map(|octet: u8| octet.wrapping_mul(37) ^ number)
            .collect(),
        _ => vec![number; 32],
    }
}

/// The JWK of a key without its private half; of a secret, the secret. No `kid`, no `use`, and `alg`
/// only where a JWK cannot do without.
pub(crate) fn jwk(kind: Kind, number: u8) -> Value {
    let d = private_octets(kind, number);
    match kind {
        Kind::Rsa => {
            let member = |name| encode(&rsa_member(number, name));
            json!({"kty": "RSA", "n": member("n"), "e": member("e")})
        }
        Kind::P256 => ec("P-256", &p256_key(&d).verifying_key().to_sec1_point(false)),
        Kind::P384 => ec("P-384", &p384_key(&d).verifying_key().to_sec1_point(false)),
        Kind::P521 => ec("P-521", &p521_key(&d).verifying_key().to_sec1_point(false)),
        Kind::Secp256k1 => ec(
            "secp256k1",
            &k256_key(&d).verifying_key().to_sec1_point(false),
        ),
        Kind::Ed25519 => okp("Ed25519", ed25519_key(&d).verifying_key().as_bytes()),
        Kind::Ed448 => okp("Ed448", ed448_key(&d).verifying_key().as_bytes()),
        Kind::Oct => json!({"kty": "oct", "k": encode(&d)}),
        Kind::MlDsa44 => akp(
            "ML-DSA-44",
            &ml_dsa_key::<MlDsa44>(&d).verifying_key().encode(),
        ),
        Kind::MlDsa65 => akp(
            "ML-DSA-65",
            &ml_dsa_key::<MlDsa65>(&d).verifying_key().encode(),
        ),
        Kind::MlDsa87 => akp(
            "ML-DSA-87",
            &ml_dsa_key::<MlDsa87>(&d).verifying_key().encode(),
        ),
    }
}

/// The signature by key `number` of the kind that `alg` takes.
#[track_caller]
pub(crate) fn sign(alg: &str, number: u8, input: &[u8]) -> Vec<u8> {
    let d = private_octets(Kind::of(alg), number);
    match alg {
        "HS256" | "HS384" | "HS512" => mac(alg, &d, input),
        "RS256" => pkcs1::<Sha256>(number, input),
        "RS384" => pkcs1::<Sha384>(number, input),
        "RS512" => pkcs1::<Sha512>(number, input),
        "PS256" => sign_pss(alg, number, 32, input),
        "PS384" => sign_pss(alg, number, 48, input),
        "PS512" => sign_pss(alg, number, 64, input),
        "ES256" => Signer::<p256::ecdsa::Signature>::sign(&p256_key(&d), input).to_vec(),
        "ES384" => Signer::<p384::ecdsa::Signature>::sign(&p384_key(&d), input).to_vec(),
        "ES512" => Signer::<p521::ecdsa::Signature>::sign(&p521_key(&d), input).to_vec(),
        "ES256K" => Signer::<k256::ecdsa::Signature>::sign(&k256_key(&d), input).to_vec(),
        "EdDSA" | "Ed25519" => ed25519_key(&d).sign(input).to_vec(),
        "Ed448" => ed448_key(&d).sign_raw(input).to_bytes().to_vec(),
        "ML-DSA-44" => ml_dsa_key::<MlDsa44>(&d).sign(input).to_vec(),
        "ML-DSA-65" => ml_dsa_key::<MlDsa65>(&d).sign(input).to_vec(),
        "ML-DSA-87" => ml_dsa_key::<MlDsa87>(&d).sign(input).to_vec(),
        _ => panic!("{alg} is none"),
    }
}

/// A MAC with any key at all, a public key for instance.
pub(crate) fn mac(alg: &str, key: &[u8], input: &[u8]) -> Vec<u8> {
    fn keyed<M: Mac + KeyInit>(key: &[u8], input: &[u8]) -> Vec<u8> {
        let mut mac = <M as KeyInit>::new_from_slice(key).expect("any length");
        mac.update(input);
        mac.finalize().into_bytes().to_vec()
    }
    match alg {
        "HS256" => keyed::<Hmac<Sha256>>(key, input),
        "HS384" => keyed::<Hmac<Sha384>>(key, input),
        "HS512" => keyed::<Hmac<Sha512>>(key, input),
        _ => panic!("{alg} is no MAC"),
    }
}

/// RSASSA-PSS with a salt of any length.
#[track_caller]
pub(crate) fn sign_pss(alg: &str, number: u8, salt: usize, input: &[u8]) -> Vec<u8> {
    match alg {
        "PS256" => pss::<Sha256>(number, salt, input),
        "PS384" => pss::<Sha384>(number, salt, input),
        "PS512" => pss::<Sha512>(number, salt, input),
        _ => panic!("{alg} is not RSASSA-PSS"),
    }
}

fn pkcs1<D: Digest + AssociatedOid>(number: u8, input: &[u8]) -> Vec<u8> {
    let scheme = Pkcs1v15Sign::new::<D>();
    let signature = rsa_key(number).sign_with_rng(&mut Fixed(7), scheme, &D::digest(input));
    signature.expect("a signature")
}

fn pss<D: Digest + FixedOutputReset>(number: u8, salt: usize, input: &[u8]) -> Vec<u8> {
    let key = rsa::pss::SigningKey::<D>::new_with_salt_len(rsa_key(number), salt);
    let signature = key.sign_prehash_with_rng(&mut Fixed(7), &D::digest(input));
    signature.expect("a signature").to_vec()
}

fn rsa_members(number: u8) -> Value {
    serde_json::from_str(RSA[usize::from(number) - 1]).expect("JSON")
}

fn member(jwk: &Value, name: &str) -> Vec<u8> {
    decode(jwk[name].as_str().expect("a string"), "test").expect("base64url")
}

fn rsa_member(number: u8, name: &str) -> Vec<u8> {
    member(&rsa_members(number), name)
}

pub(crate) fn rsa_key(number: u8) -> rsa::PrivateKey {
    let jwk = rsa_members(number);
    let integer = |jwk: &Value, name| BoxedUint::from_be_slice_vartime(&member(jwk, name));
    let others = jwk["oth"].as_array().cloned().unwrap_or_default();
    let primes = ["p", "q"].map(|name| integer(&jwk, name)).into_iter();
    let primes = primes.chain(others.iter().map(|other| integer(other, "r")));
    let [n, e, d] = ["n", "e", "d"].map(|name| integer(&jwk, name));
    rsa::PrivateKey::from_components(n, e, d, primes.collect()).expect("an RSA key")
}

macro_rules! ecdsa_keys {
    ($($name:ident, $curve:ident;)*) => {
        $(fn $name(d: &[u8]) -> $curve::ecdsa::SigningKey {
            $curve::ecdsa::SigningKey::from_slice(d).expect("less than the order")
        })*
    };
}

ecdsa_keys! {
    p256_key, p256;
    p384_key, p384;
    p521_key, p521;
    k256_key, k256;
}

fn ed25519_key(d: &[u8]) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(d.try_into().expect("32 octets"))
}

fn ed448_key(d: &[u8]) -> ed448::SigningKey {
    let octets: [u8; 57] = d.try_into().expect("57 octets");
    ed448::SigningKey::from_bytes(&octets.into())
}

fn ml_dsa_key<P: ml_dsa::MlDsaParams>(d: &[u8]) -> ml_dsa::SigningKey<P> {
    ml_dsa::SigningKey::from_seed(&d.try_into().expect("32 octets"))
}

fn ec(crv: &str, point: &impl AsRef<[u8]>) -> Value {
    let octets = &point.as_ref()[1..];
    let (x, y) = octets.split_at(octets.len() / 2);
    json!({"kty": "EC", "crv": crv, "x": encode(x), "y": encode(y)})
}

fn okp(crv: &str, x: &[u8]) -> Value {
    json!({"kty": "OKP", "crv": crv, "x": encode(x)})
}

fn akp(alg: &str, octets: &[u8]) -> Value {
    json!({"kty": "AKP", "alg": alg, "pub": encode(octets)})
}
