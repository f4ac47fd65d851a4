//! ML-DSA ([RFC 9964 §5], FIPS 204): pure, with the empty context.
//!
//! [RFC 9964 §5]: https://www.rfc-editor.org/rfc/rfc9964#section-5

use alloc::boxed::Box;

use jwk_types::PublicKey;
use ml_dsa::{
    EncodedVerifyingKey, MlDsa44, MlDsa65, MlDsa87, MlDsaParams, Signature, VerifyingKey,
};
use signature::Verifier;

use crate::MlDsa;
use crate::backend::{PrepareError, PreparedKey, SignatureMismatch, VerificationKey};

struct Prepared<P: MlDsaParams>(VerifyingKey<P>);

impl<P: MlDsaParams + Send + Sync> PreparedKey for Prepared<P>
where
    VerifyingKey<P>: Send + Sync,
{
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        // rfc9964-5-3, rfc9964-5-4, rfc9964-7.2-1
        let signature = Signature::<P>::try_from(signature).map_err(|_| SignatureMismatch)?;
        self.0
            .verify(signing_input, &signature)
            .map_err(|_| SignatureMismatch)
    }
}

pub(super) fn prepare(
    key: VerificationKey<'_>,
    set: MlDsa,
) -> Result<Box<dyn PreparedKey>, PrepareError> {
    let VerificationKey::Public(PublicKey::Akp(key)) = key else {
        return Err(PrepareError::Unsupported);
    };
    match set {
        MlDsa::MlDsa44 => decode::<MlDsa44>(key.public()),
        MlDsa::MlDsa65 => decode::<MlDsa65>(key.public()),
        MlDsa::MlDsa87 => decode::<MlDsa87>(key.public()),
    }
}

fn decode<P: MlDsaParams + Send + Sync + 'static>(
    octets: &[u8],
) -> Result<Box<dyn PreparedKey>, PrepareError>
where
    VerifyingKey<P>: Send + Sync,
{
    let encoded = EncodedVerifyingKey::<P>::try_from(octets).map_err(|_| PrepareError::Invalid)?;
    Ok(Box::new(Prepared(VerifyingKey::<P>::decode(&encoded))))
}
