//! How long verification takes: these libraries, the bare signature checks, and other libraries, taking turns.

#![forbid(unsafe_code)]

#[path = "../../jws-verify/tests/api/fixed_rng.rs"]
mod fixed_rng;
#[path = "../../jws-verify/tests/api/sign.rs"]
mod sign;

/// A folder each: who is measured, with what, and how.
pub mod contender;
pub mod sample;
pub mod worker;

/// From rounds to figures, and from figures to pages.
pub mod machine;
pub mod measure;
pub mod results;
pub mod run;
