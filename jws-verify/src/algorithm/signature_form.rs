//! What a signature has to look like before there is any arithmetic, whatever the backend.

use jwk_types::{KeyShape, OkpCurve, PublicKey};

use super::{Algorithm, MlDsa, Scheme};
use crate::backend::VerificationKey;

/// The form of the signatures by one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SignatureForm {
    octets: usize,
    commitment: Commitment,
}

/// What is asked of R.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Commitment {
    /// Nothing, here.
    Any,
    /// rfc8037-3.1.2-5: a point of Ed25519 that is not of small order. Not all backends look.
    Ed25519,
}

impl SignatureForm {
    /// That of the signatures by `key`, where it is one for the algorithm.
    pub(crate) fn new(algorithm: &Algorithm, key: &VerificationKey<'_>) -> Option<Self> {
        let commitment = match (algorithm.scheme, key) {
            (Scheme::EdDsa, VerificationKey::Public(key))
                if key.shape() == KeyShape::Okp(OkpCurve::Ed25519) =>
            {
                Commitment::Ed25519
            }
            _ => Commitment::Any,
        };
        Some(Self {
            octets: octets(algorithm.scheme, key)?,
            commitment,
        })
    }

    /// Whether `signature` has this form.
    pub(crate) fn fits(self, signature: &[u8]) -> bool {
        signature.len() == self.octets
            && match self.commitment {
                Commitment::Any => true,
                Commitment::Ed25519 => !begins_with_small_order(signature),
            }
    }
}

/// The one length that a signature by this key has.
fn octets(scheme: Scheme, key: &VerificationKey<'_>) -> Option<usize> {
    match (scheme, key) {
        // rfc7518-3.4-1, rfc7518-3.4-2, rfc7518-3.4-3, rfc7518-3.4-5, rfc8812-3.2-2
        (Scheme::Ecdsa(curve, _), _) => curve.coordinate_octets().checked_mul(2),
        // rfc8037-3.1.2-2
        (Scheme::EdDsa, VerificationKey::Public(key)) => match key.shape() {
            KeyShape::Okp(OkpCurve::Ed25519) => Some(64),
            KeyShape::Okp(OkpCurve::Ed448) => Some(114),
            _ => None,
        },
        // rfc7518-3.2-2
        (Scheme::Hmac(hash), _) => Some(hash.octets()),
        // rfc9964-5-2
        (Scheme::MlDsa(set), _) => Some(match set {
            MlDsa::MlDsa44 => 2420,
            MlDsa::MlDsa65 => 3309,
            MlDsa::MlDsa87 => 4627,
        }),
        // rfc7518-3.3-2
        (Scheme::RsaPkcs1(_) | Scheme::RsaPss(_), VerificationKey::Public(PublicKey::Rsa(key))) => {
            Some(key.n().len())
        }
        _ => None,
    }
}

/// The y of the eight points of Ed25519 whose order divides eight, least octet first. Backends
/// compare R with what they compute octet for octet, so no other spelling of a point passes them.
const SMALL_ORDER: [[u8; 32]; 5] = [
    [
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00,
    ],
    [
        0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00,
    ],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0x7f,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
];

/// Whether the point that a signature begins with, its sign aside, is one of those.
fn begins_with_small_order(signature: &[u8]) -> bool {
    let Some(([y @ .., last], _)) = signature.split_first_chunk::<32>() else {
        return false;
    };
    SMALL_ORDER
        .iter()
        .any(|[small @ .., top]| small == y && *top == last & 0x7f)
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::constants::EIGHT_TORSION;
    use curve25519_dalek::{EdwardsPoint, Scalar};

    use super::begins_with_small_order;

    fn signature(r: EdwardsPoint) -> [u8; 64] {
        let mut signature = [7; 64];
        signature[..32].copy_from_slice(r.compress().as_bytes());
        signature
    }

    #[test]
    fn every_point_of_small_order_is_known_and_no_other() {
        for torsion in EIGHT_TORSION {
            assert!(begins_with_small_order(&signature(torsion)));
            for factor in 1..50_u64 {
                let other = EdwardsPoint::mul_base(&Scalar::from(factor)) + torsion;
                assert!(!begins_with_small_order(&signature(other)));
            }
        }
    }
}
