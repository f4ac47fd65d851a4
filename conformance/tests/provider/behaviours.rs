//! Each behaviour happens.

use std::io::Read;
use std::time::{Duration, Instant};

use conformance::provider::{Behaviour, Endpoint, IssuerDefect, Loopback, Span};
use flate2::read::GzDecoder;

use crate::client::{Client, End, Response, USUAL, get};
use crate::started;

const QUICK: Client = Client {
    limit: 1 << 20,
    patience: Duration::from_millis(300),
};

/// The right key set, and a provider that answers so from now on.
fn behaving(behaviour: Behaviour) -> (Vec<u8>, Loopback) {
    let provider = started("good");
    let right = get(&provider.root().jwks_uri()).fine().body;
    provider.behave(Endpoint::Keys, behaviour, Span::Ever);
    (right, provider)
}

fn keys(behaviour: Behaviour) -> (Vec<u8>, Response) {
    let (right, provider) = behaving(behaviour);
    (right, QUICK.send("GET", &provider.root().jwks_uri(), &[]))
}

#[test]
fn a_status_comes_with_the_right_document() {
    for status in [201, 404, 500, 503] {
        let (right, found) = keys(Behaviour::Status(status));
        assert_eq!((found.status, found.body), (status, right));
    }
}

#[test]
fn retry_after_is_told() {
    let (status, seconds) = (503, 120);
    let (_, found) = keys(Behaviour::RetryAfter { status, seconds });
    assert_eq!(
        (found.status, found.header("retry-after")),
        (503, Some("120"))
    );
}

#[test]
fn not_modified_and_no_content_have_no_body() {
    for (behaviour, status) in [(Behaviour::NotModified, 304), (Behaviour::NoContent, 204)] {
        let (_, found) = keys(behaviour);
        assert_eq!(
            (found.status, found.body.len(), found.end),
            (status, 0, End::Closed)
        );
        assert_eq!(found.header("content-length"), None);
    }
}

#[test]
fn a_slow_drip_takes_its_time() {
    let (octets, every) = (100, Duration::from_millis(20));
    let (right, provider) = behaving(Behaviour::SlowDrip { octets, every });
    let begun = Instant::now();
    let found = get(&provider.root().jwks_uri()).fine();
    assert!(begun.elapsed() >= every * 3, "{:?}", begun.elapsed());
    assert_eq!(found.body, right);
}

#[test]
fn half_a_body_ends_early_or_stalls() {
    for (behaviour, end) in [
        (Behaviour::HalfBody, End::Closed),
        (Behaviour::Stall, End::TimedOut),
    ] {
        let (right, found) = keys(behaviour);
        assert_eq!((found.status, found.end), (200, end));
        assert_eq!(
            found.header("content-length"),
            Some(right.len().to_string().as_str())
        );
        assert_eq!(found.body, right[..right.len() / 2]);
    }
}

#[test]
fn an_endless_body_goes_on() {
    let (_, found) = keys(Behaviour::EndlessBody);
    assert_eq!((found.status, found.end), (200, End::Limit));
    assert_eq!(found.header("transfer-encoding"), Some("chunked"));
    assert!(found.text().contains("{\"keys\":["));
}

#[test]
fn a_bomb_is_small_until_it_is_unpacked() {
    let (_, found) = keys(Behaviour::GzipBomb);
    assert!(found.body.len() < 64 * 1024, "{}", found.body.len());
    let found = found.fine();
    assert_eq!(found.header("content-encoding"), Some("gzip"));
    let mut plain = String::new();
    let unpacked = GzDecoder::new(found.body.as_slice()).read_to_string(&mut plain);
    assert!(unpacked.expect("gzip") > 20_000_000);
    serde_json::from_str::<serde_json::Value>(&plain).expect("JSON");
}

#[test]
fn an_honest_gzip_is_the_document() {
    let (right, found) = keys(Behaviour::GzipHonest);
    let found = found.fine();
    assert_eq!(found.header("content-encoding"), Some("gzip"));
    let mut plain = Vec::new();
    let unpacked = GzDecoder::new(found.body.as_slice()).read_to_end(&mut plain);
    unpacked.expect("gzip");
    assert_eq!(plain, right);
}

#[test]
fn a_redirect_says_where_to() {
    let (_, found) = keys(Behaviour::Redirect("http://a.example/x".to_owned()));
    assert_eq!(
        (found.status, found.header("location")),
        (302, Some("http://a.example/x"))
    );
}

#[test]
fn a_page_for_people_is_html() {
    let (_, found) = keys(Behaviour::Html);
    let found = found.fine();
    assert_eq!(found.header("content-type"), Some("text/html"));
    assert!(found.text().starts_with("<!doctype html>"));
}

