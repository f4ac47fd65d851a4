//! Guards on what is connected to, seen from the other end of the connection.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use conformance::provider::{AUDIENCE, Behaviour, Endpoint, Span};
use jwk_types::Reason;
use oidc_discovery::{Error, FetchFault, FetchPolicy, Settings, TransportError, UrlFault};
use serde_json::json;

use crate::client::{BOTH, Client, Kind, NOW};
use crate::started;

/// Why a fetch failed, below what says that there are no keys.
fn cause(error: Error) -> Error {
    match error {
        Error::KeysUnavailable {
            cause: Some(cause), ..
        } => Error::clone(&cause),
        other => other,
    }
}

fn hasty(settings: Settings) -> Settings {
    let times = (Duration::from_millis(200), Duration::from_millis(500));
    let policy = FetchPolicy::DEFAULT.with_timeouts(times.0, times.1);
    settings.with_fetch_policy(policy)
}

/// Whether somebody has connected.
fn was_visited(listener: &TcpListener) -> bool {
    listener.set_nonblocking(true).expect("a mode");
    match listener.accept() {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::WouldBlock);
            false
        }
    }
}

/// Attack row 95 (CVE-2026-41413): not so much as a connection is made, wherever the address stands.
#[test]
fn what_a_third_party_names_does_not_reach_this_machine() {
    type Change = fn(Settings) -> Settings;
    let third: Change = |settings| hasty(settings).from_a_third_party();
    for kind in BOTH {
        for (guard, visited) in [(hasty as Change, true), (third, false)] {
            for host in ["127.0.0.1", "localhost"] {
                let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
                let port = listener.local_addr().expect("an address").port();
                let here = format!("https://{host}:{port}");
                let client = Client::with(kind, &here, guard);
                client.warm_up().expect_err("nobody answers");
                assert_eq!(
                    was_visited(&listener),
                    visited,
                    "{kind:?}, {host}: metadata"
                );

                let keys = format!("{here}/jwks");
                let client = Client::with(kind, "https://op.example", |settings| {
                    guard(settings.with_jwks_uri(&keys).expect("a URL"))
                });
                let error = cause(client.warm_up().expect_err("nobody answers"));
                assert_eq!(was_visited(&listener), visited, "{kind:?}, {host}: keys");
                let Error::Fetch { error } = error else {
                    panic!("{error:?}");
                };
                let FetchFault::Transport { error } = error.fault() else {
                    panic!("{error:?}");
                };
                let refused = matches!(error, TransportError::Address { .. });
                assert_eq!(refused, !visited, "{kind:?}, {host}: {error:?}");
            }
        }
    }
}

/// An issuer whose metadata says that the keys are here.
pub(crate) fn issuer_with_keys_at(jwks_uri: &str) -> String {
    issuer_that_lists(&["RS256"], jwks_uri)
}

/// An issuer whose metadata lists these algorithms.
pub(crate) fn issuer_that_lists(algorithms: &[&str], jwks_uri: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let issuer = format!("http://127.0.0.1:{port}");
    let metadata = json!({
        "issuer": issuer, "jwks_uri": jwks_uri,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": algorithms,
    })
    .to_string();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = Vec::new();
            let mut octet = [0];
            while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut octet), Ok(1)) {
                head.push(octet[0]);
            }
            let length = metadata.len();
            // Who has gone away needs no answer.
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{metadata}"
            );
        }
    });
    issuer
}

fn warmed_up(kind: Kind, jwks_uri: &str) -> Result<(), Error> {
    let issuer = issuer_with_keys_at(jwks_uri);
    Client::with(kind, &issuer, hasty).warm_up().map_err(cause)
}

/// Attack row 98 (CVE-2026-48522): what the metadata name is judged like what a program names.
#[test]
fn keys_that_the_metadata_place_beyond_https_are_not_fetched() {
    for kind in BOTH {
        let op = started("good");
        warmed_up(kind, &op.root().jwks_uri()).expect("keys");
        for (there, expected) in [
            ("file:///etc/passwd", UrlFault::Malformed),
            ("file://localhost/etc/passwd", UrlFault::Scheme),
            ("data:application/json,{}", UrlFault::Malformed),
            ("ftp://op.example/jwks", UrlFault::Scheme),
            ("http://op.example/jwks", UrlFault::Scheme),
            ("http://169.254.169.254/latest", UrlFault::Scheme),
            ("https://user@op.example/jwks", UrlFault::UserInformation),
            ("/jwks", UrlFault::Malformed),
        ] {
            let error = warmed_up(kind, there).expect_err(there);
            let Error::Url { place, fault, .. } = error else {
                panic!("{kind:?}, {there}: {error:?}");
            };
            assert_eq!((place, fault), ("jwks_uri", expected), "{kind:?}, {there}");
        }
    }
}

/// Attack row 100: the deadline is that of the whole answer, not of each piece of it.
#[test]
fn pieces_that_come_in_time_do_not_make_an_answer_that_comes_late() {
    for kind in BOTH {
        for behaviour in ["slow-drip=1,50", "hang", "stall"] {
            let op = started("good");
            let behaviour: Behaviour = behaviour.parse().expect("it");
            op.behave(Endpoint::Keys, behaviour.clone(), Span::Ever);
            let client = Client::with(kind, &op.issuer(), hasty);
            let token = op.access_token(AUDIENCE, NOW).expect("a draft");
            let begun = Instant::now();
            let reason = client.refuses(&token.text().expect("a token"));
            assert_eq!(reason, Reason::FetchFailed, "{kind:?}, {behaviour:?}");
            let took = begun.elapsed();
            // Two documents, half a second each, and a machine that is busy.
            assert!(took < Duration::from_secs(3), "{kind:?}: {took:?}");
            assert_eq!(op.fetches(Endpoint::Keys), 1, "{kind:?}, {behaviour:?}");
        }
    }
}
