//! The compact serialisation ([RFC 7515 §7.1]).
//!
//! [RFC 7515 §7.1]: https://www.rfc-editor.org/rfc/rfc7515#section-7.1

use alloc::borrow::Cow;
use alloc::vec;

use jwk_types::Rule;

use super::{
    Content, Payload, Serialization, UnverifiedJws, UnverifiedSignature, check_size, decode,
    decode_protected, payload_twice,
};
use crate::header::{Header, parse_protected};
use crate::{Error, Limits};

pub(super) fn parse<'a>(
    text: &'a str,
    detached: Option<&'a [u8]>,
    limits: &Limits,
) -> Result<UnverifiedJws<'a>, Error> {
    check_size(text, limits)?;
    let [protected, payload, signature] = split(text)?;
    let octets = decode_protected(protected, limits)?;
    let document = parse_protected(&octets, limits)?;
    // rfc7515-7.1-1
    let header = Header::read(Some(document.root()), None, limits)?;
    let content = match detached {
        None => Content::Attached(Cow::Borrowed(payload)),
        Some(octets) if payload.is_empty() => Content::Detached(octets),
        Some(_) => return Err(payload_twice()),
    };
    if !header.is_payload_encoded() {
        check_unencoded(payload)?;
    }
    let contiguous = match content {
        Content::Attached(_) => {
            // Everything before the last period.
            let end = text.len().checked_sub(signature.len().saturating_add(1));
            end.and_then(|end| text.as_bytes().get(..end))
        }
        Content::Detached(_) => None,
    };
    Ok(UnverifiedJws {
        serialization: Serialization::Compact,
        payload: Payload::new(content, header.is_payload_encoded())?,
        signatures: vec![UnverifiedSignature {
            header,
            protected: Cow::Borrowed(protected),
            // rfc7515-5.2-7
            signature: decode(signature, "signature")?,
            contiguous,
        }],
    })
}

/// rfc7515-5.2-1: exactly two periods, found without splitting a text of a million of them.
fn split(text: &str) -> Result<[&str; 3], Error> {
    let mut parts = text.splitn(6, '.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(protected), Some(payload), Some(signature), None) => {
            Ok([protected, payload, signature])
        }
        (_, _, _, fourth) => {
            let found = match fourth {
                None => text.splitn(6, '.').count(),
                Some(_) => parts.count().saturating_add(4),
            };
            Err(Error::Segments { found })
        }
    }
}

/// rfc7797-5.2-1, rfc7797-5.2-3: space and printable ASCII; a period cannot occur, since it would
/// separate.
fn check_unencoded(payload: &str) -> Result<(), Error> {
    if payload.bytes().all(|octet| matches!(octet, b' '..=b'~')) {
        return Ok(());
    }
    Err(Error::Structure {
        fault: "the unencoded payload has characters that the compact form cannot carry",
        rule: Rule::new("RFC 7797", "5.2"),
    })
}
