//! A JSON Web Key: the key and the members that say what it is for ([RFC 7517 §4]).
//!
//! [RFC 7517 §4]: https://www.rfc-editor.org/rfc/rfc7517#section-4

mod build;
mod extra;
mod public;
mod read;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

pub use self::extra::ExtraMember;
pub use self::public::PublicJwk;
use crate::json::Value;
use crate::{
    Error, HashAlgorithm, Key, KeyOperation, KeyUse, Limits, PrivateKey, PublicKey, SymmetricKey,
    Thumbprint,
};

/// One JSON Web Key, of any kind. That it exists says that its members are consistent.
#[derive(Clone)]
pub struct Jwk {
    key: Key,
    parameters: Parameters,
}

/// The members common to all keys, and those that nobody here knows.
#[derive(Clone, Default)]
struct Parameters {
    key_use: Option<KeyUse>,
    key_ops: Option<Vec<KeyOperation>>,
    alg: Option<Box<str>>,
    kid: Option<Box<str>>,
    x5u: Option<Box<str>>,
    x5c: Option<Vec<Box<str>>>,
    x5t: Option<Box<str>>,
    x5t_s256: Option<Box<str>>,
    extra: Vec<ExtraMember>,
}

impl Jwk {
    /// Every registered member that is private in some key type; a [`PublicJwk`] has none of them.
    pub const PRIVATE_MEMBERS: &'static [&'static str] =
        &["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

    /// Reads a JWK with the default [`Limits`].
    ///
    /// A key of a type or curve that is not known is kept as [`Key::Unknown`].
    ///
    /// # Errors
    ///
    /// An [`Error`] that names the member and the rule.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_with(text.as_bytes(), &Limits::DEFAULT)
    }

    /// Reads a JWK within `limits`.
    ///
    /// # Errors
    ///
    /// As [`Jwk::parse`].
    pub fn parse_with(text: &[u8], limits: &Limits) -> Result<Self, Error> {
        read::parse(text, limits)
    }

    /// Reads a JWK that is a value of a larger document, such as an element of `keys`.
    ///
    /// # Errors
    ///
    /// As [`Jwk::parse`].
    pub fn from_value(value: Value<'_, '_>, limits: &Limits) -> Result<Self, Error> {
        read::from_value(value, limits)
    }

    /// The key itself.
    #[must_use]
    pub const fn key(&self) -> &Key {
        &self.key
    }

    /// The value of `kty`.
    #[must_use]
    pub fn kty(&self) -> &str {
        self.key.kty()
    }

    /// `use` ([RFC 7517 §4.2](https://www.rfc-editor.org/rfc/rfc7517#section-4.2)).
    #[must_use]
    pub const fn key_use(&self) -> Option<&KeyUse> {
        self.parameters.key_use.as_ref()
    }

    /// `key_ops` ([RFC 7517 §4.3](https://www.rfc-editor.org/rfc/rfc7517#section-4.3)).
    #[must_use]
    pub fn key_ops(&self) -> Option<&[KeyOperation]> {
        self.parameters.key_ops.as_deref()
    }

    /// `alg` ([RFC 7517 §4.4](https://www.rfc-editor.org/rfc/rfc7517#section-4.4)).
    #[must_use]
    pub fn alg(&self) -> Option<&str> {
        self.parameters.alg.as_deref()
    }

    /// `kid` ([RFC 7517 §4.5](https://www.rfc-editor.org/rfc/rfc7517#section-4.5)).
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.parameters.kid.as_deref()
    }

    /// `x5u`; nothing here follows it ([RFC 7517 §4.6](https://www.rfc-editor.org/rfc/rfc7517#section-4.6)).
    #[must_use]
    pub fn x5u(&self) -> Option<&str> {
        self.parameters.x5u.as_deref()
    }

    /// `x5c`: base64 of DER certificates, not yet looked at ([RFC 7517 §4.7](https://www.rfc-editor.org/rfc/rfc7517#section-4.7)).
    #[must_use]
    pub fn x5c(&self) -> Option<&[Box<str>]> {
        self.parameters.x5c.as_deref()
    }

    /// `x5t` as it is written ([RFC 7517 §4.8](https://www.rfc-editor.org/rfc/rfc7517#section-4.8)).
    #[must_use]
    pub fn x5t(&self) -> Option<&str> {
        self.parameters.x5t.as_deref()
    }

    /// `x5t#S256` as it is written ([RFC 7517 §4.9](https://www.rfc-editor.org/rfc/rfc7517#section-4.9)).
    #[must_use]
    pub fn x5t_s256(&self) -> Option<&str> {
        self.parameters.x5t_s256.as_deref()
    }

    /// The members that are none of the above and not the key's.
    #[must_use]
    pub fn extra(&self) -> &[ExtraMember] {
        &self.parameters.extra
    }

    /// Whether it holds private or symmetric members: whoever has it can sign. A
    /// [`Key::Unknown`] is secret where it has a member of [`Jwk::PRIVATE_MEMBERS`]; what its other
    /// members are nobody here knows.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        match &self.key {
            Key::Public(_) => false,
            Key::Private(_) | Key::Symmetric(_) => true,
            Key::Unknown(key) => key.has_private_member(),
        }
    }

    /// The thumbprint ([RFC 7638](https://www.rfc-editor.org/rfc/rfc7638)). A private key has that
    /// of its public half; that of a symmetric key should stay with those who hold the key.
    ///
    /// # Errors
    ///
    /// [`Error::UnsupportedKeyType`] or [`Error::UnsupportedCurve`] for [`Key::Unknown`].
    pub fn thumbprint(&self, hash: HashAlgorithm) -> Result<Thumbprint, Error> {
        Thumbprint::of(&self.key, hash)
    }

    /// The same key without anything private, or `None` where nothing would be left of it.
    ///
    /// Of a private key, all extra members are left out: any of them may hold private values. Of a
    /// public key, those are that bear the name of a registered private member (`d`, `k`, `priv` and
    /// the others), whatever the key type: they mean nothing there and may be secret.
    ///
    /// Private values of `key_ops` are turned into their public counterparts (`sign` into `verify`).
    #[must_use]
    pub fn to_public(&self) -> Option<PublicJwk> {
        PublicJwk::of(self)
    }

    /// The whole key as JSON, private and symmetric members included.
    #[must_use]
    pub fn expose_json(&self) -> Zeroizing<String> {
        crate::write::jwk(self)
    }
}

/// A key without further members, but for the `alg` that an `AKP` key has to have.
fn bare(key: Key) -> Jwk {
    let alg = match key.public() {
        // rfc9964-3-1
        Some(PublicKey::Akp(akp)) => Some(akp.alg().into()),
        _ => None,
    };
    Jwk {
        key,
        parameters: Parameters {
            alg,
            ..Parameters::default()
        },
    }
}

impl From<PrivateKey> for Jwk {
    /// A private key without further members.
    fn from(key: PrivateKey) -> Self {
        bare(Key::Private(key))
    }
}

impl From<PublicJwk> for Jwk {
    fn from(jwk: PublicJwk) -> Self {
        jwk.into_jwk()
    }
}

impl From<SymmetricKey> for Jwk {
    /// A symmetric key without further members.
    fn from(key: SymmetricKey) -> Self {
        bare(Key::Symmetric(key))
    }
}

impl fmt::Debug for Jwk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = &self.parameters;
        f.debug_struct("Jwk")
            .field("key", &self.key)
            .field("use", &parameters.key_use)
            .field("key_ops", &parameters.key_ops)
            .field("alg", &parameters.alg)
            .field("kid", &parameters.kid)
            .field("extra", &parameters.extra)
            .finish_non_exhaustive()
    }
}
