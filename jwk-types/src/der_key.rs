//! Keys outside JSON: SubjectPublicKeyInfo, PKCS #8, PKCS #1 and SEC 1, as DER and as PEM.
//!
//! Whatever the form, the key is made by the same constructor as the one in a JWK, so that a key
//! that is not accepted here is not accepted there.

mod algorithm;
pub(crate) mod certificate;
mod pem;
mod pkcs1;
mod pkcs8;
mod sec1;
mod spki;

use crate::{Error, Limits, Rule};

/// A form of key outside JSON: what it is called, where it is defined, and its PEM label.
#[derive(Clone, Copy)]
struct Form {
    der: &'static str,
    pem: &'static str,
    label: &'static str,
    rule: Rule,
}

impl Form {
    const PKCS1_PRIVATE: Self = Self {
        der: "a DER RSAPrivateKey",
        pem: "one PEM block with the label RSA PRIVATE KEY",
        label: "RSA PRIVATE KEY",
        rule: Rule::new("RFC 8017", "A.1.2"),
    };
    const PKCS1_PUBLIC: Self = Self {
        der: "a DER RSAPublicKey",
        pem: "one PEM block with the label RSA PUBLIC KEY",
        label: "RSA PUBLIC KEY",
        rule: Rule::new("RFC 8017", "A.1.1"),
    };
    const PKCS8: Self = Self {
        der: "a DER OneAsymmetricKey",
        pem: "one PEM block with the label PRIVATE KEY",
        label: "PRIVATE KEY",
        rule: Rule::new("RFC 5958", "2"),
    };
    const SEC1: Self = Self {
        der: "a DER ECPrivateKey that names its curve",
        pem: "one PEM block with the label EC PRIVATE KEY",
        label: "EC PRIVATE KEY",
        rule: Rule::new("RFC 5915", "3"),
    };
    const SPKI: Self = Self {
        der: "a DER SubjectPublicKeyInfo",
        pem: "one PEM block with the label PUBLIC KEY",
        label: "PUBLIC KEY",
        rule: Rule::new("RFC 5280", "4.1"),
    };

    const fn not_der(self) -> Error {
        Error::Encoding {
            form: self.der,
            rule: self.rule,
        }
    }

    const fn not_pem(self) -> Error {
        Error::Encoding {
            form: self.pem,
            rule: Rule::new("RFC 7468", "2"),
        }
    }
}

/// Checked before anything is read.
fn check_size(what: &'static str, found: usize, limits: &Limits) -> Result<(), Error> {
    let limit = limits.octets();
    if found <= limit {
        Ok(())
    } else {
        Err(Error::TooLarge { what, limit, found })
    }
}
