//! The keys that sign, by name.

use serde_json::{Map, Value};

/// A private key or a secret, as a JWK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    members: Map<String, Value>,
}

macro_rules! keys {
    ($($name:literal => $path:literal,)*) => {
        /// The names of all keys.
        pub const NAMES: &[&str] = &[$($name),*];

        fn text(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!($path)),)*
                _ => None,
            }
        }
    };
}

keys! {
    "ed25519" => "keys/ed25519.json",
    "ed25519-2" => "keys/ed25519-2.json",
    "ed448" => "keys/ed448.json",
    "ml-dsa-44" => "keys/ml-dsa-44.json",
    "ml-dsa-65" => "keys/ml-dsa-65.json",
    "ml-dsa-87" => "keys/ml-dsa-87.json",
    "p256" => "keys/p256.json",
    "p256-2" => "keys/p256-2.json",
    "p384" => "keys/p384.json",
    "p521" => "keys/p521.json",
    "rsa" => "keys/rsa.json",
    "rsa-2" => "keys/rsa-2.json",
    "rsa-3" => "keys/rsa-3.json",
    "rsa-1024" => "keys/rsa-1024.json",
    "secp256k1" => "keys/secp256k1.json",
    // Octets of a client_secret in ASCII: 64, 32, and one less than HS256 asks for.
    "secret" => "keys/secret.json",
    "secret-32" => "keys/secret-32.json",
    "secret-31" => "keys/secret-31.json",
}

/// Members that only the owner of a key has. `k` is not one: what verifies a MAC also makes it.
const PRIVATE: [&str; 8] = ["d", "dp", "dq", "oth", "p", "priv", "q", "qi"];

impl Key {
    /// The key of that name.
    pub fn named(name: &str) -> Result<Self, String> {
        let text = text(name).ok_or_else(|| format!("there is no key `{name}`"))?;
        let members = serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        Ok(Self { members })
    }

    /// All members, the private ones too.
    pub fn private(&self) -> &Map<String, Value> {
        &self.members
    }

    /// The members that verify.
    pub fn public(&self) -> Map<String, Value> {
        let members = self.members.clone().into_iter();
        members
            .filter(|(name, _)| !PRIVATE.contains(&name.as_str()))
            .collect()
    }

    /// The text of a member, empty where there is none.
    pub fn member(&self, name: &str) -> &str {
        self.members
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}
