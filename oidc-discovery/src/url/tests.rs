use super::*;

fn fault(text: &str) -> Option<UrlFault> {
    HttpUrl::parse(text, Schemes::Https).err()
}

#[test]
fn an_https_url_with_port_path_and_query_is_kept_as_written() {
    let text = "https://OP.example:8443/a//b/../c?x=%7e";
    let url = HttpUrl::parse(text, Schemes::Https).expect("a URL");
    assert_eq!(url.as_str(), text);
    assert_eq!(url.host(), "OP.example");
    assert_eq!(url.port(), 8443);
    assert_eq!(url.uri().path(), "/a//b/../c");
}

#[test]
fn what_is_no_such_url_is_refused_by_name() {
    let refused = [
        ("http://op.example/jwks", UrlFault::Scheme),
        ("file:///etc/keys", UrlFault::Malformed),
        ("data:text/plain,x", UrlFault::Malformed),
        ("ftp://op.example/jwks", UrlFault::Scheme),
        ("//op.example/jwks", UrlFault::Malformed),
        ("jwks.json", UrlFault::Malformed),
        ("/jwks", UrlFault::Malformed),
        ("", UrlFault::Malformed),
        ("https://", UrlFault::Malformed),
        ("https:///jwks", UrlFault::Malformed),
        ("https://op.example/#a", UrlFault::Fragment),
        ("https://user@op.example/", UrlFault::UserInformation),
        (
            "https://op.example@evil.example/",
            UrlFault::UserInformation,
        ),
        ("https://op.example:0/", UrlFault::Port),
        ("https://op.example:/", UrlFault::Port),
        ("https://op.example:65536/", UrlFault::Port),
        ("https://op.example:+443/", UrlFault::Port),
        ("https://[::1]:+443/", UrlFault::Port),
        ("https://[]/", UrlFault::Malformed),
        ("https://[fe80::1%25lo]/", UrlFault::Malformed),
        ("https://[v1.x]/", UrlFault::Malformed),
        ("https://op.example/a b", UrlFault::Malformed),
        ("https://op.example/\r\nX: y", UrlFault::Malformed),
        (" https://op.example/", UrlFault::Malformed),
        ("https://b\u{fc}cher.example/", UrlFault::Malformed),
        ("https://op.example/b\u{fc}cher", UrlFault::Malformed),
        ("https://op.example/?x=\u{202e}", UrlFault::Malformed),
        ("https://op.example/\u{7f}", UrlFault::Malformed),
    ];
    for (text, expected) in refused {
        assert_eq!(fault(text), Some(expected), "{text:?}");
    }
    let long = format!("https://op.example/{}", "a".repeat(HttpUrl::MAX_OCTETS));
    assert_eq!(fault(&long), Some(UrlFault::Length));
}

#[test]
fn plain_http_is_for_loopback_by_choice() {
    for host in ["127.0.0.1", "127.9.9.9", "[::1]", "localhost", "LOCALHOST"] {
        let text = format!("http://{host}:8080/x");
        assert_eq!(fault(&text), Some(UrlFault::Scheme), "{text}");
        HttpUrl::parse(&text, Schemes::HttpsOrLoopback).expect(host);
    }
    for host in [
        "op.example",
        "10.0.0.1",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "0",
    ] {
        let text = format!("http://{host}/x");
        let found = HttpUrl::parse(&text, Schemes::HttpsOrLoopback).err();
        assert_eq!(found, Some(UrlFault::Scheme), "{text}");
    }
}
