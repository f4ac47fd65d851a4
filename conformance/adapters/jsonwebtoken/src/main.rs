//! jsonwebtoken as a subject of the conformance runner.
//!
//! It takes no time from the caller, so that `jwt.verify`, which has one, is unsupported.

#[path = "../../rust/protocol.rs"]
mod protocol;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::jwk::{Jwk, JwkSet, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use protocol::{Op, Request, Verdict, serve, unsupported};
use serde_json::{Map, Value, json};

const ALGORITHMS: [(&str, Algorithm); 12] = [
    ("HS256", Algorithm::HS256),
    ("HS384", Algorithm::HS384),
    ("HS512", Algorithm::HS512),
    ("RS256", Algorithm::RS256),
    ("RS384", Algorithm::RS384),
    ("RS512", Algorithm::RS512),
    ("PS256", Algorithm::PS256),
    ("PS384", Algorithm::PS384),
    ("PS512", Algorithm::PS512),
    ("ES256", Algorithm::ES256),
    ("ES384", Algorithm::ES384),
    ("EdDSA", Algorithm::EdDSA),
];

/// Registered, and not among the above.
const LACKING: [&str; 7] = [
    "ES512",
    "ES256K",
    "Ed25519",
    "Ed448",
    "ML-DSA-44",
    "ML-DSA-65",
    "ML-DSA-87",
];

const OPS: [Op; 3] = [
    ("hello", &[], hello),
    ("jwk.thumbprint", &["jwk", "hash"], thumbprint),
    ("jws.verify", &["jws", "keys", "algorithms"], verify),
];

fn main() -> std::io::Result<()> {
    serve(&OPS)
}

fn hello(_: &Request) -> Verdict {
    Verdict::Accept(json!({
        "name": "jsonwebtoken",
        "version": "11.1.0",
        "ops": OPS.map(|(name, ..)| name),
        "algorithms": ALGORITHMS.map(|(name, _)| name),
    }))
}

fn thumbprint(request: &Request) -> Verdict {
    let hash = match request.text("hash") {
        Some("sha-256") => ThumbprintHash::SHA256,
        Some("sha-384") => ThumbprintHash::SHA384,
        _ => ThumbprintHash::SHA512,
    };
    let jwk: Jwk = match serde_json::from_str(request.text("jwk").unwrap_or_default()) {
        Ok(jwk) => jwk,
        Err(error) => return Verdict::Reject("malformed_jwk", error.to_string()),
    };
    match jwk.thumbprint(hash) {
        Ok(thumbprint) => Verdict::Accept(json!({"thumbprint": thumbprint})),
        Err(error) => reject(&error),
    }
}

/// A JWS whose payload is a JSON object, without the checks of claims: the library has no other.
fn verify(request: &Request) -> Verdict {
    let (jws, keys) = (
        request.text("jws").unwrap_or_default(),
        request.text("keys").unwrap_or_default(),
    );
    if jws.trim_start().starts_with('{') {
        return unsupported("no JSON serialization");
    }
    let header = match decode_header(jws) {
        Ok(header) => header,
        Err(error) => {
            let alg = unread_alg(jws).unwrap_or_default();
            return if LACKING.contains(&alg.as_str()) {
                unsupported(format!("no {alg}"))
            } else {
                reject(&error)
            };
        }
    };
    let key = match choose(keys, header.kid.as_deref()) {
        Ok(key) => key,
        Err(verdict) => return verdict,
    };
    let named = request.names("algorithms");
    let accepted = |name: &str| named.as_ref().is_none_or(|named| named.contains(&name));
    let mut validation = Validation::new(header.alg);
    validation.algorithms = ALGORITHMS
        .iter()
        .filter(|(name, _)| accepted(name))
        .map(|(_, each)| *each)
        .collect();
    // One list has to be of one family of keys.
    validation
        .algorithms
        .retain(|each| each.family() == header.alg.family());
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let decoding = match DecodingKey::from_jwk(&key) {
        Ok(decoding) => decoding,
        Err(error) => return reject(&error),
    };
    match decode::<Map<String, Value>>(jws, &decoding, &validation) {
        Ok(_) => {
            let payload = jws.split('.').nth(1).unwrap_or_default();
            let alg = ALGORITHMS
                .iter()
                .find(|(_, each)| *each == header.alg)
                .map(|(name, _)| name);
            let mut output = json!({"payload": payload, "alg": alg});
            if let Some(kid) = &key.common.key_id {
                output["kid"] = kid.clone().into();
            }
            Verdict::Accept(output)
        }
        Err(error) if matches!(error.kind(), ErrorKind::Json(_)) && !is_object(jws) => {
            unsupported("no payload but a JSON object")
        }
        Err(error) => reject(&error),
    }
}

fn choose(keys: &str, kid: Option<&str>) -> Result<Jwk, Verdict> {
    let malformed = |error: serde_json::Error| Verdict::Reject("malformed_jwk", error.to_string());
    let Ok(set) = serde_json::from_str::<JwkSet>(keys) else {
        return serde_json::from_str(keys).map_err(malformed);
    };
    match (kid, set.keys.as_slice()) {
        (Some(kid), _) => set.find(kid).cloned(),
        (None, [key]) => Some(key.clone()),
        (None, _) => return Err(unsupported("no choice among keys without a kid")),
    }
    .ok_or_else(|| Verdict::Reject("no_matching_key", String::new()))
}

/// `alg` of a header that the library does not read.
fn unread_alg(jws: &str) -> Option<String> {
    let header: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(jws.split('.').next()?).ok()?).ok()?;
    header["alg"].as_str().map(str::to_owned)
}

fn is_object(jws: &str) -> bool {
    let payload = jws
        .split('.')
        .nth(1)
        .and_then(|payload| URL_SAFE_NO_PAD.decode(payload).ok());
    payload.is_some_and(|payload| payload.trim_ascii_start().starts_with(b"{"))
}

fn reject(error: &Error) -> Verdict {
    let reason = match error.kind() {
        ErrorKind::UnsupportedAlgorithm => return unsupported(error.to_string()),
        ErrorKind::Base64(_) => "malformed_base64",
        ErrorKind::InvalidAlgorithm => "algorithm_not_allowed",
        ErrorKind::InvalidEcdsaKey | ErrorKind::InvalidEddsaKey | ErrorKind::InvalidKeyFormat => {
            "malformed_jwk"
        }
        ErrorKind::InvalidRsaKey(_) => "malformed_jwk",
        ErrorKind::InvalidSignature => "signature_mismatch",
        ErrorKind::InvalidToken => "malformed_jws",
        ErrorKind::Json(_) => "malformed_json",
        _ => "other",
    };
    Verdict::Reject(reason, error.to_string())
}
