//! Why a JWS was not accepted.

mod display;
#[cfg(test)]
mod tests;

use alloc::boxed::Box;

use jwk_types::{Reason, Rule};
use jwks::Unfit;

/// Why a JWS was not accepted, or why a verifier could not be built. It names header values, quoted
/// and cut, and never key material, a payload or a computed signature.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// `alg` is not on the caller's list ([RFC 8725 §3.1](https://www.rfc-editor.org/rfc/rfc8725#section-3.1)).
    AlgorithmNotAllowed {
        /// The value of `alg`.
        alg: Box<str>,
    },
    /// `alg` stands in the unprotected header and policy wants it protected
    /// ([RFC 7515 §10.7](https://www.rfc-editor.org/rfc/rfc7515#section-10.7)).
    AlgUnprotected,
    /// More keys fit than policy tries ([RFC 7515 §6](https://www.rfc-editor.org/rfc/rfc7515#section-6)).
    AmbiguousKey {
        /// How many fit.
        found: usize,
    },
    /// `b64` is not used as [RFC 7797](https://www.rfc-editor.org/rfc/rfc7797) wants it.
    B64 {
        /// What is wrong.
        fault: &'static str,
        /// Where it is said.
        rule: Rule,
    },
    /// `crit` breaks a rule for its form ([RFC 7515 §4.1.11](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11)).
    Crit {
        /// What is wrong.
        fault: &'static str,
    },
    /// A parameter stands in both headers of one signature
    /// ([RFC 7515 §5.2](https://www.rfc-editor.org/rfc/rfc7515#section-5.2)).
    InBothHeaders {
        /// The parameter.
        name: Box<str>,
    },
    /// An element of `signatures` is malformed, and with it the JWS
    /// ([RFC 7515 §7.2.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.2.1)).
    InSignature {
        /// Its position.
        index: usize,
        /// What is wrong with it.
        error: Box<Self>,
    },
    /// The backend finds that the key is none ([RFC 7517 §5](https://www.rfc-editor.org/rfc/rfc7517#section-5)).
    InvalidKey {
        /// The value of `alg`.
        alg: &'static str,
    },
    /// The key that the header points at must not be used for it.
    KeyUnfit {
        /// The value of `alg`.
        alg: &'static str,
        /// Why.
        unfit: Unfit,
    },
    /// A part of the JWS is not the JSON or base64url that it should be.
    Malformed {
        /// The part.
        part: &'static str,
        /// What is wrong.
        error: jwk_types::Error,
    },
    /// A member or parameter has the wrong JSON type.
    MemberType {
        /// The member.
        member: &'static str,
        /// The type that the specification gives it.
        expected: &'static str,
        /// The type that was found.
        found: &'static str,
        /// Where the type is given.
        rule: Rule,
    },
    /// A required member or parameter is absent.
    MissingMember {
        /// The member.
        member: &'static str,
        /// Where it is required.
        rule: Rule,
    },
    /// The list of algorithms is empty ([RFC 8725 §3.1](https://www.rfc-editor.org/rfc/rfc8725#section-3.1)).
    NoAlgorithms,
    /// No key of the ring fits ([RFC 7515 §5.2](https://www.rfc-editor.org/rfc/rfc7515#section-5.2)).
    NoMatchingKey {
        /// The value of `alg`.
        alg: &'static str,
        /// The value of `kid`.
        kid: Option<Box<str>>,
        /// Why a key with this `kid` could not be read, where there is one.
        skipped: Option<Box<jwk_types::Error>>,
    },
    /// A caller asks for a signature that the JWS does not have.
    NoSuchSignature {
        /// The position that was asked for.
        index: usize,
    },
    /// None of several signatures holds, or policy wants more of them to hold.
    NotEnoughSignatures {
        /// Why each of the others does not hold, with its position.
        failures: Box<[(usize, Self)]>,
    },
    /// The key set has no usable key, so nothing could ever verify.
    NoUsableKey {
        /// How many keys could not be read.
        skipped: usize,
    },
    /// The protected header is JSON, but no object ([RFC 7515 §5.2](https://www.rfc-editor.org/rfc/rfc7515#section-5.2)).
    HeaderNotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// The compact serialisation has not three parts ([RFC 7515 §7.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.1)).
    Segments {
        /// How many parts there are; counting stops at six.
        found: usize,
    },
    /// The signature is not one by the key over these octets
    /// ([RFC 7515 §5.2](https://www.rfc-editor.org/rfc/rfc7515#section-5.2)).
    SignatureMismatch,
    /// The parts do not make up a JWS ([RFC 7515 §7.2](https://www.rfc-editor.org/rfc/rfc7515#section-7.2)).
    Structure {
        /// What is wrong.
        fault: &'static str,
        /// Where it is said.
        rule: Rule,
    },
    /// Longer, or more, than the limit.
    TooLarge {
        /// What is.
        what: &'static str,
        /// The limit.
        limit: usize,
        /// What was found.
        found: usize,
    },
    /// A caller names an algorithm that is none ([RFC 7518 §3.1](https://www.rfc-editor.org/rfc/rfc7518#section-3.1)).
    UnknownAlgorithm {
        /// The name.
        name: Box<str>,
    },
    /// `crit` names an extension that nobody here understands
    /// ([RFC 7515 §4.1.11](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11)).
    UnknownCritical {
        /// The extension.
        name: Box<str>,
    },
    /// `alg` is `none` ([RFC 7518 §3.6](https://www.rfc-editor.org/rfc/rfc7518#section-3.6)).
    Unsecured,
    /// The backend does not have the algorithm for this kind of key.
    UnsupportedByBackend {
        /// The value of `alg`.
        alg: &'static str,
    },
    /// A MAC key is shorter than the hash ([RFC 7518 §3.2](https://www.rfc-editor.org/rfc/rfc7518#section-3.2)).
    WeakSecret {
        /// The value of `alg`.
        alg: &'static str,
        /// The least octets that it takes.
        required: usize,
    },
}

