//! What a server has to show: a certificate for its name, by an authority that the system trusts.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::CertificateDer;

use crate::Error;

/// The system's roots. Those that cannot be read are left out; none at all is an error.
pub(super) fn roots() -> Result<Vec<CertificateDer<'static>>, Error> {
    let found = rustls_native_certs::load_native_certs();
    if found.certs.is_empty() {
        return Err(Error::Configuration {
            fault: "the system has no trusted certificates",
        });
    }
    Ok(found.certs)
}

/// A value, and not the process's default, which another crate may have set.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}
