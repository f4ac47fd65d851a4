//! A JWS that has been read and not yet verified ([RFC 7515 §7]).
//!
//! The three serialisations end in one type, and one path verifies it.
//!
//! [RFC 7515 §7]: https://www.rfc-editor.org/rfc/rfc7515#section-7

mod compact;
mod json_form;

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::ops::Range;

use jwk_types::{Rule, base64url};

use crate::header::{Header, memo};
use crate::one_or_more::OneOrMore;
use crate::{Error, Limits};

/// The form in which a JWS came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Serialization {
    /// Three parts with periods between them ([RFC 7515 §7.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.1)).
    Compact,
    /// A JSON object with one signature ([RFC 7515 §7.2.2](https://www.rfc-editor.org/rfc/rfc7515#section-7.2.2)).
    Flattened,
    /// A JSON object with `signatures` ([RFC 7515 §7.2.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.2.1)).
    General,
}

/// A JWS whose parts are well-formed. Nothing in it may be believed: its headers can be looked at,
/// its payload comes out of a [`Verifier`](crate::Verifier) and from nowhere else but
/// [`dangerous`](crate::dangerous).
#[derive(Clone, Debug)]
pub struct UnverifiedJws<'a> {
    serialization: Serialization,
    signatures: Signatures<'a>,
    payload: Payload<'a>,
    decoded: Decoded,
    /// The limits within which the one header was read, if it may be remembered by its text and is not yet.
    fresh: Option<Limits>,
}

/// Nearly always one.
type Signatures<'a> = OneOrMore<UnverifiedSignature<'a>>;

/// The parts of one JWS that are decoded, one behind the other.
#[derive(Clone, Default)]
struct Decoded {
    octets: Vec<u8>,
}

/// One signature of a JWS that has not been verified.
#[derive(Clone)]
pub struct UnverifiedSignature<'a> {
    header: Header,
    /// As it was received, for the signing input.
    protected: Cow<'a, str>,
    /// Where it is among what is decoded.
    signature: Range<usize>,
    /// Both parts of the signing input as they stand next to each other in the text.
    contiguous: Option<&'a [u8]>,
}

/// What was signed, in the two forms that are needed.
#[derive(Clone)]
struct Payload<'a> {
    /// As it stands in the signing input.
    signed: Cow<'a, [u8]>,
    given_out: GivenOut<'a>,
}

/// What the application gets.
#[derive(Clone)]
enum GivenOut<'a> {
    /// What was signed, for it is not encoded.
    AsSigned,
    /// What the caller supplied.
    Supplied(&'a [u8]),
    /// What is here among what is decoded.
    Decoded(Range<usize>),
}

impl core::fmt::Debug for UnverifiedSignature<'_> {
    /// Without the signing input, for it holds the payload.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("UnverifiedSignature")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Decoded {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "<{} octets, not verified>", self.octets.len())
    }
}

impl core::fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "<{} octets, not verified>", self.signed.len())
    }
}

/// Where the payload comes from.
enum Content<'a> {
    /// It is in the JWS, as text.
    Attached(Cow<'a, str>),
    /// The caller has it ([RFC 7515 Appendix F](https://www.rfc-editor.org/rfc/rfc7515#appendix-F)).
    Detached(&'a [u8]),
}

impl<'a> UnverifiedJws<'a> {
    /// Reads the compact serialisation: the only form that tokens have.
    ///
    /// # Errors
    ///
    /// An [`Error`] that names the part and the rule.
    pub fn parse_compact(text: &'a str, limits: &Limits) -> Result<Self, Error> {
        compact::parse(text, None, limits)
    }

    /// Reads the compact serialisation of a JWS whose payload the caller has; its middle part is
    /// empty.
    ///
    /// # Errors
    ///
    /// As [`UnverifiedJws::parse_compact`], and [`Error::Structure`] where the JWS has a payload too.
    pub fn parse_compact_detached(
        text: &'a str,
        payload: &'a [u8],
        limits: &Limits,
    ) -> Result<Self, Error> {
        compact::parse(text, Some(payload), limits)
    }

    /// Reads the flattened or the general JSON serialisation.
    ///
    /// # Errors
    ///
    /// An [`Error`] that names the member and the rule.
    pub fn parse_json(text: &'a str, limits: &Limits) -> Result<Self, Error> {
        json_form::parse(text, None, limits)
    }

    /// Reads a JSON serialisation of a JWS whose payload the caller has; it has no `payload`.
    ///
    /// # Errors
    ///
    /// As [`UnverifiedJws::parse_json`], and [`Error::Structure`] where the JWS has a payload too.
    pub fn parse_json_detached(
        text: &'a str,
        payload: &'a [u8],
        limits: &Limits,
    ) -> Result<Self, Error> {
        json_form::parse(text, Some(payload), limits)
    }

    /// The form in which it came.
    #[must_use]
    pub const fn serialization(&self) -> Serialization {
        self.serialization
    }

    /// The signatures, in the order of the text. There is at least one.
    #[must_use]
    pub fn signatures(&self) -> &[UnverifiedSignature<'a>] {
        &self.signatures
    }

    /// Nobody has verified it: see [`dangerous`](crate::dangerous).
    pub(crate) fn payload(&self) -> &[u8] {
        match &self.payload.given_out {
            GivenOut::AsSigned => &self.payload.signed,
            GivenOut::Supplied(octets) => octets,
            GivenOut::Decoded(range) => self.decoded.get(range),
        }
    }

    pub(crate) fn signature(&self, of: &UnverifiedSignature<'a>) -> &[u8] {
        self.decoded.get(&of.signature)
    }

    /// A signature of this JWS holds: its header may come again.
    pub(crate) fn remember_header(&self, of: &UnverifiedSignature<'a>) {
        if let Some(limits) = &self.fresh {
            memo::remember(&of.protected, limits, &of.header);
        }
    }

    /// The payload and the headers.
    pub(crate) fn into_parts(self) -> (Cow<'a, [u8]>, impl Iterator<Item = Header>) {
        let payload = match self.payload.given_out {
            GivenOut::AsSigned => self.payload.signed,
            GivenOut::Supplied(octets) => Cow::Borrowed(octets),
            GivenOut::Decoded(range) => Cow::Owned(self.decoded.into(&range)),
        };
        let headers = self.signatures.into_iter().map(|each| each.header);
        (payload, headers)
    }

    /// rfc7515-2-3, rfc7515-5.2-8: the octets as received, never a re-encoding.
    pub(crate) fn signing_input<'s>(&'s self, of: &'s UnverifiedSignature<'a>) -> Cow<'s, [u8]> {
        if let Some(contiguous) = of.contiguous {
            return Cow::Borrowed(contiguous);
        }
        let payload = &self.payload.signed;
        let length = of.protected.len().saturating_add(payload.len());
        let mut input = Vec::with_capacity(length.saturating_add(1));
        input.extend_from_slice(of.protected.as_bytes());
        input.push(b'.');
        input.extend_from_slice(payload);
        Cow::Owned(input)
    }
}

