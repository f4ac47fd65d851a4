//! JWSs that are accepted, and what is asked about them.

use jwk_types::base64url::encode;
use jwk_types::{Reason, base64url};
use jwks::JwkSet;
use jws_verify::{Algorithm, Algorithms, Error, KeyRing, Verifier};
use serde_json::{Value, json};

use crate::sign::{Kind, jwk, sign};

pub(crate) const PAYLOAD: &[u8] = br#"{"sub":"alice","note":"not to be printed"}"#;

/// The parts of a compact JWS, each decoded.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) header: String,
    pub(crate) payload: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

impl Parts {
    /// Signed with key 1 of the kind that `alg` takes.
    #[track_caller]
    pub(crate) fn signed(alg: &str, header: &Value) -> Self {
        Self::text(alg, 1, &header.to_string())
    }

    #[track_caller]
    pub(crate) fn text(alg: &str, key: u8, header: &str) -> Self {
        Self {
            header: header.into(),
            payload: PAYLOAD.into(),
            signature: sign(alg, key, signing_input(header, PAYLOAD).as_bytes()),
        }
    }

    pub(crate) fn compact(&self) -> String {
        let input = signing_input(&self.header, &self.payload);
        format!("{input}.{}", encode(&self.signature))
    }

    pub(crate) fn flattened(&self) -> Value {
        json!({
            "protected": encode(self.header.as_bytes()),
            "payload": encode(&self.payload),
            "signature": encode(&self.signature),
        })
    }

    pub(crate) fn general(&self) -> Value {
        general(&[self.flattened()])
    }
}

/// One general JWS out of flattened ones with the same payload.
pub(crate) fn general(flattened: &[Value]) -> Value {
    let entries = flattened.iter().cloned().map(|mut entry| {
        entry.as_object_mut().expect("an object").remove("payload");
        entry
    });
    json!({"payload": flattened[0]["payload"], "signatures": entries.collect::<Vec<_>>()})
}

pub(crate) fn signing_input(header: &str, payload: &[u8]) -> String {
    format!("{}.{}", encode(header.as_bytes()), encode(payload))
}

/// Signed over [`PAYLOAD`] with key 1; the header holds nothing but `alg`.
#[track_caller]
pub(crate) fn plain(alg: &str) -> Parts {
    Parts::signed(alg, &json!({"alg": alg}))
}

/// A flattened JWS over [`PAYLOAD`] with any headers, signed with key 1.
#[track_caller]
pub(crate) fn flattened(alg: &str, protected: Option<&Value>, header: Option<&Value>) -> Value {
    let protected = protected.map(|value| encode(value.to_string().as_bytes()));
    let payload = encode(PAYLOAD);
    let input = format!("{}.{payload}", protected.as_deref().unwrap_or_default());
    let mut jws = json!({"payload": payload, "signature": encode(&sign(alg, 1, input.as_bytes()))});
    if let Some(text) = protected {
        jws["protected"] = text.into();
    }
    if let Some(value) = header {
        jws["header"] = value.clone();
    }
    jws
}

pub(crate) fn supported(alg: &str) -> bool {
    match alg {
        "ES256K" => cfg!(feature = "es256k"),
        "Ed448" => cfg!(feature = "ed448"),
        _ if alg.starts_with("ML-DSA") => cfg!(feature = "ml-dsa"),
        _ => true,
    }
}

/// The algorithms that this build can verify.
pub(crate) fn algs() -> impl Iterator<Item = &'static str> {
    let names = Algorithm::all().iter().map(|algorithm| algorithm.name());
    names.filter(|name| supported(name))
}

#[track_caller]
pub(crate) fn set(keys: &[Value]) -> JwkSet {
    let text = json!({"keys": keys}).to_string();
    JwkSet::parse_strict(text.as_bytes(), &jwks::Limits::DEFAULT).expect("a JWK Set")
}

#[track_caller]
pub(crate) fn only(names: &[&str]) -> Algorithms {
    let named = |name: &&str| Algorithm::named(name).expect("an algorithm");
    let algorithms: Vec<_> = names.iter().map(named).collect();
    Algorithms::only(&algorithms).expect("at least one")
}

/// Accepts these algorithms with these keys; where there are two backends, they have to agree.
#[track_caller]
pub(crate) fn verifier(keys: &[Value], names: &[&str]) -> Verifier {
    #[cfg(feature = "aws-lc-rs")]
    let backend = &crate::backends::Agreeing;
    #[cfg(not(feature = "aws-lc-rs"))]
    let backend = &jws_verify::RustCrypto;
    let ring = KeyRing::with_backend(set(keys), only(names), backend);
    Verifier::new(ring.expect("a usable key"))
}

/// Accepts one algorithm with key 1.
#[track_caller]
pub(crate) fn verifier_for(alg: &str) -> Verifier {
    verifier(&[jwk(Kind::of(alg), 1)], &[alg])
}

/// Accepts every algorithm with these keys.
#[track_caller]
pub(crate) fn verifier_of_all(keys: &[Value]) -> Verifier {
    let names: Vec<_> = Algorithm::all().iter().map(|each| each.name()).collect();
    verifier(keys, &names)
}

#[track_caller]
pub(crate) fn accepts(verifier: &Verifier, text: &str) {
    match verifier.verify_compact(text) {
        Ok(jws) => assert_eq!(jws.payload(), PAYLOAD),
        Err(error) => panic!("{error}: {text}"),
    }
}

#[track_caller]
pub(crate) fn accepts_json(verifier: &Verifier, jws: &Value) {
    match verifier.verify_json(&jws.to_string()) {
        Ok(verified) => assert_eq!(verified.payload(), PAYLOAD),
        Err(error) => panic!("{error}: {jws}"),
    }
}

#[track_caller]
pub(crate) fn rejects(verifier: &Verifier, text: &str, reason: Reason) -> Error {
    refused(verifier.verify_compact(text), reason, text)
}

#[track_caller]
pub(crate) fn rejects_json(verifier: &Verifier, jws: &Value, reason: Reason) -> Error {
    let text = jws.to_string();
    refused(verifier.verify_json(&text), reason, &text)
}

#[track_caller]
pub(crate) fn refused<T>(result: Result<T, Error>, reason: Reason, what: &str) -> Error {
    match result {
        Ok(_) => panic!("accepted: {what}"),
        Err(error) => {
            assert_eq!(error.reason(), reason, "{error}: {what}");
            error
        }
    }
}

/// Adds members to an object.
#[track_caller]
pub(crate) fn with(mut object: Value, members: Value) -> Value {
    let Value::Object(members) = members else {
        panic!("{members} is no object");
    };
    object.as_object_mut().expect("an object").extend(members);
    object
}

#[track_caller]
pub(crate) fn without(mut object: Value, member: &str) -> Value {
    let removed = object.as_object_mut().expect("an object").remove(member);
    assert!(removed.is_some(), "{member} is not there");
    object
}

#[track_caller]
pub(crate) fn decoded(text: &str) -> Vec<u8> {
    base64url::decode(text, "test").expect("base64url")
}
