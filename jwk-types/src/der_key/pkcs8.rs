//! PKCS #8, or OneAsymmetricKey ([RFC 5958 §2]).
//!
//! [RFC 5958 §2]: https://www.rfc-editor.org/rfc/rfc5958#section-2

use ::pkcs8::PrivateKeyInfoRef;
use der::asn1::{AnyRef, BitStringRef, OctetStringRef};
use der::{Decode, Tag, TagNumber, Tagged};

use super::algorithm::KeyAlgorithm;
use super::{Form, check_size, pem, pkcs1, sec1};
use crate::key::akp::SEED_OCTETS;
use crate::key::okp::derive_public;
use crate::{
    Error, Limits, OkpCurve, OkpPublicKey, PrivateKey, PrivateMembers, PublicKey, Rule,
    SecretOctets,
};

/// Private keys outside JSON.
impl PrivateKey {
    /// Reads a DER OneAsymmetricKey, that is PKCS #8 ([RFC 5958 §2]): RSA of two primes
    /// ([RFC 8017 §A.1.2]), elliptic curves ([RFC 5915 §3]), Ed25519, Ed448, X25519 and X448
    /// ([RFC 8410 §7]) and ML-DSA in the form that holds the seed ([RFC 9881 §6]).
    ///
    /// The public key is derived; one that is there as well has to be the same. For ML-DSA nothing
    /// is derived here, so that it has to be there, and that it belongs to the private key is not
    /// checked. Attributes are not looked at.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`]; [`Error::Encoding`] unless the octets are the DER encoding, with nothing
    /// after it; [`Error::UnsupportedEncoding`] for other algorithms, other curves, other forms of
    /// ML-DSA keys and where the public key would have to be there;
    /// [`Error::PrivateMismatch`] where the parts do not belong together; and the errors of the
    /// key itself.
    ///
    /// [RFC 5915 §3]: https://www.rfc-editor.org/rfc/rfc5915#section-3
    /// [RFC 5958 §2]: https://www.rfc-editor.org/rfc/rfc5958#section-2
    /// [RFC 8017 §A.1.2]: https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2
    /// [RFC 8410 §7]: https://www.rfc-editor.org/rfc/rfc8410#section-7
    /// [RFC 9881 §6]: https://www.rfc-editor.org/rfc/rfc9881#section-6
    pub fn from_pkcs8_der(der: &[u8], limits: &Limits) -> Result<Self, Error> {
        let form = Form::PKCS8;
        check_size("OneAsymmetricKey", der.len(), limits)?;
        let info = PrivateKeyInfoRef::from_der(der).map_err(|_| form.not_der())?;
        let algorithm = KeyAlgorithm::read(&info.algorithm, form)?;
        let given = info
            .public_key
            .map(|bits| public_key(algorithm, bits, limits))
            .transpose()?;
        let octets = info.private_key.as_bytes();
        let key = match algorithm {
            KeyAlgorithm::Ec(curve) => sec1::private_key(octets, Some(curve))?,
            KeyAlgorithm::MlDsa(_) => ml_dsa(octets, given.clone())?,
            KeyAlgorithm::Okp(curve) => okp(curve, octets)?,
            KeyAlgorithm::Rsa => pkcs1::private_key(octets, limits)?,
        };
        if given.is_some_and(|given| given != *key.public()) {
            return Err(Error::PrivateMismatch {
                member: "publicKey",
                rule: form.rule,
            });
        }
        Ok(key)
    }

    /// Reads PKCS #8 in PEM ([RFC 7468 §10]): one block with the label `PRIVATE KEY`. Encrypted keys
    /// bear another label and are not read.
    ///
    /// # Errors
    ///
    /// [`Error::Encoding`] for another label or text that is not PEM, and as
    /// [`PrivateKey::from_pkcs8_der`].
    ///
    /// [RFC 7468 §10]: https://www.rfc-editor.org/rfc/rfc7468#section-10
    pub fn from_pkcs8_pem(text: &str, limits: &Limits) -> Result<Self, Error> {
        Self::from_pkcs8_der(&pem::read(text, Form::PKCS8, limits)?, limits)
    }
}

fn public_key(
    algorithm: KeyAlgorithm,
    bits: BitStringRef<'_>,
    limits: &Limits,
) -> Result<PublicKey, Error> {
    let octets = bits.as_bytes().ok_or_else(|| Form::PKCS8.not_der())?;
    algorithm.public_key(octets, Form::PKCS8, limits)
}

/// CurvePrivateKey: an octet string within the octet string.
fn okp(curve: OkpCurve, octets: &[u8]) -> Result<PrivateKey, Error> {
    let d = <&OctetStringRef>::from_der(octets).map_err(|_| Form::PKCS8.not_der())?;
    let d = exactly(d.as_bytes(), curve.key_octets(), Rule::new("RFC 8410", "7"))?;
    let x = derive_public(curve, d.expose_secret()).unwrap_or_default();
    let public = PublicKey::Okp(OkpPublicKey::new(curve, &x)?);
    Ok(PrivateKey::new(public, PrivateMembers::Okp(d)))
}

/// The seed, which is the private key in a JWK as well (rfc9964-4-1).
fn ml_dsa(octets: &[u8], given: Option<PublicKey>) -> Result<PrivateKey, Error> {
    let seed = seed(octets).ok_or(Error::UnsupportedEncoding {
        what: "an ML-DSA private key in another form than its seed",
    })?;
    let seed = exactly(seed, SEED_OCTETS, Rule::new("RFC 9881", "6"))?;
    let public = given.ok_or(Error::UnsupportedEncoding {
        what: "an ML-DSA private key without its public key",
    })?;
    Ok(PrivateKey::new(public, PrivateMembers::Akp(seed)))
}

/// `seed [0] OCTET STRING`, tagged implicitly; the other choices hold the expanded key.
fn seed(octets: &[u8]) -> Option<&[u8]> {
    let choice = AnyRef::from_der(octets).ok()?;
    let tag = Tag::ContextSpecific {
        constructed: false,
        number: TagNumber(0),
    };
    (choice.tag() == tag).then(|| choice.value())
}

fn exactly(octets: &[u8], expected: usize, rule: Rule) -> Result<SecretOctets, Error> {
    if octets.len() == expected {
        return Ok(SecretOctets::new(octets.to_vec()));
    }
    Err(Error::WrongLength {
        member: "privateKey",
        expected,
        found: octets.len(),
        rule,
    })
}
