//! hyper over tokio, with rustls: one connection for each request.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http::header::HOST;
use http::{HeaderValue, Method, StatusCode};
use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;

use super::tls;
use crate::provider::Answering;
use crate::{Body, Error, HttpClient, HttpUrl, Request, Response, TransportError};

/// The longest status line and header fields, in octets.
const LONGEST_HEAD: usize = 64 * 1024;

/// The default client of [`Provider`](crate::Provider): HTTP/1.1, with TLS 1.2 or 1.3 by the
/// certificates that the system trusts. It uses no proxy and no cookie, and keeps no connection
/// open: keys are fetched a few times an hour.
#[derive(Clone)]
pub struct HyperClient {
    connector: TlsConnector,
}

impl HyperClient {
    /// With the certificates that the system trusts.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where there are none.
    pub fn new() -> Result<Self, Error> {
        Self::trusting(tls::roots()?)
    }

    /// With these certificates of authorities, in DER, and no others.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where one is not a certificate, or there is none.
    pub fn with_roots(
        roots: impl IntoIterator<Item = CertificateDer<'static>>,
    ) -> Result<Self, Error> {
        Self::trusting(tls::checked(roots)?)
    }

    pub(super) fn trusting(roots: Vec<CertificateDer<'static>>) -> Result<Self, Error> {
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(roots);
        let config = ClientConfig::builder_with_provider(tls::provider())
            .with_safe_default_protocol_versions()
            .map_err(|_| Error::Configuration {
                fault: "no version of TLS is supported",
            })?
            .with_root_certificates(store)
            .with_no_client_auth();
        Ok(Self {
            connector: TlsConnector::from(Arc::new(config)),
        })
    }

    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let stream = connect(&request).await?;
        if !request.url.is_https() {
            return exchange(stream, &request).await;
        }
        let host = request.url.host();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(bare.to_owned()).map_err(|error| tls_error(&error))?;
        let stream = self.connector.connect(name, stream).await;
        exchange(stream.map_err(|error| tls_error(&error))?, &request).await
    }
}

impl std::fmt::Debug for HyperClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HyperClient").finish_non_exhaustive()
    }
}

impl HttpClient for HyperClient {
    fn get(&self, request: Request) -> Answering<'_> {
        let time = request.timeout;
        Box::pin(async move {
            let sent = tokio::time::timeout(time, self.send(request)).await;
            sent.unwrap_or(Err(TransportError::Timeout))
        })
    }
}

/// To the first address that is permitted and answers. Each is judged as it is connected to.
async fn connect(request: &Request) -> Result<TcpStream, TransportError> {
    let mut last = None;
    for address in resolve(&request.url).await? {
        if !request.addresses.permits(address.ip()) {
            if last.is_none() {
                let address = Some(address.ip());
                last = Some(TransportError::Address { address });
            }
            continue;
        }
        match connect_to(address, request.connect_timeout).await {
            Ok(stream) => return Ok(stream),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| TransportError::Connect {
        detail: "the name has no address".into(),
    }))
}

async fn resolve(url: &HttpUrl) -> Result<Vec<SocketAddr>, TransportError> {
    let port = url.port();
    if let Some(address) = url.address() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let found = tokio::net::lookup_host((url.host(), port)).await;
    found
        .map(Iterator::collect)
        .map_err(|error| TransportError::Connect {
            detail: error.to_string().into(),
        })
}

async fn connect_to(address: SocketAddr, time: Duration) -> Result<TcpStream, TransportError> {
    let connected = tokio::time::timeout(time, TcpStream::connect(address)).await;
    let ip: IpAddr = address.ip();
    match connected {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) => Err(TransportError::Connect {
            detail: format!("{ip}: {error}").into(),
        }),
        Err(_) => Err(TransportError::Connect {
            detail: format!("{ip}: no answer in time").into(),
        }),
    }
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: &Request,
) -> Result<Response, TransportError> {
    let shaken = http1::Builder::new()
        .max_buf_size(LONGEST_HEAD)
        .handshake::<_, Empty<Bytes>>(TokioIo::new(stream))
        .await;
    let (mut sender, connection) = shaken.map_err(|error| reset(&error))?;
    // Dropped with this future, and the connection with it.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let answer = sender.send_request(message(request)?).await;
    receive(request, answer.map_err(|error| reset(&error))?).await
}

fn message(request: &Request) -> Result<http::Request<Empty<Bytes>>, TransportError> {
    let uri = request.url.uri();
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let mut message = http::Request::new(Empty::new());
    // oidc-discovery-4.1-1, rfc8414-3.1-1
    *message.method_mut() = Method::GET;
    *message.uri_mut() = path.parse().map_err(|error| other(&error))?;
    *message.headers_mut() = request.headers.clone();
    let host = HeaderValue::from_str(authority).map_err(|error| other(&error))?;
    message.headers_mut().insert(HOST, host);
    Ok(message)
}

async fn receive(
    request: &Request,
    answer: http::Response<Incoming>,
) -> Result<Response, TransportError> {
    let (head, mut incoming) = answer.into_parts();
    // Whatever the body of an error is, its status and `Retry-After` are told.
    if head.status != StatusCode::OK {
        return Ok(Response::new(head.status, head.headers, Vec::new()));
    }
    let mut body = Body::new(request, &head.headers)?;
    while let Some(frame) = incoming.frame().await {
        // rfc9111-3.3-1: a body that breaks off is an error and no shorter body.
        let frame = frame.map_err(|error| reset(&error))?;
        if let Ok(octets) = frame.into_data() {
            body.push(&octets)?;
        }
    }
    Ok(Response::new(head.status, head.headers, body.finish()?))
}

fn reset(error: &hyper::Error) -> TransportError {
    TransportError::Reset {
        detail: with_causes(error).into(),
    }
}

fn other(error: &dyn std::error::Error) -> TransportError {
    TransportError::Other {
        detail: error.to_string().into(),
    }
}

fn tls_error(error: &dyn std::error::Error) -> TransportError {
    TransportError::Tls {
        detail: error.to_string().into(),
    }
}

/// The outermost message of hyper says little.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
