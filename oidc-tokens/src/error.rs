//! Why a token is not believed.

mod display;
mod purpose;
mod values;

use alloc::boxed::Box;

use jwk_types::{Reason, Rule};

pub use self::purpose::{Fault, MissingKey, TokenError};
pub(crate) use self::purpose::{purpose_error, sealed};
use crate::NumericDate;

/// What was wrong. It names values that tell an operator what to mend, quoted and cut, and never a
/// token, a nonce, a subject, or a key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// `acr` is none of those that were asked for.
    Acr {
        /// What was found.
        found: Option<Box<str>>,
    },
    /// The login is longer ago than the caller allows.
    AuthenticationTooOld {
        /// `auth_time`.
        auth_time: NumericDate,
        /// Seconds that are allowed, without the leeway.
        max_age: u64,
    },
    /// The caller is not among the audiences.
    Audience {
        /// Who the caller is.
        expected: Box<str>,
        /// The first of the audiences.
        found: Option<Box<str>>,
    },
    /// The token names an audience, and the caller stated that it has none.
    AudienceUnexpected {
        /// The first of the audiences.
        found: Option<Box<str>>,
    },
    /// The token is for others too, whom the caller does not trust.
    AudienceUntrusted {
        /// The first of them.
        audience: Box<str>,
    },
    /// An authorization response does not say once, and readably, which issuer it is from.
    AuthorizationResponse {
        /// What is wrong.
        fault: &'static str,
    },
    /// `azp` names another client.
    AuthorizedParty {
        /// The client.
        expected: Box<str>,
        /// What was found.
        found: Box<str>,
    },
    /// A claim differs from that of an earlier token that it has to agree with.
    Changed {
        /// The claim.
        claim: &'static str,
    },
    /// An element of a claim has the wrong JSON type.
    ClaimElement {
        /// The claim.
        claim: &'static str,
        /// The type that the claim has.
        expected: &'static str,
        /// The type of the element.
        found: &'static str,
    },
    /// The payload is not JSON, or not JSON that every reader understands alike.
    ClaimsJson {
        /// What is wrong.
        error: jwk_types::Error,
    },
    /// The payload is JSON, but no object.
    ClaimsNotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// A claim has the wrong JSON type.
    ClaimType {
        /// The claim.
        claim: &'static str,
        /// The type that it has.
        expected: &'static str,
        /// The type that was found.
        found: &'static str,
    },
    /// A claim has a value that it cannot have.
    ClaimValue {
        /// The claim.
        claim: &'static str,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The system's clock stands before 1970.
    Clock,
    /// A verifier cannot be built from this.
    Configuration {
        /// What is wrong.
        fault: &'static str,
    },
    /// The caller's own type does not fit the claims.
    Deserialize {
        /// The line of the claims' JSON text, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// `exp` is reached.
    Expired {
        /// `exp`.
        exp: NumericDate,
        /// The time of verification.
        now: NumericDate,
    },
    /// A date is more than fifty years ahead: milliseconds in the place of seconds, most likely.
    FarFuture {
        /// The claim.
        claim: &'static str,
        /// Its value.
        value: NumericDate,
    },
    /// A claim that this kind of token must not have.
    Forbidden {
        /// The claim.
        claim: &'static str,
    },
    /// The hash in the token is not that of the value at hand.
    Hash {
        /// The claim.
        claim: &'static str,
    },
    /// No standard says which hash goes with the algorithm, so the claim cannot be checked.
    HashUndefined {
        /// The claim.
        claim: &'static str,
        /// The value of `alg`.
        alg: &'static str,
    },
    /// The token is issued, or the login was, in the future.
    InFuture {
        /// The claim.
        claim: &'static str,
        /// Its value.
        value: NumericDate,
        /// The time of verification.
        now: NumericDate,
    },
    /// Another issuer.
    Issuer {
        /// The issuer that is expected.
        expected: Box<str>,
        /// What was found.
        found: Box<str>,
    },
    /// The JWS is not well-formed, or no key of the issuer signed it.
    Jws {
        /// What is wrong.
        error: jws_verify::Error,
    },
    /// The token has what another kind of token has.
    LooksLike {
        /// The claim that tells.
        claim: &'static str,
        /// The kind.
        kind: &'static str,
    },
    /// A MAC, and several audiences that could all have made it.
    MacForSeveral,
    /// A required claim is absent.
    Missing {
        /// The claim.
        claim: Box<str>,
    },
    /// `nonce` is another one than was sent.
    Nonce,
    /// The token has a `nonce`, and none was sent.
    NonceUnexpected,
    /// A nested or encrypted token, which this crate does not open.
    NotSignedClaims {
        /// What it is.
        found: &'static str,
    },
    /// `nbf` is not reached.
    NotYetValid {
        /// `nbf`.
        nbf: NumericDate,
        /// The time of verification.
        now: NumericDate,
    },
    /// The value was seen before.
    Replayed {
        /// The claim.
        claim: &'static str,
    },
    /// The token does not grant what is asked for.
    Scope {
        /// The scope values that are asked for, separated by spaces.
        required: Box<str>,
    },
    /// The token may be used by the holder of a key alone, or is presented as if it were.
    SenderConstraint {
        /// What is wrong.
        fault: &'static str,
    },
    /// The token is about another subject.
    Subject,
    /// The token was issued longer ago than the caller allows.
    TooOld {
        /// `iat`.
        iat: NumericDate,
        /// Seconds that are allowed, without the leeway.
        max_age: u64,
    },
    /// `typ` is that of another kind of token.
    Type {
        /// The kind that is expected.
        expected: Box<str>,
        /// What was found.
        found: Option<Box<str>>,
        /// The kind of token that it is, by `typ` or, where that says nothing, by its claims.
        looks_like: Option<&'static str>,
    },
    /// A UserInfo response in a form that was not agreed on.
    UserInfoForm {
        /// What is wrong.
        fault: &'static str,
    },
}

impl Error {
    /// A stable code, the same in every release.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::Acr { .. } => Reason::WrongAcr,
            Self::AuthenticationTooOld { .. } | Self::TooOld { .. } => Reason::TooOld,
            Self::Audience { .. }
            | Self::AudienceUnexpected { .. }
            | Self::AudienceUntrusted { .. }
            | Self::MacForSeveral => Reason::WrongAudience,
            Self::AuthorizedParty { .. } => Reason::WrongAuthorizedParty,
            Self::ClaimElement { .. }
            | Self::ClaimsNotAnObject { .. }
            | Self::ClaimType { .. }
            | Self::ClaimValue { .. }
            | Self::Deserialize { .. }
            | Self::FarFuture { .. } => Reason::MalformedClaims,
            Self::ClaimsJson { error } => error.reason(),
            Self::AuthorizationResponse { .. }
            | Self::Changed { .. }
            | Self::Clock
            | Self::Configuration { .. }
            | Self::Forbidden { .. }
            | Self::SenderConstraint { .. }
            | Self::UserInfoForm { .. } => Reason::Other,
            Self::Expired { .. } => Reason::Expired,
            Self::Hash { .. } | Self::HashUndefined { .. } => Reason::WrongHash,
            Self::InFuture { .. } => Reason::IssuedInFuture,
            Self::Issuer { .. } => Reason::WrongIssuer,
            Self::Jws { error } => error.reason(),
            Self::LooksLike { .. } | Self::Type { .. } => Reason::WrongType,
            Self::Missing { .. } => Reason::MissingClaim,
            Self::Nonce | Self::NonceUnexpected => Reason::WrongNonce,
            Self::NotSignedClaims { .. } => Reason::MalformedJws,
            Self::NotYetValid { .. } => Reason::NotYetValid,
            Self::Replayed { claim } => match *claim {
                "nonce" => Reason::WrongNonce,
                _ => Reason::Other,
            },
            Self::Scope { .. } => Reason::InsufficientScope,
            Self::Subject => Reason::WrongSubject,
        }
    }

    /// Whose fault it is.
    #[must_use]
    pub fn fault(&self) -> Fault {
        match self {
            Self::Clock
            | Self::Configuration { .. }
            | Self::Jws {
                error:
                    jws_verify::Error::InvalidKey { .. }
                    | jws_verify::Error::NoUsableKey { .. }
                    | jws_verify::Error::UnsupportedByBackend { .. }
                    | jws_verify::Error::WeakSecret { .. },
            } => Fault::Infrastructure,
            _ => Fault::Client,
        }
    }

    /// The rule, where the failure itself is more exact about it than the check that found it.
    pub(crate) fn own_rule(&self) -> Option<Rule> {
        match self {
            Self::Clock | Self::Configuration { .. } => {
                Some(Rule::new("policy", "a fault of this side"))
            }
            Self::ClaimsJson { error } => Some(error.rule()),
            Self::Jws { error } => Some(error.rule()),
            Self::FarFuture { .. } => Some(Rule::new("policy", "no date over 50 years ahead")),
            Self::HashUndefined { .. } => {
                Some(Rule::new("policy", "a hash that is asked for is checked"))
            }
            _ => None,
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::ClaimsJson { error } => Some(error),
            Self::Jws { error } => Some(error),
            _ => None,
        }
    }
}

#[cfg(all(test, feature = "serde", feature = "std"))]
mod tests;
