//! Claims that are there or not.

use crate::Error;
use crate::check::{Finding, PASSED};
use crate::claims::{ClaimName, Claims, Names};
use crate::presented::Facts;

pub(crate) fn missing(claim: &str) -> Error {
    Error::Missing {
        claim: claim.into(),
    }
}

/// An identifier is there, and says something.
pub(crate) fn identifier(claim: ClaimName, found: Option<&str>) -> Finding {
    let claim = claim.as_str();
    match found {
        Some("") => Err(Error::ClaimValue {
            claim,
            fault: "is empty and identifies nothing",
        }),
        Some(_) => PASSED,
        None => Err(missing(claim)),
    }
}

/// What a claim tells of the kind of token that it stands in, the surest first.
const TELLING: [(ClaimName, &str); 15] = [
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
    (ClaimName::AZP, "an ID token"),
    (ClaimName::CNF, "an access token"),
    (ClaimName::SCOPE, "an access token"),
    (ClaimName::CLIENT_ID, "an access token"),
    (ClaimName::SID, "an ID token or a logout token"),
    (ClaimName::AUTH_TIME, "an ID token"),
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
pub(crate) fn context<'a>(facts: &Facts<'_>, mut wanted: impl Iterator<Item = &'a str>) -> Finding {
    let found = facts.claims.acr();
    if wanted.any(|acr| found == Some(acr)) {
        return PASSED;
    }
    Err(Error::Acr {
        found: found.map(Into::into),
    })
}
