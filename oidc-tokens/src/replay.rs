//! Seeing a token twice ([RFC 7519 §4.1.7]).
//!
//! [RFC 7519 §4.1.7]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.7

use crate::settings::MAX_LEEWAY;
use crate::{Error, NumericDate};

/// Remembers what was seen, for as long as it could be accepted again.
pub trait ReplayGuard {
    /// Remembers `value` of the claim `claim`, which is `nonce` or `jti`, of `issuer` until `until`, and
    /// tells whether it was there before: both in one atomic step, or two copies of a token that
    /// arrive together both pass.
    ///
    /// A store that cannot be reached answers [`Sight::Repeated`]: what cannot be checked is refused.
    fn sight(&self, issuer: &str, claim: &str, value: &str, until: NumericDate) -> Sight;
}

/// Whether something was seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "there is no third possibility")]
pub enum Sight {
    /// For the first time.
    First,
    /// It was there before.
    Repeated,
}

/// Asks the guard about a claim that has to be there.
pub(crate) fn refuse(
    guard: &(impl ReplayGuard + ?Sized),
    issuer: Option<&str>,
    claim: &'static str,
    value: Option<&str>,
    until: Option<NumericDate>,
) -> Result<(), Error> {
    let value = value.ok_or_else(|| Error::Missing {
        claim: claim.into(),
    })?;
    // rfc7519-4.1.7-2, rfc7515-10.10-1, oidc-core-3.1.3.7-11b
    // As long as any verifier takes it, whatever its leeway.
    let until = until.map_or(NumericDate::MAX, |exp| exp.saturating_add(MAX_LEEWAY));
    match guard.sight(issuer.unwrap_or_default(), claim, value, until) {
        Sight::First => Ok(()),
        Sight::Repeated => Err(Error::Replayed { claim }),
    }
}
