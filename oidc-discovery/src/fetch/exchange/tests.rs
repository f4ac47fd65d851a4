use http::header::{CONTENT_TYPE, HeaderName};

use super::*;
use crate::Schemes;

const URL: &str = "https://op.example/jwks";
const START: Duration = Duration::ZERO;

fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text, Schemes::HttpsOrLoopback).expect("a URL")
}

fn exchange(purpose: Purpose) -> Exchange {
    Exchange::new(FetchPolicy::DEFAULT, purpose, url(URL))
}

fn following(purpose: Purpose) -> Exchange {
    let policy = FetchPolicy::DEFAULT.with_redirects(Redirects::SameOrigin);
    Exchange::new(policy, purpose, url(URL))
}

fn answer(status: u16, fields: &[(HeaderName, &str)], body: &str) -> Response {
    let field = |(name, value): &(HeaderName, &str)| {
        (name.clone(), HeaderValue::from_str(value).expect("a value"))
    };
    let headers = fields.iter().map(field).collect();
    let status = StatusCode::from_u16(status).expect("a status");
    Response::new(status, headers, body.into())
}

fn good() -> Response {
    answer(200, &[(CONTENT_TYPE, "application/json")], "{}")
}

fn redirect(location: &str) -> Response {
    answer(302, &[(LOCATION, location)], "")
}

fn stored(fields: &[(HeaderName, &str)]) -> Stored {
    Stored::of(&answer(200, fields, "").headers)
}

fn reset() -> TransportError {
    TransportError::Reset {
        detail: "gone".into(),
    }
}

fn judge(exchange: &mut Exchange, answer: Response) -> Next {
    exchange.answered(Ok(answer), START, 0.5)
}

