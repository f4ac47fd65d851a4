//! Why a JWS was not accepted.

#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use core::fmt;

use jwk_types::{Quoted, Reason, Rule};
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
    },
    /// None of several signatures holds, or policy wants more of them to hold.
    NotEnoughSignatures {
        /// Why each of the others does not hold, with its position.
        failures: Box<[(usize, Self)]>,
    },
    /// The key set has no usable key, so nothing could ever verify.
    NoUsableKey,
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
            Self::AlgorithmNotAllowed { .. } | Self::NoAlgorithms => Reason::AlgorithmNotAllowed,
            Self::AmbiguousKey { .. } => Reason::AmbiguousKey,
            Self::InBothHeaders { .. } => Reason::DuplicateMember,
            Self::InvalidKey { .. } => Reason::MalformedJwk,
            Self::Malformed { error, .. } => error.reason(),
            Self::KeyUnfit { unfit, .. } => unfit.reason(),
            Self::NoMatchingKey { .. } | Self::NoUsableKey => Reason::NoMatchingKey,
            Self::NotEnoughSignatures { failures } => most_telling(failures).reason(),
            Self::HeaderNotAnObject { .. } => Reason::MalformedJson,
            Self::SignatureMismatch => Reason::SignatureMismatch,
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
            Self::UnsupportedByBackend { .. } => Reason::AlgorithmNotAllowed,
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
            | Self::MissingMember { rule, .. }
            | Self::Structure { rule, .. } => *rule,
            Self::Crit { .. } | Self::UnknownCritical { .. } => Rule::new("RFC 7515", "4.1.11"),
            Self::InBothHeaders { .. } => Rule::new("RFC 7515", "5.2 step 4"),
            Self::InvalidKey { .. } => Rule::new("RFC 7517", "5"),
            Self::Malformed { error, .. } => error.rule(),
            Self::KeyUnfit { unfit, .. } => unfit.rule(),
            Self::MemberType { .. } => Rule::new("RFC 7515", "4.1"),
            Self::NoMatchingKey { .. } | Self::NoUsableKey => Rule::new("RFC 7515", "6"),
            Self::NotEnoughSignatures { failures } => most_telling(failures).rule(),
            Self::HeaderNotAnObject { .. } => Rule::new("RFC 7515", "5.2 step 3"),
            Self::Segments { .. } => Rule::new("RFC 7515", "7.1"),
            Self::SignatureMismatch => Rule::new("RFC 7515", "5.2 step 8"),
            Self::TooLarge { .. } => Rule::new("policy", "size limit"),
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

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlgorithmNotAllowed { alg } => {
                write!(
                    f,
                    "alg {} is not one that the caller accepts",
                    Quoted::new(alg)
                )?;
            }
            Self::AlgUnprotected => f.write_str("alg is not in the protected header")?,
            Self::AmbiguousKey { found } => write!(f, "{found} keys fit, and nothing says which")?,
            Self::B64 { fault, .. } => write!(f, "parameter b64 {fault}")?,
            Self::Crit { fault } => write!(f, "parameter crit {fault}")?,
            Self::InBothHeaders { name } => {
                write!(f, "parameter {} stands in both headers", Quoted::new(name))?;
            }
            // It prints its rule itself.
            Self::Malformed { part, error } => return write!(f, "{part}: {error}"),
            Self::InvalidKey { alg } => {
                write!(
                    f,
                    "the backend finds that the key for {alg} is not a valid one"
                )?;
            }
            Self::KeyUnfit { alg, unfit } => write!(f, "key not used for {alg}: {unfit}")?,
            Self::MemberType {
                member,
                expected,
                found,
            } => write!(f, "{member}: expected {expected}, found {found}")?,
            Self::MissingMember { member, .. } => write!(f, "{member} is missing")?,
            Self::NoAlgorithms => f.write_str("the list of accepted algorithms is empty")?,
            Self::NoMatchingKey { alg, kid: None } => write!(f, "no key fits {alg}")?,
            Self::NoMatchingKey {
                alg,
                kid: Some(kid),
            } => write!(f, "no key with kid {} fits {alg}", Quoted::new(kid))?,
            Self::NotEnoughSignatures { failures } => {
                f.write_str("not enough signatures hold (")?;
                for (position, (index, error)) in failures.iter().enumerate() {
                    let before = if position == 0 { "" } else { "; " };
                    write!(f, "{before}signatures[{index}]: {error}")?;
                }
                f.write_str(")")?;
            }
            Self::NoUsableKey => f.write_str("the key set has no usable key")?,
            Self::HeaderNotAnObject { found } => {
                write!(f, "protected header: expected an object, found {found}")?;
            }
            Self::Segments { found: 5 } => {
                f.write_str("five parts: this is encrypted (JWE), not signed")?;
            }
            Self::Segments { found } => write!(f, "{found} parts instead of three")?,
            Self::SignatureMismatch => f.write_str("the signature does not verify")?,
            Self::Structure { fault, .. } => f.write_str(fault)?,
            Self::TooLarge { what, limit, found } => {
                write!(f, "{what}: {found}, at most {limit} are allowed")?;
            }
            Self::UnknownCritical { name } => {
                write!(
                    f,
                    "critical extension {} is not understood",
                    Quoted::new(name)
                )?;
            }
            Self::Unsecured => f.write_str("alg none: the JWS is not secured")?,
            Self::UnsupportedByBackend { alg } => {
                write!(f, "the backend does not verify {alg} with this kind of key")?;
            }
            Self::WeakSecret { alg, required } => {
                write!(f, "the key for {alg} has fewer than {required} octets")?;
            }
        }
        write!(f, " [{}]", self.rule())
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Malformed { error, .. } => Some(error),
            _ => None,
        }
    }
}
