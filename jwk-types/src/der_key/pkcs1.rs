//! RSAPublicKey and RSAPrivateKey ([RFC 8017 §A.1]).
//!
//! [RFC 8017 §A.1]: https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1

use ::pkcs1::{RsaPrivateKeyRef, RsaPublicKeyRef};
use der::Decode;

use super::{Form, check_size, pem};
use crate::{
    Error, Limits, PrivateKey, PrivateMembers, PublicKey, RsaPrivateMembers, RsaPublicKey,
};

impl PublicKey {
    /// Reads a DER RSAPublicKey ([RFC 8017 §A.1.1]), the older form of RSA keys.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`], [`Error::Encoding`], and as [`RsaPublicKey::new`].
    ///
    /// [RFC 8017 §A.1.1]: https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1
    pub fn from_pkcs1_der(der: &[u8], limits: &Limits) -> Result<Self, Error> {
        check_size("RSAPublicKey", der.len(), limits)?;
        public_key(der, limits).map(Self::Rsa)
    }

    /// Reads an RSAPublicKey in PEM: one block with the label `RSA PUBLIC KEY`.
    ///
    /// # Errors
    ///
    /// [`Error::Encoding`] for another label or text that is not PEM, and as
    /// [`PublicKey::from_pkcs1_der`].
    pub fn from_pkcs1_pem(text: &str, limits: &Limits) -> Result<Self, Error> {
        Self::from_pkcs1_der(&pem::read(text, Form::PKCS1_PUBLIC, limits)?, limits)
    }
}

impl PrivateKey {
    /// Reads a DER RSAPrivateKey ([RFC 8017 §A.1.2]) of two primes.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`], [`Error::Encoding`]; [`Error::UnsupportedEncoding`] for more than two
    /// primes; [`Error::PrivateMismatch`] where the numbers do not belong together; and as
    /// [`RsaPublicKey::new`].
    ///
    /// [RFC 8017 §A.1.2]: https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2
    pub fn from_pkcs1_der(der: &[u8], limits: &Limits) -> Result<Self, Error> {
        check_size("RSAPrivateKey", der.len(), limits)?;
        private_key(der, limits)
    }

    /// Reads an RSAPrivateKey in PEM: one block with the label `RSA PRIVATE KEY`.
    ///
    /// # Errors
    ///
    /// [`Error::Encoding`] for another label or text that is not PEM, and as
    /// [`PrivateKey::from_pkcs1_der`].
    pub fn from_pkcs1_pem(text: &str, limits: &Limits) -> Result<Self, Error> {
        Self::from_pkcs1_der(&pem::read(text, Form::PKCS1_PRIVATE, limits)?, limits)
    }
}

pub(super) fn public_key(der: &[u8], limits: &Limits) -> Result<RsaPublicKey, Error> {
    let key = RsaPublicKeyRef::from_der(der).map_err(|_| Form::PKCS1_PUBLIC.not_der())?;
    RsaPublicKey::new(
        key.modulus.as_bytes(),
        key.public_exponent.as_bytes(),
        limits,
    )
}

pub(super) fn private_key(der: &[u8], limits: &Limits) -> Result<PrivateKey, Error> {
    let key = RsaPrivateKeyRef::from_der(der).map_err(|_| Form::PKCS1_PRIVATE.not_der())?;
    // rfc7518-6.3.2.7-3
    if key.other_prime_infos.is_some() {
        return Err(Error::UnsupportedEncoding {
            what: "RSAPrivateKey of more than two primes",
        });
    }
    let public = RsaPublicKey::new(
        key.modulus.as_bytes(),
        key.public_exponent.as_bytes(),
        limits,
    )?;
    let crt = [
        key.prime1.as_bytes(),
        key.prime2.as_bytes(),
        key.exponent1.as_bytes(),
        key.exponent2.as_bytes(),
        key.coefficient.as_bytes(),
    ];
    let d = key.private_exponent.as_bytes();
    let members = RsaPrivateMembers::two_primes(&public, d, crt)?;
    Ok(PrivateKey::new(
        PublicKey::Rsa(public),
        PrivateMembers::Rsa(members),
    ))
}
