//! josekit as a subject of the conformance runner.

#[path = "../../rust/protocol.rs"]
mod protocol;

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use josekit::JoseError;
use josekit::jwk::{Jwk, JwkSet};
use josekit::jws::{self, JwsHeader, JwsVerifier};
use josekit::jwt::{self, JwtPayloadValidator};
use protocol::{Op, Request, Verdict, serve, unsupported};
use serde_json::{Value, json};

const ALGORITHMS: [&str; 14] = [
    "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
    "ES384", "ES512", "ES256K", "EdDSA",
];

/// Registered, and not among the above.
const LACKING: [&str; 5] = ["Ed25519", "Ed448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"];

const OPS: [Op; 4] = [
    ("hello", &[], hello),
    ("jwk.parse", &["jwk"], parse),
    ("jws.verify", &["jws", "keys", "algorithms"], verify_jws),
    (
        "jwt.verify",
        &[
            "token",
            "keys",
            "now",
            "algorithms",
            "issuer",
            "audience",
            "subject",
        ],
        verify_jwt,
    ),
];

fn main() -> std::io::Result<()> {
    serve(&OPS)
}

fn hello(_: &Request) -> Verdict {
    let ops = OPS.map(|(name, ..)| name);
    Verdict::Accept(
        json!({"name": "josekit", "version": "0.10.3", "ops": ops, "algorithms": ALGORITHMS}),
    )
}

fn parse(request: &Request) -> Verdict {
    let jwk = match Jwk::from_bytes(request.text("jwk").unwrap_or_default()) {
        Ok(jwk) => jwk,
        Err(error) => return reject(&error),
    };
    // Asymmetric keys have a public form that differs from a private one.
    let private = match jwk.key_type() {
        "oct" => true,
        _ => jwk.parameter("d").is_some() || jwk.parameter("priv").is_some(),
    };
    let mut output = json!({"kty": jwk.key_type(), "private": private});
    if let Some(kid) = jwk.key_id() {
        output["kid"] = kid.into();
    }
    Verdict::Accept(output)
}

/// A verifier for each key and algorithm that the request allows, chosen by the header.
struct Verifiers {
    all: Vec<Box<dyn JwsVerifier>>,
    error: Option<JoseError>,
}

impl Verifiers {
    fn of(request: &Request) -> Result<Self, Verdict> {
        let keys = request.text("keys").unwrap_or_default();
        let set = match JwkSet::from_bytes(keys) {
            Ok(set) => set.keys().into_iter().cloned().collect(),
            Err(_) => vec![Jwk::from_bytes(keys).map_err(|error| reject(&error))?],
        };
        let named = request.names("algorithms");
        let named = named.unwrap_or_else(|| ALGORITHMS.to_vec());
        let (mut all, mut error) = (Vec::new(), None);
        for key in &set {
            for alg in named
                .iter()
                .filter(|alg| key.algorithm().is_none_or(|own| own == **alg))
            {
                match verifier(alg, key) {
                    Some(Ok(verifier)) => all.push(verifier),
                    Some(Err(why)) => error = Some(why),
                    None => {}
                }
            }
        }
        Ok(Self { all, error })
    }

    fn choose(&self, header: &JwsHeader) -> Result<Option<&dyn JwsVerifier>, JoseError> {
        let fits = |verifier: &&Box<dyn JwsVerifier>| {
            let same_kid = match (header.key_id(), verifier.key_id()) {
                (Some(kid), Some(own)) => kid == own,
                _ => true,
            };
            header.algorithm() == Some(verifier.algorithm().name()) && same_kid
        };
        Ok(self.all.iter().find(fits).map(AsRef::as_ref))
    }
}

fn verifier(alg: &str, key: &Jwk) -> Option<Result<Box<dyn JwsVerifier>, JoseError>> {
    macro_rules! with {
        ($algorithm:expr) => {
            $algorithm
                .verifier_from_jwk(key)
                .map(|verifier| Box::new(verifier) as Box<dyn JwsVerifier>)
        };
    }
    Some(match (alg, key.key_type()) {
        ("HS256", "oct") => with!(jws::HS256),
        ("HS384", "oct") => with!(jws::HS384),
        ("HS512", "oct") => with!(jws::HS512),
        ("RS256", "RSA") => with!(jws::RS256),
        ("RS384", "RSA") => with!(jws::RS384),
        ("RS512", "RSA") => with!(jws::RS512),
        ("PS256", "RSA") => with!(jws::PS256),
        ("PS384", "RSA") => with!(jws::PS384),
        ("PS512", "RSA") => with!(jws::PS512),
        ("ES256", "EC") => with!(jws::ES256),
        ("ES384", "EC") => with!(jws::ES384),
        ("ES512", "EC") => with!(jws::ES512),
        ("ES256K", "EC") => with!(jws::ES256K),
        ("EdDSA", "OKP") => with!(jws::EdDSA),
        _ => return None,
    })
}

