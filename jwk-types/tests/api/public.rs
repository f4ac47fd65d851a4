//! Public halves hold nothing private.

use jwk_types::KeyOperation;
use serde_json::json;

use crate::data::*;

const PRIVATE_MEMBERS: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/// rfc7517-7-1, rfc8037-2-4, rfc9964-3-3
#[test]
fn private_members_are_left_out() {
    for text in PRIVATE {
        let full = accepts(text, with("kid", "1"));
        let public = full.to_public().expect("a public half");
        assert!(!public.as_jwk().is_secret());
        assert_eq!(public.key(), full.key().public());
        let json = public.to_json();
        for member in PRIVATE_MEMBERS {
            assert!(!members(&json).contains_key(member), "{member} in {json}");
        }
        assert_eq!(jwk(&json).kid(), Some("1"));
        // Twice is the same as once.
        assert_eq!(jwk(&json).to_public().expect("public").to_json(), json);
    }
}

#[test]
fn extra_members_that_bear_a_private_name_are_left_out_too() {
    for text in PRIVATE {
        let known = members(text);
        let stray = PRIVATE_MEMBERS
            .into_iter()
            .filter(|name| !known.contains_key(*name));
        let public = jwk(text).to_public().expect("a public half").to_json();
        let mut names = Vec::new();
        let full = accepts(&public, |members| {
            for name in stray {
                // `d` and the other RSA members would make it a private key.
                if !matches!(known["kty"].as_str(), Some("RSA")) || ["k", "priv"].contains(&name) {
                    names.push(name);
                    members.insert(name.into(), json!({"secret": "c2VjcmV0"}));
                }
            }
            members.insert("x-note".into(), "kept".into());
        });
        assert!(!full.is_secret());
        assert_eq!(full.extra().len(), names.len() + 1);
        let written = full.to_public().expect("a public half").to_json();
        assert!(!written.contains("c2VjcmV0"), "{written}");
        assert_eq!(members(&written)["x-note"], "kept");
        assert_eq!(members(&written).len(), members(&public).len() + 1);
    }
}

/// The owner's own member may hold the private value under another name.
#[test]
fn no_extra_member_of_a_private_key_is_kept() {
    for text in PRIVATE {
        let full = accepts(text, |members| {
            members.insert("kid".into(), "1".into());
            members.insert("x-backup".into(), "c2VjcmV0".into());
        });
        assert_eq!(full.extra().len(), 1);
        let public = full.to_public().expect("a public half");
        assert!(public.as_jwk().extra().is_empty());
        assert_eq!(public.as_jwk().kid(), Some("1"));
        assert!(!public.to_json().contains("c2VjcmV0"));
    }
}

#[test]
fn private_operations_become_public_ones() {
    let cases = [
        (json!(["sign"]), vec![KeyOperation::Verify]),
        (json!(["sign", "verify"]), vec![KeyOperation::Verify]),
        (
            json!(["verify", "urn:x"]),
            vec![KeyOperation::Verify, KeyOperation::Other("urn:x".into())],
        ),
        (
            json!(["decrypt", "unwrapKey"]),
            vec![KeyOperation::Encrypt, KeyOperation::WrapKey],
        ),
        (json!(["deriveKey", "deriveBits"]), vec![]),
    ];
    for (value, expected) in cases {
        let full = accepts(P256, with("key_ops", value));
        let public = full.to_public().expect("a public half");
        assert_eq!(public.as_jwk().key_ops(), Some(&*expected));
    }
    // What was public says what it said.
    let public = jwk(P256).to_public().expect("a public half").to_json();
    let derives = accepts(&public, with("key_ops", json!(["deriveKey"])));
    let again = derives.to_public().expect("public");
    assert_eq!(
        again.as_jwk().key_ops(),
        Some(&[KeyOperation::DeriveKey][..])
    );
}

#[test]
fn symmetric_and_unknown_keys_have_no_public_half() {
    assert!(jwk(OCT).to_public().is_none());
    assert!(accepts(OCT, with("kty", "XYZ")).to_public().is_none());
}
