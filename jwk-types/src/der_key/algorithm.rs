//! Object identifiers, and the public key octets that go with each.

use alloc::borrow::Cow;

use ::pkcs1::RsaPublicKeyRef;
use ::spki::{AlgorithmIdentifierRef, ObjectIdentifier};
use der::Encode;
use der::asn1::{AnyRef, UintRef};

use super::{Form, pkcs1};
use crate::{AkpPublicKey, EcCurve, EcPublicKey, Error, Limits, OkpCurve, OkpPublicKey, PublicKey};

/// What an AlgorithmIdentifier names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyAlgorithm {
    Ec(EcCurve),
    MlDsa(&'static str),
    Okp(OkpCurve),
    Rsa,
}

/// [RFC 3279 §2.3.1](https://www.rfc-editor.org/rfc/rfc3279#section-2.3.1)
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// [RFC 5480 §2.1.1](https://www.rfc-editor.org/rfc/rfc5480#section-2.1.1)
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

/// [RFC 5480 §2.1.1.1](https://www.rfc-editor.org/rfc/rfc5480#section-2.1.1.1), and SEC 2 for secp256k1.
static CURVES: [(ObjectIdentifier, EcCurve); 4] = [
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"),
        EcCurve::P256,
    ),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), EcCurve::P384),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), EcCurve::P521),
    (
        ObjectIdentifier::new_unwrap("1.3.132.0.10"),
        EcCurve::Secp256k1,
    ),
];

/// Those without parameters: [RFC 8410 §3](https://www.rfc-editor.org/rfc/rfc8410#section-3),
/// [RFC 9881 §2](https://www.rfc-editor.org/rfc/rfc9881#section-2).
static PLAIN: [(ObjectIdentifier, KeyAlgorithm); 7] = [
    (
        ObjectIdentifier::new_unwrap("1.3.101.110"),
        KeyAlgorithm::Okp(OkpCurve::X25519),
    ),
    (
        ObjectIdentifier::new_unwrap("1.3.101.111"),
        KeyAlgorithm::Okp(OkpCurve::X448),
    ),
    (
        ObjectIdentifier::new_unwrap("1.3.101.112"),
        KeyAlgorithm::Okp(OkpCurve::Ed25519),
    ),
    (
        ObjectIdentifier::new_unwrap("1.3.101.113"),
        KeyAlgorithm::Okp(OkpCurve::Ed448),
    ),
    (
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.17"),
        KeyAlgorithm::MlDsa("ML-DSA-44"),
    ),
    (
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.18"),
        KeyAlgorithm::MlDsa("ML-DSA-65"),
    ),
    (
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.19"),
        KeyAlgorithm::MlDsa("ML-DSA-87"),
    ),
];

/// The curve of `namedCurve`; the other choices of ECParameters are not offered.
pub(super) fn named_curve(oid: ObjectIdentifier) -> Result<EcCurve, Error> {
    let found = CURVES.iter().find(|(known, _)| *known == oid);
    found
        .map(|(_, curve)| *curve)
        .ok_or(Error::UnsupportedEncoding {
            what: "an EC key on this curve",
        })
}

impl KeyAlgorithm {
    /// What `identifier` names, if its parameters are the ones that belong there.
    pub(super) fn read(identifier: &AlgorithmIdentifierRef<'_>, form: Form) -> Result<Self, Error> {
        let parameters = identifier.parameters;
        match identifier.oid {
            RSA_ENCRYPTION if parameters == Some(AnyRef::NULL) => Ok(Self::Rsa),
            RSA_ENCRYPTION => Err(form.not_der()),
            EC_PUBLIC_KEY => {
                let parameters = parameters.ok_or_else(|| form.not_der())?;
                match parameters.decode_as::<ObjectIdentifier>() {
                    Ok(oid) => named_curve(oid).map(Self::Ec),
                    Err(_) => Err(Error::UnsupportedEncoding {
                        what: "an EC key that does not name its curve",
                    }),
                }
            }
            oid => {
                let (_, algorithm) = PLAIN.iter().find(|(known, _)| *known == oid).ok_or(
                    Error::UnsupportedEncoding {
                        what: "a key for this algorithm",
                    },
                )?;
                if parameters.is_some() {
                    return Err(form.not_der());
                }
                Ok(*algorithm)
            }
        }
    }

