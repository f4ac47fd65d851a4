//! A certificate of an RSA key (RFC 5280), as `x5c` holds it.

use jwk_types::{Jwk, base64url};
use serde_json::Value;

use crate::mint::{self, Key};

const SHA256_WITH_RSA: &[u8] = &[
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00,
];
const COMMON_NAME: &[u8] = &[0x06, 0x03, 0x55, 0x04, 0x03];
const VERSION_3: &[u8] = &[0xa0, 0x03, 0x02, 0x01, 0x02];
const SERIAL_1: &[u8] = &[0x02, 0x01, 0x01];
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const UTF8_STRING: u8 = 0x0c;
const UTC_TIME: u8 = 0x17;
const BIT_STRING: u8 = 0x03;

/// The DER in base64 with padding, signed by the key itself.
pub(super) fn self_signed(key: &Key) -> Result<String, String> {
    let jwk = Jwk::parse(&Value::from(key.public()).to_string()).map_err(|e| e.to_string())?;
    let public = jwk.key().public().ok_or("no public key")?;
    let spki = public.to_spki_der().map_err(|error| error.to_string())?;
    let common_name = tagged(UTF8_STRING, b"Example Signing Key");
    let common_name = tagged(SEQUENCE, &[COMMON_NAME, &common_name].concat());
    let name = tagged(SEQUENCE, &tagged(SET, &common_name));
    let times = ["200101000000Z", "491231235959Z"].map(|time| tagged(UTC_TIME, time.as_bytes()));
    let validity = tagged(SEQUENCE, &times.concat());
    let parts = [
        VERSION_3,
        SERIAL_1,
        SHA256_WITH_RSA,
        &name,
        &validity,
        &name,
        &spki,
    ];
    let signed = tagged(SEQUENCE, &parts.concat());
    let signature = mint::sign(key, "RS256", &signed)?;
    let signature = tagged(BIT_STRING, &[&[0], signature.as_slice()].concat());
    let whole = [signed.as_slice(), SHA256_WITH_RSA, &signature].concat();
    Ok(base64(&tagged(SEQUENCE, &whole)))
}

fn tagged(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len().to_be_bytes();
    let significant = length.iter().skip_while(|octet| **octet == 0).copied();
    let significant: Vec<u8> = significant.collect();
    let mut der = vec![tag];
    match (significant.as_slice(), u8::try_from(significant.len())) {
        ([], _) => der.push(0),
        ([short @ 0..=127], _) => der.push(*short),
        (_, count) => der.push(0x80 | count.unwrap_or_default()),
    }
    if value.len() > 127 {
        der.extend(significant);
    }
    der.extend(value);
    der
}

/// The standard alphabet, with padding.
fn base64(octets: &[u8]) -> String {
    let text = base64url::encode(octets);
    let mut text = text.replace('-', "+").replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}
