//! SubjectPublicKeyInfo ([RFC 5280 §4.1]).
//!
//! [RFC 5280 §4.1]: https://www.rfc-editor.org/rfc/rfc5280#section-4.1

use alloc::string::String;
use alloc::vec::Vec;

use ::spki::SubjectPublicKeyInfoRef;
use der::asn1::BitStringRef;
use der::{Decode, Encode};

use super::algorithm::{KeyAlgorithm, public_octets};
use super::{Form, check_size, pem};
use crate::{Error, Limits, PublicKey};

/// Public keys outside JSON.
impl PublicKey {
    /// Reads a DER SubjectPublicKeyInfo ([RFC 5280 §4.1]): RSA ([RFC 3279 §2.3.1], parameters NULL),
    /// elliptic curves ([RFC 5480 §2], named curve and uncompressed point), Ed25519, Ed448, X25519
    /// and X448 ([RFC 8410 §3]) and ML-DSA ([RFC 9881 §2]).
    ///
    /// A compressed point is not accepted, although [RFC 5480 §2.2] leaves that open: JWK has no
    /// compressed points either, and one key has one spelling.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] for more octets than [`Limits::octets`]; [`Error::Encoding`] unless the
    /// octets are the one DER encoding, with nothing after it; [`Error::UnsupportedEncoding`] for
    /// other algorithms, other curves and compressed points; and the errors of the key itself, such
    /// as [`Error::NotOnCurve`] or [`Error::RsaModulusTooSmall`].
    ///
    /// [RFC 3279 §2.3.1]: https://www.rfc-editor.org/rfc/rfc3279#section-2.3.1
    /// [RFC 5280 §4.1]: https://www.rfc-editor.org/rfc/rfc5280#section-4.1
    /// [RFC 5480 §2]: https://www.rfc-editor.org/rfc/rfc5480#section-2
    /// [RFC 5480 §2.2]: https://www.rfc-editor.org/rfc/rfc5480#section-2.2
    /// [RFC 8410 §3]: https://www.rfc-editor.org/rfc/rfc8410#section-3
    /// [RFC 9881 §2]: https://www.rfc-editor.org/rfc/rfc9881#section-2
    pub fn from_spki_der(der: &[u8], limits: &Limits) -> Result<Self, Error> {
        let form = Form::SPKI;
        check_size("SubjectPublicKeyInfo", der.len(), limits)?;
        let info = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| form.not_der())?;
        let algorithm = KeyAlgorithm::read(&info.algorithm, form)?;
        let octets = info
            .subject_public_key
            .as_bytes()
            .ok_or_else(|| form.not_der())?;
        algorithm.public_key(octets, form, limits)
    }

    /// Reads a SubjectPublicKeyInfo in PEM ([RFC 7468 §13]): one block with the label `PUBLIC KEY`,
    /// in lines of 64 characters, with nothing after it but white space.
    ///
    /// # Errors
    ///
    /// [`Error::Encoding`] for another label or text that is not PEM, and as
    /// [`PublicKey::from_spki_der`].
    ///
    /// [RFC 7468 §13]: https://www.rfc-editor.org/rfc/rfc7468#section-13
    pub fn from_spki_pem(text: &str, limits: &Limits) -> Result<Self, Error> {
        Self::from_spki_der(&pem::read(text, Form::SPKI, limits)?, limits)
    }

    /// The DER SubjectPublicKeyInfo of this key.
    ///
    /// # Errors
    ///
    /// [`Error::UnsupportedEncoding`] for an `AKP` key whose algorithm is not ML-DSA: nothing says
    /// what its SubjectPublicKeyInfo would be.
    pub fn to_spki_der(&self) -> Result<Vec<u8>, Error> {
        let algorithm = KeyAlgorithm::of(self)?;
        encode(self, algorithm).ok_or_else(|| Form::SPKI.not_der())
    }

    /// The SubjectPublicKeyInfo of this key in PEM, with the label `PUBLIC KEY`.
    ///
    /// # Errors
    ///
    /// As [`PublicKey::to_spki_der`].
    pub fn to_spki_pem(&self) -> Result<String, Error> {
        pem::write(&self.to_spki_der()?, Form::SPKI)
    }
}

fn encode(key: &PublicKey, algorithm: KeyAlgorithm) -> Option<Vec<u8>> {
    let octets = public_octets(key)?;
    let info = SubjectPublicKeyInfoRef {
        algorithm: algorithm.identifier()?,
        subject_public_key: BitStringRef::from_bytes(&octets).ok()?,
    };
    info.to_der().ok()
}
