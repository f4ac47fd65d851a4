//! Keys that are accepted, and the two helpers that change one thing about them.

use jwk_types::{Error, Jwk, Key, PrivateKey, PublicKey, Reason, base64url};
use serde_json::{Map, Value};

pub(crate) type Members = Map<String, Value>;

macro_rules! data {
    ($($name:ident = $file:literal;)*) => {
        $(pub(crate) const $name: &str = include_str!(concat!("../data/", $file));)*
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

/// Every kind of key that has a private half.
pub(crate) const PRIVATE: [&str; 13] = [
    ED25519,
    ED448,
    ML_DSA_44,
    ML_DSA_65,
    ML_DSA_87,
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
pub(crate) fn jwk(text: &str) -> Jwk {
    Jwk::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[track_caller]
pub(crate) fn public_key(text: &str) -> PublicKey {
    jwk(text).key().public().expect("a public half").clone()
}

#[track_caller]
pub(crate) fn private_key(text: &str) -> PrivateKey {
    match jwk(text).key() {
        Key::Private(key) => key.clone(),
        other => panic!("{other:?} is not private"),
    }
}

/// The public half as JSON.
#[track_caller]
pub(crate) fn public(text: &str) -> String {
    jwk(text).to_public().expect("a public half").to_json()
}

#[track_caller]
pub(crate) fn members(text: &str) -> Members {
    serde_json::from_str(text).expect("an object")
}

#[track_caller]
pub(crate) fn changed(good: &str, change: impl FnOnce(&mut Members)) -> String {
    let mut members = members(good);
    change(&mut members);
    serde_json::to_string(&members).expect("an object")
}

/// Accepted as it is, and with the change.
#[track_caller]
pub(crate) fn accepts(good: &str, change: impl FnOnce(&mut Members)) -> Jwk {
    jwk(good);
    jwk(&changed(good, change))
}

/// Accepted as it is, and refused for `reason` with the one defect.
#[track_caller]
pub(crate) fn rejects(good: &str, reason: Reason, defect: impl FnOnce(&mut Members)) -> Error {
    jwk(good);
    let bad = changed(good, defect);
    match Jwk::parse(&bad) {
        Ok(accepted) => panic!("accepted: {accepted:?}"),
        Err(error) => {
            assert_eq!(error.reason(), reason, "{error}");
            error
        }
    }
}

pub(crate) fn without(member: &str) -> impl FnOnce(&mut Members) {
    move |members| assert!(members.remove(member).is_some(), "{member} is not there")
}

pub(crate) fn with(member: &str, value: impl Into<Value>) -> impl FnOnce(&mut Members) {
    move |members| drop(members.insert(member.into(), value.into()))
}

/// Replaces the octets of a base64url member.
pub(crate) fn octets(member: &str, change: impl FnOnce(&mut Vec<u8>)) -> impl FnOnce(&mut Members) {
    move |members| {
        let mut octets = decoded(members, member);
        change(&mut octets);
        members.insert(member.into(), base64url::encode(&octets).into());
    }
}

#[track_caller]
pub(crate) fn decoded(members: &Members, member: &str) -> Vec<u8> {
    let text = members[member].as_str().expect("a string");
    base64url::decode(text, "test").expect("base64url")
}

pub(crate) fn hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    let octet = |pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16);
    digits
        .map(|pair| octet(pair).expect("hexadecimal"))
        .collect()
}

/// Takes the last octet away.
pub(crate) fn truncate(octets: &mut Vec<u8>) {
    octets.pop();
}

/// Takes the first octet away.
pub(crate) fn behead(octets: &mut Vec<u8>) {
    octets.remove(0);
}
