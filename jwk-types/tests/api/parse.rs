//! What holds for keys of every type.

use jwk_types::{Error, Key, KeyShape, PublicKey, Reason};

use crate::data::*;

#[test]
fn every_key_type_is_read_with_its_private_half() {
    for text in PRIVATE {
        let jwk = jwk(text);
        assert_eq!(jwk.kty(), members(text)["kty"]);
        assert!(jwk.is_secret());
        let Key::Private(key) = jwk.key() else {
            panic!("{jwk:?}");
        };
        assert_eq!(Some(key.public()), jwk.key().public());
        assert_eq!(jwk.key().shape(), Some(key.public().shape()));
        assert!(jwk.extra().is_empty(), "{jwk:?}");
    }
}

#[test]
fn every_key_type_is_read_without_its_private_half() {
    for text in PRIVATE {
        let public = jwk(&public(text));
        assert!(!public.is_secret());
        assert!(matches!(public.key(), Key::Public(_)));
        assert_eq!(public.key().public(), jwk(text).key().public());
    }
    let symmetric = jwk(OCT);
    assert!(symmetric.is_secret());
    assert!(symmetric.key().public().is_none());
    assert_eq!(symmetric.key().shape(), Some(KeyShape::Oct));
}

#[test]
fn what_is_written_is_read_back_as_the_same_key() {
    for text in PRIVATE.into_iter().chain([OCT]) {
        let full = accepts(text, |members| {
            for (name, value) in [
                ("kid", "k\u{e9}y \"1\"\n"),
                ("use", "sig"),
                ("x5u", "https://op.example/c"),
                ("x5t", "AA"),
                ("x5t#S256", "AB"),
            ] {
                members.insert(name.into(), value.into());
            }
            members.insert("key_ops".into(), vec!["sign", "verify", "urn:x"].into());
            members.insert("x5c".into(), vec!["AA==", "AQ=="].into());
            members.insert("x-note".into(), serde_json::json!({"a": [1.50, null]}));
        });
        let written = full.expose_json();
        let again = jwk(&written);
        assert_eq!(again.expose_json(), written);
        assert_eq!(members(&written), {
            let mut expected = members(text);
            expected.extend(members(&written));
            expected
        });
        for (member, value) in members(text) {
            assert_eq!(members(&written)[&member], value, "{member}");
        }
        assert_eq!(again.kid(), Some("k\u{e9}y \"1\"\n"));
        assert_eq!(again.x5u(), Some("https://op.example/c"));
        assert_eq!(again.x5t(), Some("AA"));
        assert_eq!(again.x5t_s256(), Some("AB"));
        assert_eq!(again.x5c().map(<[_]>::len), Some(2));
        assert_eq!(again.key_ops(), full.key_ops());
        assert_eq!(again.key_use(), full.key_use());
        assert_eq!(again.extra().len(), 1);
        assert_eq!(again.extra()[0].expose_json(), r#"{"a":[1.5,null]}"#);
    }
}

/// rfc7517-4-1, rfc7517-6-1, rfc8259-4-3: form makes no difference.
#[test]
fn white_space_order_and_escapes_do_not_change_a_key() {
    for text in PRIVATE {
        let mut pretty = serde_json::to_string_pretty(&members(text)).expect("an object");
        pretty = pretty
            .replace('\n', "\r\n\t")
            .replace("\"kty\"", "\"k\\u0074y\"");
        let pretty = pretty
            .replace("\"EC\"", "\"\\u0045C\"")
            .replace("\"e\"", "\"\\u0065\"");
        assert_eq!(jwk(&pretty).key().public(), jwk(text).key().public());

        let mut reversed: Vec<_> = members(text).into_iter().collect();
        reversed.reverse();
        let reversed: Vec<_> = reversed
            .iter()
            .map(|(name, value)| format!("{name:?}:{value}"))
            .collect();
        let reversed = format!("{{{}}}", reversed.join(","));
        assert_eq!(jwk(&reversed).key().public(), jwk(text).key().public());
    }
}

#[test]
fn every_member_of_a_key_is_needed() {
    for text in PRIVATE {
        let public = public(text);
        for member in members(&public).keys() {
            let error = rejects(&public, Reason::MalformedJwk, without(member));
            assert!(
                matches!(error, Error::MissingMember { member: found, .. } if found == member),
                "{error}"
            );
        }
    }
    for member in ["kty", "k"] {
        rejects(OCT, Reason::MalformedJwk, without(member));
    }
}

/// Every member of a key is a string, and nothing else will do for it: not even `null`.
#[test]
fn members_of_another_type_are_refused() {
    for text in PRIVATE.into_iter().chain([OCT]) {
        for member in members(text).keys().filter(|member| *member != "oth") {
            for value in [
                serde_json::json!(null),
                serde_json::json!(65537),
                serde_json::json!(true),
                serde_json::json!(["AQAB"]),
                serde_json::json!({}),
            ] {
                let error = rejects(text, Reason::MalformedJwk, with(member, value));
                assert!(
                    matches!(error, Error::MemberType { member: found, .. } if found == member),
                    "{error}"
                );
            }
        }
    }
}

/// rfc7517-4-3, rfc8037-2-7: members of other key types mean nothing.
#[test]
fn unknown_members_are_kept_and_have_no_influence() {
    for text in PRIVATE {
        let public = public(text);
        for (member, value) in [
            ("x-note", "hi"),
            ("k", "AA"),
            ("zzz", ""),
            ("K", "AA"),
            ("Kty", "x"),
        ] {
            let with_extra = accepts(&public, with(member, value));
            assert_eq!(with_extra.key().public(), jwk(text).key().public());
            assert!(!with_extra.is_secret());
            assert_eq!(with_extra.extra().len(), 1);
            assert_eq!(with_extra.extra()[0].name(), member);
            assert_eq!(with_extra.extra()[0].expose_json(), format!("{value:?}"));
        }
    }
    let okp = accepts(ED25519, with("y", "not even base64url"));
    assert_eq!(okp.key().public(), jwk(ED25519).key().public());
}

#[test]
fn members_are_named_with_regard_to_case() {
    rejects(P256, Reason::MalformedJwk, |members| {
        let kty = members.remove("kty").expect("kty");
        members.insert("KTY".into(), kty);
    });
    rejects(P256, Reason::MalformedJwk, |members| {
        let x = members.remove("x").expect("x");
        members.insert("X".into(), x);
    });
}

#[test]
fn keys_are_equal_where_their_members_are() {
    for (index, left) in PRIVATE.iter().enumerate() {
        for (other, right) in PRIVATE.iter().enumerate() {
            assert_eq!(public_key(left) == public_key(right), index == other);
        }
    }
    assert!(matches!(public_key(RSA), PublicKey::Rsa(_)));
}
