//! Claims that are there or not.

use crate::Error;
use crate::check::{Applied, Finding, PASSED};
use crate::claims::ClaimName;
use crate::presented::Facts;

pub(crate) fn missing(claim: &str) -> Error {
    Error::Missing {
        claim: claim.into(),
    }
}

/// The claim is there; its type has been checked.
pub(crate) fn present(facts: &Facts<'_>, claim: ClaimName) -> Finding {
    if facts.claims.has(claim) {
        return PASSED;
    }
    Err(missing(claim.as_str()))
}

/// None of the claims that tell another kind of token, whatever their values.
pub(crate) fn no_likeness(facts: &Facts<'_>, telling: &[(ClaimName, &'static str)]) -> Finding {
    match telling.iter().find(|(claim, _)| facts.claims.has(*claim)) {
        Some((claim, kind)) => Err(Error::LooksLike {
            claim: claim.as_str(),
            kind,
        }),
        None => PASSED,
    }
}

/// `acr` is one of those that were asked for.
pub(crate) fn context<'a>(
    facts: &Facts<'_>,
    mut wanted: impl Iterator<Item = &'a str> + Clone,
) -> Finding {
    if wanted.clone().next().is_none() {
        return Ok(Applied::No("none was asked for"));
    }
    let found = facts.claims.acr();
    if wanted.any(|acr| found == Some(acr)) {
        return PASSED;
    }
    Err(Error::Acr {
        found: found.map(Into::into),
    })
}
