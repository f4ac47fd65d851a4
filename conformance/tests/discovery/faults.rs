//! Whatever the answer is: a typed error, and no good key lost.

use std::sync::Arc;
use std::time::Duration;

use conformance::provider::{AUDIENCE, Behaviour, Contents, Endpoint, Loopback, Span};
use oidc_discovery::{
    CachePolicy, Error, FetchFault, FetchPolicy, Settings, State, TransportError, VerifyError,
};

use crate::client::{BOTH, Client, Kind, NOW};
use crate::started;

/// Short, so that a server which is silent costs little.
fn hasty(settings: Settings) -> Settings {
    let times = (Duration::from_millis(200), Duration::from_millis(600));
    settings.with_fetch_policy(FetchPolicy::DEFAULT.with_timeouts(times.0, times.1))
}

fn token(op: &Loopback) -> String {
    let token = op.access_token(AUDIENCE, NOW).expect("a draft");
    token.text().expect("a token")
}

/// Why there are no keys.
#[track_caller]
fn cause(client: &Client, token: &str) -> Arc<Error> {
    match client.access(token).expect_err("no keys") {
        VerifyError::Keys(Error::KeysUnavailable {
            cause: Some(cause), ..
        }) => cause,
        other => panic!("{other:?}"),
    }
}

type Fault = fn(&Error) -> bool;

fn transport(error: &Error, is: fn(&TransportError) -> bool) -> bool {
    match error {
        Error::Fetch { error } => match error.fault() {
            FetchFault::Transport { error } => is(error),
            _ => false,
        },
        _ => false,
    }
}

fn fetch(error: &Error, is: fn(&FetchFault) -> bool) -> bool {
    matches!(error, Error::Fetch { error } if is(error.fault()))
}

const FAULTS: [(&str, Fault); 18] = [
    ("status=500", |error| {
        fetch(error, |fault| {
            matches!(fault, FetchFault::Status { status: 500 })
        })
    }),
    ("status=429", |error| {
        fetch(error, |fault| {
            matches!(fault, FetchFault::Status { status: 429 })
        })
    }),
    ("retry-after=503,9", |error| {
        fetch(error, |fault| {
            matches!(fault, FetchFault::Status { status: 503 })
        })
    }),
    ("no-content", |error| {
        fetch(error, |fault| {
            matches!(fault, FetchFault::Status { status: 204 })
        })
    }),
    ("not-modified", |error| {
        fetch(error, |fault| *fault == FetchFault::NotModified)
    }),
    ("html", |error| {
        fetch(error, |fault| {
            matches!(fault, FetchFault::ContentType { .. })
        })
    }),
    ("content-type=text/plain", |error| {
        fetch(error, |fault| {
            matches!(fault, FetchFault::ContentType { .. })
        })
    }),
    ("redirect=http://127.0.0.1:9/", |error| {
        fetch(error, |fault| {
            matches!(fault, FetchFault::Redirect { status: 302, .. })
        })
    }),
    ("reset", |error| {
        transport(error, |fault| matches!(fault, TransportError::Reset { .. }))
    }),
    ("half-body", |error| {
        transport(error, |fault| matches!(fault, TransportError::Reset { .. }))
    }),
    ("hang", |error| {
        transport(error, |fault| *fault == TransportError::Timeout)
    }),
    ("stall", |error| {
        transport(error, |fault| *fault == TransportError::Timeout)
    }),
    ("slow-drip=1,50", |error| {
        transport(error, |fault| *fault == TransportError::Timeout)
    }),
    ("endless-body", |error| {
        transport(error, |fault| {
            matches!(fault, TransportError::TooLarge { .. })
        })
    }),
    ("huge=20000000", |error| {
        transport(error, |fault| {
            matches!(fault, TransportError::TooLarge { .. })
        })
    }),
    ("gzip-bomb", |error| {
        transport(error, |fault| {
            matches!(
                fault,
                TransportError::TooLarge { .. } | TransportError::Encoding
            )
        })
    }),
    ("bad-json", |error| matches!(error, Error::KeySet { .. })),
    ("bom", |error| matches!(error, Error::KeySet { .. })),
];

/// Attack rows 99 (CVE-2025-64527, CVE-2024-45809, CVE-2022-31105) and 100.
#[test]
fn each_fault_of_the_key_set_has_an_error_of_its_own() {
    for kind in BOTH {
        for (behaviour, is_expected) in FAULTS {
            let op = started("good");
            let client = Client::with(kind, &op.issuer(), hasty);
            op.behave(Endpoint::Keys, behaviour.parse().expect("it"), Span::Ever);
            let cause = cause(&client, &token(&op));
            assert!(is_expected(&cause), "{kind:?}, {behaviour}: {cause:?}");
            assert!(!cause.to_string().contains('\n'), "{cause}");
        }
    }
}

