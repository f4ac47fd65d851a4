//! Thumbprint URIs: one spelling for each.

use jwk_types::{Reason, Thumbprint};

use super::{refusal, text};

pub(super) fn read(octets: &[u8]) -> Result<(), Reason> {
    let thumbprint = Thumbprint::from_uri(text(octets)?);
    thumbprint.map(drop).map_err(|error| error.reason())
}

/// rfc9278-3-1, rfc9278-3-2, rfc9278-4-1
pub(super) fn check(octets: &[u8]) {
    let Ok(text) = text(octets) else { return };
    match Thumbprint::from_uri(text) {
        Ok(thumbprint) => {
            assert_eq!(thumbprint.to_uri(), text);
            assert_eq!(thumbprint.digest().len(), thumbprint.hash().octets());
        }
        Err(error) => refusal::check(&error),
    }
}
