//! What a server has to show: a certificate for its name, by an authority that the system trusts.

use std::sync::Arc;

use rustls::RootCertStore;
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

/// Roots that a program states: each has to be one.
pub(super) fn checked(
    roots: impl IntoIterator<Item = CertificateDer<'static>>,
) -> Result<Vec<CertificateDer<'static>>, Error> {
    let roots: Vec<_> = roots.into_iter().collect();
    let mut store = RootCertStore::empty();
    let (_, ignored) = store.add_parsable_certificates(roots.iter().cloned());
    if ignored > 0 || roots.is_empty() {
        return Err(Error::Configuration {
            fault: "not all of the roots are certificates, or there are none",
        });
    }
    Ok(roots)
}

/// A value, and not the process's default, which another crate may have set.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}
