//! Access tokens as issuers send them, of every algorithm and of any size.

use jwk_types::base64url::encode;
use serde_json::{Value, json};

use crate::sign::{self, Kind, jwk};

/// Who issued the tokens.
pub const ISSUER: &str = "https://login.example.com/";
/// Whom they are for.
pub const AUDIENCE: &str = "https://api.example.com/";
/// What each of them grants, among others.
pub const SCOPE: &str = "orders:read";

/// One of each key and scheme. `EdDSA` is with Ed25519; that name of its own is too new for most libraries.
pub const ALGORITHMS: [&str; 18] = [
    "HS256",
    "HS384",
    "HS512",
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "ES256K",
    "EdDSA",
    "Ed448",
    "ML-DSA-44",
    "ML-DSA-65",
    "ML-DSA-87",
];

/// 40 hexadecimal digits, as some large issuers have it.
const KID: &str = "d2f9a6e07b1c4385a90e6b2d47f81c35e0a97b64";

/// An access token with its key, in the forms that the contenders want.
#[derive(Clone, Debug)]
pub struct Sample {
    alg: String,
    jwk: Value,
    token: String,
    signature: Vec<u8>,
}

impl Sample {
    /// The usual one: 12 claims, 385 octets of them; 665 octets in all with HS256.
    #[must_use]
    pub fn usual(alg: &str) -> Self {
        Self::signed(alg, alg, &usual_claims())
    }

    /// The usual one so many times, each with a `jti` of its own.
    #[must_use]
    pub fn several(alg: &str, count: usize) -> Vec<Self> {
        let each = |number| {
            let mut claims = usual_claims();
            claims["jti"] = format!("5d6f9a0e-8c2e-4c7b-9d0a-{number:012}").into();
            Self::signed(alg, alg, &claims)
        };
        (0..count).map(each).collect()
    }

    /// One whose token has about `octets` octets: the claims that have to be there, and as many groups as fit.
    #[must_use]
    pub fn of_size(alg: &str, octets: usize) -> Self {
        let (mut claims, mut groups) = (required(), Vec::new());
        let mut sample = Self::signed(alg, alg, &claims);
        // A group takes 14 octets, which are 56 thirds in base64url.
        for number in 0..octets.saturating_sub(sample.token.len() + 20) * 3 / 56 {
            groups.push(format!("group-{number:05}"));
        }
        if !groups.is_empty() {
            claims["groups"] = groups.into();
            sample = Self::signed(alg, alg, &claims);
        }
        sample
    }

    /// The usual one with an `alg` in its header that is not the key's: refused before anything is computed.
    #[must_use]
    pub fn refused(alg: &str) -> Self {
        let other = if alg == "RS256" { "PS256" } else { "RS256" };
        Self::signed(alg, other, &required())
    }

    fn signed(alg: &str, named: &str, claims: &Value) -> Self {
        let mut key = jwk(Kind::of(alg), 1);
        key["kid"] = KID.into();
        key["alg"] = alg.into();
        let header = format!(r#"{{"alg":"{named}","kid":"{KID}","typ":"at+jwt"}}"#);
        let payload = claims.to_string();
        let input = format!(
            "{}.{}",
            encode(header.as_bytes()),
            encode(payload.as_bytes())
        );
        let signature = sign::sign(alg, 1, input.as_bytes());
        Self {
            alg: alg.to_owned(),
            jwk: key,
            token: format!("{input}.{}", encode(&signature)),
            signature,
        }
    }

    /// The algorithm of the key.
    #[must_use]
    pub fn alg(&self) -> &str {
        &self.alg
    }

    /// The token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The key, or the secret, as a JWK with `kid` and `alg`.
    #[must_use]
    pub fn jwk(&self) -> String {
        self.jwk.to_string()
    }

    /// A key set of `count` keys, all alike but for their ids; the last is the one that signed.
    #[must_use]
    pub fn key_set(&self, count: usize) -> String {
        let mut keys = Vec::with_capacity(count);
        for number in 1..count {
            let mut key = self.jwk.clone();
            key["kid"] = format!("{KID}-{number}").into();
            keys.push(key);
        }
        keys.push(self.jwk.clone());
        json!({ "keys": keys }).to_string()
    }

    /// The same, but signed by another key than the one that it has.
    #[must_use]
    pub fn by_another_key(&self) -> Self {
        let mut forged = self.clone();
        let input = self.signing_input();
        forged.signature = sign::sign(&self.alg, 2, input);
        let input = String::from_utf8_lossy(input);
        forged.token = format!("{input}.{}", encode(&forged.signature));
        forged
    }

    /// What was signed.
    #[must_use]
    pub fn signing_input(&self) -> &[u8] {
        let end = self.token.rfind('.').unwrap_or_default();
        &self.token.as_bytes()[..end]
    }

    /// The octets of the signature.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// A member of the key, decoded.
    ///
    /// # Panics
    ///
    /// Where the key has no such member.
    #[must_use]
    pub fn member(&self, name: &str) -> Vec<u8> {
        let text = self.jwk[name].as_str().expect("a string");
        jwk_types::base64url::decode(text, "key").expect("base64url")
    }
}

const ISSUED: u64 = 1_767_222_000;

/// Good until 2060, so that every library can ask the clock.
fn required() -> Value {
    json!({
        "iss": ISSUER,
        "sub": "248289761001",
        "aud": AUDIENCE,
        "client_id": "s6BhdRkqt3",
        "exp": 2_840_140_800_u64,
        "nbf": ISSUED,
        "iat": ISSUED,
        "jti": "5d6f9a0e-8c2e-4c7b-9d0a-6f2f0f7f5b11",
        "scope": "profile orders:read",
    })
}

fn usual_claims() -> Value {
    let mut claims = required();
    claims["auth_time"] = ISSUED.into();
    claims["acr"] = "urn:example:assurance:mfa".into();
    claims["scope"] = "openid profile email offline_access billing orders:read orders:write".into();
    claims["tenant"] = "northwind-emea-production1".into();
    claims
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_token_is_as_large_as_the_documentation_says() {
        assert_eq!(Sample::usual("HS256").token().len(), 665);
        assert_eq!(Sample::usual("RS256").token().len(), 964);
    }

    #[test]
    fn a_token_of_a_size_has_nearly_that_size() {
        for octets in [512, 1024, 4096, 16_384] {
            let length = Sample::of_size("HS256", octets).token().len();
            assert!(
                (octets - 40..=octets).contains(&length),
                "{octets}: {length}"
            );
        }
    }

    #[test]
    fn the_last_key_of_a_set_is_the_one_that_signed() {
        let sample = Sample::usual("ES256");
        let set: Value = serde_json::from_str(&sample.key_set(20)).expect("JSON");
        let keys = set["keys"].as_array().expect("an array");
        assert_eq!(keys.len(), 20);
        assert_eq!(keys[19], sample.jwk);
        assert!(keys[..19].iter().all(|key| key["kid"] != KID));
    }
}
