//! `access_token.verify`.

use jws_verify::Algorithms;
use oidc_tokens::{Access, AccessTokenVerifier, Profile};
use serde_json::json;

use super::provider::Keys;
use super::{Request, claims, leeway, now, settle, word};
use crate::protocol::Verdict;
use crate::subject::ops::{accept, list, reject, text};

const PROFILES: [(&str, Profile); 2] = [("rfc9068", Profile::Rfc9068), ("plain", Profile::Plain)];

pub(crate) fn verify(request: &Request<'_>) -> Verdict {
    settle(answer(request))
}

fn answer(request: &Request<'_>) -> Result<Verdict, Verdict> {
    let token = text(request, "token");
    let asymmetric: Vec<_> = Algorithms::asymmetric().iter().collect();
    let keys = Keys::of(request, token, &asymmetric)?;
    let verifier = AccessTokenVerifier::new(text(request, "issuer"), text(request, "audience"))
        .map_err(|error| reject!(error))?
        .with_algorithms(keys.algorithms())
        .with_leeway(leeway(request)?)
        .with_profile(word(request, "profile", &PROFILES, Profile::Rfc9068)?);
    let scopes = list(request, "scopes").filter(|scopes| !scopes.is_empty());
    let access = scopes.as_deref();
    let access = access.map_or_else(Access::without_scope, Access::with_scopes);
    let verified = keys.verify(&verifier, token, &access, now(request)?);
    let access_token = verified?;
    let scope: Vec<&str> = access_token.scopes().collect();
    Ok(accept(json!({
        "sub": access_token.subject(),
        "client_id": access_token.client_id(),
        "scope": scope,
        "claims": claims(access_token.json()),
    })))
}
