//! Errors in words, with hostile text quoted and cut.

use core::fmt;

use super::Error;
use crate::{OkpCurve, Quoted};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::JsonSyntax { at, expected } => {
                write!(f, "not JSON at offset {at}: expected {expected}")?;
            }
            Self::JsonDuplicateMember { name, at } => {
                write!(
                    f,
                    "member {} stands again at offset {at}",
                    Quoted::new(name)
                )?;
            }
            Self::JsonTooDeep { limit, at } => {
                write!(f, "more than {limit} levels of nesting at offset {at}")?;
            }
            Self::JsonNotUtf8 { at } => write!(f, "not UTF-8 at offset {at}")?,
            Self::JsonSurrogate { at } => {
                write!(f, "half a surrogate pair at offset {at}")?;
            }
            Self::JsonByteOrderMark => f.write_str("starts with a byte order mark")?,
            Self::TooLarge { what, limit, found } => {
                write!(f, "{what} has {found} octets, at most {limit} are allowed")?;
            }
            Self::Base64 { member } => write!(
                f,
                "{member} is not base64url without padding, or not in its one canonical spelling"
            )?,
            Self::NotAnObject { found } => write!(f, "expected an object, found {found}")?,
            Self::MissingMember { member, .. } => write!(f, "member {member} is missing")?,
            Self::MemberType {
                member,
                expected,
                found,
                ..
            } => write!(f, "member {member}: expected {expected}, found {found}")?,
            Self::UnsupportedKeyType { kty } => {
                write!(f, "key type {} is not known here", Quoted::new(kty))?;
            }
            Self::UnsupportedCurve { kty, crv } => {
                write!(f, "{kty} with crv {} is not known here", Quoted::new(crv))?;
            }
            Self::UnsupportedEncoding { what } => write!(f, "{what} is not supported")?,
            Self::WrongLength {
                member,
                expected,
                found,
                rule,
            } => {
                write!(
                    f,
                    "member {member} has {found} octets instead of {expected}"
                )?;
                // The members of EC keys are integers; those of OKP keys are octet strings.
                let integer = rule.specification == "RFC 7518" && rule.section.starts_with("6.2.");
                if found < expected && integer {
                    f.write_str(" (the producer may have dropped leading zero octets)")?;
                }
            }
            Self::NotMinimalInteger { member } => write!(
                f,
                "member {member} is empty or has a superfluous leading zero octet (the producer \
                 may have written a signed integer)"
            )?,
            Self::NotOnCurve { crv } => match OkpCurve::named(crv) {
                Some(_) => write!(f, "x is not a point on {crv}")?,
                None => write!(f, "x and y are not a point on {crv}")?,
            },
            Self::NotCanonicalPoint { crv } => {
                write!(f, "x is not the canonical encoding of a point on {crv}")?;
            }
            Self::SmallOrderPoint { crv } => {
                write!(f, "x is a point of small order on {crv}")?;
                if *crv == OkpCurve::Ed448.name() {
                    f.write_str(", or has a part of small order")?;
                }
            }
            Self::RsaModulusTooSmall { bits } => {
                write!(f, "RSA modulus of {bits} bits, at least 2048 are required")?;
            }
            Self::RsaModulusTooLarge { bits, limit } => {
                write!(f, "RSA modulus of {bits} bits, at most {limit} are allowed")?;
            }
            Self::RsaModulusEven => f.write_str("RSA modulus is even")?,
            Self::RsaExponent { fault } => write!(f, "RSA public exponent {fault}")?,
            Self::RsaIncomplete { missing } => write!(
                f,
                "private RSA key without {missing}, though others of its members are there"
            )?,
            Self::RsaNoOtherPrimes => f.write_str("member oth is an empty array")?,
            Self::PrivateMismatch { member, .. } => {
                write!(
                    f,
                    "private member {member} does not belong to the public key"
                )?;
            }
            Self::DuplicateKeyOperation { operation } => {
                write!(f, "key_ops holds {} twice", Quoted::new(operation))?;
            }
            Self::UseContradictsKeyOps { key_use, operation } => write!(
                f,
                "use {} and key_ops {} contradict each other",
                Quoted::new(key_use),
                Quoted::new(operation)
            )?,
            Self::AlgorithmDoesNotFit { alg, expected } => {
                write!(f, "alg {} takes {expected}", Quoted::new(alg))?;
            }
            Self::EmptySecret => f.write_str("symmetric key without octets")?,
            Self::PublicKeyAsSecret => f.write_str("a public key was offered as a secret")?,
            Self::NoCertificates => f.write_str("x5c is an empty array")?,
            Self::Certificate { member, fault } => write!(f, "{member}: {fault}")?,
            Self::Encoding { form, .. } => write!(f, "not {form}")?,
            Self::ThumbprintUri { fault } => write!(f, "not a thumbprint URI: {fault}")?,
            Self::ThumbprintEscape { member } => {
                write!(f, "member {member} would need escapes in the hash input")?;
            }
        }
        write!(f, " [{}]", self.rule())
    }
}
