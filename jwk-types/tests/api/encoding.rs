//! JSON and base64url, as far as keys have to do with them.

use jwk_types::{Error, Jwk, Reason};

use crate::data::*;

/// rfc8037-2-5, rfc9964-3-4, rfc7518-6.3.2.1-1: every value is canonical base64url.
#[test]
fn members_that_are_not_canonical_base64url_are_refused() {
    for text in PRIVATE.into_iter().chain([OCT]) {
        let names: Vec<_> = members(text).keys().cloned().collect();
        for name in names {
            if ["kty", "crv", "alg", "oth"].contains(&&*name) {
                continue;
            }
            let edit = |change: fn(&str) -> String| {
                let name = name.clone();
                move |members: &mut Members| {
                    let value = change(members[&name].as_str().expect("a string"));
                    members.insert(name, value.into());
                }
            };
            let defects: [fn(&str) -> String; 7] = [
                |value| format!("{value}="),
                |value| format!("{value}=="),
                |value| format!(" {value}"),
                |value| format!("{value}\n"),
                |value| value.replacen(|_| true, "+", 1),
                |value| value.replacen(|_| true, "/", 1),
                |value| value.replacen(|_| true, "\u{e9}", 1),
            ];
            for defect in defects {
                let error = rejects(text, Reason::MalformedBase64, edit(defect));
                assert!(matches!(&error, Error::Base64 { member } if *member == name));
            }
        }
    }
}

/// rfc7638-7-1: spare bits would be another spelling of the same key.
#[test]
fn spare_bits_are_refused() {
    // 32 octets leave two spare bits in the 43rd character.
    for (text, member) in [(ED25519, "x"), (ED25519, "d"), (P256, "x"), (OCT, "k")] {
        for addition in 1..4 {
            rejects(text, Reason::MalformedBase64, |members| {
                const ALPHABET: &[u8] =
                    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
                let value = members[member].as_str().expect("a string");
                let (head, last) = value.split_at(42);
                let index = ALPHABET
                    .iter()
                    .position(|octet| last.as_bytes() == [*octet]);
                let other = ALPHABET[index.expect("a digit") + addition];
                let value = format!("{head}{}", char::from(other));
                members.insert(member.into(), value.into());
            });
        }
    }
}

/// rfc7517-4-4
#[test]
fn only_an_object_is_a_key() {
    for text in [
        "[]",
        "\"kty\"",
        "null",
        "1",
        "true",
        "[{\"kty\":\"oct\",\"k\":\"AA\"}]",
    ] {
        let error = Jwk::parse(text).unwrap_err();
        assert!(matches!(error, Error::NotAnObject { .. }), "{error}");
        assert_eq!(error.reason(), Reason::MalformedJwk);
    }
    for text in [
        "",
        "{}{}",
        "{\"kty\":\"oct\",\"k\":\"AA\"}x",
        "{\"kty\":\"oct\",\"k\":\"AA\"",
        "{'kty':'oct'}",
    ] {
        assert_eq!(
            Jwk::parse(text).unwrap_err().reason(),
            Reason::MalformedJson
        );
    }
}

/// rfc7517-4-2, also where only one of the two is wrong, and in members that nobody knows.
#[test]
fn repeated_members_are_refused() {
    for text in PRIVATE.into_iter().chain([OCT]) {
        for member in members(text).keys() {
            let text = text.trim_end();
            let body = text.strip_suffix('}').expect("an object");
            for again in [members(text)[member].to_string(), "null".into()] {
                let bad = format!("{body},{member:?}:{again}}}");
                let error = Jwk::parse(&bad).unwrap_err();
                assert_eq!(error.reason(), Reason::DuplicateMember, "{error}");
            }
            let escaped: String = member
                .chars()
                .map(|c| format!("\\u{:04x}", u32::from(c)))
                .collect();
            let bad = format!("{body},\"{escaped}\":1}}");
            assert_eq!(
                Jwk::parse(&bad).unwrap_err().reason(),
                Reason::DuplicateMember
            );
        }
    }
    let nested = r#"{"kty":"oct","k":"AA","x-note":{"a":[{"b":1,"\u0062":2}]}}"#;
    assert_eq!(
        Jwk::parse(nested).unwrap_err().reason(),
        Reason::DuplicateMember
    );
}
