//! What a person reads: what was found, quoted and cut, and the rule that was broken.

use core::fmt;

use jwk_types::Quoted;

use super::Error;

/// Of the signatures that do not hold, as many are told in full.
const SHOWN: usize = 4;

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
            // These print their rule themselves.
            Self::InSignature { index, error } => return write!(f, "signatures[{index}]: {error}"),
            // It names the part as well.
            Self::Malformed {
                error: error @ jwk_types::Error::Base64 { .. },
                ..
            } => return error.fmt(f),
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
                ..
            } => write!(f, "{member}: expected {expected}, found {found}")?,
            Self::MissingMember { member, .. } => write!(f, "{member} is missing")?,
            Self::NoAlgorithms => f.write_str("the list of accepted algorithms is empty")?,
            Self::NoMatchingKey { alg, kid, skipped } => {
                match kid {
                    None => write!(f, "no key fits {alg}")?,
                    Some(kid) => write!(f, "no key with kid {} fits {alg}", Quoted::new(kid))?,
                }
                if let Some(error) = skipped {
                    write!(f, ", and one that has it cannot be used: {error}")?;
                }
            }
            Self::NoSuchSignature { index } => write!(f, "signatures[{index}] is not there")?,
            Self::NotEnoughSignatures { failures } => {
                write!(f, "not enough signatures hold, {} do not (", failures.len())?;
                for (position, (index, error)) in failures.iter().take(SHOWN).enumerate() {
                    let before = if position == 0 { "" } else { "; " };
                    write!(f, "{before}signatures[{index}]: {error}")?;
                }
                f.write_str(if failures.len() > SHOWN {
                    "; ...)"
                } else {
                    ")"
                })?;
            }
            Self::NoUsableKey { skipped: 0 } => f.write_str("the key set has no key")?,
            Self::NoUsableKey { skipped } => {
                write!(
                    f,
                    "the key set has no usable key: {skipped} could not be read"
                )?;
            }
            Self::HeaderNotAnObject { found } => {
                write!(f, "protected header: expected an object, found {found}")?;
            }
            Self::Segments { found: 5 } => {
                f.write_str("five parts, as an encrypted token (JWE) has, instead of three")?;
            }
            Self::Segments { found: 1 } => f.write_str("one part instead of three")?,
            Self::Segments { found } => write!(f, "{found} parts instead of three")?,
            Self::SignatureMismatch => f.write_str("the signature does not verify")?,
            Self::Structure { fault, .. } => f.write_str(fault)?,
            Self::TooLarge { what, limit, found } => {
                write!(f, "{what}: {found}, at most {limit} are allowed")?;
            }
            Self::UnknownAlgorithm { name } => {
                write!(f, "{} is no signature algorithm", Quoted::new(name))?;
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
                write!(
                    f,
                    "the backend cannot verify {alg} with this kind of key (a feature may be off)"
                )?;
            }
            Self::WeakSecret { alg, required } => {
                write!(f, "the key for {alg} has fewer than {required} octets")?;
            }
        }
        write!(f, " [{}]", self.rule())
    }
}
