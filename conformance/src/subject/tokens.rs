//! What the ops about tokens have in common.

mod access_token;
mod id_token;
mod jwt;
mod logout_token;
mod provider;
mod userinfo;

use std::time::Duration;

use jws_verify::{Algorithm, Header, KeyRing};
use oidc_tokens::{NumericDate, UnverifiedToken};
use serde_json::Value;

use super::keys;
use super::ops::{text, unsupported};
use super::request::Request;
use crate::protocol::Verdict;

pub(super) use access_token::verify as verify_access_token;
pub(super) use id_token::verify as verify_id_token;
pub(super) use jwt::verify as verify_jwt;
pub(super) use logout_token::verify as verify_logout_token;
pub(super) use provider::verify as verify_with_provider;
pub(super) use userinfo::verify as verify_userinfo;

/// The keys for a token. One that cannot be read uses no algorithm, and its verifier says why.
fn ring(
    request: &Request<'_>,
    token: &str,
    otherwise: &[&'static Algorithm],
) -> Result<KeyRing, Verdict> {
    let parsed = UnverifiedToken::parse(token).ok();
    keys::ring(request, otherwise, &used(parsed.as_ref()))
}

fn used<'t>(token: Option<&'t UnverifiedToken<'_>>) -> Vec<&'t str> {
    let header = token.and_then(UnverifiedToken::unverified_header);
    header.into_iter().map(Header::alg).collect()
}

fn now(request: &Request<'_>) -> Result<NumericDate, Verdict> {
    let now = request.get("now").map(Value::to_string);
    let date = now.as_deref().and_then(NumericDate::from_json);
    date.ok_or_else(|| unsupported("`now` is no date"))
}

/// A number of seconds that is not negative.
fn seconds(request: &Request<'_>, member: &str) -> Result<Option<Duration>, Verdict> {
    let Some(value) = request.get(member) else {
        return Ok(None);
    };
    let seconds = value.as_f64();
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration
        .map(Some)
        .ok_or_else(|| unsupported(&format!("`{member}` is no number of seconds")))
}

/// The protocol grants none where the request does not ask for it.
fn leeway(request: &Request<'_>) -> Result<Duration, Verdict> {
    seconds(request, "leeway_s").map(Option::unwrap_or_default)
}

/// One of the words that a member may be.
fn word<T: Copy>(
    request: &Request<'_>,
    member: &str,
    words: &[(&str, T)],
    otherwise: T,
) -> Result<T, Verdict> {
    if !request.contains_key(member) {
        return Ok(otherwise);
    }
    let found = text(request, member);
    let known = words.iter().find(|(word, _)| *word == found);
    known
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| unsupported(&format!("no {member} `{found}`")))
}

/// The claims as the answer has them.
fn claims(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// Either way an answer.
fn settle(verdict: Result<Verdict, Verdict>) -> Verdict {
    verdict.unwrap_or_else(|refused| refused)
}
