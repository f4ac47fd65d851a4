//! The default clients, against a server that says one thing to everybody.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use crate::{Error, FetchFault, Settings, TransportError};

/// Answers every request with this head and body; gives the URL of its key set.
fn server(head: &'static str, body: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let length = body.len();
            let _ = stream.read(&mut [0; 4096]);
            // A client that has read enough may be gone.
            let _ = write!(
                stream,
                "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            let _ = stream.write_all(body);
        }
    });
    format!("http://127.0.0.1:{port}/jwks")
}

fn settings(jwks_uri: &str) -> Settings {
    let settings = Settings::allowing_insecure_loopback("https://op.example");
    let settings = settings.expect("an issuer").with_jwks_uri(jwks_uri);
    settings.expect("a URL")
}

/// How it went with either client.
fn warmed_up(url: &str) -> Vec<Error> {
    let mut errors = Vec::new();
    #[cfg(feature = "async-client")]
    {
        let client = crate::HyperClient::trusting(Vec::new()).expect("a client");
        let provider = crate::Provider::new(settings(url), std::sync::Arc::new(client));
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let warmed = runtime.block_on(provider.expect("a provider").warm_up());
        errors.push(warmed.expect_err("an error"));
    }
    #[cfg(feature = "blocking-client")]
    {
        let client = std::sync::Arc::new(crate::UreqClient::trusting(&[]));
        let provider = crate::blocking::Provider::new(settings(url), client);
        let warmed = provider.expect("a provider").warm_up();
        errors.push(warmed.expect_err("an error"));
    }
    errors
}

/// What the server said of when to ask again, which only an error by status has.
fn told(error: Error) -> Option<Duration> {
    match error {
        Error::KeysUnavailable {
            cause: Some(cause), ..
        } => cause.retry_after(),
        error => panic!("{error:?}"),
    }
}

#[test]
fn an_error_is_told_by_its_status_whatever_its_body_is() {
    const LONG: &str = "503 Service Unavailable\r\nRetry-After: 120";
    const ENCODED: &str = "429 Too Many Requests\r\nContent-Encoding: br\r\nRetry-After: 120";
    let expected = Some(Duration::from_secs(120));
    for (head, body) in [(LONG, &[b'x'; 300_000][..]), (ENCODED, b"xyz")] {
        let url = server(head, body);
        for error in warmed_up(&url) {
            assert_eq!(told(error), expected, "{head}");
        }
    }
}

/// A label of 64 octets, which no resolver asks anybody about.
#[test]
fn a_name_that_is_not_found_is_no_connection() {
    let url = format!("https://{}.invalid/jwks", "a".repeat(64));
    for error in warmed_up(&url) {
        let Error::KeysUnavailable {
            cause: Some(cause), ..
        } = &error
        else {
            panic!("{error:?}");
        };
        let Error::Fetch { error } = &**cause else {
            panic!("{cause:?}");
        };
        let FetchFault::Transport { error } = error.fault() else {
            panic!("{error:?}");
        };
        assert!(matches!(error, TransportError::Connect { .. }), "{error:?}");
    }
}
