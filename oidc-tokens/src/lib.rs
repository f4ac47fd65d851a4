#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]
#![warn(
    missing_docs,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc
)]
#![cfg_attr(
    not(test),
    warn(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::print_stderr,
        clippy::print_stdout,
        clippy::unwrap_used
    )
)]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod access_token;
mod authorization;
mod believed;
mod challenge;
mod check;
mod checks;
mod claims;
#[cfg(feature = "std")]
mod clock;
#[cfg(feature = "serde")]
mod custom;
mod error;
mod half_hash;
mod id_token;
mod identity;
mod jwt;
mod logout_token;
mod media_type;
mod numeric_date;
mod opaque;
mod presented;
mod replay;
mod report;
mod response_issuer;
mod settings;
mod standard_claims;
mod unverified;
mod userinfo;
mod verify;

#[doc = include_str!("../CHECKS.md")]
pub mod checked {}

/// Errors give out its reasons and rules.
pub use jwk_types;
/// Key sets are read with it.
pub use jwks;
/// Keys are prepared with it.
pub use jws_verify;

pub use access_token::{
    Access, AccessToken, AccessTokenError, AccessTokenVerifier, Presentation, Profile,
};
pub use authorization::{Credentials, CredentialsError, Scheme};
pub use believed::Provenance;
pub use challenge::Challenge;
pub use check::Check;
pub use error::{Error, Fault, MissingKey, TokenError};
pub use id_token::{IdToken, IdTokenError, IdTokenVerifier, Login, Nonce, Original, StateHash};
pub use identity::Identity;
pub use jwt::{ExpectedAudience, ExpectedIssuer, Jwt, JwtError, JwtVerifier};
pub use logout_token::{LogoutTarget, LogoutToken, LogoutTokenError, LogoutTokenVerifier, Session};
pub use numeric_date::NumericDate;
pub use opaque::OpaqueAccessToken;
pub use replay::{ReplayGuard, Sight};
pub use report::{Outcome, Report, ReportEntry, Shown, Style};
pub use response_issuer::{IssuerParameter, check_response_issuer};
pub use standard_claims::StandardClaims;
pub use unverified::{UnverifiedClaims, UnverifiedToken};
pub use userinfo::{UserInfo, UserInfoError, UserInfoResponse, UserInfoVerifier};
pub use verify::Verify;
