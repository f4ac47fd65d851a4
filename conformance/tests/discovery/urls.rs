//! What is fetched, and from where.

use conformance::mint::Compact;
use conformance::provider::{AUDIENCE, Behaviour, Endpoint, Loopback, Mutation, Span};
use jwk_types::Reason;
use oidc_discovery::{
    Error, FetchFault, FetchPolicy, Issuer, Redirects, Settings, TransportError, UrlFault,
};
use serde_json::json;

use crate::client::{BOTH, Client, NOW};
use crate::started;

fn token(op: &Loopback) -> String {
    let token = op.access_token(AUDIENCE, NOW).expect("a draft");
    token.text().expect("a token")
}

/// Attack row 94 (CVE-2026-32301, CVE-2025-52477).
#[test]
fn nothing_of_a_token_becomes_a_url() {
    for kind in BOTH {
        let op = started("good");
        let stranger = started("good");
        let client = Client::new(kind, &op.issuer());
        client.access(&token(&op)).expect("an access token");
        let elsewhere = format!("{}/stolen", stranger.issuer());
        let header = json!({
            "alg": "RS256", "typ": "at+jwt", "kid": "/../stolen", "jku": elsewhere, "x5u": elsewhere,
        });
        let claims = json!({
            "iss": op.issuer(), "aud": AUDIENCE, "sub": "user-1", "client_id": "client", "jti": "1",
            "iat": NOW, "exp": NOW + 600, "jwks_uri": elsewhere,
        });
        let (header, claims) = (header.to_string(), claims.to_string());
        let hostile = Compact::new(header.as_bytes(), claims.as_bytes(), |_| Ok(vec![7; 256]));
        client.refuses(&hostile.expect("a token").text());
        let other = stranger.access_token(AUDIENCE, NOW).expect("a draft");
        client.refuses(&other.text().expect("a token"));
        assert_eq!(stranger.requests().len(), 0);
        let known = |path: &str| {
            path == "/.well-known/openid-configuration" || path == path_of(&op.root().jwks_uri())
        };
        assert!(op.requests().iter().all(|request| known(&request.target)));
        assert!(op.fetches(Endpoint::Keys) <= 2);
    }
}

fn path_of(url: &str) -> &str {
    let (_, rest) = url.split_once("://").expect("a URL");
    &rest[rest.find('/').expect("a path")..]
}

