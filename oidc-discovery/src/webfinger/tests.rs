use jwk_types::Reason;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::WebFinger;
use crate::{Error, Schemes};

/// What was typed, who is asked about, and where.
const TYPED: [(&str, &str, &str); 21] = [
    // The examples of the standard.
    ("joe@example.com", "acct:joe@example.com", "example.com"),
    (
        "Jane.Doe@example.com",
        "acct:Jane.Doe@example.com",
        "example.com",
    ),
    ("example.com", "https://example.com", "example.com"),
    ("example.com/joe", "https://example.com/joe", "example.com"),
    (
        "example.com:8080",
        "https://example.com:8080",
        "example.com:8080",
    ),
    (
        "joe@example.com:8080",
        "https://joe@example.com:8080",
        "example.com:8080",
    ),
    (
        "alice@example.com:8080",
        "https://alice@example.com:8080",
        "example.com:8080",
    ),
    ("https://example.com", "https://example.com", "example.com"),
    (
        "https://example.com/joe",
        "https://example.com/joe",
        "example.com",
    ),
    (
        "https://joe@example.com:8080",
        "https://joe@example.com:8080",
        "example.com:8080",
    ),
    (
        "acct:joe@example.com",
        "acct:joe@example.com",
        "example.com",
    ),
    (
        "acct:juliet%40capulet.example@shopping.example.com",
        "acct:juliet%40capulet.example@shopping.example.com",
        "shopping.example.com",
    ),
    // And what follows from its rules.
    (
        "joe@home@example.com",
        "acct:joe%40home@example.com",
        "example.com",
    ),
    (
        "joe@example.com/",
        "https://joe@example.com/",
        "example.com",
    ),
    (
        "joe@example.com?a=1",
        "https://joe@example.com?a=1",
        "example.com",
    ),
    (
        "joe@example.com#a",
        "https://joe@example.com",
        "example.com",
    ),
    (
        "https://example.com/joe?a=@b#c",
        "https://example.com/joe?a=@b",
        "example.com",
    ),
    (
        "http://example.com/joe",
        "http://example.com/joe",
        "example.com",
    ),
    (
        "HTTPS://Example.com/",
        "HTTPS://Example.com/",
        "Example.com",
    ),
    (
        "example.com/?at=https://other.example",
        "https://example.com/?at=https://other.example",
        "example.com",
    ),
    (
        "joe@[2001:db8::1]",
        "acct:joe@[2001:db8::1]",
        "[2001:db8::1]",
    ),
];

/// oidcc-client-test-discovery-webfinger-acct, oidcc-client-test-discovery-webfinger-url
#[test]
fn what_users_type_becomes_a_question() {
    // oidc-discovery-2.1.2-2, oidc-discovery-2.1.2-3, oidc-discovery-2.1.2-4,
    // oidc-discovery-2.1.2-5
    for (typed, resource, host) in TYPED {
        let question = WebFinger::about(typed).expect(typed);
        assert_eq!(question.resource(), resource, "{typed}");
        let begin = format!("https://{host}/.well-known/webfinger?resource=");
        assert!(question.url().as_str().starts_with(&begin), "{question:?}");
    }
}

#[test]
fn the_question_is_encoded_as_the_standard_has_it() {
    let end = "&rel=http%3A%2F%2Fopenid.net%2Fspecs%2Fconnect%2F1.0%2Fissuer";
    for (typed, resource) in [
        ("https://example.com/joe", "https%3A%2F%2Fexample.com%2Fjoe"),
        (
            "acct:juliet%40capulet.example@shopping.example.com",
            "acct%3Ajuliet%2540capulet.example%40shopping.example.com",
        ),
        (
            "https://example.com/?a=1&rel=b",
            "https%3A%2F%2Fexample.com%2F%3Fa%3D1%26rel%3Db",
        ),
    ] {
        let question = WebFinger::about(typed).expect(typed);
        let (_, query) = question
            .url()
            .as_str()
            .split_once("?resource=")
            .expect("a query");
        assert_eq!(query, format!("{resource}{end}"));
    }
}

