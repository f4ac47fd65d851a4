//! Keys that are accepted, and helpers that change one thing about them.

use jwks::JwkSet;
use serde_json::{Map, Value, json};

pub(crate) type Members = Map<String, Value>;

macro_rules! data {
    ($($name:ident = $file:literal;)*) => {
        $(pub(crate) const $name: &str =
            include_str!(concat!("../../../jwk-types/tests/data/", $file));)*
    };
}

data! {
    ED25519 = "ed25519.json";
    ED448 = "ed448.json";
    ML_DSA_44 = "ml-dsa-44.json";
    ML_DSA_65 = "ml-dsa-65.json";
    ML_DSA_87 = "ml-dsa-87.json";
    OCT = "oct.json";
    P256 = "p256.json";
    P384 = "p384.json";
    P521 = "p521.json";
    RSA = "rsa.json";
    RSA_THREE_PRIMES = "rsa-three-primes.json";
    SECP256K1 = "secp256k1.json";
    X25519 = "x25519.json";
    X448 = "x448.json";
}

/// Every kind of key that holds something secret.
pub(crate) const SECRET: [&str; 14] = [
    ED25519,
    ED448,
    ML_DSA_44,
    ML_DSA_65,
    ML_DSA_87,
    OCT,
    P256,
    P384,
    P521,
    RSA,
    RSA_THREE_PRIMES,
    SECP256K1,
    X25519,
    X448,
];

#[track_caller]
pub(crate) fn members(text: &str) -> Members {
    serde_json::from_str(text).expect("an object")
}

/// The public half, without further members.
#[track_caller]
pub(crate) fn public(text: &str) -> Value {
    let jwk = jwk_types::Jwk::parse(text).expect("a key");
    members(&jwk.to_public().expect("a public half").to_json()).into()
}

/// The P-256 key with this scalar: `kty`, `crv`, `x` and `y`.
pub(crate) fn ec(scalar: u32) -> Value {
    let (x, y) = crate::ec::coordinates(scalar);
    json!({"kty": "EC", "crv": "P-256", "x": x, "y": y})
}

/// A key as it should be published: nothing to complain of.
pub(crate) fn good(scalar: u32) -> Value {
    let kid = format!("key-{scalar}");
    with(
        &ec(scalar),
        json!({"kid": kid, "use": "sig", "alg": "ES256"}),
    )
}

/// The same key with these members added or put in place of others.
#[track_caller]
pub(crate) fn with(key: &Value, more: Value) -> Value {
    let mut key = key.clone();
    let (Some(members), Value::Object(more)) = (key.as_object_mut(), more) else {
        panic!("not objects");
    };
    members.extend(more);
    key
}

#[track_caller]
pub(crate) fn without(key: &Value, member: &str) -> Value {
    let mut key = key.clone();
    let removed = key
        .as_object_mut()
        .and_then(|members| members.remove(member));
    assert!(removed.is_some(), "{member} is not there");
    key
}

pub(crate) fn text(keys: &[Value]) -> String {
    json!({"keys": keys}).to_string()
}

/// A set of these keys, all of which can be used.
#[track_caller]
pub(crate) fn set(keys: &[Value]) -> JwkSet {
    let set = JwkSet::parse(&text(keys)).expect("a set");
    assert!(set.skipped().is_empty(), "{:?}", set.skipped());
    set
}

/// A modulus that is too small.
pub(crate) fn of_512_bits() -> String {
    jwk_types::base64url::encode(&[0xff; 64])
}