/// Attack row 98 (CVE-2026-48522).
#[test]
fn schemes_other_than_https_are_refused() {
    for url in [
        "file:///etc/passwd",
        "data:application/json,{}",
        "ftp://op.example/",
        "http://op.example",
    ] {
        let error = Issuer::parse(url).expect_err(url);
        assert!(
            matches!(error, Error::Url { .. } | Error::Issuer { .. }),
            "{error:?}"
        );
        let settings = Settings::new("https://op.example").expect("an issuer");
        let error = settings.with_jwks_uri(url).expect_err(url);
        assert!(
            matches!(
                error,
                Error::Url {
                    place: "jwks_uri",
                    ..
                }
            ),
            "{error:?}"
        );
    }
    // Plain http is for loopback alone, where it was asked for.
    let error = Settings::allowing_insecure_loopback("http://op.example").expect_err("http");
    assert!(
        matches!(
            error,
            Error::Url {
                fault: UrlFault::Scheme,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(Settings::new("http://127.0.0.1").is_err());
    Settings::allowing_insecure_loopback("http://127.0.0.1").expect("an issuer");
}

/// Attack row 95 (CVE-2026-41413): the guard stands at the connection, so the name does not matter.
#[test]
fn an_issuer_of_a_third_party_leads_to_public_addresses_alone() {
    for kind in BOTH {
        let op = started("good");
        let port = op.issuer();
        let port = port.rsplit(':').next().expect("a port");
        for host in ["127.0.0.1", "localhost", "[::1]"] {
            let issuer = format!("https://{host}:{port}");
            let client = Client::with(kind, &issuer, Settings::from_a_third_party);
            let error = client.warm_up().expect_err("refused");
            let shown = error.to_string();
            assert!(address_refused(&error), "{kind:?}, {host}: {shown}");
        }
        assert_eq!(op.requests().len(), 0, "{kind:?}");
    }
}

fn address_refused(error: &Error) -> bool {
    match error {
        Error::KeysUnavailable {
            cause: Some(cause), ..
        } => address_refused(cause),
        Error::Fetch { error } => matches!(
            error.fault(),
            FetchFault::Transport {
                error: TransportError::Address { .. }
            }
        ),
        _ => false,
    }
}

/// Attack row 96 (CVE-2026-49478).
#[test]
fn redirects_are_not_followed() {
    for kind in BOTH {
        for endpoint in [Endpoint::Metadata, Endpoint::Keys] {
            let (op, elsewhere) = (started("good"), started("good"));
            let there = Behaviour::Redirect(elsewhere.root().jwks_uri());
            op.behave(endpoint, there, Span::Ever);
            let client = Client::new(kind, &op.issuer());
            assert_eq!(client.refuses(&token(&op)), Reason::FetchFailed);
            assert_eq!(elsewhere.requests().len(), 0, "{kind:?}, {endpoint:?}");
        }
    }
}

/// Attack row 97: who follows redirects keeps the other guards.
#[test]
fn redirects_that_are_followed_stay_at_their_origin() {
    let following = |settings: Settings| {
        settings.with_fetch_policy(FetchPolicy::DEFAULT.with_redirects(Redirects::SameOrigin))
    };
    for kind in BOTH {
        let op = started("good");
        let same = op.root().jwks_uri();
        op.behave(Endpoint::Keys, Behaviour::Redirect(same), Span::Requests(1));
        let client = Client::with(kind, &op.issuer(), following);
        client.access(&token(&op)).expect("an access token");

        let (op, elsewhere) = (started("good"), started("good"));
        let there = Behaviour::Redirect(elsewhere.root().jwks_uri());
        op.behave(Endpoint::Keys, there, Span::Ever);
        let client = Client::with(kind, &op.issuer(), following);
        assert_eq!(client.refuses(&token(&op)), Reason::FetchFailed);
        assert_eq!(elsewhere.requests().len(), 0, "{kind:?}");

        // And they end.
        let op = started("good");
        let same = op.root().jwks_uri();
        op.behave(Endpoint::Keys, Behaviour::Redirect(same), Span::Ever);
        let client = Client::with(kind, &op.issuer(), following);
        assert_eq!(client.refuses(&token(&op)), Reason::FetchFailed);
        assert_eq!(op.fetches(Endpoint::Keys), 4, "{kind:?}");
    }
}

/// No cookie, no credentials, no referrer; the same from both clients.
#[test]
fn a_request_says_what_is_needed_and_no_more() {
    for kind in BOTH {
        let op = started("good");
        Client::new(kind, &op.issuer()).warm_up().expect("keys");
        for request in op.requests() {
            assert_eq!(request.method, "GET");
            let mut names: Vec<_> = request
                .headers
                .iter()
                .map(|(name, _)| name.to_lowercase())
                .collect();
            names.sort();
            names.retain(|name| name != "connection");
            let expected = ["accept", "host", "user-agent"];
            assert!(
                expected
                    .iter()
                    .all(|name| names.contains(&(*name).to_owned())),
                "{names:?}"
            );
            names.retain(|name| !expected.contains(&name.as_str()) && name != "accept-encoding");
            assert_eq!(names, Vec::<String>::new(), "{kind:?}");
        }
    }
}

/// A token that says it is for somebody else does not cause a fetch, whatever key it names.
#[test]
fn a_token_that_is_wrong_in_more_than_its_key_causes_no_fetch() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        client.access(&token(&op)).expect("an access token");
        let draft = op
            .access_token("https://other.example", NOW)
            .expect("a draft");
        let unknown = draft.mutated(Mutation::UnknownKid);
        client.refuses(&unknown.text().expect("a token"));
        assert_eq!(op.fetches(Endpoint::Keys), 1, "{kind:?}");
    }
}