#[test]
fn what_is_no_identifier_is_refused() {
    for (good, bad) in [
        // oidc-discovery-2.1.1-1
        ("example.com", "=example.com"),
        ("example.com", "@example.com"),
        ("example.com", "!example.com"),
        ("joe@example.com", ""),
        ("joe@example.com", "joe @example.com"),
        ("joe@example.com", " joe@example.com"),
        ("joe@example.com", "jo\u{e9}@example.com"),
        ("joe@example.com", "joe@ex\u{e4}mple.com"),
        ("joe@example.com", "joe@"),
        ("acct:joe@example.com", "acct:joe"),
        ("acct:joe@example.com", "acct:@example.com"),
        ("acct:joe@example.com", "acct:joe@home@example.com"),
        ("acct:joe@example.com", "acct:joe@example.com/home"),
        ("acct:joe@example.com", "acct:joe@ex%61mple.com"),
        ("joe@example.com", "mailto:joe@example.com"),
        ("https://example.com", "ftp://example.com"),
        ("https://example.com", "https:///joe"),
        ("https://example.com", "https://example.com:0"),
        ("https://example.com", "https://example.com:x"),
        ("https://joe@example.com", "https://joe:secret@example.com"),
        ("https://joe@example.com", "https://joe@home@example.com"),
        ("joe@example.com:8080", "joe@home@example.com:8080"),
        ("https://example.com", "https://example.com\\@other.example"),
    ] {
        WebFinger::about(good).expect(good);
        let error = WebFinger::about(bad).expect_err(bad);
        assert!(
            matches!(error, Error::UserIdentifier { .. }),
            "{bad}: {error}"
        );
    }
    let long = format!("{}@example.com", "a".repeat(2048));
    WebFinger::about(&long).expect_err("too long");
}

