//! An access token in the hands of a client.

use oidc_tokens::{Credentials, Error, OpaqueAccessToken};

#[test]
fn the_header_is_one_that_an_api_reads() {
    // rfc6750-2.1-1
    let token = OpaqueAccessToken::new("mF_9.B5f-4.1JqM").expect("a token");
    let header = token.authorization();
    assert_eq!(header, "Bearer mF_9.B5f-4.1JqM");
    let read = Credentials::from_headers([&*header]).expect("one token");
    assert_eq!(read.token(), "mF_9.B5f-4.1JqM");
}

#[test]
fn debug_output_does_not_show_the_token() {
    // rfc9700-4.9.3-2
    let token = OpaqueAccessToken::new("s3cr3t").expect("a token");
    let shown = format!("{token:?} {token:#?}");
    assert!(shown.contains("<redacted>"));
    assert!(!shown.contains("s3cr3t"), "{shown}");
}

#[test]
fn what_could_end_a_header_is_refused() {
    OpaqueAccessToken::new("ab").expect("accepted without the defect");
    for text in [
        "",
        "a\rb",
        "a\nb",
        "ab\r\nX-Other: 1",
        "a b",
        " ab",
        "ab ",
        "a\tb",
        "a\0b",
        "a\x7fb",
        "aéb",
    ] {
        let error = OpaqueAccessToken::new(text).expect_err("a defect");
        assert!(matches!(error, Error::Configuration { .. }), "{text:?}");
        assert!(text.is_empty() || !error.to_string().contains(text));
    }
}
