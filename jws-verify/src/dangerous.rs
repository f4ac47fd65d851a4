//! The payload of a JWS of which no signature has been verified.
//!
//! **Anybody can have written it: nothing in it may be believed.** To use a payload, take it from
//! [`Verifier`](crate::Verifier), which gives out one that was signed.
//!
//! These functions are for looking, as diagnosis does, and for a layer that has to read claims
//! before it knows the keys, such as the issuer's name. Such a layer then checks a signature of the
//! very same value with [`KeyRing::check_signature`](crate::KeyRing::check_signature), and until
//! that holds neither acts on what it read nor gives it out.

use alloc::borrow::Cow;

use crate::UnverifiedJws;

/// The payload, decoded. Nothing in it may be believed.
#[must_use]
pub fn unverified_payload<'j>(jws: &'j UnverifiedJws<'_>) -> &'j [u8] {
    jws.payload()
}

/// The payload, decoded, without a copy where it is owned already. Nothing in it may be believed,
/// unless a signature of this value was checked before.
#[must_use]
pub fn into_unverified_payload(jws: UnverifiedJws<'_>) -> Cow<'_, [u8]> {
    jws.into_parts().0
}
