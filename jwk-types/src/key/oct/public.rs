//! Whether octets offered as a secret are a public key after all.
//!
//! A second line of defence: the type system already keeps keys that were read as public out of
//! MACs. What stays possible is that the caller hands over the wrong file as a secret.

use alloc::vec;
use alloc::vec::Vec;

use base64ct::{Base64Unpadded, Encoding};
use der::{Decode, Reader, SliceReader};
use pkcs1::RsaPublicKeyRef;
use spki::SubjectPublicKeyInfoRef;
use zeroize::Zeroizing;

use crate::Limits;
use crate::der_key::certificate::Certificate;
use crate::json::{Document, Value};

/// PEM, DER, OpenSSH, JWK or JWK Set, as it is or once more in base64 or hexadecimal.
pub(super) fn is_public_key(octets: &[u8]) -> bool {
    let text = trimmed(octets);
    let encoded = |decoded: Option<Zeroizing<Vec<u8>>>| decoded.is_some_and(|key| is_plain(&key));
    is_plain(octets) || encoded(from_base64(text)) || encoded(from_hexadecimal(text))
}

fn is_plain(octets: &[u8]) -> bool {
    let text = trimmed(octets);
    octets.windows(11).any(|window| window == b"-----BEGIN ")
        || OPENSSH.iter().any(|name| text.starts_with(name))
        || is_der(octets)
        || is_json(text)
}

/// What lines of OpenSSH public keys start with.
const OPENSSH: [&[u8]; 4] = [b"ssh-rsa ", b"ssh-ed25519 ", b"ssh-ed448 ", b"ecdsa-sha2-"];

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Without what changes nothing about what a text is: white space, zero octets, byte order marks.
fn trimmed(text: &[u8]) -> &[u8] {
    let mut text = trimmed_start(text);
    loop {
        let shorter = text.strip_suffix(&[0]).unwrap_or(text).trim_ascii_end();
        let shorter = shorter.strip_suffix(BYTE_ORDER_MARK).unwrap_or(shorter);
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

fn trimmed_start(mut text: &[u8]) -> &[u8] {
    loop {
        let shorter = text.strip_prefix(&[0]).unwrap_or(text).trim_ascii_start();
        let shorter = shorter.strip_prefix(BYTE_ORDER_MARK).unwrap_or(shorter);
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// The octets say themselves where they end; what follows may be the end of a line.
fn is_der(octets: &[u8]) -> bool {
    let octets = trimmed_start(octets);
    let Ok(der) = SliceReader::new(octets).and_then(|mut reader| reader.tlv_bytes()) else {
        return false;
    };
    octets
        .get(der.len()..)
        .is_some_and(|rest| trimmed_start(rest).is_empty())
        && (SubjectPublicKeyInfoRef::from_der(der).is_ok()
            || RsaPublicKeyRef::from_der(der).is_ok()
            || Certificate::read(der).is_ok())
}

fn is_json(text: &[u8]) -> bool {
    if !matches!(text.first(), Some(b'{' | b'[')) {
        return false;
    }
    // Also where the text as a whole is not JSON that the reader accepts.
    if text.windows(5).any(|window| window == b"\"kty\"") {
        return true;
    }
    let depth = Limits::DEFAULT.depth();
    Document::parse(text, "symmetric key", text.len(), depth)
        .is_ok_and(|document| is_key_or_keys(document.root()))
}

fn is_key_or_keys(value: Value<'_, '_>) -> bool {
    let is_key = |value: Value<'_, '_>| {
        let object = value.as_object();
        object.is_some_and(|object| object.get("kty").is_some())
    };
    if let Some(array) = value.as_array() {
        return array.elements().any(is_key);
    }
    is_key(value)
        || value.as_object().is_some_and(|object| {
            object.get("keys").is_some() || object.get("jwk").is_some_and(is_key)
        })
}

/// Of either alphabet, with or without padding and line breaks.
fn from_base64(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut symbols = Zeroizing::new(Vec::with_capacity(text.len()));
    symbols.extend(text.iter().filter_map(|octet| match octet {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        octet if octet.is_ascii_whitespace() => None,
        octet => Some(*octet),
    }));
    let padding = symbols.iter().rev().take_while(|octet| **octet == b'=');
    let length = symbols.len().saturating_sub(padding.count());
    let symbols = symbols.get(..length)?;
    let mut octets = Zeroizing::new(vec![0; length]);
    let decoded = Base64Unpadded::decode(symbols, &mut octets).ok()?.len();
    octets.truncate(decoded);
    Some(octets)
}

/// In either case, with or without white space and colons.
fn from_hexadecimal(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut octets = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut high = None;
    for octet in text {
        if octet.is_ascii_whitespace() || *octet == b':' {
            continue;
        }
        let digit = u8::try_from(char::from(*octet).to_digit(16)?).ok()?;
        high = match high {
            None => Some(digit),
            Some(high) => {
                octets.push((high << 4) | digit);
                None
            }
        };
    }
    high.is_none().then_some(octets)
}
