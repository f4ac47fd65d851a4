//! The parameters of one header as they were received.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use jwk_types::json::{Document, Value};

use crate::{Error, Limits};

/// A JSON object of header parameters, known to be well-formed and without repeated names.
#[derive(Clone, PartialEq, Eq)]
pub struct Parameters {
    json: Box<str>,
}

impl Parameters {
    pub(super) fn new(object: Value<'_, '_>) -> Self {
        Self {
            json: object.raw().into(),
        }
    }

    /// The object as it was received.
    #[must_use]
    pub const fn json(&self) -> &str {
        &self.json
    }

    /// The value of the parameter as JSON text.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        // It was within these bounds when it was read.
        let octets = self.json.as_bytes();
        let document = Document::parse(octets, WHAT, octets.len(), octets.len()).ok()?;
        let value = document.root().as_object()?.get(name)?;
        Some(value.raw().into())
    }
}

const WHAT: &str = "protected header";

/// rfc7515-5.2-3, rfc7515-10.12-1, rfc7515-10.12-3, rfc7515-4-1
pub(crate) fn parse_protected<'a>(
    octets: &'a [u8],
    limits: &Limits,
) -> Result<Document<'a>, Error> {
    let longest = limits.header_octets().max(limits.header_octets_with_x5c());
    let document = Document::parse(octets, WHAT, longest, limits.depth())
        .map_err(|error| Error::Malformed { part: WHAT, error })?;
    match document.root().as_object() {
        Some(_) => Ok(document),
        None => Err(Error::HeaderNotAnObject {
            found: document.root().kind().name(),
        }),
    }
}

impl fmt::Debug for Parameters {
    /// Without the values: nobody knows what a stranger has put there, a private `jwk` perhaps.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parameters(<{} octets>)", self.json.len())
    }
}
