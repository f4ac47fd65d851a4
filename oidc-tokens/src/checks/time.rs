//! `exp`, `nbf`, `iat`, and how old a token may be.

use core::time::Duration;

use crate::check::{Applied, Finding, PASSED, Purpose};
use crate::checks::claims::missing;
use crate::presented::Facts;
use crate::{Error, NumericDate};

/// Fifty years of 365.25 days: what lies further ahead is most likely in milliseconds.
const FAR: Duration = Duration::from_secs(50 * 31_557_600);

/// `exp` is there, and not reached.
pub(crate) fn expiration<P: Purpose>(facts: &Facts<'_>, _: &P::Question<'_>) -> Finding {
    let exp = facts.claims.exp().ok_or_else(|| missing("exp"))?;
    before(facts, exp)
}

/// `exp` is not reached, if it is there.
pub(crate) fn expiration_if_present(facts: &Facts<'_>) -> Finding {
    match facts.claims.exp() {
        Some(exp) => before(facts, exp),
        None => Ok(Applied::No("there is no exp")),
    }
}

fn before(facts: &Facts<'_>, exp: NumericDate) -> Finding {
    if facts.is_over(exp) {
        let now = facts.now;
        return Err(Error::Expired { exp, now });
    }
    PASSED
}

/// No date that only a mistake explains.
pub(crate) fn plausible<P: Purpose>(facts: &Facts<'_>, _: &P::Question<'_>) -> Finding {
    let Some(value) = facts.claims.exp() else {
        return Ok(Applied::No("there is no exp"));
    };
    if value > facts.now.saturating_add(FAR) {
        let claim = "exp";
        return Err(Error::FarFuture { claim, value });
    }
    PASSED
}

pub(crate) fn not_before<P: Purpose>(facts: &Facts<'_>, _: &P::Question<'_>) -> Finding {
    let Some(nbf) = facts.claims.nbf() else {
        return Ok(Applied::No("there is no nbf"));
    };
    if facts.is_ahead(nbf) {
        let now = facts.now;
        return Err(Error::NotYetValid { nbf, now });
    }
    PASSED
}

/// `iat` is there, and not in the future.
pub(crate) fn issued<P: Purpose>(facts: &Facts<'_>, _: &P::Question<'_>) -> Finding {
    match facts.claims.iat() {
        Some(iat) => not_ahead(facts, "iat", iat),
        None => Err(missing("iat")),
    }
}

/// `iat` is not in the future, if it is there.
pub(crate) fn issued_if_present(facts: &Facts<'_>) -> Finding {
    match facts.claims.iat() {
        Some(iat) => not_ahead(facts, "iat", iat),
        None => Ok(Applied::No("there is no iat")),
    }
}

/// How long ago the token was issued, if the caller bounds it.
pub(crate) fn age<P: Purpose>(facts: &Facts<'_>, _: &P::Question<'_>) -> Finding {
    let Some(max_age) = facts.settings.max_age() else {
        return Ok(Applied::No("the caller sets no bound"));
    };
    let iat = facts.claims.iat().ok_or_else(|| missing("iat"))?;
    // Else a date far ahead would be within any bound.
    not_ahead(facts, "iat", iat)?;
    if is_older(facts, iat, max_age) {
        let max_age = max_age.as_secs();
        return Err(Error::TooOld { iat, max_age });
    }
    PASSED
}

/// When the user logged in: not in the future, and not longer ago than `max_age`.
pub(crate) fn authenticated(
    facts: &Facts<'_>,
    max_age: Option<Duration>,
    required: Required,
) -> Finding {
    let Some(auth_time) = facts.claims.auth_time() else {
        return match (max_age, required) {
            (None, Required::No) => Ok(Applied::No("no max_age was asked for")),
            _ => Err(missing("auth_time")),
        };
    };
    not_ahead(facts, "auth_time", auth_time)?;
    if let Some(max_age) = max_age
        && is_older(facts, auth_time, max_age)
    {
        let max_age = max_age.as_secs();
        return Err(Error::AuthenticationTooOld { auth_time, max_age });
    }
    PASSED
}

/// Whether a claim has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Required {
    Yes,
    No,
}

fn is_older(facts: &Facts<'_>, moment: NumericDate, max_age: Duration) -> bool {
    let latest = moment
        .saturating_add(max_age)
        .saturating_add(facts.settings.leeway());
    facts.now > latest
}

fn not_ahead(facts: &Facts<'_>, claim: &'static str, value: NumericDate) -> Finding {
    if facts.is_ahead(value) {
        let now = facts.now;
        return Err(Error::InFuture { claim, value, now });
    }
    PASSED
}
