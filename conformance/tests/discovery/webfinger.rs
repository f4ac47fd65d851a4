//! From what a user typed to a verified token.

use std::io::{Read, Write};
use std::net::TcpStream;

use conformance::provider::{CLIENT_ID, Endpoint, Loopback};
use jwk_types::Reason;
use oidc_discovery::{HttpUrl, Schemes, WebFinger};

use crate::client::{BOTH, Client, NONCE, NOW};
use crate::started;

/// The GET, which is the caller's.
fn fetch(url: &HttpUrl) -> Vec<u8> {
    let (host, target) = (url.host(), url.uri().path_and_query().expect("a path"));
    let mut stream = TcpStream::connect((host, url.port())).expect("a connection");
    let head = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let head = answer.windows(4).position(|end| end == b"\r\n\r\n");
    answer.split_off(head.expect("a head") + 4)
}

/// What users of the loopback provider type.
fn identifiers(op: &Loopback) -> [String; 2] {
    let issuer = op.issuer();
    let authority = issuer.strip_prefix("http://").expect("an issuer");
    [format!("acct:joe@{authority}"), format!("{issuer}/joe")]
}

/// oidcc-client-test-discovery-webfinger-acct and oidcc-client-test-discovery-webfinger-url
#[test]
fn users_are_led_to_their_issuer() {
    for kind in BOTH {
        let op = started("good");
        for typed in identifiers(&op) {
            let question = WebFinger::about_with(&typed, Schemes::HttpsOrLoopback);
            let question = question.expect("an identifier");
            let issuer = question.issuer(&fetch(question.url())).expect("an issuer");
            assert_eq!(issuer.as_str(), op.issuer());
            let client = Client::new(kind, issuer.as_str());
            let token = op.id_token(CLIENT_ID, NOW).expect("a draft");
            let token = token.with_nonce(NONCE).text().expect("a token");
            client.login(&token).expect("an ID token");
        }
        assert_eq!(op.fetches(Endpoint::WebFinger), 2, "{kind:?}");
    }
}

/// The same answer, where plain HTTP is not asked for.
#[test]
fn an_issuer_over_plain_http_is_found_by_choice_alone() {
    let op = started("good");
    for typed in identifiers(&op) {
        let by_choice = WebFinger::about_with(&typed, Schemes::HttpsOrLoopback);
        let by_choice = by_choice.expect("an identifier");
        let answer = fetch(by_choice.url());
        by_choice.issuer(&answer).expect("an issuer");
        let question = WebFinger::about(&typed).expect("an identifier");
        let error = question.issuer(&answer).expect_err("not https");
        assert_eq!(error.reason(), Reason::InsecureUrl);
    }
}
