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

mod compare;
mod error;
mod limits;
mod lint;
mod material;
mod publish;
mod select;
mod set;

/// Keys, reasons and rules come from there.
pub use jwk_types;

pub use compare::{Comparison, Relabelled, Replaced};
pub use error::Error;
pub use limits::Limits;
pub use lint::{Code, Finding, Severity, lint};
pub use publish::PublicJwkSet;
pub use select::{Candidate, Candidates, Fitting, FittingKeys, MAX_CANDIDATES, Selector, Unfit};
pub use set::{JwkSet, SkippedKey};
