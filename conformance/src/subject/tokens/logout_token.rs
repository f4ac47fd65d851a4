//! `logout_token.verify`.

use jws_verify::RS256;
use oidc_tokens::{LogoutTokenVerifier, Session};
use serde_json::json;

use super::{Request, claims, leeway, now, ring, settle};
use crate::protocol::Verdict;
use crate::subject::ops::{accept, refuse, reject, text};

pub(crate) fn verify(request: &Request<'_>) -> Verdict {
    settle(answer(request))
}

fn answer(request: &Request<'_>) -> Result<Verdict, Verdict> {
    let token = text(request, "token");
    let keys = ring(request, token, &[&RS256])?;
    let verifier = LogoutTokenVerifier::new(text(request, "issuer"), text(request, "client_id"))
        .map_err(|error| reject!(error))?
        .with_algorithms(keys.algorithms().clone())
        .with_leeway(leeway(request)?);
    let verified = verifier.verify_at(&keys, token, Session::Any, now(request)?);
    let logout_token = verified.map_err(|error| refuse!(error))?;
    Ok(accept(json!({
        "sub": logout_token.subject(),
        "sid": logout_token.session_id(),
        "claims": claims(logout_token.json()),
    })))
}
