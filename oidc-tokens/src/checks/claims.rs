//! Claims that are there or not.

use crate::Error;
use crate::check::{Applied, Finding, PASSED};
use crate::claims::{ClaimName, Claims, Names};
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

/// What a claim tells of the kind of token that it stands in, the surest first.
const TELLING: [(ClaimName, &str); 12] = [
    (
        ClaimName::EVENTS,
        "a logout token or another security event",
    ),
    (ClaimName::HTM, "a DPoP proof"),
    (ClaimName::HTU, "a DPoP proof"),
    (ClaimName::RESPONSE_TYPE, "a request object"),
    (ClaimName::REDIRECT_URI, "a request object"),
    (ClaimName::AT_HASH, "an ID token"),
    (ClaimName::C_HASH, "an ID token"),
    (ClaimName::S_HASH, "an ID token"),
    (ClaimName::NONCE, "an ID token"),
    (ClaimName::CNF, "an access token"),
    (ClaimName::SCOPE, "an access token"),
    (ClaimName::CLIENT_ID, "an access token"),
];

/// Which kind of token the claims are those of, as far as those in `telling` tell.
pub(crate) fn likeness(claims: Claims<'_>, telling: Names) -> Option<(ClaimName, &'static str)> {
    let mut known = TELLING.into_iter();
    known.find(|(name, _)| telling.contains(*name) && claims.has(*name))
}

/// None of the claims in `telling` is there, whatever its value.
pub(crate) fn no_likeness(facts: &Facts<'_>, telling: Names) -> Finding {
    match likeness(facts.claims, telling) {
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
