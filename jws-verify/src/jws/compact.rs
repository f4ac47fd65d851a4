//! The compact serialisation ([RFC 7515 §7.1]).
//!
//! [RFC 7515 §7.1]: https://www.rfc-editor.org/rfc/rfc7515#section-7.1

use alloc::borrow::Cow;

use jwk_types::Rule;

use super::{
    Content, Decoded, Payload, Serialization, UnverifiedJws, UnverifiedSignature, check_size,
    decode_protected, payload_twice,
};
use crate::header::{Header, memo, parse_protected};
use crate::one_or_more::OneOrMore;
use crate::{Error, Limits};

pub(super) fn parse<'a>(
    text: &'a str,
    detached: Option<&'a [u8]>,
    limits: &Limits,
) -> Result<UnverifiedJws<'a>, Error> {
    check_size(text, limits)?;
    let [protected, payload, signature] = split(text)?;
    let recalled = memo::recall(protected, limits);
    let fresh = recalled.is_none().then_some(*limits);
    let header = recalled.map_or_else(|| read_header(protected, limits), Ok)?;
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
    let mut decoded = Decoded::for_text(payload.len().saturating_add(signature.len()));
    let payload = Payload::new(content, header.is_payload_encoded(), &mut decoded)?;
    // rfc7515-5.2-7
    let signature = decoded.add(signature, "signature")?;
    Ok(UnverifiedJws {
        serialization: Serialization::Compact,
        payload,
        signatures: OneOrMore::one(UnverifiedSignature {
            header,
            protected: Cow::Borrowed(protected),
            signature,
            contiguous,
        }),
        decoded,
        fresh,
    })
}

fn read_header(protected: &str, limits: &Limits) -> Result<Header, Error> {
    let octets = decode_protected(protected, limits)?;
    let document = parse_protected(&octets, limits)?;
    // rfc7515-7.1-1
    Header::read(Some(document.root()), None, limits)
}

/// rfc7515-5.2-1: exactly two periods, found without splitting a text of a million of them.
fn split(text: &str) -> Result<[&str; 3], Error> {
    let mut periods = memchr::memchr_iter(b'.', text.as_bytes());
    if let (Some(first), Some(second), None) = (periods.next(), periods.next(), periods.next())
        && let Some((signed, signature)) = text.split_at_checked(second)
        && let Some((protected, payload)) = signed.split_at_checked(first)
        && let Some(payload) = payload.strip_prefix('.')
        && let Some(signature) = signature.strip_prefix('.')
    {
        return Ok([protected, payload, signature]);
    }
    Err(Error::Segments {
        found: text.splitn(6, '.').count(),
    })
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
