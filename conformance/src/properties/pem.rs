//! Keys in PEM: the label says what it is.

use jwk_types::{Error, Limits, PrivateKey, PublicKey, Reason};

use super::{der_key, jwk, refusal, text};

type Reader<K> = fn(&str, &Limits) -> Result<K, Error>;

const PUBLIC: [Reader<PublicKey>; 2] = [PublicKey::from_spki_pem, PublicKey::from_pkcs1_pem];
const PRIVATE: [Reader<PrivateKey>; 3] = [
    PrivateKey::from_pkcs8_pem,
    PrivateKey::from_pkcs1_pem,
    PrivateKey::from_sec1_pem,
];

pub(super) fn read(octets: &[u8]) -> Result<(), Reason> {
    let text = text(octets)?;
    let public = PUBLIC.map(|read| read(text, &Limits::DEFAULT).map(drop));
    let private = PRIVATE.map(|read| read(text, &Limits::DEFAULT).map(drop));
    let mut refused = Reason::Other;
    for result in public.into_iter().chain(private) {
        match result {
            Ok(()) => return Ok(()),
            Err(error) => refused = error.reason(),
        }
    }
    Err(refused)
}

/// At most one reader accepts a text.
pub(super) fn check(octets: &[u8]) {
    let Ok(text) = text(octets) else { return };
    let mut accepted = 0;
    for key in PUBLIC.map(|read| read(text, &Limits::DEFAULT)) {
        match key {
            Ok(key) => {
                accepted += 1;
                jwk::one_key_in_every_form(&key);
            }
            Err(error) => refusal::check(&error),
        }
    }
    for key in PRIVATE.map(|read| read(text, &Limits::DEFAULT)) {
        match key {
            Ok(key) => {
                accepted += 1;
                der_key::check_private(key);
            }
            Err(error) => refusal::check(&error),
        }
    }
    assert!(accepted <= 1, "{text}");
}
