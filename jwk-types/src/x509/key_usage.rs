//! The key usage extension ([RFC 5280 §4.2.1.3]), held against `use`.
//!
//! [RFC 5280 §4.2.1.3]: https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3

use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Reader, SliceReader, Tag, Tagged};

use super::fault;
use crate::{Error, KeyUse};

const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");

/// digitalSignature, contentCommitment
const FOR_SIGNATURES: [usize; 2] = [0, 1];
/// keyEncipherment, dataEncipherment, keyAgreement
const FOR_ENCRYPTION: [usize; 3] = [2, 3, 4];

/// rfc7517-4.7-4: `use` and a key usage, where both are there, allow the same thing.
pub(super) fn check(extensions: Option<&[u8]>, key_use: Option<&KeyUse>) -> Result<(), Error> {
    let bits: &[usize] = match key_use {
        Some(KeyUse::Signature) => &FOR_SIGNATURES,
        Some(KeyUse::Encryption) => &FOR_ENCRYPTION,
        Some(KeyUse::Other(_)) | None => return Ok(()),
    };
    let Some(extensions) = extensions else {
        return Ok(());
    };
    let usage = find(extensions)
        .map_err(|_| fault("the extensions of the first certificate cannot be read"))?;
    let Some(usage) = usage else {
        return Ok(());
    };
    let usage = BitStringRef::from_der(usage)
        .map_err(|_| fault("the key usage of the first certificate cannot be read"))?;
    if bits.iter().any(|bit| usage.get(*bit) == Some(true)) {
        Ok(())
    } else {
        Err(fault(
            "the key usage of the first certificate bars what use says",
        ))
    }
}

/// The value of the extension, which is DER itself.
fn find(extensions: &[u8]) -> Result<Option<&[u8]>, der::Error> {
    let mut found = None;
    SliceReader::new(extensions)?.sequence(|reader| {
        while !reader.is_finished() {
            let (oid, value) = reader.sequence(read_extension)?;
            if oid == KEY_USAGE.as_bytes() {
                found = Some(value);
            }
        }
        Ok::<_, der::Error>(())
    })?;
    Ok(found)
}

/// The octets of the object identifier, which may be of any length, and the value.
fn read_extension<'a>(reader: &mut SliceReader<'a>) -> Result<(&'a [u8], &'a [u8]), der::Error> {
    let oid = reader.decode::<AnyRef<'a>>()?;
    oid.tag().assert_eq(Tag::ObjectIdentifier)?;
    let mut value = reader.decode::<AnyRef<'a>>()?;
    if !reader.is_finished() {
        // `critical` stood first.
        value = reader.decode()?;
    }
    Ok((
        oid.value(),
        value.decode_as::<&OctetStringRef>()?.as_bytes(),
    ))
}
