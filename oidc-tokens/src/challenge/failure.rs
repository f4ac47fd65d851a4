//! What a challenge says was wrong.

use jwk_types::Reason;

use crate::{AccessTokenError, Fault};

/// Words that are written in this crate and never come from a token, and a code, unless this side is
/// at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) code: Option<Code>,
    pub(super) words: &'static str,
}

/// Error codes ([RFC 6750 §3.1](https://www.rfc-editor.org/rfc/rfc6750#section-3.1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    InvalidRequest,
    InvalidToken,
    InsufficientScope,
}

impl Failure {
    pub(super) fn of(error: &AccessTokenError) -> Self {
        // rfc9068-4-7
        let (code, words) = match (error.fault(), error.reason()) {
            // The token may be good, and a client that is told otherwise throws it away.
            (Fault::Infrastructure, _) => (None, "the access token cannot be checked now"),
            (Fault::Client, reason @ Reason::InsufficientScope) => {
                (Some(Code::InsufficientScope), description(reason))
            }
            // rfc9068-4-7b
            (Fault::Client, reason) => (Some(Code::InvalidToken), description(reason)),
        };
        Self { code, words }
    }
}

impl Code {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidToken => "invalid_token",
            Self::InsufficientScope => "insufficient_scope",
        }
    }

    pub(super) const fn status(self) -> u16 {
        match self {
            // rfc6750-3.1-1
            Self::InvalidRequest => 400,
            // rfc6750-3.1-2
            Self::InvalidToken => 401,
            // rfc6750-3.1-3
            Self::InsufficientScope => 403,
        }
    }
}

const fn description(reason: Reason) -> &'static str {
    match reason {
        Reason::Expired => "the access token expired",
        Reason::NotYetValid | Reason::IssuedInFuture => "the access token is not valid yet",
        Reason::TooOld => "the access token, or the login behind it, is too old",
        Reason::WrongAcr => "the login behind the access token does not suffice",
        Reason::WrongAudience => "the access token is for another resource",
        Reason::WrongIssuer => "the access token is from another issuer",
        Reason::WrongType => "the token is not an access token",
        Reason::MissingClaim => "the access token lacks a claim",
        Reason::InsufficientScope => "the scope of the access token does not suffice",
        Reason::AlgorithmMismatch
        | Reason::AlgorithmNotAllowed
        | Reason::AmbiguousKey
        | Reason::KeyUseMismatch
        | Reason::NoMatchingKey
        | Reason::SignatureMismatch
        | Reason::Unsecured => "the signature of the access token is not accepted",
        Reason::DuplicateMember
        | Reason::MalformedBase64
        | Reason::MalformedClaims
        | Reason::MalformedJson
        | Reason::MalformedJws
        | Reason::TooLarge
        | Reason::UnknownCrit => "the access token is malformed",
        _ => "the access token is not valid",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::challenge::{Challenge, is_nqchar};

    #[test]
    fn every_description_fits_between_quotation_marks() {
        for reason in Reason::ALL {
            let words = description(*reason);
            assert!(words.bytes().all(|octet| octet == b' ' || is_nqchar(octet)));
            let code = Some(Code::InvalidToken);
            let printed = alloc::format!("{}", Challenge::of_failure(Failure { code, words }));
            assert!(printed.ends_with(&alloc::format!("error_description=\"{words}\"")));
        }
    }
}
