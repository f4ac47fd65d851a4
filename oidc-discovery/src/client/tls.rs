//! What a server has to show: a certificate for its name, by an authority that the system trusts.

// oidc-core-5.3.4-1, oidc-core-16.17-4, oidc-discovery-7.1-3, oidc-discovery-7.2-1, rfc6750-5.2-3,
// rfc6750-5.3-1, rfc7515-8-3, rfc8414-6.1-2, rfc8414-6.2-1: for every request over https, by the
// host that was asked for. Neither client has a way to leave it out.

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
    // oidc-core-16.17-1, oidc-core-16.17-3, oidc-discovery-7.1-1, oidc-discovery-7.1-2,
    // rfc7515-8-2, rfc8414-6.1-1, rfc8414-6.1-3: every suite of it encrypts and authenticates.
    Arc::new(aws_lc_rs::default_provider())
}
