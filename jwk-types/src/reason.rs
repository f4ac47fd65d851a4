//! Why something was refused, in words that do not change, and by which rule.

use core::fmt;

/// A stable code for a rejection, shared by all crates of the workspace and by the subject protocol
/// of its conformance runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// Not JSON, or not text that every reader understands in the same way.
    MalformedJson,
    /// A member name stands twice in one object.
    DuplicateMember,
    /// Not the one base64url spelling of some octets.
    MalformedBase64,
    /// JSON, but not a JSON Web Key.
    MalformedJwk,
    /// JSON, but not a JWK Set.
    MalformedJwkSet,
    /// Not a JSON Web Signature.
    MalformedJws,
    /// A key type or curve that this implementation does not know.
    UnsupportedKeyType,
    /// A key that is too short or has a form that gives no security.
    WeakKey,
    /// The key's own `use` or `key_ops` bars the operation.
    KeyUseMismatch,
    /// The key does not go with the algorithm.
    AlgorithmMismatch,
    /// The caller does not accept the algorithm.
    AlgorithmNotAllowed,
    /// `alg` is `none`.
    Unsecured,
    /// `crit` names an extension that is not understood.
    UnknownCrit,
    /// No key fits.
    NoMatchingKey,
    /// Several keys fit and policy does not try them all.
    AmbiguousKey,
    /// The signature is not one by the key over these octets.
    SignatureMismatch,
    /// JSON, but not the claims that it should be: a claim of the wrong type or out of its range.
    MalformedClaims,
    /// A token of another kind, by its `typ` or by what it holds.
    WrongType,
    /// Another issuer.
    WrongIssuer,
    /// Not for this audience, or for others that are not trusted.
    WrongAudience,
    /// Issued to another client.
    WrongAuthorizedParty,
    /// About another subject.
    WrongSubject,
    /// No longer valid.
    Expired,
    /// Not valid yet.
    NotYetValid,
    /// Issued, or the user logged in, at a time that is yet to come.
    IssuedInFuture,
    /// Issued, or the user logged in, too long ago.
    TooOld,
    /// Another nonce than the one that was sent.
    WrongNonce,
    /// The hash of an access token, code or state does not agree.
    WrongHash,
    /// An authentication context that was not asked for.
    WrongAcr,
    /// A required claim is absent.
    MissingClaim,
    /// The token does not grant what is asked for.
    InsufficientScope,
    /// A metadata document names another issuer or resource than the one that was asked for.
    IssuerMismatch,
    /// JSON, but not the metadata that it should be.
    MalformedMetadata,
    /// A URL that is not fetched: not `https`, or not allowed where it came from.
    InsecureUrl,
    /// What was to be fetched did not arrive, or not in a form that is used.
    FetchFailed,
    /// A documented limit was exceeded.
    TooLarge,
    /// None of the above.
    Other,
}

impl Reason {
    /// Every reason, in the order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::MalformedJson,
        Self::DuplicateMember,
        Self::MalformedBase64,
        Self::MalformedJwk,
        Self::MalformedJwkSet,
        Self::MalformedJws,
        Self::UnsupportedKeyType,
        Self::WeakKey,
        Self::KeyUseMismatch,
        Self::AlgorithmMismatch,
        Self::AlgorithmNotAllowed,
        Self::Unsecured,
        Self::UnknownCrit,
        Self::NoMatchingKey,
        Self::AmbiguousKey,
        Self::SignatureMismatch,
        Self::MalformedClaims,
        Self::WrongType,
        Self::WrongIssuer,
        Self::WrongAudience,
        Self::WrongAuthorizedParty,
        Self::WrongSubject,
        Self::Expired,
        Self::NotYetValid,
        Self::IssuedInFuture,
        Self::TooOld,
        Self::WrongNonce,
        Self::WrongHash,
        Self::WrongAcr,
        Self::MissingClaim,
        Self::InsufficientScope,
        Self::IssuerMismatch,
        Self::MalformedMetadata,
        Self::InsecureUrl,
        Self::FetchFailed,
        Self::TooLarge,
        Self::Other,
    ];

    /// The code, such as `signature_mismatch`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MalformedJson => "malformed_json",
            Self::DuplicateMember => "duplicate_member",
            Self::MalformedBase64 => "malformed_base64",
            Self::MalformedJwk => "malformed_jwk",
            Self::MalformedJwkSet => "malformed_jwk_set",
            Self::MalformedJws => "malformed_jws",
            Self::UnsupportedKeyType => "unsupported_key_type",
            Self::WeakKey => "weak_key",
            Self::KeyUseMismatch => "key_use_mismatch",
            Self::AlgorithmMismatch => "algorithm_mismatch",
            Self::AlgorithmNotAllowed => "algorithm_not_allowed",
            Self::Unsecured => "unsecured",
            Self::UnknownCrit => "unknown_crit",
            Self::NoMatchingKey => "no_matching_key",
            Self::AmbiguousKey => "ambiguous_key",
            Self::SignatureMismatch => "signature_mismatch",
            Self::MalformedClaims => "malformed_claims",
            Self::WrongType => "wrong_type",
            Self::WrongIssuer => "wrong_issuer",
            Self::WrongAudience => "wrong_audience",
            Self::WrongAuthorizedParty => "wrong_authorized_party",
            Self::WrongSubject => "wrong_subject",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::IssuedInFuture => "issued_in_future",
            Self::TooOld => "too_old",
            Self::WrongNonce => "wrong_nonce",
            Self::WrongHash => "wrong_hash",
            Self::WrongAcr => "wrong_acr",
            Self::MissingClaim => "missing_claim",
            Self::InsufficientScope => "insufficient_scope",
            Self::IssuerMismatch => "issuer_mismatch",
            Self::MalformedMetadata => "malformed_metadata",
            Self::InsecureUrl => "insecure_url",
            Self::FetchFailed => "fetch_failed",
            Self::TooLarge => "too_large",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The place in a specification that was not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Rule {
    /// The specification, such as `RFC 7515`, or `policy` for a documented default of this workspace.
    pub specification: &'static str,
    /// The section, such as `4.1.11` or `Appendix F`.
    pub section: &'static str,
}

impl Rule {
    /// The rule that stands in `section` of `specification`.
    #[must_use]
    pub const fn new(specification: &'static str, section: &'static str) -> Self {
        Self {
            specification,
            section,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            specification,
            section,
        } = self;
        match *specification {
            "policy" => write!(f, "policy: {section}"),
            _ if section.starts_with("Appendix") => write!(f, "{specification} {section}"),
            _ => write!(f, "{specification} §{section}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn sections_have_a_section_sign_and_appendices_and_policies_have_none() {
        let shown = |specification, section| Rule::new(specification, section).to_string();
        assert_eq!(shown("RFC 7515", "4.1.11"), "RFC 7515 §4.1.11");
        assert_eq!(shown("RFC 8017", "A.1.2"), "RFC 8017 §A.1.2");
        assert_eq!(shown("RFC 7515", "Appendix F"), "RFC 7515 Appendix F");
        assert_eq!(shown("policy", "length limit"), "policy: length limit");
    }
}