/// Attack rows 89 (PyJWT before 2.13), 105 and 106.
#[test]
fn no_fault_replaces_good_keys_and_recovery_is_seen() {
    for kind in BOTH {
        for (behaviour, _) in FAULTS {
            survives(kind, behaviour, |op| {
                op.behave(Endpoint::Keys, behaviour.parse().expect("it"), Span::Ever);
            });
        }
        survives(kind, "no keys", |op| {
            op.root().fill(Contents::Empty).expect("a set");
        });
        survives(kind, "nothing but nonsense", |op| {
            op.root()
                .set_keys_document(r#"{"keys":[7,{"kty":"TUBE"}]}"#);
        });
    }
}

#[track_caller]
fn survives(kind: Kind, fault: &str, begin: impl FnOnce(&Loopback)) {
    let op = started("good");
    let client = Client::with(kind, &op.issuer(), hasty);
    let good = token(&op);
    client.access(&good).expect("an access token");
    begin(&op);
    let lifetime = CachePolicy::DEFAULT.default_lifetime();
    client.pass(lifetime);
    let kept = client.access(&good);
    kept.unwrap_or_else(|error| panic!("{kind:?}, {fault}: {error}"));
    assert_eq!(client.health().state, State::Stale, "{kind:?}, {fault}");

    op.behave(Endpoint::Keys, Behaviour::Normal, Span::Ever);
    op.root().fill(Contents::Published).expect("a set");
    client.pass(CachePolicy::DEFAULT.backoff().1);
    client.access(&good).expect("an access token");
    client.reload().expect("keys");
    assert_eq!(client.health().state, State::Fresh, "{kind:?}, {fault}");
}

/// Attack row 90 (CVE-2025-22149): not even an outage makes keys immortal.
#[test]
fn stale_keys_end() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::with(kind, &op.issuer(), hasty);
        let good = token(&op);
        client.access(&good).expect("an access token");
        op.behave(Endpoint::Keys, Behaviour::Reset, Span::Ever);
        let policy = CachePolicy::DEFAULT;
        let serves = policy.default_lifetime() + policy.stale_if_error();
        client.pass(serves - Duration::from_secs(200));
        let later = NOW + i64::try_from(serves.as_secs()).expect("a date");
        let good = op.access_token(AUDIENCE, later - 200).expect("a draft");
        let good = good.text().expect("a token");
        client.access(&good).expect("stale keys");
        client.pass(Duration::from_secs(200));
        let error = client.access(&good).expect_err("closed");
        assert!(matches!(
            error,
            VerifyError::Keys(Error::KeysUnavailable { .. })
        ));
        assert_eq!(client.health().state, State::Closed);
    }
}

/// Compression that was not asked for is undone, within the same bound.
#[test]
fn an_honest_gzip_is_read() {
    for kind in BOTH {
        let op = started("gzip");
        let client = Client::new(kind, &op.issuer());
        client.access(&token(&op)).expect("an access token");
    }
}

/// A server that comes back within the fetch is asked once more.
#[test]
fn one_more_try_saves_the_first_caller() {
    for kind in BOTH {
        for (behaviour, status) in [("reset", None), ("status=503", Some(503))] {
            let op = started("good");
            let behaviour: Behaviour = behaviour.parse().expect("it");
            op.behave(Endpoint::Keys, behaviour, Span::Requests(1));
            let client = Client::new(kind, &op.issuer());
            let verified = client.access(&token(&op));
            verified.unwrap_or_else(|error| panic!("{kind:?}, {status:?}: {error}"));
            assert_eq!(op.fetches(Endpoint::Keys), 2);
        }
    }
}

/// oidcc-client-test-discovery-issuer-mismatch, FAPI discovery-issuer-mismatch, and other faults of the metadata.
#[test]
fn each_fault_of_the_metadata_has_an_error_of_its_own() {
    let faults: [(&str, Fault); 6] = [
        ("wrong-issuer=appended", |error| {
            matches!(error, Error::IssuerMismatch { .. })
        }),
        ("wrong-issuer=case", |error| {
            matches!(error, Error::IssuerMismatch { .. })
        }),
        ("wrong-issuer=slash", |error| {
            matches!(error, Error::IssuerMismatch { .. })
        }),
        ("bad-json", |error| {
            matches!(error, Error::MetadataJson { .. })
        }),
        ("html", |error| {
            fetch(error, |fault| {
                matches!(fault, FetchFault::ContentType { .. })
            })
        }),
        ("status=404", |error| {
            fetch(error, |fault| {
                matches!(fault, FetchFault::Status { status: 404 })
            })
        }),
    ];
    for kind in BOTH {
        for (behaviour, is_expected) in faults {
            let op = started("good");
            let client = Client::with(kind, &op.issuer(), hasty);
            op.behave(
                Endpoint::Metadata,
                behaviour.parse().expect("it"),
                Span::Ever,
            );
            let cause = cause(&client, &token(&op));
            assert!(is_expected(&cause), "{kind:?}, {behaviour}: {cause:?}");
            assert_eq!(op.fetches(Endpoint::Keys), 0);
        }
    }
}
