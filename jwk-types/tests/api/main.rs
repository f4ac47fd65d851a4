//! The public interface, and nothing but the public interface.

mod akp;
mod build;
mod data;
mod der_private;
mod der_private_forms;
mod der_public;
mod der_tlv;
mod ec;
mod encoding;
mod limits;
mod oct;
mod okp;
mod parameters;
mod parse;
mod pem_public;
mod public;
mod rsa;
mod rsa_private;
mod secrecy;
mod thumbprint;
mod unknown;
#[cfg(feature = "x509")]
mod x509;
