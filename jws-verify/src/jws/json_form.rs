//! The flattened and the general JSON serialisation ([RFC 7515 §7.2]).
//!
//! [RFC 7515 §7.2]: https://www.rfc-editor.org/rfc/rfc7515#section-7.2

use alloc::borrow::Cow;
use alloc::boxed::Box;

use jwk_types::Rule;
use jwk_types::json::{Document, Object, Value};

use super::{
    Content, Decoded, Payload, Serialization, Signatures, UnverifiedJws, UnverifiedSignature,
    check_size, decode_protected, payload_twice,
};
use crate::header::{Header, parse_protected};
use crate::one_or_more::OneOrMore;
use crate::{Error, Limits};

const GENERAL: &str = "7.2.1";
const FLATTENED: &str = "7.2.2";

pub(super) fn parse<'a>(
    text: &'a str,
    detached: Option<&'a [u8]>,
    limits: &Limits,
) -> Result<UnverifiedJws<'a>, Error> {
    check_size(text, limits)?;
    // rfc7515-5.2-4, rfc7515-10.12-2, rfc7515-10.12-3
    let document = Document::parse(text.as_bytes(), "JWS", limits.octets(), limits.depth())
        .map_err(|error| Error::Malformed { part: "JWS", error })?;
    let object = document
        .root()
        .as_object()
        .ok_or_else(|| structure("the JWS is neither three parts nor a JSON object", "7.2"))?;
    let mut decoded = Decoded::default();
    let (serialization, signatures) = match object.get("signatures") {
        None => (
            Serialization::Flattened,
            OneOrMore::one(entry(object, limits, FLATTENED, &mut decoded)?),
        ),
        Some(value) => (
            Serialization::General,
            read_signatures(object, value, limits, &mut decoded)?,
        ),
    };
    // rfc7797-3-5
    let encoded = |signature: &UnverifiedSignature<'_>| signature.header.is_payload_encoded();
    let is_encoded = signatures.first().is_none_or(encoded);
    if signatures.iter().any(|each| encoded(each) != is_encoded) {
        return Err(Error::B64 {
            fault: "is not the same for all signatures",
            rule: Rule::new("RFC 7797", "3"),
        });
    }
    let payload = Payload::new(content(object, detached)?, is_encoded, &mut decoded)?;
    Ok(UnverifiedJws {
        serialization,
        signatures,
        payload,
        decoded,
        fresh: None,
    })
}

fn read_signatures<'a>(
    object: Object<'_, 'a>,
    value: Value<'_, 'a>,
    limits: &Limits,
    decoded: &mut Decoded,
) -> Result<Signatures<'a>, Error> {
    // rfc7515-7.2.2-1
    for member in ["signature", "protected", "header"] {
        if object.get(member).is_some() {
            return Err(structure(
                "members of the flattened and of the general form stand together",
                FLATTENED,
            ));
        }
    }
    // rfc7515-7.2.1-2
    let wrong_type = |expected, found: Value<'_, '_>| Error::MemberType {
        member: "signatures",
        expected,
        found: found.kind().name(),
        rule: Rule::new("RFC 7515", GENERAL),
    };
    let array = value
        .as_array()
        .ok_or_else(|| wrong_type("an array of objects", value))?;
    let found = array.elements().count();
    if found > limits.signatures() {
        return Err(Error::TooLarge {
            what: "signatures",
            limit: limits.signatures(),
            found,
        });
    }
    // rfc7515-5.2-10
    if found == 0 {
        return Err(structure("signatures is an empty array", GENERAL));
    }
    let mut read = |element: Value<'_, 'a>| {
        let object = element.as_object();
        let object = object.ok_or_else(|| wrong_type("an object", element))?;
        entry(object, limits, GENERAL, decoded)
    };
    let entries = array.elements().enumerate();
    entries
        .map(|(index, element)| {
            read(element).map_err(|error| Error::InSignature {
                index,
                error: Box::new(error),
            })
        })
        .collect()
}

/// One signature with its headers: an element of `signatures`, or the flattened JWS itself
/// (rfc7515-7.2.2-2). Other members are not looked at (rfc7515-7.2.1-7).
fn entry<'a>(
    object: Object<'_, 'a>,
    limits: &Limits,
    section: &'static str,
    decoded: &mut Decoded,
) -> Result<UnverifiedSignature<'a>, Error> {
    // rfc7515-7.2.1-5
    let signature = string(object, "signature")?.ok_or_else(|| missing("signature", section))?;
    let protected = string(object, "protected")?;
    let unprotected = object.get("header");
    // rfc7515-3.2-1, rfc7515-7.2.1-6
    if protected.is_none() && unprotected.is_none() {
        return Err(missing("protected", section));
    }
    // rfc7515-7.2.1-4
    if let Some(value) = unprotected {
        match value.as_object() {
            Some(header) if !header.is_empty() => {}
            Some(_) => return Err(structure("header is an empty object", section)),
            None => {
                return Err(Error::MemberType {
                    member: "header",
                    expected: "an object",
                    found: value.kind().name(),
                    rule: Rule::new("RFC 7515", section),
                });
            }
        }
    }
    let octets = protected
        .as_deref()
        .map(|text| decode_protected(text, limits));
    let octets = octets.transpose()?;
    let document = octets
        .as_deref()
        .map(|octets| read_protected(octets, limits, section));
    let document = document.transpose()?;
    Ok(UnverifiedSignature {
        header: Header::read(document.as_ref().map(Document::root), unprotected, limits)?,
        protected: protected.unwrap_or_default(),
        signature: decoded.add(&signature, "signature")?,
        contiguous: None,
    })
}

/// rfc7515-7.2.1-3: present exactly when it has members.
fn read_protected<'a>(
    octets: &'a [u8],
    limits: &Limits,
    section: &'static str,
) -> Result<Document<'a>, Error> {
    let empty = || structure("protected is there, but holds no parameter", section);
    if octets.is_empty() {
        return Err(empty());
    }
    let document = parse_protected(octets, limits)?;
    if document.root().as_object().is_some_and(Object::is_empty) {
        return Err(empty());
    }
    Ok(document)
}

fn content<'a>(object: Object<'_, 'a>, detached: Option<&'a [u8]>) -> Result<Content<'a>, Error> {
    // rfc7515-7.2.1-1, rfc7797-5.3-1, rfc7797-5.3-2
    match (string(object, "payload")?, detached) {
        (Some(text), None) => Ok(Content::Attached(text)),
        (None, Some(octets)) => Ok(Content::Detached(octets)),
        (Some(_), Some(_)) => Err(payload_twice()),
        (None, None) => Err(missing("payload", "7.2.1")),
    }
}

fn string<'a>(object: Object<'_, 'a>, member: &'static str) -> Result<Option<Cow<'a, str>>, Error> {
    let Some(value) = object.get(member) else {
        return Ok(None);
    };
    match value.as_str() {
        Some(text) => Ok(Some(text)),
        None => Err(Error::MemberType {
            member,
            expected: "a string",
            found: value.kind().name(),
            rule: Rule::new("RFC 7515", GENERAL),
        }),
    }
}

fn missing(member: &'static str, section: &'static str) -> Error {
    Error::MissingMember {
        member,
        rule: Rule::new("RFC 7515", section),
    }
}

fn structure(fault: &'static str, section: &'static str) -> Error {
    Error::Structure {
        fault,
        rule: Rule::new("RFC 7515", section),
    }
}
