//! The access token of a request.

use oidc_tokens::jwk_types::Reason;
use oidc_tokens::{Credentials, CredentialsError, Scheme};

use CredentialsError::{Absent, Malformed, Repeated};

#[track_caller]
fn reads(value: &str, scheme: Scheme, token: &str) {
    let read = Credentials::from_headers([value]).expect("one token");
    assert_eq!((read.scheme(), read.token()), (scheme, token));
}

#[track_caller]
fn refuses<'a>(values: impl IntoIterator<Item = &'a str>, error: CredentialsError) {
    assert_eq!(Credentials::from_headers(values).err(), Some(error));
}

#[test]
fn one_header_with_one_token_is_read() {
    // rfc6750-2.1-1
    reads("Bearer mF_9.B5f-4.1JqM", Scheme::Bearer, "mF_9.B5f-4.1JqM");
    reads("Bearer a-._~+/b==", Scheme::Bearer, "a-._~+/b==");
    reads("Bearer   x", Scheme::Bearer, "x");
}

#[test]
fn the_scheme_is_read_in_any_case() {
    // rfc6750-2.1-1
    for value in ["bearer x", "BEARER x", "bEaReR x"] {
        reads(value, Scheme::Bearer, "x");
    }
    for value in ["DPoP x", "dpop x", "DPOP x"] {
        reads(value, Scheme::Dpop, "x");
    }
    assert_eq!(Scheme::Bearer.as_str(), "Bearer");
    assert_eq!(Scheme::Dpop.as_str(), "DPoP");
}

#[test]
fn another_scheme_is_no_token_of_ours() {
    // Attack row 85: any scheme was accepted
    reads("Bearer x", Scheme::Bearer, "x");
    for value in [
        "Basic x",
        "MAC x",
        "Bearer2 x",
        "Bearerx",
        "x",
        "",
        "DPoPx x",
    ] {
        refuses([value], Absent);
    }
}

#[test]
fn a_header_that_is_not_one_token_is_refused() {
    // rfc6750-2.1-1
    reads("Bearer ab", Scheme::Bearer, "ab");
    for value in [
        "Bearer",
        "Bearer ",
        "Bearer   ",
        "Bearer a b",
        "Bearer a,b",
        "Bearer ab ",
        "Bearer a=b",
        "Bearer =",
        "Bearer \"ab\"",
        "Bearer\tab",
        "Bearer \tab",
        "Bearer ab\r\n",
        "Bearer ab\0",
        "Bearer é",
        "Bearer token=ab",
        "Bearer ab, Bearer cd",
        "DPoP",
        "DPoP a b",
        "B@d ab",
    ] {
        refuses([value], Malformed);
    }
}

#[test]
fn two_headers_are_refused_whatever_they_hold() {
    // Attack row 86: the last of two tokens won
    reads("Bearer a", Scheme::Bearer, "a");
    for second in ["Bearer b", "Bearer a", "DPoP a", "Basic a", ""] {
        refuses(["Bearer a", second], Repeated);
        refuses([second, "Bearer a"], Repeated);
    }
    refuses(["Bearer a", "Bearer a", "Bearer a"], Repeated);
}

#[test]
fn a_token_in_one_place_alone_is_accepted() {
    // rfc6750-2-1
    let read = Credentials::from_headers(["Bearer a"]).expect("one token");
    let read = read.refuse_beside(None).expect("no other");
    assert_eq!(read.token(), "a");
}

#[test]
fn a_token_beside_the_header_is_refused() {
    // rfc6750-2-1
    // Attack row 86: the last of two tokens won
    let read = Credentials::from_headers(["Bearer a"]).expect("one token");
    for other in ["b", "a", ""] {
        assert_eq!(read.refuse_beside(Some(other)).err(), Some(Repeated));
    }
}

#[test]
fn a_request_without_a_header_has_no_token() {
    refuses([], Absent);
}

#[test]
fn each_error_has_its_status() {
    // rfc6750-3.1-1
    assert_eq!(Absent.status(), 401);
    for error in [Malformed, Repeated] {
        assert_eq!(error.status(), 400);
    }
    for error in [Absent, Malformed, Repeated] {
        assert_eq!(error.reason(), Reason::Other);
        let _: &dyn core::error::Error = &error;
        assert!(error.to_string().contains("the "), "{error}");
    }
}

#[test]
fn debug_output_does_not_show_the_token() {
    // rfc9700-4.9.3-2
    let read = Credentials::from_headers(["Bearer s3cr3t"]).expect("one token");
    let shown = format!("{read:?} {read:#?}");
    assert!(shown.contains("Bearer") && shown.contains("<redacted>"));
    assert!(!shown.contains("s3cr3t"), "{shown}");
}
