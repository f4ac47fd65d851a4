//! The public interface, and nothing but the public interface.

mod algorithms;
mod configuration;
mod data;
mod factory;
#[path = "../../../jws-verify/tests/api/fixed_rng.rs"]
mod fixed_rng;
mod hashes;
mod hybrid;
mod issuers;
mod login;
mod order;
mod purposes;
mod refresh;
#[path = "../../../jws-verify/tests/api/sign.rs"]
mod sign;
mod sizes;
mod time;
