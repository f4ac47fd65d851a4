//! The default HTTP clients.

#[cfg(feature = "async-client")]
mod hyper;
#[cfg(test)]
mod tests;
mod tls;
#[cfg(feature = "blocking-client")]
mod ureq;

#[cfg(feature = "async-client")]
pub use self::hyper::HyperClient;
#[cfg(feature = "blocking-client")]
pub use self::ureq::UreqClient;