#[test]
fn loopback_addresses_are_asked_over_http_by_choice() {
    let url = |typed: &str, schemes| {
        let question = WebFinger::about_with(typed, schemes).expect(typed);
        question
            .url()
            .as_str()
            .split_once("/.well")
            .map(|(origin, _)| origin.to_owned())
    };
    for (typed, loopback) in [
        ("http://127.0.0.1:8080/joe", "http://127.0.0.1:8080"),
        ("acct:joe@127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("joe@localhost", "http://localhost"),
        ("https://127.0.0.1:8080", "https://127.0.0.1:8080"),
        ("http://example.com/joe", "https://example.com"),
    ] {
        let found = url(typed, Schemes::HttpsOrLoopback);
        assert_eq!(found.as_deref(), Some(loopback), "{typed}");
        let found = url(typed, Schemes::Https).expect(typed);
        assert!(found.starts_with("https://"), "{found}");
    }
}

fn good() -> Value {
    json!({"links": [{"rel": WebFinger::REL, "href": "https://op.example/t1"}]})
}

fn read(answer: &Value) -> Result<String, Error> {
    let question = WebFinger::about("joe@example.com").expect("an identifier");
    let issuer = question.issuer(answer.to_string().as_bytes())?;
    Ok(issuer.as_str().to_owned())
}

#[track_caller]
fn rejects(pointer: &str, value: Value, reason: Reason) {
    assert_eq!(read(&good()).as_deref(), Ok("https://op.example/t1"));
    let mut bad = good();
    *bad.pointer_mut(pointer).expect("a place") = value;
    let error = read(&bad).expect_err(pointer);
    assert_eq!(error.reason(), reason, "{error}");
}

#[test]
fn an_answer_without_a_link_to_an_issuer_is_refused() {
    // oidc-discovery-2-4
    let reason = Reason::MalformedMetadata;
    for (pointer, value) in [
        ("", json!([])),
        ("/links", json!([])),
        ("/links", json!({})),
        ("/links", Value::Null),
        ("/links/0", json!("https://op.example")),
        ("/links/0", json!({"rel": WebFinger::REL})),
        (
            "/links/0/rel",
            json!("HTTP://openid.net/specs/connect/1.0/issuer"),
        ),
        ("/links/0/rel", json!([WebFinger::REL])),
        ("/links/0/href", Value::Null),
        ("/links/0/href", json!(["https://op.example"])),
    ] {
        rejects(pointer, value, reason);
    }
}

/// rp-discovery-webfinger-http-href
#[test]
fn a_link_to_what_is_no_issuer_is_refused() {
    // oidc-discovery-2-1
    let href = "/links/0/href";
    rejects(href, json!("http://op.example/t1"), Reason::InsecureUrl);
    for other in [
        "https://op.example/t1?a",
        "https://op.example/t1#a",
        "https://joe@op.example/t1",
        "//op.example",
        "https://",
        "",
    ] {
        rejects(href, json!(other), Reason::MalformedMetadata);
    }
    // The first link counts.
    let mut two = good();
    let other = json!({"rel": WebFinger::REL, "href": "http://op.example"});
    two["links"].as_array_mut().expect("links").insert(0, other);
    read(&two).expect_err("an http URL");
}

/// rp-discovery-webfinger-unknown-member
#[test]
fn what_else_is_in_an_answer_is_not_looked_at() {
    // oidc-discovery-2-3
    let mut more = good();
    more["subject"] = json!("acct:somebody@else.example");
    more["unknown"] = json!({"rel": 1});
    more["links"][0]["titles"] = json!({"und": "a"});
    let links = more["links"].as_array_mut().expect("links");
    links.insert(0, json!("a"));
    links.insert(0, json!({"href": "https://other.example"}));
    links.insert(0, json!({"rel": "author", "href": "http://other.example"}));
    assert_eq!(read(&more).as_deref(), Ok("https://op.example/t1"));
}

#[test]
fn an_answer_that_is_too_long_or_no_json_is_refused() {
    let question = WebFinger::about("joe@example.com").expect("an identifier");
    let mut text = good().to_string();
    question.issuer(text.as_bytes()).expect("an issuer");
    let cut = &text.as_bytes()[..text.len() - 1];
    let error = question.issuer(cut).expect_err("cut off");
    assert_eq!(error.reason(), Reason::MalformedJson);
    text.push_str(&" ".repeat(WebFinger::MAX_OCTETS - text.len()));
    question.issuer(text.as_bytes()).expect("an issuer");
    text.push(' ');
    question.issuer(text.as_bytes()).expect_err("too long");
}

#[test]
fn neither_errors_nor_debug_tell_who_the_user_is() {
    let question = WebFinger::about("joe@example.com").expect("an identifier");
    assert_eq!(
        format!("{question:?}"),
        "WebFinger { host: \"example.com\", .. }"
    );
    let error = WebFinger::about("joe@example.com:x").expect_err("no port");
    assert!(!format!("{error} {error:?}").contains("joe"), "{error}");
}

proptest! {
    /// Whatever is typed, the host of the URL is what stands in the identifier, and the query has two
    /// parameters.
    #[test]
    fn what_is_typed_stays_in_its_place(
        typed in "(acct:|https?://)?([a-z:&=?%#/]{0,4}@)?[a-z.]{1,9}(:[0-9]{1,3})?[a-z@:/?#&=%.]{0,9}",
    ) {
        if let Ok(question) = WebFinger::about(&typed) {
            let url = question.url();
            prop_assert!(typed.contains(url.host()), "{url}");
            prop_assert!(url.is_https());
            prop_assert_eq!(url.uri().path(), "/.well-known/webfinger");
            let query = url.uri().query().unwrap_or_default();
            let names: Vec<_> = query.split('&').filter_map(|part| part.split('=').next()).collect();
            prop_assert_eq!(names, ["resource", "rel"]);
        }
    }
}
