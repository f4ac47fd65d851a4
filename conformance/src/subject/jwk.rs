//! Ops on keys and key sets.

use jwk_types::{HashAlgorithm, Jwk, Key, base64url, x509};
use jwks::JwkSet;
use serde_json::{Map, Value, json};

use super::ops::{accept, reject, text, unsupported};
use super::request::Request;
use crate::protocol::Verdict;

pub(super) fn parse(request: &Request<'_>) -> Verdict {
    match read(request) {
        Err(verdict) => verdict,
        Ok(jwk) => accept(json!({
            "kty": jwk.kty(),
            "kid": jwk.kid(),
            "private": jwk.is_secret(),
            "thumbprint_sha256": jwk
                .thumbprint(HashAlgorithm::Sha256)
                .ok()
                .map(|thumbprint| base64url::encode(thumbprint.digest())),
        })),
    }
}

pub(super) fn thumbprint(request: &Request<'_>) -> Verdict {
    let name = text(request, "hash");
    let Some(hash) = HashAlgorithm::named(name) else {
        return unsupported(&format!("no hash {name}"));
    };
    let jwk = match read(request) {
        Ok(jwk) => jwk,
        Err(verdict) => return verdict,
    };
    match jwk.thumbprint(hash) {
        Err(error) => reject!(error),
        Ok(thumbprint) => accept(json!({
            "thumbprint": base64url::encode(thumbprint.digest()),
            "uri": thumbprint.to_uri(),
        })),
    }
}

pub(super) fn to_spki(request: &Request<'_>) -> Verdict {
    let jwk = match read(request) {
        Ok(jwk) => jwk,
        Err(verdict) => return verdict,
    };
    let Some(public) = jwk.key().public() else {
        return Verdict::reject("other", "a symmetric key has no SubjectPublicKeyInfo");
    };
    match public.to_spki_der() {
        Err(error) => reject!(error),
        Ok(der) => accept(json!({ "der": base64url::encode(&der) })),
    }
}

pub(super) fn parse_set(request: &Request<'_>) -> Verdict {
    match JwkSet::parse(text(request, "jwks")) {
        Err(error) => reject!(error),
        Ok(set) => accept(json!({
            "usable": set.keys().len(),
            "skipped": set.skipped().len(),
        })),
    }
}

fn read(request: &Map<String, Value>) -> Result<Jwk, Verdict> {
    let jwk = Jwk::parse(text(request, "jwk")).map_err(|error| reject!(error))?;
    if let Key::Unknown(unknown) = jwk.key() {
        return Err(reject!(unknown.error()));
    }
    x509::check(&jwk).map_err(|error| reject!(error))?;
    Ok(jwk)
}
