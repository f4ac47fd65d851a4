//! `id_token.verify`.

use jws_verify::RS256;
use oidc_tokens::{IdTokenVerifier, Login, Nonce, OpaqueAccessToken, Original, UnverifiedToken};
use serde_json::json;

use super::provider::Keys;
use super::{Request, claims, leeway, now, seconds, settle, word};
use crate::protocol::Verdict;
use crate::subject::ops::{accept, list, optional_text, reject, text};

/// `flow`.
#[derive(Clone, Copy)]
enum Flow {
    Code,
    CodeIdToken,
    CodeIdTokenToken,
    CodeToken,
    IdToken,
    IdTokenToken,
    Refresh,
}

const FLOWS: [(&str, Flow); 7] = [
    ("code", Flow::Code),
    ("code id_token", Flow::CodeIdToken),
    ("code id_token token", Flow::CodeIdTokenToken),
    ("code token", Flow::CodeToken),
    ("id_token", Flow::IdToken),
    ("id_token token", Flow::IdTokenToken),
    ("refresh", Flow::Refresh),
];

pub(crate) fn verify(request: &Request<'_>) -> Verdict {
    settle(answer(request))
}

fn answer(request: &Request<'_>) -> Result<Verdict, Verdict> {
    let token = text(request, "token");
    let keys = Keys::of(request, token, &[&RS256])?;
    let trusted = list(request, "trusted_audiences").unwrap_or_default();
    let verifier = IdTokenVerifier::new(text(request, "issuer"), text(request, "client_id"))
        .map_err(|error| reject!(error))?
        .with_algorithms(keys.algorithms())
        .with_leeway(leeway(request)?)
        .with_trusted_audiences(trusted);

    let access_token = optional_text(request, "access_token").map(OpaqueAccessToken::new);
    let access_token = access_token.transpose().map_err(|error| reject!(error))?;
    let original = original(request, token);
    let mut login = login(request, access_token.as_ref(), &original)?;
    if let Some(token) = &access_token {
        login = login.with_access_token(token);
    }
    if let Some(code) = optional_text(request, "code") {
        login = login.with_code(code);
    }
    if let Some(max_age) = seconds(request, "max_age_s")? {
        login = login.with_max_age(max_age);
    }
    let acr_values = list(request, "acr_values").filter(|values| !values.is_empty());
    if let Some(values) = &acr_values {
        login = login.with_acr_values(values);
    }

    let verified = keys.verify(&verifier, token, &login, now(request)?);
    let id_token = verified?;
    Ok(accept(json!({
        "sub": id_token.subject(),
        "claims": claims(id_token.json()),
    })))
}

fn login<'r>(
    request: &'r Request<'_>,
    access_token: Option<&'r OpaqueAccessToken>,
    original: &'r Original,
) -> Result<Login<'r>, Verdict> {
    let nonce = optional_text(request, "nonce");
    let given = |member| optional_text(request, member).ok_or_else(|| lacking(member));
    let stated = nonce.map_or(Nonce::NotSent, Nonce::Sent);
    let with_token = || access_token.ok_or_else(|| lacking("access_token"));
    Ok(match word(request, "flow", &FLOWS, Flow::Code)? {
        Flow::Code => Login::code(stated),
        Flow::CodeToken => Login::code_token(stated),
        Flow::IdToken => Login::id_token(given("nonce")?),
        Flow::IdTokenToken => Login::id_token_token(given("nonce")?, with_token()?),
        Flow::CodeIdToken => Login::code_id_token(given("nonce")?, given("code")?),
        Flow::CodeIdTokenToken => {
            Login::code_id_token_token(given("nonce")?, given("code")?, with_token()?)
        }
        Flow::Refresh => Login::refresh(original),
    })
}

/// The library does not let a caller forget what a flow gives; who has it not cannot accept the token.
fn lacking(member: &str) -> Verdict {
    Verdict::reject(
        "missing_claim",
        format!("the flow gives `{member}`, which the request lacks"),
    )
}

/// The protocol states no more of the original than the nonce: the token's own subject stands for it.
fn original(request: &Request<'_>, token: &str) -> Original {
    let token = UnverifiedToken::parse(token).ok();
    let claims = token
        .as_ref()
        .and_then(|token| token.unverified_claims().ok());
    let subject = claims.and_then(|claims| claims.unverified_string("sub"));
    let original = Original::new(subject.unwrap_or_default());
    match optional_text(request, "nonce") {
        Some(nonce) => original.with_nonce(nonce),
        None => original,
    }
}
