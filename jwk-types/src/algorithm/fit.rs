//! Whether a key's own `alg` is for this kind of key.
//!
//! [RFC 7518 §3.6]: https://www.rfc-editor.org/rfc/rfc7518#section-3.6

use alloc::format;

use super::{KeyRequirement, RegisteredAlgorithm};
use crate::{Error, KeyShape};

/// rfc7517-4.4-2, rfc8812-3.2-5, rfc9864-5-1: a registered `alg` goes with this kind of key. `shape`
/// is `None` where the key is of an unknown type.
pub(crate) fn check(alg: &str, shape: Option<&KeyShape<'_>>) -> Result<(), Error> {
    let refused = |expected| {
        Err(Error::AlgorithmDoesNotFit {
            alg: alg.into(),
            expected,
        })
    };
    // It is the absence of a signature, made with no key ([RFC 7518 §3.6]).
    if alg == "none" {
        return refused("no key at all".into());
    }
    let Some(shape) = shape else {
        return Ok(());
    };
    let wanted = match (RegisteredAlgorithm::named(alg), shape) {
        (Some(registered), shape) if !registered.fits(shape) => registered.key,
        // rfc9964-3-1: an AKP key is bound to the algorithm that it names, registered or not.
        (None, KeyShape::Akp(named)) if *named != alg => KeyRequirement::Akp,
        _ => return Ok(()),
    };
    refused(format!("{wanted}, not {shape}").into_boxed_str())
}
