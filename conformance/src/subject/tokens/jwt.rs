//! `jwt.verify`.

use jws_verify::Algorithm;
use oidc_tokens::{ExpectedAudience, ExpectedIssuer, JwtVerifier};
use serde_json::json;

use super::{Request, claims, leeway, now, ring, settle};
use crate::protocol::Verdict;
use crate::subject::ops::{accept, list, optional_text, refuse, reject, text};

/// Every algorithm where the request names none, as for `jws.verify`.
pub(crate) fn verify(request: &Request<'_>) -> Verdict {
    settle(answer(request))
}

fn answer(request: &Request<'_>) -> Result<Verdict, Verdict> {
    let token = text(request, "token");
    let keys = ring(request, token, Algorithm::all())?;
    let issuer = optional_text(request, "issuer").map_or(ExpectedIssuer::Any, ExpectedIssuer::is);
    let audience = optional_text(request, "audience");
    let audience = audience.map_or(ExpectedAudience::None, ExpectedAudience::is);
    let required = list(request, "required").unwrap_or_default();
    let mut verifier = JwtVerifier::new(issuer, audience)
        .map_err(|error| reject!(error))?
        .with_algorithms(keys.algorithms().clone())
        .with_leeway(leeway(request)?)
        .requiring(required.iter().copied());
    if !required.contains(&"exp") {
        verifier = verifier.allowing_no_expiration();
    }
    if let Some(subject) = optional_text(request, "subject") {
        verifier = verifier.with_subject(subject);
    }
    if let Some(typ) = optional_text(request, "typ") {
        verifier = verifier.with_type(typ);
    }
    let verified = verifier.verify_at(&keys, token, now(request)?);
    let jwt = verified.map_err(|error| refuse!(error))?;
    Ok(accept(json!({"claims": claims(jwt.json())})))
}
