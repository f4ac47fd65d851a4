//! ureq, with rustls: one connection for each request.

use std::io::Read;
use std::net::SocketAddr;

use http::StatusCode;
use rustls::pki_types::CertificateDer;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error as UreqError};

use super::tls;
use crate::blocking::HttpClient;
use crate::{AddressRule, Body, Error, Request, Response, TransportError};

/// The default client of [`blocking::Provider`](crate::blocking::Provider): HTTP/1.1, with TLS 1.2
/// or 1.3 by the certificates that the system trusts. It uses no proxy and no cookie, and keeps no
/// connection open: keys are fetched a few times an hour.
#[derive(Clone, Debug)]
pub struct UreqClient {
    tls: TlsConfig,
}

impl UreqClient {
    /// With the certificates that the system trusts.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where there are none.
    pub fn new() -> Result<Self, Error> {
        Ok(Self::trusting(&tls::roots()?))
    }

    /// With these certificates of authorities, in DER, and no others.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where one is not a certificate, or there is none.
    pub fn with_roots(
        roots: impl IntoIterator<Item = CertificateDer<'static>>,
    ) -> Result<Self, Error> {
        Ok(Self::trusting(&tls::checked(roots)?))
    }

    pub(super) fn trusting(roots: &[CertificateDer<'static>]) -> Self {
        let roots = roots.iter();
        let roots: Vec<Certificate<'static>> = roots
            .map(|root| Certificate::from_der(root).to_owned())
            .collect();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::from(roots))
            .unversioned_rustls_crypto_provider(tls::provider())
            .build();
        Self { tls }
    }
}

impl HttpClient for UreqClient {
    fn get(&self, request: &Request) -> Result<Response, TransportError> {
        let config = Config::builder()
            .tls_config(self.tls.clone())
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_idle_connections(0)
            .timeout_connect(Some(request.connect_timeout))
            .timeout_global(Some(request.timeout))
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .build();
        let guard = Guard {
            rule: request.addresses,
            resolver: DefaultResolver::default(),
        };
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        // oidc-discovery-4.1-1, rfc8414-3.1-1
        let mut message = agent.get(request.url.uri().clone());
        if let Some(headers) = message.headers_mut() {
            headers.extend(request.headers.clone());
        }
        let answer = message.call().map_err(refused)?;
        let (head, body) = answer.into_parts();
        // Whatever the body of an error is, its status and `Retry-After` are told.
        if head.status != StatusCode::OK {
            return Ok(Response::new(head.status, head.headers, Vec::new()));
        }
        let mut reader = body.into_reader();
        let mut body = Body::new(request, &head.headers)?;
        let mut piece = [0; 8 * 1024];
        loop {
            // rfc9111-3.3-1: a body that breaks off is an error and no shorter body.
            let read = reader.read(&mut piece).map_err(|error| {
                let error = UreqError::from(error);
                refused(error)
            })?;
            match piece.get(..read) {
                None | Some([]) => break,
                Some(octets) => body.push(octets)?,
            }
        }
        Ok(Response::new(head.status, head.headers, body.finish()?))
    }
}

/// Leaves only the addresses that are permitted; the connection is made to one of these.
#[derive(Debug)]
struct Guard {
    rule: AddressRule,
    resolver: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, UreqError> {
        let found = self.resolver.resolve(uri, config, timeout);
        let found = found.map_err(|error| match error {
            // Told apart from a connection that ends early.
            UreqError::Io(error) => UreqError::Other(Box::new(NotFound(error.to_string()))),
            other => other,
        })?;
        let mut permitted = self.empty();
        let mut first = None;
        for address in &found {
            if self.rule.permits(address.ip()) {
                permitted.push(*address);
            } else {
                first.get_or_insert(*address);
            }
        }
        match (permitted.is_empty(), first) {
            (true, Some(address)) => Err(UreqError::Other(Box::new(NotPermitted(address)))),
            (true, None) => Err(UreqError::HostNotFound),
            (false, _) => Ok(permitted),
        }
    }
}

#[derive(Debug)]
struct NotPermitted(SocketAddr);

impl std::fmt::Display for NotPermitted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is not permitted", self.0.ip())
    }
}

impl std::error::Error for NotPermitted {}

#[derive(Debug)]
struct NotFound(String);

impl std::fmt::Display for NotFound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotFound {}

fn refused(error: UreqError) -> TransportError {
    let detail = || error.to_string().into();
    match &error {
        UreqError::Timeout(ureq::Timeout::Connect) => TransportError::Connect { detail: detail() },
        UreqError::Timeout(_) => TransportError::Timeout,
        UreqError::HostNotFound | UreqError::ConnectionFailed => {
            TransportError::Connect { detail: detail() }
        }
        UreqError::Rustls(_) | UreqError::Tls(_) => TransportError::Tls { detail: detail() },
        UreqError::Other(other) => match (other.downcast_ref(), other.downcast_ref()) {
            (Some(NotPermitted(address)), _) => TransportError::Address {
                address: Some(address.ip()),
            },
            (_, Some(NotFound(detail))) => TransportError::Connect {
                detail: detail.as_str().into(),
            },
            _ => TransportError::Other { detail: detail() },
        },
        UreqError::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            TransportError::Connect { detail: detail() }
        }
        UreqError::Io(error)
            if error
                .get_ref()
                .is_some_and(|inner| inner.downcast_ref::<rustls::Error>().is_some()) =>
        {
            TransportError::Tls { detail: detail() }
        }
        UreqError::Io(_) => TransportError::Reset { detail: detail() },
        _ => TransportError::Other { detail: detail() },
    }
}