#[test]
fn the_wrong_issuer_is_the_one_difference() {
    let provider = started("good");
    let issuer = provider.issuer_at("/t1").expect("an issuer");
    let tenant = provider.at("/t1").expect("an issuer");
    let base = provider.issuer();
    for (endpoint, member, place) in [
        (
            Endpoint::Metadata,
            "issuer",
            "/t1/.well-known/openid-configuration",
        ),
        (
            Endpoint::OAuthMetadata,
            "issuer",
            "/.well-known/oauth-authorization-server/t1",
        ),
        (
            Endpoint::ResourceMetadata,
            "resource",
            "/.well-known/oauth-protected-resource/t1",
        ),
    ] {
        let url = format!("{base}{place}");
        let mut right = get(&url).fine().json();
        for (defect, wrong) in [
            (IssuerDefect::Appended, format!("{issuer}1")),
            (IssuerDefect::Case, issuer.to_uppercase()),
            (IssuerDefect::Slash, format!("{issuer}/")),
        ] {
            tenant.behave(endpoint, Behaviour::WrongIssuer(defect), Span::Requests(1));
            right[member] = wrong.into();
            assert_eq!(get(&url).fine().json(), right);
        }
        right[member] = issuer.as_str().into();
        assert_eq!(get(&url).fine().json(), right);
    }
}

#[test]
fn a_reset_is_a_reset() {
    let (_, found) = keys(Behaviour::Reset);
    assert_eq!((found.end, found.status), (End::Reset, 0));
}

#[test]
fn a_hanging_request_is_never_answered_and_ends_with_the_provider() {
    let (_, found) = keys(Behaviour::Hang);
    assert_eq!((found.end, found.status), (End::TimedOut, 0));
    let (_, provider) = behaving(Behaviour::Hang);
    let url = provider.root().jwks_uri();
    let waiting = std::thread::spawn(move || USUAL.send("GET", &url, &[]).end);
    while provider.fetches(Endpoint::Keys) < 2 {
        std::thread::yield_now();
    }
    let begun = Instant::now();
    drop(provider);
    assert_ne!(waiting.join().expect("an end"), End::TimedOut);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn bad_json_lacks_an_octet() {
    let (right, found) = keys(Behaviour::BadJson);
    assert_eq!(found.fine().body, right[..right.len() - 1]);
}

#[test]
fn a_huge_body_is_the_document_and_white_space() {
    let (right, provider) = behaving(Behaviour::Huge(20_000_000));
    let found = get(&provider.root().jwks_uri()).fine();
    let (document, space) = found.body.split_at(right.len());
    assert_eq!((found.body.len(), document), (20_000_000, right.as_slice()));
    assert!(space.iter().all(|octet| *octet == b' '));
}

#[test]
fn a_content_type_and_a_mark_leave_the_document_alone() {
    let (right, found) = keys(Behaviour::ContentType("text/plain".to_owned()));
    let found = found.fine();
    assert_eq!(
        (found.header("content-type"), &found.body),
        (Some("text/plain"), &right)
    );
    let (right, found) = keys(Behaviour::Bom);
    assert_eq!(
        found.fine().body,
        [b"\xef\xbb\xbf", right.as_slice()].concat()
    );
}

#[test]
fn a_behaviour_holds_as_long_as_was_said() {
    let provider = started("good");
    let url = provider.root().jwks_uri();
    let statuses = |count: usize| -> Vec<u16> { (0..count).map(|_| get(&url).status).collect() };
    provider.behave(Endpoint::Keys, Behaviour::Status(503), Span::Requests(2));
    provider.behave(Endpoint::Keys, Behaviour::Status(404), Span::Requests(1));
    assert_eq!(statuses(4), [503, 503, 404, 200]);
    provider.behave(Endpoint::Keys, Behaviour::Status(500), Span::Ever);
    assert_eq!(statuses(3), [500; 3]);
    provider.behave(Endpoint::Keys, Behaviour::Normal, Span::Ever);
    let time = Duration::from_secs(1);
    provider.behave(Endpoint::Keys, Behaviour::Status(502), Span::Time(time));
    assert_eq!(statuses(1), [502]);
    std::thread::sleep(time);
    assert_eq!(statuses(1), [200]);
}

#[test]
fn behaviours_are_read_as_they_are_written() {
    for behaviour in Behaviour::examples() {
        assert_eq!(behaviour.to_string().parse(), Ok(behaviour));
    }
    for wrong in [
        "",
        "status",
        "status=99",
        "slow-drip=0,1",
        "hang=1",
        "redirect=a\nb",
        "x",
    ] {
        assert!(wrong.parse::<Behaviour>().is_err(), "{wrong}");
    }
}
