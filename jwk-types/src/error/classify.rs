//! What an error amounts to: the stable code, and the rule that was broken.

use super::Error;
use crate::key::rsa::EXPONENT_TOO_LARGE;
use crate::{Reason, Rule};

const LARGE_EXPONENT: &[u8] = EXPONENT_TOO_LARGE.as_bytes();

impl Error {
    /// A stable code, the same in every release.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        match self {
            Self::JsonSyntax { .. }
            | Self::JsonNotUtf8 { .. }
            | Self::JsonSurrogate { .. }
            | Self::JsonByteOrderMark => Reason::MalformedJson,
            Self::JsonDuplicateMember { .. } => Reason::DuplicateMember,
            Self::JsonTooDeep { .. } | Self::TooLarge { .. } | Self::RsaModulusTooLarge { .. } => {
                Reason::TooLarge
            }
            Self::Base64 { .. } => Reason::MalformedBase64,
            Self::NotAnObject { .. }
            | Self::MissingMember { .. }
            | Self::MemberType { .. }
            | Self::WrongLength { .. }
            | Self::NotMinimalInteger { .. }
            | Self::NotOnCurve { .. }
            | Self::NotCanonicalPoint { .. }
            | Self::RsaModulusEven
            | Self::RsaIncomplete { .. }
            | Self::RsaNoOtherPrimes
            | Self::PrivateMismatch { .. }
            | Self::DuplicateKeyOperation { .. }
            | Self::UseContradictsKeyOps { .. }
            | Self::NoCertificates
            | Self::Certificate { .. }
            | Self::Encoding { .. }
            | Self::ThumbprintUri { .. }
            | Self::ThumbprintEscape { .. } => Reason::MalformedJwk,
            Self::UnsupportedKeyType { .. }
            | Self::UnsupportedCurve { .. }
            | Self::UnsupportedEncoding { .. } => Reason::UnsupportedKeyType,
            Self::SmallOrderPoint { .. }
            | Self::RsaModulusTooSmall { .. }
            | Self::RsaExponent { .. }
            | Self::EmptySecret => Reason::WeakKey,
            Self::AlgorithmDoesNotFit { .. } | Self::PublicKeyAsSecret => Reason::AlgorithmMismatch,
        }
    }

    /// The rule that was broken.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::JsonSyntax { .. } => Rule::new("RFC 8259", "2"),
            Self::JsonDuplicateMember { .. } => Rule::new("RFC 7493", "2.3"),
            Self::JsonTooDeep { .. } => Rule::new("RFC 8259", "9"),
            Self::JsonNotUtf8 { .. } | Self::JsonByteOrderMark => Rule::new("RFC 8259", "8.1"),
            Self::JsonSurrogate { .. } => Rule::new("RFC 7493", "2.1"),
            Self::TooLarge { .. } => Rule::new("policy", "length limit"),
            Self::Base64 { .. } => Rule::new("RFC 7515", "2"),
            Self::NotAnObject { .. } => Rule::new("RFC 7517", "4"),
            Self::MissingMember { rule, .. }
            | Self::MemberType { rule, .. }
            | Self::WrongLength { rule, .. }
            | Self::PrivateMismatch { rule, .. }
            | Self::Encoding { rule, .. } => *rule,
            Self::UnsupportedKeyType { .. } => Rule::new("RFC 7517", "4.1"),
            Self::UnsupportedCurve { kty, .. } => match kty.as_bytes() {
                b"OKP" => Rule::new("RFC 8037", "2"),
                _ => Rule::new("RFC 7518", "6.2.1.1"),
            },
            Self::UnsupportedEncoding { .. } => Rule::new("policy", "supported encodings"),
            Self::NotMinimalInteger { .. } => Rule::new("RFC 7518", "2"),
            Self::NotOnCurve { crv } | Self::NotCanonicalPoint { crv } => point_rule(crv),
            Self::SmallOrderPoint { .. } => Rule::new("policy", "no keys of small order"),
            Self::RsaModulusTooSmall { .. } => Rule::new("RFC 7518", "3.3"),
            Self::RsaModulusTooLarge { .. } => Rule::new("policy", "size of RSA keys"),
            Self::RsaModulusEven => Rule::new("RFC 8017", "3.1"),
            Self::RsaExponent { fault } => match fault.as_bytes() {
                LARGE_EXPONENT => Rule::new("policy", "size of RSA exponents"),
                _ => Rule::new("RFC 8017", "3.1"),
            },
            Self::RsaIncomplete { .. } => Rule::new("RFC 7518", "6.3.2"),
            Self::RsaNoOtherPrimes => Rule::new("RFC 7518", "6.3.2.7"),
            Self::DuplicateKeyOperation { .. } | Self::UseContradictsKeyOps { .. } => {
                Rule::new("RFC 7517", "4.3")
            }
            Self::AlgorithmDoesNotFit { .. } => Rule::new("RFC 7517", "4.4"),
            Self::EmptySecret => Rule::new("RFC 7518", "3.2"),
            Self::PublicKeyAsSecret => Rule::new("RFC 8725", "2.1"),
            Self::NoCertificates => Rule::new("RFC 7517", "4.7"),
            Self::Certificate { member, .. } => match member.as_bytes() {
                b"x5t" => Rule::new("RFC 7517", "4.8"),
                b"x5t#S256" => Rule::new("RFC 7517", "4.9"),
                _ => Rule::new("RFC 7517", "4.7"),
            },
            Self::ThumbprintUri { .. } => Rule::new("RFC 9278", "3"),
            Self::ThumbprintEscape { .. } => Rule::new("RFC 7638", "3.3"),
        }
    }
}

/// Where the points of this curve are decoded.
const fn point_rule(crv: &str) -> Rule {
    match crv.as_bytes() {
        b"Ed25519" => Rule::new("RFC 8032", "5.1.3"),
        b"Ed448" => Rule::new("RFC 8032", "5.2.3"),
        _ => Rule::new("RFC 7518", "6.2.1"),
    }
}
