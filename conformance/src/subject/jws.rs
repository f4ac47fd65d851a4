//! `jws.verify`.

use jwk_types::{Jwk, Key, base64url};
use jwks::JwkSet;
use jws_verify::{
    Algorithm, Algorithms, KeyRing, Limits, Policy, UnverifiedJws, UnverifiedSignature, Verifier,
};
use serde_json::{Map, Value, json};

use super::ops::{accept, list, optional_text, reject, text, unsupported};
use crate::protocol::Verdict;

pub(super) fn verify(request: &Map<String, Value>) -> Verdict {
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
    let asked = list(request, "algorithms");
    if let Some(unknown) = asked.as_deref().and_then(|asked| unknown(&jws, asked)) {
        return unsupported(&format!("no {unknown}"));
    }
    let keys = match read_keys(text(request, "keys")) {
        Ok(keys) => keys,
        Err(verdict) => return verdict,
    };
    let Ok(algorithms) = Algorithms::only(&allowed(asked.as_deref())) else {
        return not_allowed(&jws);
    };
    let verifier = match KeyRing::new(keys, algorithms) {
        Ok(ring) => Verifier::new(ring),
        Err(error) => return reject!(error),
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

/// A JWK Set, or a JWK alone.
fn read_keys(text: &str) -> Result<JwkSet, Verdict> {
    match JwkSet::parse(text) {
        Ok(set) => Ok(set),
        Err(jwks::Error::MissingKeys) => {
            let jwk = Jwk::parse(text).map_err(|error| reject!(error))?;
            match jwk.key() {
                Key::Unknown(unknown) => Err(reject!(unknown.error())),
                _ => Ok(JwkSet::from(jwk)),
            }
        }
        Err(error) => Err(reject!(error)),
    }
}

fn allowed(asked: Option<&[&str]>) -> Vec<&'static Algorithm> {
    match asked {
        None => Algorithm::all().to_vec(),
        Some(names) => names.iter().copied().filter_map(Algorithm::named).collect(),
    }
}

/// An algorithm that the caller and a signature ask for and that is not one of ours.
fn unknown<'j>(jws: &'j UnverifiedJws<'_>, asked: &[&str]) -> Option<&'j str> {
    let names = jws.signatures().iter().map(alg);
    let mut wanted = names.filter(|name| asked.contains(name) && *name != "none");
    wanted.find(|name| Algorithm::named(name).is_none())
}

/// The caller accepts nothing that exists: the library cannot be asked.
fn not_allowed(jws: &UnverifiedJws<'_>) -> Verdict {
    let unsecured = jws
        .signatures()
        .iter()
        .any(|signature| alg(signature) == "none");
    let reason = if unsecured {
        "unsecured"
    } else {
        "algorithm_not_allowed"
    };
    Verdict::reject(reason, "the caller accepts no signature algorithm")
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
