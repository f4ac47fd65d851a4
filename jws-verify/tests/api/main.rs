//! The public interface, and nothing but the public interface.

#[cfg(feature = "aws-lc-rs")]
mod agreement;
mod algorithms;
mod b64;
mod backend;
mod backends;
mod check;
mod compact;
mod confusion;
mod crit;
mod dangerous;
mod detached;
mod ecdsa;
mod eddsa;
mod explain;
mod fixed_rng;
mod forbidden;
mod header;
mod header_memory;
mod json_form;
mod json_headers;
mod key_fit;
mod kid;
mod limits;
#[cfg(feature = "rayon")]
mod many;
mod properties;
mod readme;
mod rsa;
mod secrecy;
mod several;
mod sign;
#[cfg(feature = "signature-cache")]
mod signature_cache;
#[cfg(feature = "tables")]
mod tables;
mod token;
mod traits;
