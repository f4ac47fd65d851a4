//! Writing DER by hand, to build what no tool would write.

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;

pub(crate) fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match value.len() {
        length @ 0..=0x7f => out.push(length as u8),
        length @ 0x80..=0xff => out.extend([0x81, length as u8]),
        length => out.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    out.extend(value);
    out
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(SEQUENCE, &parts.concat())
}

/// A bit string whose last octet is full.
pub(crate) fn bits(octets: &[u8]) -> Vec<u8> {
    tlv(BIT_STRING, &[&[0], octets].concat())
}

/// The octets in a PEM text.
pub(crate) fn from_pem(text: &str) -> Vec<u8> {
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    let text: String = lines.collect();
    let text = text
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_");
    jwk_types::base64url::decode(&text, "test").expect("base64")
}

pub(crate) const RSA_ENCRYPTION: &[u8] = &[OID, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
pub(crate) const EC_PUBLIC_KEY: &[u8] = &[OID, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
pub(crate) const P256: &[u8] = &[OID, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
pub(crate) const P384: &[u8] = &[OID, 5, 0x2b, 0x81, 0x04, 0, 0x22];
pub(crate) const ED25519: &[u8] = &[OID, 3, 0x2b, 0x65, 0x70];
pub(crate) const ML_DSA_44: &[u8] = &[OID, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x11];

/// A SubjectPublicKeyInfo.
pub(crate) fn spki(oid: &[u8], parameters: &[u8], octets: &[u8]) -> Vec<u8> {
    sequence(&[&sequence(&[oid, parameters]), &bits(octets)])
}
