//! `jws.verify`.

use jwk_types::base64url;
use jws_verify::{Algorithm, Limits, Policy, UnverifiedJws, UnverifiedSignature, Verifier};
use serde_json::json;

use super::keys;
use super::ops::{accept, list, optional_text, reject, text};
use super::request::Request;
use crate::protocol::Verdict;

pub(super) fn verify(request: &Request<'_>) -> Verdict {
    let payload = match optional_text(request, "detached_payload") {
        None => None,
        Some(text) => match base64url::decode(text, "detached_payload") {
            Ok(payload) => Some(payload),
            Err(error) => return reject!(error),
        },
    };
    let jws = match read(text(request, "jws"), payload.as_deref()) {
        Ok(jws) => jws,
        Err(error) => return reject!(error),
    };
    let used: Vec<&str> = jws.signatures().iter().map(alg).collect();
    let verifier = match keys::ring(request, Algorithm::all(), &used) {
        Ok(ring) => Verifier::new(ring),
        Err(verdict) => return verdict,
    };
    let understood = list(request, "understood_crit").unwrap_or_default();
    let verifier = verifier.with_policy(Policy::new().understanding(understood));
    let verified = match verifier.verify(jws) {
        Ok(verified) => verified,
        Err(error) => return reject!(error),
    };
    let Some(signature) = verified.signatures().first() else {
        return Verdict::reject("other", "verified, and no signature holds");
    };
    accept(json!({
        "payload": base64url::encode(verified.payload()),
        "alg": signature.algorithm().name(),
        "kid": signature.kid(),
    }))
}

/// The JSON serialisations begin with a brace, which no compact one has. A byte order mark is left to the reader of JSON
/// to refuse.
fn read<'a>(
    text: &'a str,
    payload: Option<&'a [u8]>,
) -> Result<UnverifiedJws<'a>, jws_verify::Error> {
    let blank = |character: char| character == '\u{feff}' || character.is_whitespace();
    let json = text.trim_start_matches(blank).starts_with('{');
    let limits = &Limits::DEFAULT;
    match (json, payload) {
        (true, None) => UnverifiedJws::parse_json(text, limits),
        (true, Some(payload)) => UnverifiedJws::parse_json_detached(text, payload, limits),
        (false, None) => UnverifiedJws::parse_compact(text, limits),
        (false, Some(payload)) => UnverifiedJws::parse_compact_detached(text, payload, limits),
    }
}

fn alg<'j>(signature: &'j UnverifiedSignature<'_>) -> &'j str {
    signature.unverified_header().alg()
}

#[cfg(test)]
mod tests {
    use super::read;

    const JWS: &str = r#"{"payload":"YQ","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"YQ"}"#;

    #[test]
    fn json_is_told_by_its_brace_whatever_stands_before_it() {
        assert!(read(JWS, None).is_ok());
        assert!(read(&format!(" \n{JWS}"), None).is_ok());
        for before in ["\u{feff}", "\u{feff} ", " \u{feff}"] {
            let error = read(&format!("{before}{JWS}"), None).expect_err("not JSON");
            assert_eq!(
                error.reason().as_str(),
                "malformed_json",
                "{before:?}: {error}"
            );
        }
    }
}