    pub(super) fn of(key: &PublicKey) -> Result<Self, Error> {
        match key {
            PublicKey::Akp(key) => PLAIN
                .iter()
                .map(|(_, algorithm)| *algorithm)
                .find(|algorithm| matches!(algorithm, Self::MlDsa(name) if *name == key.alg()))
                .ok_or(Error::UnsupportedEncoding {
                    what: "SubjectPublicKeyInfo of an AKP key for this algorithm",
                }),
            PublicKey::Ec(key) => Ok(Self::Ec(key.curve())),
            PublicKey::Okp(key) => Ok(Self::Okp(key.curve())),
            PublicKey::Rsa(_) => Ok(Self::Rsa),
        }
    }

    /// `None` does not occur: every algorithm stands in a table.
    pub(super) fn identifier(self) -> Option<AlgorithmIdentifierRef<'static>> {
        match self {
            Self::Ec(curve) => {
                let (oid, _) = CURVES.iter().find(|(_, known)| *known == curve)?;
                Some(AlgorithmIdentifierRef {
                    oid: EC_PUBLIC_KEY,
                    parameters: Some(AnyRef::from(oid)),
                })
            }
            Self::MlDsa(_) | Self::Okp(_) => {
                let (oid, _) = PLAIN.iter().find(|(_, known)| *known == self)?;
                Some(AlgorithmIdentifierRef {
                    oid: *oid,
                    parameters: None,
                })
            }
            Self::Rsa => Some(AlgorithmIdentifierRef {
                oid: RSA_ENCRYPTION,
                parameters: Some(AnyRef::NULL),
            }),
        }
    }

    /// The key in the octets of a `subjectPublicKey`.
    pub(super) fn public_key(
        self,
        octets: &[u8],
        form: Form,
        limits: &Limits,
    ) -> Result<PublicKey, Error> {
        match self {
            Self::Ec(curve) => point(curve, octets, form).map(PublicKey::Ec),
            Self::MlDsa(alg) => AkpPublicKey::new(alg, octets).map(PublicKey::Akp),
            Self::Okp(curve) => OkpPublicKey::new(curve, octets).map(PublicKey::Okp),
            Self::Rsa => pkcs1::public_key(octets, limits).map(PublicKey::Rsa),
        }
    }
}

/// The octets of the `subjectPublicKey` of this key.
pub(super) fn public_octets(key: &PublicKey) -> Option<Cow<'_, [u8]>> {
    match key {
        PublicKey::Akp(key) => Some(Cow::Borrowed(key.public())),
        PublicKey::Ec(key) => Some(Cow::Owned(key.to_sec1())),
        PublicKey::Okp(key) => Some(Cow::Borrowed(key.x())),
        PublicKey::Rsa(key) => {
            let key = RsaPublicKeyRef {
                modulus: UintRef::new(key.n()).ok()?,
                public_exponent: UintRef::new(key.e()).ok()?,
            };
            key.to_der().ok().map(Cow::Owned)
        }
    }
}

/// A point in the uncompressed form, the one that [RFC 5480 §2.2] demands of everyone.
///
/// [RFC 5480 §2.2]: https://www.rfc-editor.org/rfc/rfc5480#section-2.2
pub(super) fn point(curve: EcCurve, octets: &[u8], form: Form) -> Result<EcPublicKey, Error> {
    match octets {
        [4, coordinates @ ..] => {
            let middle = curve.coordinate_octets().min(coordinates.len());
            let (x, y) = coordinates
                .split_at_checked(middle)
                .ok_or_else(|| form.not_der())?;
            EcPublicKey::new(curve, x, y)
        }
        [2 | 3, ..] => Err(Error::UnsupportedEncoding {
            what: "a compressed elliptic curve point",
        }),
        _ => Err(form.not_der()),
    }
}
