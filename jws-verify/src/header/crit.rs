//! `crit` ([RFC 7515 §4.1.11]) and the one extension that this crate knows, `b64` ([RFC 7797]).
//!
//! [RFC 7515 §4.1.11]: https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11
//! [RFC 7797]: https://www.rfc-editor.org/rfc/rfc7797

use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use jwk_types::Rule;

use super::{Half, wrong_type};
use crate::Error;

/// The parameters that RFC 7515 defines. RFC 7518 adds none for use with JWS.
const DEFINED: [&str; 11] = [
    "alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit",
];

const RULE: Rule = Rule::new("RFC 7515", "4.1.11");

pub(super) fn read(
    protected: Option<&Half<'_, '_>>,
    unprotected: Option<&Half<'_, '_>>,
) -> Result<Vec<Box<str>>, Error> {
    let crit = |fault| Error::Crit { fault };
    // rfc7515-4.1.11-7
    if unprotected.is_some_and(|half| half.get("crit").is_some()) {
        return Err(crit("is not in the protected header"));
    }
    let Some(value) = protected.and_then(|half| half.get("crit")) else {
        return Ok(Vec::new());
    };
    // rfc7515-4.1.11-2
    let array = value
        .as_array()
        .ok_or_else(|| wrong_type("crit", "an array of strings", value, RULE))?;
    // Sets, since a stranger chooses how many names there are.
    let there: BTreeSet<_> = [protected, unprotected]
        .into_iter()
        .flatten()
        .flat_map(Half::names)
        .collect();
    let mut seen = BTreeSet::new();
    let mut names: Vec<Box<str>> = Vec::new();
    for element in array.elements() {
        let name = element
            .as_str()
            .ok_or_else(|| wrong_type("crit", "an array of strings", element, RULE))?;
        // rfc7515-4.1.11-4
        if DEFINED.contains(&&*name) {
            return Err(crit("names a parameter that the standard defines"));
        }
        // rfc7515-4.1.11-5
        if !seen.insert(name.clone()) {
            return Err(crit("names a parameter twice"));
        }
        // rfc7515-4.1.11-6
        if !there.contains(&name) {
            return Err(crit("names a parameter that is not there"));
        }
        names.push(Box::from(name));
    }
    // rfc7515-4.1.11-3
    if names.is_empty() {
        return Err(crit("is an empty array"));
    }
    Ok(names)
}

/// Whether the payload is encoded.
pub(super) fn read_b64(
    protected: Option<&Half<'_, '_>>,
    unprotected: Option<&Half<'_, '_>>,
    crit: &[Box<str>],
) -> Result<bool, Error> {
    let fault = |fault, section| Error::B64 {
        fault,
        rule: Rule::new("RFC 7797", section),
    };
    // rfc7797-3-4
    if unprotected.is_some_and(|half| half.get("b64").is_some()) {
        return Err(fault("is not in the protected header", "3"));
    }
    let Some(value) = protected.and_then(|half| half.get("b64")) else {
        // rfc7797-3-3
        return Ok(true);
    };
    // rfc7797-3-1, rfc7515-5.2-5
    let encoded = value
        .as_bool()
        .ok_or_else(|| fault("is not a boolean", "3"))?;
    // rfc7797-6-1
    if !crit.iter().any(|name| **name == *"b64") {
        return Err(fault("is not listed in crit", "6"));
    }
    Ok(encoded)
}
