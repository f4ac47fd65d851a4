//! Who issued the token, and whom it is for.

use alloc::boxed::Box;

use jws_verify::Scheme;

use crate::Error;
use crate::check::{Applied, Finding, PASSED, Purpose};
use crate::checks::claims::{self, missing};
use crate::claims::ClaimName;
use crate::presented::Facts;

/// `iss` is the issuer, octet for octet.
pub(crate) fn issuer<P: Purpose>(facts: &Facts<'_>, _: &P::Question<'_>) -> Finding {
    // rfc7519-2-2: nothing is normalised.
    let Some(expected) = facts.settings.issuer() else {
        return Ok(Applied::No("the caller takes any issuer"));
    };
    let found = facts.claims.iss().ok_or_else(|| missing("iss"))?;
    // rfc9700-4.4.2.1-2
    if found != expected {
        return Err(Error::Issuer {
            expected: expected.into(),
            found: found.into(),
        });
    }
    PASSED
}

/// `aud` names `expected`.
pub(crate) fn audience(facts: &Facts<'_>, expected: &str) -> Finding {
    let mut audiences = facts.claims.aud().ok_or_else(|| missing("aud"))?;
    let first = audiences.clone().next();
    if !audiences.any(|audience| audience == expected) {
        return Err(Error::Audience {
            expected: expected.into(),
            found: first.map(Box::from),
        });
    }
    PASSED
}

/// `aud` names nobody else whom the caller does not trust.
pub(crate) fn other_audiences(facts: &Facts<'_>, own: &str, trusted: &[Box<str>]) -> Finding {
    let mut others = facts.claims.aud().into_iter().flatten();
    let mut others = others
        .by_ref()
        .filter(|audience| *audience != own)
        .peekable();
    if others.peek().is_none() {
        return Ok(Applied::No("there are no others"));
    }
    match others.find(|audience| !trusted.iter().any(|name| **name == **audience)) {
        Some(audience) => Err(Error::AudienceUntrusted {
            audience: audience.into(),
        }),
        None => PASSED,
    }
}

/// Whoever verifies a MAC can make it: of several audiences none knows which did.
pub(crate) fn mac_for_one<P: Purpose>(facts: &Facts<'_>, _: &P::Question<'_>) -> Finding {
    let Some(held) = facts.held else {
        return Ok(Applied::No("the signature does not hold"));
    };
    if !matches!(held.algorithm().scheme(), Scheme::Hmac(_)) {
        return Ok(Applied::No("the algorithm is no MAC"));
    }
    let mut audiences = facts.claims.aud().into_iter().flatten();
    let first = audiences.next();
    if audiences.any(|audience| Some(audience) != first) {
        return Err(Error::MacForSeveral);
    }
    PASSED
}

/// `sub` is there, identifies somebody, and is as long as OpenID Connect Core lets it be.
pub(crate) fn subject(facts: &Facts<'_>) -> Finding {
    let sub = facts.claims.sub();
    if sub.is_some_and(|sub| sub.len() > 255) {
        return Err(Error::ClaimValue {
            claim: "sub",
            fault: "is longer than 255 octets",
        });
    }
    claims::identifier(ClaimName::SUB, sub)
}
