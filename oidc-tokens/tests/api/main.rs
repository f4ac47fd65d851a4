//! The public interface, and nothing but the public interface.

mod access;
mod algorithms;
mod configuration;
mod data;
mod factory;
#[path = "../../../jws-verify/tests/api/fixed_rng.rs"]
mod fixed_rng;
mod foreign_claims;
mod hashes;
mod hybrid;
mod issuers;
mod jwts;
mod login;
mod logout;
#[cfg(feature = "rayon")]
mod many;
mod missing_key;
mod order;
mod purposes;
mod refresh;
mod registration;
mod remembered;
mod replay;
mod report_json;
mod report_text;
mod search;
mod secrecy;
#[path = "../../../jws-verify/tests/api/sign.rs"]
mod sign;
mod sizes;
mod standard_claims;
mod time;
mod tokens;
mod unverified;
mod userinfo;
