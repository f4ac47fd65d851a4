//! The UserInfo endpoint, when it does not answer as it should.

use conformance::provider::{
    AUDIENCE, Behaviour, CLIENT_ID, Endpoint, Loopback, SUBJECT, Span, UserInfoForm,
};
use jwk_types::Reason;
use oidc_discovery::{
    Error, FetchFault, FetchPolicy, Redirects, Settings, State, TransportError, VerifyError,
};
use oidc_tokens::{Identity, OpaqueAccessToken, UserInfo, UserInfoError, UserInfoVerifier};

use crate::client::{BOTH, Client, NOW};
use crate::started;

type Asked = Result<UserInfo, VerifyError<UserInfoError>>;

fn access_token(op: &Loopback) -> String {
    let token = op.access_token(AUDIENCE, NOW).expect("a draft");
    token.text().expect("a token")
}

fn ask(client: &Client, op: &Loopback) -> Asked {
    let token = OpaqueAccessToken::new(access_token(op)).expect("a token");
    let verifier = UserInfoVerifier::new(op.issuer(), CLIENT_ID).expect("a verifier");
    client.userinfo(&verifier, &token, Identity::new(&op.issuer(), SUBJECT))
}

#[track_caller]
fn fault(asked: Asked) -> FetchFault {
    match asked.expect_err("no claims") {
        VerifyError::Keys(Error::Fetch { error }) => error.fault().clone(),
        other => panic!("{other:?}"),
    }
}

fn misbehave(op: &Loopback, behaviour: &str) {
    let behaviour: Behaviour = behaviour.parse().expect("it");
    op.behave(Endpoint::UserInfo, behaviour, Span::Ever);
}

/// oidc-core-5.3.3-1: whoever asks learns that the token is not accepted, and the keys have nothing to do with it.
#[test]
fn an_access_token_that_is_not_accepted_is_told_by_its_status() {
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        ask(&client, &op).expect("claims");
        op.forget();
        for status in [401, 403] {
            misbehave(&op, &format!("status={status}"));
            let asked = ask(&client, &op);
            let error = asked.as_ref().expect_err("no claims");
            assert_eq!(error.reason(), Reason::FetchFailed);
            let shown = error.to_string();
            assert!(shown.contains(&status.to_string()), "{shown}");
            assert!(!shown.contains(&access_token(&op)), "{shown}");
            assert_eq!(fault(asked), FetchFault::Status { status }, "{kind:?}");
        }
        assert_eq!(op.fetches(Endpoint::UserInfo), 2, "{kind:?}");
        assert_eq!(op.fetches(Endpoint::Keys), 0, "{kind:?}");
        let health = client.health();
        assert_eq!((health.state, health.failures), (State::Fresh, 0));
        client.access(&access_token(&op)).expect("the keys at hand");
        misbehave(&op, "normal");
        ask(&client, &op).expect("claims");
    }
}

/// oidc-core-5.3.2-6
#[test]
fn what_is_no_answer_about_a_user_is_refused() {
    type Expected = fn(&FetchFault) -> bool;
    let faults: [(&str, Expected); 5] = [
        ("html", |fault| {
            matches!(fault, FetchFault::ContentType { .. })
        }),
        ("content-type=text/plain", |fault| {
            matches!(fault, FetchFault::ContentType { .. })
        }),
        ("no-content", |fault| {
            *fault == FetchFault::Status { status: 204 }
        }),
        ("not-modified", |fault| *fault == FetchFault::NotModified),
        ("huge=20000000", |fault| {
            let FetchFault::Transport { error } = fault else {
                return false;
            };
            matches!(error, TransportError::TooLarge { .. })
        }),
    ];
    for kind in BOTH {
        let op = started("good");
        let client = Client::new(kind, &op.issuer());
        ask(&client, &op).expect("claims");
        for (behaviour, is_expected) in faults {
            misbehave(&op, behaviour);
            let fault = fault(ask(&client, &op));
            assert!(is_expected(&fault), "{kind:?}, {behaviour}: {fault:?}");
        }
        misbehave(&op, "bad-json");
        let error = ask(&client, &op).expect_err("no claims");
        assert_eq!(error.reason(), Reason::MalformedJson, "{kind:?}: {error}");
        assert_eq!(client.health().failures, 0, "{kind:?}");
    }
}

/// Attack row 96: not even a program that has redirects followed sends a token on.
#[test]
fn an_access_token_goes_to_the_userinfo_endpoint_alone() {
    let following = |settings: Settings| {
        settings.with_fetch_policy(FetchPolicy::DEFAULT.with_redirects(Redirects::SameOrigin))
    };
    for kind in BOTH {
        let (op, elsewhere) = (started("good"), started("good"));
        let client = Client::with(kind, &op.issuer(), following);
        op.root().set_userinfo(UserInfoForm::Signed {
            client_id: CLIENT_ID.to_owned(),
        });
        ask(&client, &op).expect("claims");
        client.reload().expect("keys");
        let theirs = format!("{}/userinfo", elsewhere.issuer());
        for there in [theirs, op.root().jwks_uri()] {
            misbehave(&op, &format!("redirect={there}"));
            let fault = fault(ask(&client, &op));
            let location = Some(there.into_boxed_str());
            assert_eq!(
                fault,
                FetchFault::Redirect {
                    status: 302,
                    location
                }
            );
        }
        assert_eq!(elsewhere.requests().len(), 0, "{kind:?}");
        for request in op.requests() {
            let mut names = request.headers.iter().map(|(name, _)| name);
            let bears = names.any(|name| name.eq_ignore_ascii_case("authorization"));
            let is_for_users = request.endpoint == Some(Endpoint::UserInfo);
            assert_eq!(bears, is_for_users, "{kind:?}: {}", request.target);
        }
    }
}
