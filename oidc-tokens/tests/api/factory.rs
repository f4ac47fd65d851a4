//! Tokens that are signed, to be given a defect.

use std::sync::LazyLock;

use jwk_types::base64url::encode;
use jwks::JwkSet;
use jws_verify::{Algorithm, Algorithms, KeyRing};
use serde_json::{Value, json};

use crate::data::*;
use crate::sign::{Kind, jwk, sign};

/// What most tests sign with, for its speed.
pub(crate) const FAST: &str = "Ed25519";

/// A token: header and claims as JSON, or as any text.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) header: Value,
    pub(crate) claims: Value,
    header_text: Option<String>,
    payload: Option<Vec<u8>>,
    alg: &'static str,
    key: u8,
}

impl Token {
    /// Signed with [`FAST`] and key 1.
    pub(crate) fn new(typ: Option<&str>, claims: Value) -> Self {
        let mut header = json!({"alg": FAST, "kid": kid(FAST)});
        if let Some(typ) = typ {
            header["typ"] = typ.into();
        }
        Self {
            header,
            claims,
            header_text: None,
            payload: None,
            alg: FAST,
            key: 1,
        }
    }

    pub(crate) fn id_token() -> Self {
        Self::new(None, id_token_claims())
    }

    pub(crate) fn access_token() -> Self {
        Self::new(Some("at+jwt"), access_token_claims())
    }

    pub(crate) fn logout_token() -> Self {
        Self::new(Some("logout+jwt"), logout_token_claims())
    }

    pub(crate) fn userinfo() -> Self {
        Self::new(None, userinfo_claims())
    }

    pub(crate) fn jwt() -> Self {
        Self::new(Some("example+jwt"), jwt_claims())
    }

    pub(crate) fn signed_with(mut self, alg: &'static str) -> Self {
        self.alg = alg;
        self.header["alg"] = alg.into();
        self.header["kid"] = kid(alg).into();
        self
    }

    /// By a key of the same kind that is not the issuer's.
    pub(crate) fn signed_by_another(mut self) -> Self {
        self.key = 2;
        self
    }

    pub(crate) fn with(mut self, claim: &str, value: impl Into<Value>) -> Self {
        self.claims[claim] = value.into();
        self
    }

    #[track_caller]
    pub(crate) fn without(mut self, claim: &str) -> Self {
        let removed = self.claims.as_object_mut().expect("claims").remove(claim);
        assert!(removed.is_some(), "{claim} is not there");
        self
    }

    pub(crate) fn with_header(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.header[member] = value.into();
        self
    }

    #[track_caller]
    pub(crate) fn without_header(mut self, member: &str) -> Self {
        let removed = self
            .header
            .as_object_mut()
            .expect("a header")
            .remove(member);
        assert!(removed.is_some(), "{member} is not there");
        self
    }

    /// A header of any text.
    pub(crate) fn with_header_text(mut self, text: &str) -> Self {
        self.header_text = Some(text.into());
        self
    }

    /// A payload of any octets.
    pub(crate) fn with_payload(mut self, octets: impl Into<Vec<u8>>) -> Self {
        self.payload = Some(octets.into());
        self
    }

    /// The claims with one more member at the end, as raw text.
    pub(crate) fn with_raw(self, member: &str) -> Self {
        let claims = self.claims.to_string();
        let open = claims.strip_suffix('}').expect("an object");
        let payload = format!("{open},{member}}}");
        self.with_payload(payload)
    }

    #[track_caller]
    pub(crate) fn text(&self) -> String {
        let header = self.header_text.clone();
        let header = header.unwrap_or_else(|| self.header.to_string());
        let payload = self.payload.clone();
        let payload = payload.unwrap_or_else(|| self.claims.to_string().into());
        let input = format!("{}.{}", encode(header.as_bytes()), encode(&payload));
        let signature = sign(self.alg, self.key, input.as_bytes());
        format!("{input}.{}", encode(&signature))
    }
}

/// The name of the issuer's key for an algorithm.
pub(crate) fn kid(alg: &str) -> String {
    format!("{:?}", Kind::of(alg))
}

pub(crate) fn supported(alg: &str) -> bool {
    match alg {
        "ES256K" => cfg!(feature = "es256k"),
        "Ed448" => cfg!(feature = "ed448"),
        _ if alg.starts_with("ML-DSA") => cfg!(feature = "ml-dsa"),
        _ => true,
    }
}

pub(crate) fn only(names: &[&str]) -> Algorithms {
    Algorithms::named(names.iter().copied()).expect("algorithms")
}

/// Every algorithm that this build can verify, MACs too.
pub(crate) fn all() -> Vec<&'static str> {
    let names = Algorithm::all().iter().map(|algorithm| algorithm.name());
    names.filter(|name| supported(name)).collect()
}

pub(crate) fn named(alg: &str, number: u8) -> Value {
    let mut key = jwk(Kind::of(alg), number);
    key["kid"] = kid(alg).into();
    key
}

#[track_caller]
pub(crate) fn ring(keys: &[Value], algorithms: Algorithms) -> KeyRing {
    let set = JwkSet::parse(&json!({ "keys": keys }).to_string()).expect("a set");
    KeyRing::new(set, algorithms).expect("a usable key")
}

/// The issuer's: one key of each kind, and a secret.
pub(crate) static KEYS: LazyLock<KeyRing> = LazyLock::new(|| {
    let mut keys: Vec<Value> = all().iter().map(|alg| named(alg, 1)).collect();
    keys.sort_by_key(Value::to_string);
    keys.dedup();
    ring(&keys, only(&all()))
});
