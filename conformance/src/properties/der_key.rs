//! Keys in DER: strict, so that what is read is written the same, and the same key as in a JWK.

use jwk_types::{Error, Jwk, Limits, PrivateKey, PublicKey, Reason};

use super::{jwk, refusal};

const LIMITS: &Limits = &Limits::DEFAULT;

pub(super) fn read_spki(octets: &[u8]) -> Result<(), Reason> {
    reason(PublicKey::from_spki_der(octets, LIMITS))
}

pub(super) fn read_pkcs8(octets: &[u8]) -> Result<(), Reason> {
    reason(PrivateKey::from_pkcs8_der(octets, LIMITS))
}

pub(super) fn read_sec1(octets: &[u8]) -> Result<(), Reason> {
    reason(PrivateKey::from_sec1_der(octets, LIMITS))
}

pub(super) fn read_pkcs1(octets: &[u8]) -> Result<(), Reason> {
    let public = reason(PublicKey::from_pkcs1_der(octets, LIMITS));
    let private = reason(PrivateKey::from_pkcs1_der(octets, LIMITS));
    public.or(private)
}

fn reason<T>(result: Result<T, Error>) -> Result<(), Reason> {
    result.map(drop).map_err(|error| error.reason())
}

pub(super) fn check_spki(octets: &[u8]) {
    if let Some(key) = accepted(octets, PublicKey::from_spki_der) {
        assert_eq!(key.to_spki_der().as_deref(), Ok(octets));
        jwk::one_key_in_every_form(&key);
    }
}

pub(super) fn check_pkcs8(octets: &[u8]) {
    if let Some(key) = accepted(octets, PrivateKey::from_pkcs8_der) {
        check_private(key);
    }
}

pub(super) fn check_sec1(octets: &[u8]) {
    if let Some(key) = accepted(octets, PrivateKey::from_sec1_der) {
        assert_eq!(key.public().kty(), "EC");
        check_private(key);
    }
}

pub(super) fn check_pkcs1(octets: &[u8]) {
    let public = accepted(octets, PublicKey::from_pkcs1_der);
    let private = accepted(octets, PrivateKey::from_pkcs1_der);
    assert!(public.is_none() || private.is_none());
    if let Some(key) = public {
        assert_eq!(key.kty(), "RSA");
        // The one form is the end of the other.
        let spki = key.to_spki_der().expect("an RSA key has one");
        assert!(spki.ends_with(octets));
        jwk::one_key_in_every_form(&key);
    }
    if let Some(key) = private {
        assert_eq!(key.public().kty(), "RSA");
        check_private(key);
    }
}

/// Strict: not with anything behind it.
#[track_caller]
fn accepted<K>(octets: &[u8], read: fn(&[u8], &Limits) -> Result<K, Error>) -> Option<K> {
    match read(octets, LIMITS) {
        Ok(key) => {
            let longer = [octets, &[0]].concat();
            assert!(read(&longer, LIMITS).is_err());
            Some(key)
        }
        Err(error) => {
            refusal::check(&error);
            None
        }
    }
}

/// As a JWK it passes the checks of a JWK.
#[track_caller]
pub(super) fn check_private(key: PrivateKey) {
    jwk::one_key_in_every_form(key.public());
    let jwk = Jwk::from(key);
    jwk::written_is_read(&jwk);
    jwk::check(jwk.expose_json().as_bytes());
}
