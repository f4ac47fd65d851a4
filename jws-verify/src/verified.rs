//! What may be believed: only a [`Verifier`](crate::Verifier) makes one.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use jwk_types::Jwk;

use crate::header::Header;
use crate::one_or_more::OneOrMore;
use crate::{Algorithm, Error};

/// A JWS of which the required signatures hold. Its payload may be believed as far as the keys that
/// signed it may: whose they are, and what the payload is for, is for the caller to judge.
///
/// It borrows the keys of the verifier (`'k`) and the text that was verified (`'t`), which
/// [`VerifiedJws::into_owned`] lets go. There is no other way to get one:
///
/// ```compile_fail
/// let believed = jws_verify::VerifiedJws::default();
/// ```
#[derive(Clone)]
pub struct VerifiedJws<'k, 't> {
    pub(crate) payload: Cow<'t, [u8]>,
    pub(crate) signatures: OneOrMore<VerifiedSignature<'k>>,
    pub(crate) failures: Vec<(usize, Error)>,
}

/// A signature that holds.
#[derive(Clone, Debug)]
pub struct VerifiedSignature<'k> {
    pub(crate) index: usize,
    pub(crate) header: Header,
    pub(crate) algorithm: &'static Algorithm,
    pub(crate) key: &'k Jwk,
}

impl<'k, 't> VerifiedJws<'k, 't> {
    /// The octets that were signed.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The octets that were signed, without a copy where they are owned already.
    #[must_use]
    pub fn into_payload(self) -> Cow<'t, [u8]> {
        self.payload
    }

    /// The same without the text that was verified.
    #[must_use]
    pub fn into_owned(self) -> VerifiedJws<'k, 'static> {
        VerifiedJws {
            payload: Cow::Owned(self.payload.into_owned()),
            signatures: self.signatures,
            failures: self.failures,
        }
    }

    /// The signatures that hold, each with its header, algorithm and key; at least one.
    #[must_use]
    pub fn signatures(&self) -> &[VerifiedSignature<'k>] {
        &self.signatures
    }

    /// The positions of the signatures that do not hold, each with the reason
    /// ([RFC 7515 §5.2](https://www.rfc-editor.org/rfc/rfc7515#section-5.2) step 10).
    #[must_use]
    pub fn failures(&self) -> &[(usize, Error)] {
        // rfc7515-5.2-10b
        &self.failures
    }
}

impl<'k> VerifiedSignature<'k> {
    /// Its position in `signatures`; 0 where there is but one.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The header of this signature. Only its protected parameters are covered by it.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The algorithm that was used.
    #[must_use]
    pub const fn algorithm(&self) -> &'static Algorithm {
        self.algorithm
    }

    /// The key that verified it.
    #[must_use]
    pub const fn key(&self) -> &'k Jwk {
        self.key
    }

    /// The `kid` of the key that verified it: not the header's, which may be unprotected.
    #[must_use]
    pub fn kid(&self) -> Option<&'k str> {
        self.key.kid()
    }
}

impl fmt::Debug for VerifiedJws<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let payload: Box<str> = alloc::format!("<{} octets>", self.payload.len()).into();
        f.debug_struct("VerifiedJws")
            .field("payload", &payload)
            .field("signatures", &self.signatures)
            .field("failures", &self.failures)
            .finish()
    }
}
