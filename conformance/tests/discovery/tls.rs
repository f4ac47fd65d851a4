//! Certificates: the right one, and each wrong one.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use conformance::mint::Key;
use conformance::provider::{Draft, Kind, Published};
use oidc_discovery::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use oidc_discovery::{
    Error, FetchFault, HyperClient, Provider, Settings, TransportError, UreqClient, blocking,
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};

use crate::client::{BOTH, Kind as ClientKind};

/// What is shown to whoever connects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Good,
    SelfSigned,
    OtherName,
    Expired,
}

/// An issuer at `https://localhost:PORT`.
pub(crate) struct Op {
    pub(crate) issuer: String,
    /// The authority that signed its certificate, if one did.
    root: CertificateDer<'static>,
    pub(crate) root_pem: String,
}

const KEY: &str = "rsa";

impl Op {
    fn start(shown: Shown) -> Self {
        let authority_key = KeyPair::generate().expect("a key");
        let mut authority = CertificateParams::new([]).expect("no name");
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, authority_key).expect("a root");

        let name = match shown {
            Shown::OtherName => "other.example",
            _ => "localhost",
        };
        let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
        if shown == Shown::Expired {
            params.not_before = date_time_ymd(2019, 1, 1);
            params.not_after = date_time_ymd(2020, 1, 1);
        }
        let key = KeyPair::generate().expect("a key");
        let certificate = match shown {
            Shown::SelfSigned => params.self_signed(&key),
            _ => params.signed_by(&key, &authority),
        };
        let certificate = certificate.expect("a certificate").der().clone();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        let config = ServerConfig::builder_with_provider(Arc::new(provider))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .expect("a certificate and its key");

        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let issuer = format!("https://localhost:{port}");
        let (name, config) = (issuer.clone(), Arc::new(config));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Who does not like the certificate goes away: that is theirs to say.
                let _ = serve(stream, Arc::clone(&config), &name);
            }
        });
        Self {
            issuer,
            root: authority.der().clone(),
            root_pem: authority.pem(),
        }
    }

    pub(crate) fn good() -> Self {
        Self::start(Shown::Good)
    }

    /// An ID token of now.
    pub(crate) fn id_token(&self, client_id: &str, nonce: &str) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("now");
        let now = i64::try_from(now.as_secs()).expect("a date");
        let signer = Published::new(KEY, "1").expect("a key");
        let draft = Draft::new(Kind::IdToken, signer, &self.issuer, client_id, now);
        draft.with_nonce(nonce).text().expect("a token")
    }
}

fn serve(stream: TcpStream, config: Arc<ServerConfig>, issuer: &str) -> std::io::Result<()> {
    let connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut octet = [0];
        stream.read_exact(&mut octet)?;
        head.push(octet[0]);
    }
    let body = if head.starts_with(b"GET /jwks ") {
        let mut key = Key::named(KEY).map_err(std::io::Error::other)?.public();
        key.insert("kid".to_owned(), "1".into());
        json!({"keys": [Value::from(key)]})
    } else {
        json!({
            "issuer": issuer, "jwks_uri": format!("{issuer}/jwks"),
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        })
    };
    let body = body.to_string();
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    stream.conn.send_close_notify();
    stream.flush()
}

fn warm_up(kind: ClientKind, op: &Op) -> Result<(), Error> {
    let settings = Settings::new(&op.issuer)?;
    let roots = [op.root.clone()];
    match kind {
        ClientKind::Async => {
            let client = Arc::new(HyperClient::with_roots(roots)?);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(Provider::new(settings, client)?.warm_up())
        }
        ClientKind::Blocking => {
            let client = Arc::new(UreqClient::with_roots(roots)?);
            blocking::Provider::new(settings, client)?.warm_up()
        }
    }
}

fn is_tls(error: &Error) -> bool {
    match error {
        Error::KeysUnavailable {
            cause: Some(cause), ..
        } => is_tls(cause),
        Error::Fetch { error } => matches!(
            error.fault(),
            FetchFault::Transport {
                error: TransportError::Tls { .. }
            }
        ),
        _ => false,
    }
}

/// Attack row 99 (CVE-2022-31105).
#[test]
fn a_certificate_that_does_not_vouch_for_the_server_ends_the_fetch() {
    for kind in BOTH {
        warm_up(kind, &Op::good()).expect("keys");
        for shown in [Shown::SelfSigned, Shown::OtherName, Shown::Expired] {
            let error = warm_up(kind, &Op::start(shown)).expect_err("refused");
            assert!(is_tls(&error), "{kind:?}, {shown:?}: {error}");
        }
    }
}

/// A root that the program does not name vouches for nobody.
#[test]
fn the_certificate_of_another_authority_ends_the_fetch() {
    for kind in BOTH {
        let (op, other) = (Op::good(), Op::good());
        let mistaken = Op {
            root: other.root.clone(),
            ..op
        };
        let error = warm_up(kind, &mistaken).expect_err("refused");
        assert!(is_tls(&error), "{kind:?}: {error}");
    }
}

#[test]
fn roots_that_are_none_are_refused() {
    let none = || [CertificateDer::from(vec![1, 2, 3])];
    HyperClient::with_roots(none()).expect_err("no certificate");
    UreqClient::with_roots(none()).expect_err("no certificate");
    HyperClient::with_roots([]).expect_err("nothing");
    UreqClient::with_roots([]).expect_err("nothing");
}