fn verify_jws(request: &Request) -> Verdict {
    let jws = request.text("jws").unwrap_or_default();
    if let Some(lacking) = lacking(request, jws) {
        return lacking;
    }
    let verifiers = match Verifiers::of(request) {
        Ok(verifiers) => verifiers,
        Err(verdict) => return verdict,
    };
    let choose = |header: &JwsHeader| verifiers.choose(header);
    let found = match jws.trim_start().starts_with('{') {
        true => jws::deserialize_json_with_selector(jws, choose),
        false => jws::deserialize_compact_with_selector(jws, choose),
    };
    match found {
        Ok((payload, header)) => {
            let kid = verifiers
                .choose(&header)
                .ok()
                .flatten()
                .and_then(|verifier| verifier.key_id());
            let mut output =
                json!({"payload": URL_SAFE_NO_PAD.encode(payload), "alg": header.algorithm()});
            if let Some(kid) = kid {
                output["kid"] = kid.into();
            }
            Verdict::Accept(output)
        }
        Err(error) => reject(verifiers.error.as_ref().unwrap_or(&error)),
    }
}

fn verify_jwt(request: &Request) -> Verdict {
    let token = request.text("token").unwrap_or_default();
    if let Some(lacking) = lacking(request, token) {
        return lacking;
    }
    let Some(now) = request.get("now").and_then(Value::as_u64) else {
        return unsupported("no time but whole seconds");
    };
    let verifiers = match Verifiers::of(request) {
        Ok(verifiers) => verifiers,
        Err(verdict) => return verdict,
    };
    let (payload, _) =
        match jwt::decode_with_verifier_selector(token, |header| verifiers.choose(header)) {
            Ok(found) => found,
            Err(error) => return reject(verifiers.error.as_ref().unwrap_or(&error)),
        };
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
    let mut validator = JwtPayloadValidator::new();
    validator.set_base_time(now);
    validator.set_max_issued_time(now);
    if let Some(issuer) = request.text("issuer") {
        validator.set_issuer(issuer);
    }
    if let Some(audience) = request.text("audience") {
        validator.set_audience(audience);
    }
    if let Some(subject) = request.text("subject") {
        validator.set_subject(subject);
    }
    match validator.validate(&payload) {
        Ok(()) => Verdict::Accept(json!({"claims": payload.claims_set()})),
        Err(error) => reject(&error),
    }
}

/// What a JWS names and the library does not have. What cannot be read is left to the library.
fn lacking(request: &Request, jws: &str) -> Option<Verdict> {
    let protected = match serde_json::from_str::<Value>(jws) {
        Ok(object) => object["protected"].as_str().map(str::to_owned),
        Err(_) => jws.split('.').next().map(str::to_owned),
    };
    let header = protected
        .and_then(|text| URL_SAFE_NO_PAD.decode(text).ok())
        .unwrap_or_default();
    let header: Value = serde_json::from_slice(&header).unwrap_or_default();
    let mut named = request.names("algorithms").unwrap_or_default();
    named.extend(header["alg"].as_str());
    let alg = named.into_iter().find(|alg| LACKING.contains(alg))?;
    Some(unsupported(format!("no {alg}")))
}

fn reject(error: &JoseError) -> Verdict {
    let detail = error.to_string();
    let reason = match error {
        JoseError::InvalidClaim(_) if detail.contains("has expired") => "expired",
        JoseError::InvalidClaim(_) if detail.contains("not yet valid") => "not_yet_valid",
        JoseError::InvalidClaim(_) if detail.contains("too new") => "issued_in_future",
        JoseError::InvalidClaim(_) if detail.contains("aud is invalid") => "wrong_audience",
        JoseError::InvalidClaim(_) if detail.contains("iss is invalid") => "wrong_issuer",
        JoseError::InvalidClaim(_) if detail.contains("sub is invalid") => "wrong_subject",
        JoseError::InvalidClaim(_) if detail.contains("is missing") => "missing_claim",
        JoseError::InvalidJson(_) => "malformed_json",
        JoseError::InvalidJwkFormat(_) | JoseError::InvalidKeyFormat(_) => "malformed_jwk",
        JoseError::InvalidJwsFormat(_) | JoseError::InvalidJwtFormat(_) => "malformed_jws",
        JoseError::InvalidSignature(_) => "signature_mismatch",
        _ => "other",
    };
    Verdict::Reject(reason, detail)
}
