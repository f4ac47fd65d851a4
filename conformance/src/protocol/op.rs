//! The ops, and the members that a request of each has.

use serde_json::{Map, Value};

/// One op of the protocol.
#[derive(Clone, Copy, Debug)]
pub struct Op {
    /// Its name.
    pub name: &'static str,
    /// The members that every request has.
    pub required: &'static [&'static str],
    /// The members that a request may have.
    pub optional: &'static [&'static str],
}

const NUMBERS: [&str; 3] = ["now", "leeway_s", "max_age_s"];
const LISTS: [&str; 6] = [
    "acr_values",
    "algorithms",
    "required",
    "scopes",
    "trusted_audiences",
    "understood_crit",
];

/// All ops.
pub const OPS: &[Op] = &[
    op("hello", &[], &[]),
    op("jwk.parse", &["jwk"], &[]),
    op("jwk.thumbprint", &["jwk", "hash"], &[]),
    op("jwk.to_spki", &["jwk"], &[]),
    op("jwk_set.parse", &["jwks"], &[]),
    op(
        "jws.verify",
        &["jws", "keys"],
        &["algorithms", "detached_payload", "understood_crit"],
    ),
    op(
        "jwt.verify",
        &["token", "keys", "now"],
        &[
            "algorithms",
            "issuer",
            "audience",
            "subject",
            "typ",
            "leeway_s",
            "required",
        ],
    ),
    op(
        "id_token.verify",
        &["token", "keys", "issuer", "client_id", "now"],
        ID_TOKEN,
    ),
    op(
        "access_token.verify",
        &["token", "keys", "issuer", "audience", "now"],
        ACCESS_TOKEN,
    ),
    op(
        "logout_token.verify",
        &["token", "keys", "issuer", "client_id", "now"],
        &["algorithms", "leeway_s"],
    ),
    op(
        "userinfo.verify",
        &["response", "content_type", "sub"],
        &["keys", "issuer", "client_id", "now", "algorithms", "signed"],
    ),
    op("discovery.parse", &["issuer", "document", "spec"], &[]),
    op(
        "provider.verify",
        &["issuer", "kind", "token", "now"],
        PROVIDER,
    ),
];

const ID_TOKEN: &[&str] = &[
    "nonce",
    "max_age_s",
    "algorithms",
    "leeway_s",
    "trusted_audiences",
    "access_token",
    "code",
    "acr_values",
    "flow",
];
const ACCESS_TOKEN: &[&str] = &["algorithms", "leeway_s", "scopes", "profile"];
const PROVIDER: &[&str] = &[
    "client_id",
    "nonce",
    "max_age_s",
    "algorithms",
    "leeway_s",
    "trusted_audiences",
    "access_token",
    "code",
    "acr_values",
    "flow",
    "audience",
    "scopes",
    "profile",
];

const fn op(
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
) -> Op {
    Op {
        name,
        required,
        optional,
    }
}

impl Op {
    /// The op of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        OPS.iter().find(|op| op.name == name)
    }

    /// Whether a request has the members of this op and no others, each of its type. `id` and `op` belong to every
    /// request and are not looked at.
    pub fn check(&self, request: &Map<String, Value>) -> Result<(), String> {
        if let Some(name) = self
            .required
            .iter()
            .find(|name| !request.contains_key(**name))
        {
            return Err(format!("`{name}` is missing from the request"));
        }
        let members = request.iter().map(|(name, value)| (name.as_str(), value));
        for (name, value) in members.filter(|(name, _)| !["id", "op"].contains(name)) {
            if !self.required.contains(&name) && !self.optional.contains(&name) {
                return Err(format!("`{name}` is no member of {}", self.name));
            }
            let (right, kind) = if NUMBERS.contains(&name) {
                (value.is_number(), "a number")
            } else if LISTS.contains(&name) {
                let strings = value
                    .as_array()
                    .is_some_and(|all| all.iter().all(Value::is_string));
                (strings, "a list of strings")
            } else {
                (value.is_string(), "a string")
            };
            if !right {
                return Err(format!("`{name}` is not {kind}"));
            }
        }
        Ok(())
    }
}