#[track_caller]
fn arrives(next: Next) -> Arrived {
    match next {
        Next::Done(Ok(arrived)) => arrived,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn fails(next: Next) -> FetchError {
    match next {
        Next::Done(Err(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn again(next: Next) -> Duration {
    match next {
        Next::Again(pause) => pause,
        other @ Next::Done(_) => panic!("{other:?}"),
    }
}

#[test]
fn a_request_says_who_asks_and_for_what() {
    for (purpose, accept) in [
        (
            Purpose::KeySet,
            "application/jwk-set+json, application/json",
        ),
        (Purpose::Metadata, "application/json"),
        (Purpose::UserInfo, "application/json, application/jwt"),
    ] {
        let request = exchange(purpose).request(START);
        assert_eq!(request.headers.len(), 2);
        assert_eq!(request.headers[ACCEPT], accept);
        assert_eq!(request.headers[USER_AGENT], OUR_NAME);
        assert_eq!(request.url.as_str(), URL);
        assert_eq!(request.timeout, FetchPolicy::DEFAULT.timeout());
    }
}

#[test]
fn what_time_is_left_is_what_a_request_may_take() {
    let exchange = exchange(Purpose::KeySet);
    let elapsed = Duration::from_secs(4);
    let request = exchange.request(elapsed);
    assert_eq!(request.timeout, Duration::from_secs(1));
    assert_eq!(request.connect_timeout, Duration::from_secs(1));
    let late = exchange.request(Duration::from_secs(9));
    assert_eq!(late.timeout, Duration::ZERO);
}

#[test]
fn plain_http_goes_to_loopback_addresses_whatever_the_policy_says() {
    let plain = Exchange::new(
        FetchPolicy::DEFAULT,
        Purpose::KeySet,
        url("http://localhost/"),
    );
    assert_eq!(plain.request(START).addresses, AddressRule::Loopback);
    let policy = FetchPolicy::DEFAULT.with_addresses(AddressRule::Public);
    let guarded = Exchange::new(policy, Purpose::KeySet, url(URL));
    assert_eq!(guarded.request(START).addresses, AddressRule::Public);
}

#[test]
fn a_body_of_json_arrives() {
    for media_type in [
        "application/json",
        "application/jwk-set+json; charset=utf-8",
        "APPLICATION/JSON",
    ] {
        let fields = [(CONTENT_TYPE, media_type)];
        let next = judge(&mut exchange(Purpose::KeySet), answer(200, &fields, "{}"));
        assert!(matches!(arrives(next), Arrived::Body { body, .. } if body == b"{}"));
    }
}

#[test]
fn a_body_of_another_type_is_refused_unless_types_do_not_matter() {
    let page = || answer(200, &[(CONTENT_TYPE, "text/html")], "{}");
    let untyped = || answer(200, &[], "{}");
    for wrong in [page, untyped] {
        let error = fails(judge(&mut exchange(Purpose::KeySet), wrong()));
        assert!(matches!(error.fault(), FetchFault::ContentType { .. }));
        let policy = FetchPolicy::DEFAULT.with_content_types(ContentTypes::Any);
        let mut lenient = Exchange::new(policy, Purpose::KeySet, url(URL));
        arrives(judge(&mut lenient, wrong()));
        // What a UserInfo endpoint sends is read by its type.
        let mut lenient = Exchange::new(policy, Purpose::UserInfo, url(URL));
        fails(judge(&mut lenient, wrong()));
    }
}

#[test]
fn a_jwt_is_an_answer_of_a_userinfo_endpoint_alone() {
    let jwt = || answer(200, &[(CONTENT_TYPE, "application/jwt")], "a.b.c");
    arrives(judge(&mut exchange(Purpose::UserInfo), jwt()));
    fails(judge(&mut exchange(Purpose::KeySet), jwt()));
}

#[test]
fn a_body_that_a_client_did_not_bound_is_bounded() {
    let long = " ".repeat(FetchPolicy::DEFAULT.max_octets() + 1);
    let fields = [(CONTENT_TYPE, "application/json")];
    let next = judge(
        &mut exchange(Purpose::KeySet),
        answer(200, &fields, &long[1..]),
    );
    arrives(next);
    let error = fails(judge(
        &mut exchange(Purpose::KeySet),
        answer(200, &fields, &long),
    ));
    assert!(matches!(
        error.fault(),
        FetchFault::Transport {
            error: TransportError::TooLarge { .. }
        }
    ));
}

/// rfc9111-4.3.1-1, rfc9111-4.3.1-2
#[test]
fn a_304_answers_a_request_that_was_conditional() {
    let validators = stored(&[(ETAG, "\"a\""), (LAST_MODIFIED, "then")]);
    let mut asking = exchange(Purpose::KeySet).validating(&validators);
    let request = asking.request(START);
    assert_eq!(request.headers[IF_NONE_MATCH], "\"a\"");
    assert_eq!(request.headers[IF_MODIFIED_SINCE], "then");
    let unchanged = || answer(304, &[], "");
    let arrived = arrives(judge(&mut asking, unchanged()));
    assert!(matches!(arrived, Arrived::NotModified { .. }));

    let mut unconditional = exchange(Purpose::KeySet).validating(&stored(&[]));
    assert_eq!(unconditional.request(START).headers.len(), 2);
    let error = fails(judge(&mut unconditional, unchanged()));
    assert_eq!(*error.fault(), FetchFault::NotModified);
}

#[test]
fn what_may_pass_is_tried_once_more() {
    for status in [408, 502, 503, 504] {
        let mut exchange = exchange(Purpose::KeySet);
        let pause = again(judge(&mut exchange, answer(status, &[], "")));
        assert!((100..=300).contains(&pause.as_millis()), "{pause:?}");
        fails(judge(&mut exchange, answer(status, &[], "")));
    }
    let mut exchange = exchange(Purpose::KeySet);
    again(exchange.answered(Err(reset()), START, 0.0));
    arrives(judge(&mut exchange, good()));
}

#[test]
fn what_will_not_pass_is_not_tried_again() {
    for status in [201, 204, 400, 401, 403, 404, 410, 429, 500, 501] {
        let error = fails(judge(
            &mut exchange(Purpose::KeySet),
            answer(status, &[], ""),
        ));
        assert_eq!(*error.fault(), FetchFault::Status { status });
    }
    for error in [
        TransportError::Timeout,
        TransportError::Encoding,
        TransportError::Address { address: None },
        TransportError::TooLarge { limit: 1 },
        TransportError::Tls { detail: "".into() },
    ] {
        fails(exchange(Purpose::KeySet).answered(Err(error), START, 0.5));
    }
}

#[test]
fn nothing_is_tried_again_when_the_time_is_nearly_up() {
    let late = FetchPolicy::DEFAULT.timeout() - Duration::from_millis(200);
    fails(exchange(Purpose::KeySet).answered(Err(reset()), late, 0.5));
    let earlier = late - Duration::from_millis(1);
    again(exchange(Purpose::KeySet).answered(Err(reset()), earlier, 0.5));
}

#[test]
fn who_names_a_time_is_not_asked_again_before_it() {
    let busy = answer(503, &[(RETRY_AFTER, "7")], "");
    let error = fails(judge(&mut exchange(Purpose::KeySet), busy));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    // A date says nothing to a clock that may be wrong.
    let fields = [(RETRY_AFTER, "Thu, 01 Dec 1994 16:00:00 GMT")];
    let mut exchange = exchange(Purpose::KeySet);
    again(judge(&mut exchange, answer(503, &fields, "")));
    let error = fails(judge(&mut exchange, answer(503, &fields, "")));
    assert_eq!(error.retry_after(), None);
}

#[test]
fn a_redirect_is_refused_unless_it_stays_at_its_origin() {
    fails(judge(&mut exchange(Purpose::KeySet), redirect("/keys")));
    for (location, target) in [
        ("/keys", "https://op.example/keys"),
        ("https://op.example/keys", "https://op.example/keys"),
        ("https://OP.example/keys", "https://OP.example/keys"),
    ] {
        let mut exchange = following(Purpose::KeySet);
        assert_eq!(again(judge(&mut exchange, redirect(location))), START);
        assert_eq!(exchange.request(START).url.as_str(), target);
    }
    for elsewhere in [
        "https://other.example/keys",
        "https://op.example:8443/keys",
        "http://op.example/keys",
        "//other.example/keys",
        "https://op.example@other.example/keys",
        "keys",
        "file:///etc/passwd",
        "",
    ] {
        let error = fails(judge(&mut following(Purpose::KeySet), redirect(elsewhere)));
        assert!(
            matches!(error.fault(), FetchFault::Redirect { .. }),
            "{elsewhere}"
        );
    }
    fails(judge(&mut following(Purpose::KeySet), answer(302, &[], "")));
}

#[test]
fn redirects_end() {
    let mut exchange = following(Purpose::KeySet);
    for _ in 0..MOST_REDIRECTS {
        again(judge(&mut exchange, redirect("/keys")));
    }
    fails(judge(&mut exchange, redirect("/keys")));
}

/// rfc6750-5.3-3
#[test]
fn an_access_token_goes_to_one_place_and_is_marked_as_secret() {
    let credentials = HeaderValue::from_static("Bearer a");
    let mut exchange = following(Purpose::UserInfo).bearing(credentials);
    let request = exchange.request(START);
    assert!(request.headers[AUTHORIZATION].is_sensitive());
    assert!(!format!("{request:?}").contains("Bearer a"));
    fails(judge(&mut exchange, redirect("/elsewhere")));
}
