//! Thumbprints ([RFC 7638]) and their URIs ([RFC 9278]).
//!
//! [RFC 7638]: https://www.rfc-editor.org/rfc/rfc7638
//! [RFC 9278]: https://www.rfc-editor.org/rfc/rfc9278

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use crate::secret::SecretText;
use crate::{Error, Key, PublicKey, base64url};

/// A hash function for thumbprints, always named by the caller.
// rfc7638-3.4-1, rfc9278-5-1
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HashAlgorithm {
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
}

impl HashAlgorithm {
    /// Every hash function that this crate offers.
    pub const ALL: &'static [Self] = &[Self::Sha256, Self::Sha384, Self::Sha512];

    /// The name in the registry of Named Information hash algorithms, such as `sha-256`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha-256",
            Self::Sha384 => "sha-384",
            Self::Sha512 => "sha-512",
        }
    }

    /// The hash function of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|hash| hash.name() == name)
    }

    /// Octets of a digest.
    #[must_use]
    pub const fn octets(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    fn digest(self, input: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(input).to_vec(),
            Self::Sha384 => Sha384::digest(input).to_vec(),
            Self::Sha512 => Sha512::digest(input).to_vec(),
        }
    }
}

/// The hash of a key's required members. It finds a key; it is no proof of anything, and no basis
/// for a list of barred keys ([RFC 7638 §7]).
///
/// `Display` prints the base64url form.
///
/// [RFC 7638 §7]: https://www.rfc-editor.org/rfc/rfc7638#section-7
// rfc7638-7-3, rfc9278-7-1, rfc9278-7.1-1
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Thumbprint {
    hash: HashAlgorithm,
    digest: Vec<u8>,
}

/// rfc9278-3-1
const URI_PREFIX: &str = "urn:ietf:params:oauth:jwk-thumbprint:";

impl Thumbprint {
    pub(crate) fn of(key: &Key, hash: HashAlgorithm) -> Result<Self, Error> {
        let input = hash_input(key)?;
        Ok(Self {
            hash,
            digest: hash.digest(input.as_bytes()),
        })
    }

    /// The hash function.
    #[must_use]
    pub const fn hash(&self) -> HashAlgorithm {
        self.hash
    }

    /// The digest.
    #[must_use]
    pub fn digest(&self) -> &[u8] {
        &self.digest
    }

    /// The URI form ([RFC 9278 §3](https://www.rfc-editor.org/rfc/rfc9278#section-3)).
    #[must_use]
    pub fn to_uri(&self) -> String {
        alloc::format!("{URI_PREFIX}{}:{self}", self.hash.name())
    }

    /// Reads the URI form.
    ///
    /// # Errors
    ///
    /// [`Error::ThumbprintUri`] where the prefix, the hash name or the digest is not right; a hash
    /// name that is not known is an error, never a comparison that fails silently.
    pub fn from_uri(uri: &str) -> Result<Self, Error> {
        let fault = |fault| Error::ThumbprintUri { fault };
        let rest = uri
            .strip_prefix(URI_PREFIX)
            .ok_or_else(|| fault("another prefix"))?;
        let (name, text) = rest.split_once(':').ok_or_else(|| fault("no hash name"))?;
        // rfc9278-4-1, rfc9278-4-2
        let hash =
            HashAlgorithm::named(name).ok_or_else(|| fault("a hash name that is not known"))?;
        // rfc9278-3-2; a text that is far too long is not decoded.
        let wrong_length = || fault("the digest has not the length of the hash");
        if text.len() > hash.octets().saturating_mul(2) {
            return Err(wrong_length());
        }
        let digest = base64url::decode(text, "thumbprint")
            .map_err(|_| fault("the digest is not base64url"))?;
        if digest.len() != hash.octets() {
            return Err(wrong_length());
        }
        Ok(Self { hash, digest })
    }
}

impl fmt::Display for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url::encode(&self.digest))
    }
}

/// rfc7638-3-1, rfc7638-3-2, rfc7638-3-3, rfc7638-3-4, rfc7638-3.2.1-1, rfc7638-3.2.2-1: the required
/// members of the public key and nothing else, in the order of their names.
fn hash_input(key: &Key) -> Result<Zeroizing<String>, Error> {
    let mut members: Vec<(&'static str, Zeroizing<String>)> = Vec::new();
    match (key, key.public()) {
        // rfc7638-3.2-4
        (Key::Unknown(unknown), _) => return Err(unknown.error()),
        (_, Some(public)) => {
            public.write_members(&mut |name, value| {
                if let Some(name) = counted(name) {
                    members.push((name, Zeroizing::new(value.into())));
                }
            });
            if let PublicKey::Akp(akp) = public {
                // rfc9964-6-1
                members.push(("alg", Zeroizing::new(akp.alg().into())));
            }
        }
        (_, None) => key.write_members(&mut |name, value| {
            if let Some(name) = counted(name) {
                members.push((name, Zeroizing::new(value.into())));
            }
        }),
    }
    members.push(("kty", Zeroizing::new(key.kty().into())));
    // rfc7638-3.3-1: by code point, which is the order of the octets of UTF-8.
    members.sort_unstable_by_key(|(name, _)| *name);
    let mut input = SecretText::new();
    for (name, value) in &members {
        // rfc7638-3.3-2, rfc7638-3.3-3, rfc7638-4-1
        if value
            .chars()
            .any(|character| matches!(character, '"' | '\\' | '\u{0}'..='\u{1f}'))
        {
            return Err(Error::ThumbprintEscape { member: name });
        }
        let separator = if input.is_empty() { "{" } else { "," };
        input.push_str(separator);
        input.push_json_string(name);
        input.push_str(":");
        input.push_json_string(value);
    }
    input.push_str("}");
    Ok(input.into_inner())
}

/// rfc7638-3.2-1, rfc7638-3.2-2, rfc7638-3.2-3, rfc7638-3.2-4, rfc8037-2-6, rfc9964-6-1. All of them
/// are strings: rfc7638-3.3-4, rfc7638-3.3-5.
fn counted(name: &str) -> Option<&'static str> {
    ["crv", "e", "k", "n", "pub", "x", "y"]
        .into_iter()
        .find(|counted| *counted == name)
}
