//! Up to the claims: the text, its header, its signature.

use jws_verify::Header;

use crate::check::{Applied, Finding, PASSED, Purpose};
use crate::checks::claims;
use crate::claims::Names;
use crate::presented::Presented;
use crate::{Error, media_type};

/// Three parts of base64url, the first of them a JSON object with the members of a JOSE header.
pub(crate) fn structure(presented: &Presented<'_>) -> Finding {
    match presented.jws() {
        Ok(_) => PASSED,
        Err(error) => Err(Error::Jws {
            error: error.clone(),
        }),
    }
}

/// A JWS whose payload is claims, and neither a JWE nor a JWT within a JWT.
pub(crate) fn signed_claims<P: Purpose>(
    header: &Header,
    _: &Presented<'_>,
    _: &P::Question<'_>,
) -> Finding {
    // rfc7519-5.2-1, rfc7519-7.2-8
    if header.cty().is_some_and(|cty| media_type::is(cty, "JWT")) {
        let found = "a nested token";
        return Err(Error::NotSignedClaims { found });
    }
    // rfc7519-7.2-6, oidc-registration-2-5, oidc-registration-2-10
    if header.is_enc_protected() {
        let found = "an encrypted token";
        return Err(Error::NotSignedClaims { found });
    }
    PASSED
}

pub(crate) fn extensions<P: Purpose>(
    header: &Header,
    presented: &Presented<'_>,
    _: &P::Question<'_>,
) -> Finding {
    let policy = presented.settings().policy();
    match policy.check_extensions(header) {
        Ok(()) if header.crit().next().is_none() => Ok(Applied::No("there is no crit")),
        Ok(()) => PASSED,
        Err(error) => Err(Error::Jws { error }),
    }
}

/// The caller's list for this kind of token.
pub(crate) fn algorithm<P: Purpose>(
    header: &Header,
    presented: &Presented<'_>,
    _: &P::Question<'_>,
) -> Finding {
    match presented.settings().algorithms().accept_header(header) {
        Ok(_) => PASSED,
        Err(error) => Err(Error::Jws { error }),
    }
}

/// The keys' own list, `kid`, type, `use`, `key_ops`, `alg`, and the arithmetic.
pub(crate) fn signature(presented: &Presented<'_>) -> Finding {
    match presented.held() {
        None => Ok(Applied::No("the token could not be read")),
        Some(Ok(_)) => PASSED,
        Some(Err(error)) => Err(Error::Jws {
            error: error.clone(),
        }),
    }
}

/// The payload is a JSON object whose known claims have their types.
pub(crate) fn claims_set(presented: &Presented<'_>) -> Finding {
    match presented.claims() {
        None => Ok(Applied::No("the token could not be read")),
        Some(Ok(_)) => PASSED,
        Some(Err(error)) => Err(error.clone()),
    }
}

/// `typ` is absent or says nothing, or it is one of `accepted`.
pub(crate) fn unless_another(
    header: &Header,
    presented: &Presented<'_>,
    kind: &str,
    accepted: &[&str],
) -> Finding {
    let Some(typ) = header.typ() else {
        return Ok(Applied::No("there is no typ"));
    };
    if media_type::is(typ, "JWT") || accepted.iter().any(|name| media_type::is(typ, name)) {
        return PASSED;
    }
    Err(wrong_type(header, presented, kind))
}

/// `typ` is there and is `name`.
pub(crate) fn only(header: &Header, presented: &Presented<'_>, kind: &str, name: &str) -> Finding {
    if header.typ().is_some_and(|typ| media_type::is(typ, name)) {
        return PASSED;
    }
    Err(wrong_type(header, presented, kind))
}

/// Names the kind that it is: by its `typ`, or by its claims.
fn wrong_type(header: &Header, presented: &Presented<'_>, kind: &str) -> Error {
    let by_claims = || {
        let set = presented.claims()?.as_ref().ok()?;
        let (_, kind) = claims::likeness(set.claims(), Names::ALL)?;
        Some(kind)
    };
    Error::Type {
        expected: kind.into(),
        found: header.typ().map(Into::into),
        looks_like: header.typ().and_then(media_type::kind).or_else(by_claims),
    }
}
