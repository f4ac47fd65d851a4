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
mod algorithms;
#[cfg(feature = "aws-lc-rs")]
mod aws_lc;
mod backend;
pub mod dangerous;
mod error;
mod header;
mod jws;
mod key_ring;
mod limits;
mod one_or_more;
mod policy;
mod rust_crypto;
#[cfg(feature = "signature-cache")]
mod signature_cache;
mod verified;
mod verify;

/// Errors give out its reasons and rules, key sets are made of its keys.
pub use jwk_types;
/// A [`KeyRing`] is built from its sets.
pub use jwks;

pub use algorithm::{
    Algorithm, ED448, ED25519, EDDSA, ES256, ES256K, ES384, ES512, HS256, HS384, HS512, Hash,
    ML_DSA_44, ML_DSA_65, ML_DSA_87, MlDsa, PS256, PS384, PS512, RS256, RS384, RS512, Scheme,
};
pub use algorithms::Algorithms;
#[cfg(feature = "aws-lc-rs")]
pub use aws_lc::AwsLc;
pub use backend::{
    Backend, Fallback, PrepareError, PreparedKey, SignatureMismatch, VerificationKey,
};
pub use error::Error;
pub use header::{Header, Parameters};
pub use jws::{Serialization, UnverifiedJws, UnverifiedSignature};
pub use key_ring::{ConsideredKey, HoldingKey, KeyIdentity, KeyReport, KeyRing, KeyVerdict};
pub use limits::Limits;
pub use policy::{AlgLocation, MissingKid, PayloadEncoding, Policy, RequiredSignatures};
pub use rust_crypto::RustCrypto;
#[cfg(feature = "tables")]
pub use rust_crypto::{RustCryptoTables, TableJob};
#[cfg(feature = "signature-cache")]
pub use signature_cache::SignatureCache;
pub use verified::{VerifiedJws, VerifiedSignature};
pub use verify::Verifier;
