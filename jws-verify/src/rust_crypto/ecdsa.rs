//! ECDSA ([RFC 7518 §3.4], [RFC 8812 §3.2]).
//!
//! [RFC 7518 §3.4]: https://www.rfc-editor.org/rfc/rfc7518#section-3.4
//! [RFC 8812 §3.2]: https://www.rfc-editor.org/rfc/rfc8812#section-3.2

use alloc::boxed::Box;

use ecdsa::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use ecdsa::elliptic_curve::{Curve, CurveArithmetic};
use ecdsa::{EcdsaCurve, Signature, VerifyingKey};
use jwk_types::{EcCurve, PublicKey};
use sha2::Digest;
use sha2::digest::Output;
use signature::hazmat::PrehashVerifier;

use crate::backend::{PrepareError, PreparedKey, SignatureMismatch, VerificationKey};

/// A curve and the hash that JOSE uses it with.
pub(super) trait HashedCurve:
    EcdsaCurve
    + Curve<FieldBytesSize: ModulusSize>
    + CurveArithmetic<AffinePoint: FromSec1Point<Self> + ToSec1Point<Self>>
{
    type Hash: Digest;
}

#[cfg(feature = "ecdsa")]
impl HashedCurve for p256::NistP256 {
    type Hash = sha2::Sha256;
}

#[cfg(feature = "ecdsa")]
impl HashedCurve for p384::NistP384 {
    type Hash = sha2::Sha384;
}

#[cfg(feature = "ecdsa")]
impl HashedCurve for p521::NistP521 {
    type Hash = sha2::Sha512;
}

#[cfg(feature = "es256k")]
impl HashedCurve for k256::Secp256k1 {
    type Hash = sha2::Sha256;
}

/// The hash of what is signed, and R and S.
pub(super) fn read<C: HashedCurve>(
    signing_input: &[u8],
    signature: &[u8],
) -> Result<(Output<C::Hash>, Signature<C>), SignatureMismatch> {
    // rfc7518-3.4-4, rfc7518-3.4-7: R then S, both between 1 and the order minus 1.
    let signature = Signature::from_slice(signature).map_err(|_| SignatureMismatch)?;
    Ok((C::Hash::digest(signing_input), signature))
}

impl<C: HashedCurve> PreparedKey for VerifyingKey<C> {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        let (hash, mut signature) = read::<C>(signing_input, signature)?;
        // Such a crate insists on the low half of S, as Bitcoin does; JOSE does not (RFC 8812 §3.2).
        if C::NORMALIZE_S {
            signature = signature.normalize_s();
        }
        self.verify_prehash(&hash, &signature)
            .map_err(|_| SignatureMismatch)
    }
}

pub(super) fn prepare(
    key: VerificationKey<'_>,
    curve: EcCurve,
) -> Result<Box<dyn PreparedKey>, PrepareError> {
    match curve {
        #[cfg(feature = "ecdsa")]
        EcCurve::P256 => Ok(Box::new(parse::<p256::NistP256>(key)?)),
        #[cfg(feature = "ecdsa")]
        EcCurve::P384 => Ok(Box::new(parse::<p384::NistP384>(key)?)),
        #[cfg(feature = "ecdsa")]
        EcCurve::P521 => Ok(Box::new(parse::<p521::NistP521>(key)?)),
        #[cfg(feature = "es256k")]
        EcCurve::Secp256k1 => Ok(Box::new(parse::<k256::Secp256k1>(key)?)),
        _ => Err(PrepareError::Unsupported),
    }
}

pub(super) fn parse<C: HashedCurve>(
    key: VerificationKey<'_>,
) -> Result<VerifyingKey<C>, PrepareError> {
    let VerificationKey::Public(PublicKey::Ec(key)) = key else {
        return Err(PrepareError::Unsupported);
    };
    VerifyingKey::from_sec1_bytes(&key.to_sec1()).map_err(|_| PrepareError::Invalid)
}
