//! `typ` and `cty` as media types ([RFC 7515 §4.1.9]).
//!
//! [RFC 7515 §4.1.9]: https://www.rfc-editor.org/rfc/rfc7515#section-4.1.9

/// What is known of a `typ`, in words.
const KINDS: [(&str, &str); 8] = [
    ("at+jwt", "an access token"),
    ("client-authentication+jwt", "a client assertion"),
    ("dpop+jwt", "a DPoP proof"),
    ("logout+jwt", "a logout token"),
    ("oauth-authz-req+jwt", "a request object"),
    ("secevent+jwt", "a security event"),
    ("token-introspection+jwt", "an introspection response"),
    ("userinfo+jwt", "a UserInfo response"),
];

/// Whether a header's value and `name` are the same type, each in its short form or its long one.
pub(crate) fn is(value: &str, name: &str) -> bool {
    // Mostly it is the very same.
    value == name || short(value).eq_ignore_ascii_case(short(name))
}

/// Without `application/`, which may be left out where there is no other slash.
fn short(value: &str) -> &str {
    // rfc7515-4.1.9-1, rfc7515-4.1.9-2, rfc7515-4.1.9-4, rfc7515-4.1.10-1
    let prefixed = value
        .split_once('/')
        .filter(|(kind, name)| kind.eq_ignore_ascii_case("application") && !name.contains('/'));
    prefixed.map_or(value, |(_, name)| name)
}

/// Which kind of token has this `typ`.
pub(crate) fn kind(value: &str) -> Option<&'static str> {
    let known = KINDS.iter().find(|(name, _)| is(value, name));
    known.map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_may_be_left_out_and_case_does_not_count() {
        for value in [
            "at+jwt",
            "AT+JWT",
            "application/at+jwt",
            "Application/at+JWT",
        ] {
            assert!(is(value, "at+jwt"), "{value}");
            assert!(is(value, "application/at+jwt"), "{value}");
            assert_eq!(kind(value), Some("an access token"));
        }
    }

    #[test]
    fn other_types_are_other_types() {
        for value in [
            "",
            "at+jwt ",
            "at+jwt;v=1",
            "text/at+jwt",
            "x/at+jwt",
            "/at+jwt",
            "application/application/at+jwt",
            "application//at+jwt",
        ] {
            assert!(!is(value, "at+jwt"), "{value}");
        }
    }
}