impl Error {
    /// A stable code, the same in every release.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::AlgorithmNotAllowed { .. }
            | Self::NoAlgorithms
            | Self::UnknownAlgorithm { .. }
            | Self::UnsupportedByBackend { .. } => Reason::AlgorithmNotAllowed,
            Self::AmbiguousKey { .. } => Reason::AmbiguousKey,
            Self::InBothHeaders { .. } => Reason::DuplicateMember,
            Self::InSignature { error, .. } => error.reason(),
            Self::InvalidKey { .. } => Reason::MalformedJwk,
            Self::Malformed { error, .. } => error.reason(),
            Self::KeyUnfit { unfit, .. } => unfit.reason(),
            Self::NoMatchingKey { .. } | Self::NoUsableKey { .. } => Reason::NoMatchingKey,
            Self::NotEnoughSignatures { failures } => most_telling(failures).reason(),
            Self::HeaderNotAnObject { .. } => Reason::MalformedJson,
            // What is not there does not hold.
            Self::NoSuchSignature { .. } | Self::SignatureMismatch => Reason::SignatureMismatch,
            Self::AlgUnprotected
            | Self::B64 { .. }
            | Self::Crit { .. }
            | Self::MemberType { .. }
            | Self::MissingMember { .. }
            | Self::Segments { .. }
            | Self::Structure { .. } => Reason::MalformedJws,
            Self::TooLarge { .. } => Reason::TooLarge,
            Self::UnknownCritical { .. } => Reason::UnknownCrit,
            Self::Unsecured => Reason::Unsecured,
            Self::WeakSecret { .. } => Reason::WeakKey,
        }
    }

    /// The rule that was broken.
    #[must_use]
    pub fn rule(&self) -> Rule {
        match self {
            Self::AlgorithmNotAllowed { .. } | Self::NoAlgorithms => Rule::new("RFC 8725", "3.1"),
            Self::AlgUnprotected => Rule::new("RFC 7515", "10.7"),
            Self::AmbiguousKey { .. } => Rule::new("RFC 7515", "6"),
            Self::B64 { rule, .. }
            | Self::MemberType { rule, .. }
            | Self::MissingMember { rule, .. }
            | Self::Structure { rule, .. } => *rule,
            Self::Crit { .. } | Self::UnknownCritical { .. } => Rule::new("RFC 7515", "4.1.11"),
            Self::InBothHeaders { .. } => Rule::new("RFC 7515", "5.2 step 4"),
            Self::InSignature { error, .. } => error.rule(),
            Self::InvalidKey { .. } => Rule::new("RFC 7517", "5"),
            Self::Malformed { error, .. } => error.rule(),
            Self::KeyUnfit { unfit, .. } => unfit.rule(),
            Self::NoMatchingKey { .. } | Self::NoUsableKey { .. } => Rule::new("RFC 7515", "6"),
            Self::NoSuchSignature { .. } => Rule::new("RFC 7515", "5.2"),
            Self::NotEnoughSignatures { failures } => most_telling(failures).rule(),
            Self::HeaderNotAnObject { .. } => Rule::new("RFC 7515", "5.2 step 3"),
            Self::Segments { .. } => Rule::new("RFC 7515", "7.1"),
            Self::SignatureMismatch => Rule::new("RFC 7515", "5.2 step 8"),
            Self::TooLarge { .. } => Rule::new("policy", "size limit"),
            Self::UnknownAlgorithm { .. } => Rule::new("RFC 7518", "3.1"),
            Self::Unsecured => Rule::new("RFC 7518", "3.6"),
            Self::UnsupportedByBackend { .. } => Rule::new("RFC 7515", "4.1.1"),
            Self::WeakSecret { .. } => Rule::new("RFC 7518", "3.2"),
        }
    }
}

/// A wrong signature says more than a key that was not there.
fn most_telling(failures: &[(usize, Error)]) -> &Error {
    let errors = || failures.iter().map(|(_, error)| error);
    errors()
        .find(|error| **error == Error::SignatureMismatch)
        .or_else(|| errors().next())
        .unwrap_or(&Error::SignatureMismatch)
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Malformed { error, .. } => Some(error),
            Self::InSignature { error, .. } => Some(&**error),
            _ => None,
        }
    }
}
