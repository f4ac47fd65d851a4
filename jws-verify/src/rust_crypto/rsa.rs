//! RSASSA-PKCS1-v1_5 and RSASSA-PSS ([RFC 7518 §3.3], [RFC 7518 §3.5]).
//!
//! [RFC 7518 §3.3]: https://www.rfc-editor.org/rfc/rfc7518#section-3.3
//! [RFC 7518 §3.5]: https://www.rfc-editor.org/rfc/rfc7518#section-3.5

use alloc::boxed::Box;

use jwk_types::{Limits, PublicKey};
use rsa::{BoxedUint, pkcs1v15, pss};
use sha2::{Digest, Sha256, Sha384, Sha512};
use signature::hazmat::PrehashVerifier;

use crate::Hash;
use crate::backend::{PrepareError, PreparedKey, SignatureMismatch, VerificationKey};

struct Pkcs1<D: Digest>(pkcs1v15::VerifyingKey<D>);

struct Pss<D: Digest>(pss::VerifyingKey<D>);

impl<D: Digest + Send + Sync> PreparedKey for Pkcs1<D> {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        // rfc7518-3.3-3, rfc7518-3.3-4: the crate compares the whole encoded block.
        let signature = pkcs1v15::Signature::from_bytes_with_max_len(signature, signature.len())
            .map_err(|_| SignatureMismatch)?;
        self.0
            .verify_prehash(&D::digest(signing_input), &signature)
            .map_err(|_| SignatureMismatch)
    }
}

impl<D> PreparedKey for Pss<D>
where
    D: Digest + Send + Sync,
    pss::VerifyingKey<D>: PrehashVerifier<pss::Signature>,
{
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        let signature = pss::Signature::from_bytes_with_max_len(signature, signature.len())
            .map_err(|_| SignatureMismatch)?;
        self.0
            .verify_prehash(&D::digest(signing_input), &signature)
            .map_err(|_| SignatureMismatch)
    }
}

pub(super) fn prepare_pkcs1(
    key: VerificationKey<'_>,
    hash: Hash,
) -> Result<Box<dyn PreparedKey>, PrepareError> {
    let key = public_key(key)?;
    // rfc7518-3.3-5, rfc7515-10.6-1: the prefix names the hash that `alg` names.
    Ok(match hash {
        Hash::Sha256 => Box::new(Pkcs1(pkcs1v15::VerifyingKey::<Sha256>::new(key))),
        Hash::Sha384 => Box::new(Pkcs1(pkcs1v15::VerifyingKey::<Sha384>::new(key))),
        Hash::Sha512 => Box::new(Pkcs1(pkcs1v15::VerifyingKey::<Sha512>::new(key))),
    })
}

pub(super) fn prepare_pss(
    key: VerificationKey<'_>,
    hash: Hash,
) -> Result<Box<dyn PreparedKey>, PrepareError> {
    let key = public_key(key)?;
    // rfc7518-3.5-2, rfc7518-3.5-3, rfc7518-3.5-4, rfc7518-3.5-5: salt as long as the
    // hash, the same hash in MGF1.
    Ok(match hash {
        Hash::Sha256 => Box::new(Pss(pss::VerifyingKey::<Sha256>::new(key))),
        Hash::Sha384 => Box::new(Pss(pss::VerifyingKey::<Sha384>::new(key))),
        Hash::Sha512 => Box::new(Pss(pss::VerifyingKey::<Sha512>::new(key))),
    })
}

fn public_key(key: VerificationKey<'_>) -> Result<rsa::PublicKey, PrepareError> {
    let VerificationKey::Public(PublicKey::Rsa(key)) = key else {
        return Err(PrepareError::Unsupported);
    };
    let n = BoxedUint::from_be_slice_vartime(key.n());
    let e = BoxedUint::from_be_slice_vartime(key.e());
    let bits = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
    let sizes = bits(Limits::MIN_RSA_MODULUS_BITS)..=bits(Limits::MAX_RSA_MODULUS_BITS);
    rsa::PublicKey::new_with_size_limits(n, e, sizes).map_err(|_| PrepareError::Invalid)
}
