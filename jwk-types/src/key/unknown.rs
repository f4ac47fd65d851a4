//! Keys of types that this crate does not know, kept as they came.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use super::members::KeyMembers;
use crate::{Error, Jwk, Quoted};

/// A key whose `kty`, or whose `crv`, this crate does not know. Nothing is said of its members, so
/// any of them may be private: they are wiped when dropped and not printed.
#[derive(Clone)]
pub struct UnknownKey {
    kty: Box<str>,
    crv: Option<Box<str>>,
    text: Zeroizing<Vec<u8>>,
    has_private_member: bool,
}

impl UnknownKey {
    pub(crate) fn new(kty: &str, crv: Option<&str>, members: &KeyMembers<'_, '_>) -> Self {
        Self {
            kty: kty.into(),
            crv: crv.map(Box::from),
            text: Zeroizing::new(members.object().raw().as_bytes().to_vec()),
            has_private_member: Jwk::PRIVATE_MEMBERS
                .iter()
                .any(|member| members.has(member)),
        }
    }

    /// Whether it has a member that is private in some key type.
    pub(crate) const fn has_private_member(&self) -> bool {
        self.has_private_member
    }

    /// The value of `kty`.
    #[must_use]
    pub const fn kty(&self) -> &str {
        &self.kty
    }

    /// The value of `crv`, where `kty` is known and `crv` is not.
    #[must_use]
    pub fn crv(&self) -> Option<&str> {
        self.crv.as_deref()
    }

    /// The whole JWK as it was received, private members included.
    #[must_use]
    pub fn expose_json(&self) -> &str {
        core::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// Why this key cannot be used.
    #[must_use]
    pub fn error(&self) -> Error {
        match (&self.crv, &*self.kty) {
            (Some(crv), "EC") => Error::UnsupportedCurve {
                kty: "EC",
                crv: crv.clone(),
            },
            (Some(crv), _) => Error::UnsupportedCurve {
                kty: "OKP",
                crv: crv.clone(),
            },
            (None, _) => Error::UnsupportedKeyType {
                kty: self.kty.clone(),
            },
        }
    }
}

impl fmt::Debug for UnknownKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnknownKey(kty {}, <redacted>)", Quoted::new(&self.kty))
    }
}