impl UnverifiedSignature<'_> {
    /// The header, of which nothing may be believed yet.
    #[must_use]
    pub const fn unverified_header(&self) -> &Header {
        &self.header
    }
}

impl Decoded {
    /// With room for two parts of this length together, and for what the decoder asks beyond.
    fn for_text(length: usize) -> Self {
        Self {
            octets: Vec::with_capacity((length.saturating_mul(3) / 4).saturating_add(8)),
        }
    }

    /// Decodes one part more, and says where it is.
    fn add(&mut self, text: &str, part: &'static str) -> Result<Range<usize>, Error> {
        let start = self.octets.len();
        base64url::decode_public_into(text, part, &mut self.octets)
            .map_err(|error| Error::Malformed { part, error })?;
        Ok(start..self.octets.len())
    }

    fn get(&self, range: &Range<usize>) -> &[u8] {
        self.octets.get(range.clone()).unwrap_or_default()
    }

    /// One part, without a copy where it is the first.
    fn into(mut self, range: &Range<usize>) -> Vec<u8> {
        self.octets.truncate(range.end);
        self.octets.drain(..range.start.min(range.end));
        self.octets
    }
}

impl<'a> Payload<'a> {
    fn new(content: Content<'a>, encoded: bool, decoded: &mut Decoded) -> Result<Self, Error> {
        Ok(match (content, encoded) {
            (Content::Attached(text), true) => Self {
                // rfc7515-5.2-6
                given_out: GivenOut::Decoded(decoded.add(&text, "payload")?),
                signed: octets(text),
            },
            (Content::Detached(octets), true) => Self {
                signed: Cow::Owned(base64url::encode(octets).into_bytes()),
                given_out: GivenOut::Supplied(octets),
            },
            // rfc7797-3-2, rfc7797-5.2-4
            (Content::Attached(text), false) => Self {
                signed: octets(text),
                given_out: GivenOut::AsSigned,
            },
            // rfc7797-5.1-1, rfc7797-5.1-2: nothing is decoded that the header does not say.
            (Content::Detached(octets), false) => Self {
                signed: Cow::Borrowed(octets),
                given_out: GivenOut::AsSigned,
            },
        })
    }
}

fn octets(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

fn check_size(text: &str, limits: &Limits) -> Result<(), Error> {
    if text.len() > limits.octets() {
        return Err(Error::TooLarge {
            what: "octets of the JWS",
            limit: limits.octets(),
            found: text.len(),
        });
    }
    Ok(())
}

/// The header is decoded before anything else: refuse by length before that.
fn decode_protected(text: &str, limits: &Limits) -> Result<Vec<u8>, Error> {
    let longest = limits.header_octets().max(limits.header_octets_with_x5c());
    // Four characters hold three octets.
    let octets = text.len().saturating_mul(3) / 4;
    if octets > longest {
        return Err(Error::TooLarge {
            what: "octets of the protected header",
            limit: longest,
            found: octets,
        });
    }
    // rfc7515-5.2-2
    let mut decoded = Decoded::for_text(text.len());
    decoded.add(text, "protected header")?;
    Ok(decoded.octets)
}

/// rfc7515-F-1: never both.
fn payload_twice() -> Error {
    Error::Structure {
        fault: "the payload is in the JWS and was supplied beside it",
        rule: Rule::new("RFC 7515", "Appendix F"),
    }
}
