//! Key material: public, private and symmetric are different types.

use alloc::string::String;
use core::fmt;

use crate::Error;
use crate::limits::Limits;

pub(crate) mod akp;
pub(crate) mod ec;
pub(crate) mod members;
pub(crate) mod oct;
pub(crate) mod okp;
pub(crate) mod rsa;
pub(crate) mod unknown;

use self::akp::AkpPublicKey;
use self::ec::{EcCurve, EcPublicKey};
use self::members::KeyMembers;
use self::oct::SymmetricKey;
use self::okp::{OkpCurve, OkpPublicKey};
use self::rsa::{RsaPrivateMembers, RsaPublicKey};
use self::unknown::UnknownKey;
use crate::secret::SecretOctets;

/// The key itself, by what may be done with it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Key {
    /// A public key: it verifies and may be published.
    Public(PublicKey),
    /// A private key with its public half.
    Private(PrivateKey),
    /// A symmetric key: whoever verifies with it can sign with it.
    Symmetric(SymmetricKey),
    /// A key type, or a curve, that this crate does not know; kept as it came.
    Unknown(UnknownKey),
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PublicKey {
    /// `kty` `AKP`
    Akp(AkpPublicKey),
    /// `kty` `EC`
    Ec(EcPublicKey),
    /// `kty` `OKP`
    Okp(OkpPublicKey),
    /// `kty` `RSA`
    Rsa(RsaPublicKey),
}

/// A private key. Its private members are wiped when it is dropped and never printed.
#[derive(Clone)]
pub struct PrivateKey {
    public: PublicKey,
    members: PrivateMembers,
}

/// The private members of a key.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PrivateMembers {
    /// `priv`, the seed.
    Akp(SecretOctets),
    /// `d`
    Ec(SecretOctets),
    /// `d`
    Okp(SecretOctets),
    /// `d` and, where present, the primes.
    Rsa(RsaPrivateMembers),
}

/// The kind of a key, as far as algorithms care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyShape<'a> {
    /// `AKP`, bound to the algorithm of this name.
    Akp(&'a str),
    /// `EC` on a curve.
    Ec(EcCurve),
    /// `oct`
    Oct,
    /// `OKP` of a subtype.
    Okp(OkpCurve),
    /// `RSA`
    Rsa,
}

impl Key {
    pub(crate) fn read(
        kty: &str,
        members: &KeyMembers<'_, '_>,
        limits: &Limits,
    ) -> Result<Self, Error> {
        // rfc7517-4.1-2: compared with regard to case. rfc7518-6.1-1, rfc7518-6.1-2, rfc7518-6.1-3,
        // rfc8037-2-1
        match kty {
            "RSA" => rsa::read(members, limits),
            "EC" => ec::read(members),
            "oct" => oct::read(members),
            "OKP" => okp::read(members),
            "AKP" => akp::read(members),
            _ => Ok(Self::Unknown(UnknownKey::new(kty, None, members))),
        }
    }

    pub(crate) fn public_or_private(public: PublicKey, private: Option<PrivateMembers>) -> Self {
        match private {
            None => Self::Public(public),
            Some(members) => Self::Private(PrivateKey { public, members }),
        }
    }

    /// The value of `kty`.
    #[must_use]
    pub fn kty(&self) -> &str {
        match self {
            Self::Public(key) => key.kty(),
            Self::Private(key) => key.public.kty(),
            Self::Symmetric(_) => "oct",
            Self::Unknown(key) => key.kty(),
        }
    }

    /// The public key, or the public half of the private key.
    #[must_use]
    pub const fn public(&self) -> Option<&PublicKey> {
        match self {
            Self::Public(key) => Some(key),
            Self::Private(key) => Some(&key.public),
            Self::Symmetric(_) | Self::Unknown(_) => None,
        }
    }

    /// The kind of the key; `None` where it is unknown.
    #[must_use]
    pub fn shape(&self) -> Option<KeyShape<'_>> {
        match self {
            Self::Symmetric(_) => Some(KeyShape::Oct),
            Self::Unknown(_) => None,
            Self::Public(key) => Some(key.shape()),
            Self::Private(key) => Some(key.public.shape()),
        }
    }

    /// Calls `each` with every member that makes up the key, names and unescaped values.
    pub(crate) fn write_members(&self, each: &mut dyn FnMut(&str, &str)) {
        match self {
            Self::Public(key) => key.write_members(each),
            Self::Private(key) => {
                key.public.write_members(each);
                key.members.write_members(each);
            }
            Self::Symmetric(key) => key.write_members(each),
            Self::Unknown(_) => {}
        }
    }
}

impl PublicKey {
    /// The value of `kty`.
    #[must_use]
    pub const fn kty(&self) -> &'static str {
        match self {
            Self::Akp(_) => "AKP",
            Self::Ec(_) => "EC",
            Self::Okp(_) => "OKP",
            Self::Rsa(_) => "RSA",
        }
    }

    /// The kind of the key.
    #[must_use]
    pub fn shape(&self) -> KeyShape<'_> {
        match self {
            Self::Akp(key) => KeyShape::Akp(key.alg()),
            Self::Ec(key) => KeyShape::Ec(key.curve()),
            Self::Okp(key) => KeyShape::Okp(key.curve()),
            Self::Rsa(_) => KeyShape::Rsa,
        }
    }

    pub(crate) fn write_members(&self, each: &mut dyn FnMut(&str, &str)) {
        match self {
            Self::Akp(key) => key.write_members(each),
            Self::Ec(key) => key.write_members(each),
            Self::Okp(key) => key.write_members(each),
            Self::Rsa(key) => key.write_members(each),
        }
    }
}

impl PrivateKey {
    pub(crate) const fn new(public: PublicKey, members: PrivateMembers) -> Self {
        Self { public, members }
    }

    /// The public half.
    #[must_use]
    pub const fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The private members.
    #[must_use]
    pub const fn members(&self) -> &PrivateMembers {
        &self.members
    }
}

impl PrivateMembers {
    fn write_members(&self, each: &mut dyn FnMut(&str, &str)) {
        match self {
            Self::Akp(seed) => write_secret(each, "priv", seed),
            Self::Ec(d) | Self::Okp(d) => write_secret(each, "d", d),
            Self::Rsa(members) => members.write_members(each),
        }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey")
            .field("public", &self.public)
            .field("members", &"<redacted>")
            .finish()
    }
}

impl fmt::Display for KeyShape<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Akp(alg) => write!(f, "an AKP key for {}", crate::Quoted::new(alg)),
            Self::Ec(curve) => write!(f, "an EC key on {}", curve.name()),
            Self::Oct => f.write_str("an oct key"),
            Self::Okp(curve) => write!(f, "an OKP key of subtype {}", curve.name()),
            Self::Rsa => f.write_str("an RSA key"),
        }
    }
}

pub(crate) fn write_secret(each: &mut dyn FnMut(&str, &str), name: &str, secret: &SecretOctets) {
    let text = zeroize::Zeroizing::new(encoded(secret.expose_secret()));
    each(name, &text);
}

pub(crate) fn encoded(octets: &[u8]) -> String {
    crate::base64url::encode(octets)
}
