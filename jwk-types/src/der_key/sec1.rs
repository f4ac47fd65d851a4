//! ECPrivateKey ([RFC 5915 §3]).
//!
//! [RFC 5915 §3]: https://www.rfc-editor.org/rfc/rfc5915#section-3

use ::sec1::{EcParameters, EcPrivateKey};
use der::Decode;

use super::algorithm::{named_curve, point};
use super::{Form, check_size, pem};
use crate::key::ec::{D_OF_ANOTHER_KEY, public_of};
use crate::{EcCurve, Error, Limits, PrivateKey, PrivateMembers, PublicKey, Rule, SecretOctets};

impl PrivateKey {
    /// Reads a DER ECPrivateKey ([RFC 5915 §3]) that names its curve. The public key is derived; one
    /// that is there as well has to be the same, and uncompressed.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`]; [`Error::Encoding`], also where the curve is not named;
    /// [`Error::UnsupportedEncoding`] for other curves and compressed points;
    /// [`Error::WrongLength`] and [`Error::PrivateMismatch`].
    ///
    /// [RFC 5915 §3]: https://www.rfc-editor.org/rfc/rfc5915#section-3
    pub fn from_sec1_der(der: &[u8], limits: &Limits) -> Result<Self, Error> {
        check_size("ECPrivateKey", der.len(), limits)?;
        private_key(der, None)
    }

    /// Reads an ECPrivateKey in PEM: one block with the label `EC PRIVATE KEY`.
    ///
    /// # Errors
    ///
    /// [`Error::Encoding`] for another label or text that is not PEM, and as
    /// [`PrivateKey::from_sec1_der`].
    pub fn from_sec1_pem(text: &str, limits: &Limits) -> Result<Self, Error> {
        Self::from_sec1_der(&pem::read(text, Form::SEC1, limits)?, limits)
    }
}

/// `outer` is the curve that the form around this one names; the two have to agree.
pub(super) fn private_key(der: &[u8], outer: Option<EcCurve>) -> Result<PrivateKey, Error> {
    let form = Form::SEC1;
    let key = EcPrivateKey::from_der(der).map_err(|_| form.not_der())?;
    let inner = key.parameters.and_then(EcParameters::named_curve);
    let inner = inner.map(named_curve).transpose()?;
    let curve = match (inner, outer) {
        (Some(inner), Some(outer)) if inner != outer => return Err(form.not_der()),
        (inner, outer) => inner.or(outer).ok_or_else(|| form.not_der())?,
    };
    // rfc7518-6.2.2.1-1
    let expected = curve.coordinate_octets();
    let found = key.private_key.len();
    if found != expected {
        return Err(Error::WrongLength {
            member: "privateKey",
            expected,
            found,
            rule: Rule::new("RFC 5915", "3"),
        });
    }
    let public = public_of(curve, key.private_key)?;
    if let Some(octets) = key.public_key
        && point(curve, octets, form)? != public
    {
        return Err(D_OF_ANOTHER_KEY);
    }
    Ok(PrivateKey::new(
        PublicKey::Ec(public),
        PrivateMembers::Ec(SecretOctets::new(key.private_key.to_vec())),
    ))
}
