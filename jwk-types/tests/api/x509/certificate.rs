//! Certificates in which everything but the key is made up.

use crate::data::public_key;
use crate::der_tlv::{self as tlv, sequence, tlv};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 with padding.
pub(super) fn base64(octets: &[u8]) -> String {
    let mut out = String::new();
    for chunk in octets.chunks(3) {
        let mut group = [0; 4];
        group[1..=chunk.len()].copy_from_slice(chunk);
        let group = u32::from_be_bytes(group);
        for index in 0..4 {
            let digit = (group >> (18 - 6 * index)) & 0x3f;
            let character = char::from(ALPHABET[digit as usize]);
            out.push(if index <= chunk.len() { character } else { '=' });
        }
    }
    out
}

/// A certificate in which everything but the key is made up.
pub(super) struct Certificate {
    pub(super) version: Vec<u8>,
    pub(super) validity: Vec<u8>,
    pub(super) extensions: Vec<u8>,
}

impl Certificate {
    pub(super) fn new() -> Self {
        let time = |text: &[u8]| tlv(0x17, text);
        Self {
            version: tlv(0xa0, &[tlv::INTEGER, 1, 2]),
            validity: sequence(&[&time(b"200101000000Z"), &time(b"200102000000Z")]),
            extensions: Vec::new(),
        }
    }

    pub(super) fn key_usage(mut self, unused: u8, bits: u8, critical: &[u8]) -> Self {
        let value = tlv(tlv::OCTET_STRING, &tlv(tlv::BIT_STRING, &[unused, bits]));
        let oid = [tlv::OID, 3, 0x55, 0x1d, 0x0f];
        // Another extension before it, of an identifier that is longer than any that is known.
        let other = sequence(&[&tlv(tlv::OID, &[0x81; 60]), &tlv(tlv::OCTET_STRING, &[])]);
        let usage = sequence(&[&oid, critical, &value]);
        self.extensions = tlv(0xa3, &sequence(&[&other, &usage]));
        self
    }

    pub(super) fn over(&self, key: &str) -> Vec<u8> {
        let spki = public_key(key).to_spki_der().expect("an SPKI");
        let algorithm = sequence(&[&[tlv::OID, 3, 0x2b, 0x65, 0x71]]);
        let (serial, name) = ([tlv::INTEGER, 1, 0xff], sequence(&[]));
        let tbs = sequence(&[
            &self.version,
            &serial,
            &algorithm,
            &name,
            &self.validity,
            &name,
            &spki,
            &self.extensions,
        ]);
        sequence(&[&tbs, &algorithm, &tlv::bits(&[0; 9])])
    }
}
