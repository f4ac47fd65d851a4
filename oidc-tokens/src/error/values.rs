//! What was expected and what was found, where a failure compares two values.

use alloc::format;
use alloc::string::{String, ToString};

use super::Error;

impl Error {
    /// What was expected, if the failure compares two values: as they are, for programs. Text from a
    /// token is to be escaped before it is shown.
    #[must_use]
    pub fn expected(&self) -> Option<String> {
        Some(match self {
            Self::Audience { expected, .. }
            | Self::AuthorizedParty { expected, .. }
            | Self::Issuer { expected, .. }
            | Self::Type { expected, .. } => expected.to_string(),
            Self::AuthenticationTooOld { max_age, .. } | Self::TooOld { max_age, .. } => {
                format!("at most {max_age} s ago")
            }
            Self::ClaimElement { expected, .. } | Self::ClaimType { expected, .. } => {
                (*expected).to_string()
            }
            Self::ClaimsNotAnObject { .. } => "an object".to_string(),
            Self::Expired { now, .. } => format!("later than {now}"),
            Self::InFuture { now, .. } | Self::NotYetValid { now, .. } => {
                format!("not later than {now}")
            }
            Self::Missing { claim } => claim.to_string(),
            Self::Scope { required } => required.to_string(),
            _ => return None,
        })
    }

    /// What was found, if the failure compares two values.
    #[must_use]
    pub fn found(&self) -> Option<String> {
        Some(match self {
            Self::Acr { found }
            | Self::Audience { found, .. }
            | Self::AudienceUnexpected { found }
            | Self::Type { found, .. } => found.as_ref()?.to_string(),
            Self::AudienceUntrusted { audience } => audience.to_string(),
            Self::AuthenticationTooOld { auth_time, .. } => auth_time.to_string(),
            Self::AuthorizedParty { found, .. } | Self::Issuer { found, .. } => found.to_string(),
            Self::ClaimElement { found, .. }
            | Self::ClaimsNotAnObject { found }
            | Self::ClaimType { found, .. }
            | Self::NotSignedClaims { found } => (*found).to_string(),
            Self::Expired { exp, .. } => exp.to_string(),
            Self::FarFuture { value, .. } | Self::InFuture { value, .. } => value.to_string(),
            Self::NotYetValid { nbf, .. } => nbf.to_string(),
            Self::TooOld { iat, .. } => iat.to_string(),
            _ => return None,
        })
    }
}
