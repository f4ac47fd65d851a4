//! Tokens of the provider.

mod mutate;
mod mutation;

use serde_json::{Map, Value, json};

use super::contents::Published;
use super::named::named;
use crate::mint::{self, Compact, Key, hash_of};
use mutate::Seal;

pub use mutation::{Mutation, Verdict};

named! {
    /// Which kind of token.
    Kind {
        IdToken "id_token" "an ID token (OpenID Connect Core 1.0 section 2)",
        AccessToken "access_token" "an access token (RFC 9068)",
        LogoutToken "logout_token" "a logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4)",
    }
}

/// The user of all tokens.
pub const SUBJECT: &str = "user-1";

/// A token before it is signed. It is right until it is [mutated](Self::mutated).
#[derive(Clone, Debug)]
pub struct Draft {
    kind: Kind,
    signer: Published,
    header: Map<String, Value>,
    claims: Map<String, Value>,
    ahead: i64,
    mutation: Option<Mutation>,
}

impl Draft {
    /// A token for `audience`: the client, or for an access token the API. `now` is in seconds since 1970. An ID
    /// token lives for 5 minutes, an access token for 10 and a logout token for 2.
    #[must_use]
    pub fn new(kind: Kind, signer: Published, issuer: &str, audience: &str, now: i64) -> Self {
        let claims = json!({"iss": issuer, "sub": SUBJECT, "aud": audience, "iat": now});
        let header = json!({"alg": signer.alg, "kid": signer.kid});
        let mut draft = Self {
            kind,
            signer,
            header: object(header),
            claims: object(claims),
            ahead: 0,
            mutation: None,
        };
        let lives = match kind {
            Kind::IdToken => 300,
            Kind::AccessToken => 600,
            Kind::LogoutToken => 120,
        };
        draft.set("exp", now.saturating_add(lives));
        match kind {
            Kind::IdToken => draft.set("auth_time", now),
            Kind::AccessToken => {
                draft.header.insert("typ".to_owned(), "at+jwt".into());
                draft.set("client_id", super::CLIENT_ID);
                draft.set("scope", "openid orders:read");
                draft.set("jti", "token-1");
            }
            Kind::LogoutToken => {
                draft.header.insert("typ".to_owned(), "logout+jwt".into());
                draft.set("jti", "token-1");
                draft.set("events", json!({LOGOUT_EVENT: {}}));
            }
        }
        draft
    }

    /// Which kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The nonce of the login.
    #[must_use]
    pub fn with_nonce(self, nonce: &str) -> Self {
        self.with("nonce", nonce)
    }

    /// Any claim, in place of the one that is there.
    #[must_use]
    pub fn with(mut self, claim: &str, value: impl Into<Value>) -> Self {
        self.set(claim, value);
        self
    }

    /// The hash of the access token that comes with it.
    pub fn with_access_token(self, token: &str) -> Result<Self, String> {
        self.with_hash("at_hash", token)
    }

    /// The hash of the code that comes with it.
    pub fn with_code(self, code: &str) -> Result<Self, String> {
        self.with_hash("c_hash", code)
    }

    /// The hash of the `state` of the request.
    pub fn with_state(self, state: &str) -> Result<Self, String> {
        self.with_hash("s_hash", state)
    }

    /// Another `kid` in the header, or none.
    #[must_use]
    pub fn with_kid(mut self, kid: Option<&str>) -> Self {
        match kid {
            Some(kid) => self.header.insert("kid".to_owned(), kid.into()),
            None => self.header.remove("kid"),
        };
        self
    }

    /// The clock of the issuer is so many seconds ahead.
    #[must_use]
    pub const fn skewed(mut self, seconds: i64) -> Self {
        self.ahead = seconds;
        self
    }

    /// With a defect. It is put in when the token is signed, after everything else, and replaces one that was
    /// named before.
    #[must_use]
    pub const fn mutated(mut self, mutation: Mutation) -> Self {
        self.mutation = Some(mutation);
        self
    }

    /// The token. A mutation that does not apply to this kind, or that this key cannot make, is an error.
    pub fn sign(mut self) -> Result<Compact, String> {
        let seal = match self.mutation {
            Some(mutation) => mutate::apply(&mut self, mutation)?,
            None => Seal::Right,
        };
        for claim in ["iat", "exp", "auth_time"] {
            if let Some(time) = self.claims.get(claim).and_then(Value::as_i64) {
                self.set(claim, time.saturating_add(self.ahead));
            }
        }
        let header = Value::from(self.header.clone()).to_string();
        let payload = Value::from(self.claims.clone()).to_string();
        Compact::new(header.as_bytes(), payload.as_bytes(), |input| {
            self.signature(seal, input)
        })
    }

    /// The token as text.
    pub fn text(self) -> Result<String, String> {
        self.sign().map(|token| token.text())
    }

    fn signature(&self, seal: Seal, input: &[u8]) -> Result<Vec<u8>, String> {
        let by = |name: &str, alg: &str| mint::sign(&Key::named(name)?, alg, input);
        match seal {
            Seal::Right => by(&self.signer.key, &self.signer.alg),
            Seal::Absent => Ok(Vec::new()),
            Seal::Broken => {
                let mut signature = by(&self.signer.key, &self.signer.alg)?;
                if let Some(octet) = signature.get_mut(8) {
                    *octet ^= 1;
                }
                Ok(signature)
            }
            Seal::Key(name) => by(name, &self.signer.alg),
            Seal::Alg(alg) => by(&self.signer.key, alg),
            Seal::Mac(secret) => mint::mac("HS256", &secret, input),
        }
    }

    fn with_hash(self, claim: &str, of: &str) -> Result<Self, String> {
        let hash = hash_of(&self.signer.alg, of)?;
        Ok(self.with(claim, hash))
    }

    fn set(&mut self, claim: &str, value: impl Into<Value>) {
        self.claims.insert(claim.to_owned(), value.into());
    }
}

const LOGOUT_EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
