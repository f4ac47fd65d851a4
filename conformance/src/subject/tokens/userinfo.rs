//! `userinfo.verify`.

use jws_verify::Algorithms;
use oidc_tokens::{Identity, UserInfo, UserInfoResponse, UserInfoVerifier};
use serde_json::json;

use super::{Request, claims, now, ring, settle, word};
use crate::protocol::Verdict;
use crate::subject::ops::{accept, optional_text, refuse, reject, text, unsupported};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Signed {
    Either,
    Required,
}

const SIGNED: [(&str, Signed); 2] = [("either", Signed::Either), ("required", Signed::Required)];

/// What a request about plain JSON need not name.
const ANY: &str = "any";

pub(crate) fn verify(request: &Request<'_>) -> Verdict {
    settle(answer(request))
}

fn answer(request: &Request<'_>) -> Result<Verdict, Verdict> {
    let body = text(request, "response");
    let response = UserInfoResponse::new(text(request, "content_type"), body);
    let issuer = optional_text(request, "issuer");
    let client_id = optional_text(request, "client_id");
    let mut verifier = UserInfoVerifier::new(issuer.unwrap_or(ANY), client_id.unwrap_or(ANY))
        .map_err(|error| reject!(error))?
        .with_leeway(std::time::Duration::ZERO);
    if word(request, "signed", &SIGNED, Signed::Either)? == Signed::Required {
        verifier = verifier.requiring_signature();
    }
    let user = Identity::new(issuer.unwrap_or(ANY), text(request, "sub"));
    let verified = if response.is_signed() {
        if !["keys", "issuer", "client_id", "now"]
            .iter()
            .all(|member| request.contains_key(*member))
        {
            return Err(unsupported(
                "a signed response needs keys, issuer, client_id and now",
            ));
        }
        let asymmetric: Vec<_> = Algorithms::asymmetric().iter().collect();
        let keys = ring(request, body, &asymmetric)?;
        let verifier = verifier.with_algorithms(keys.algorithms().clone());
        verifier.verify_at(&keys, &response, user, now(request)?)
    } else {
        verifier.verify_plain(&response, user)
    };
    let userinfo: UserInfo = verified.map_err(|error| refuse!(error))?;
    Ok(accept(json!({
        "sub": userinfo.identity().subject(),
        "claims": claims(userinfo.json()),
    })))
}
