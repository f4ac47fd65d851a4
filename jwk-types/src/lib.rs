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

mod algorithm;
pub mod base64url;
mod der_key;
mod error;
pub mod json;
mod jwk;
mod key;
mod limits;
mod parameters;
mod quote;
mod reason;
mod secret;
mod thumbprint;
mod write;
#[cfg(feature = "x509")]
pub mod x509;

pub use algorithm::{KeyRequirement, Purpose, RegisteredAlgorithm};
pub use error::Error;
pub use jwk::{ExtraMember, Jwk, PublicJwk};
pub use key::akp::AkpPublicKey;
pub use key::ec::{EcCurve, EcPublicKey};
pub use key::oct::SymmetricKey;
pub use key::okp::{OkpCurve, OkpPublicKey};
pub use key::rsa::{OtherPrime, RsaPrivateMembers, RsaPublicKey};
pub use key::unknown::UnknownKey;
pub use key::{Key, KeyShape, PrivateKey, PrivateMembers, PublicKey};
pub use limits::Limits;
pub use parameters::{KeyOperation, KeyUse};
pub use quote::Quoted;
pub use reason::{Reason, Rule};
pub use secret::SecretOctets;
pub use thumbprint::{HashAlgorithm, Thumbprint};
