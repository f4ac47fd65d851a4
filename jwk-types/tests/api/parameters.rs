//! The members common to all keys ([RFC 7517 §4](https://www.rfc-editor.org/rfc/rfc7517#section-4)).

use jwk_types::{Error, KeyOperation, KeyUse, PublicJwk, Reason, RegisteredAlgorithm};
use serde_json::json;

use crate::data::*;

#[test]
fn registered_and_other_values_are_kept() {
    let full = accepts(P256, |members| {
        members.insert("use".into(), "tls".into());
        members.insert("kid".into(), "".into());
        members.insert("alg".into(), "unheard-of".into());
        members.insert(
            "key_ops".into(),
            json!(["verify", "Verify", "urn:x", "deriveBits"]),
        );
    });
    assert_eq!(full.key_use(), Some(&KeyUse::Other("tls".into())));
    assert_eq!(full.kid(), Some(""));
    assert_eq!(full.alg(), Some("unheard-of"));
    let other = |value: &str| KeyOperation::Other(value.into());
    let expected = [
        KeyOperation::Verify,
        other("Verify"),
        other("urn:x"),
        KeyOperation::DeriveBits,
    ];
    assert_eq!(full.key_ops(), Some(&expected[..]));
    assert_eq!(
        accepts(P256, with("key_ops", json!([]))).key_ops(),
        Some(&[][..])
    );
    let bare = jwk(P256);
    assert_eq!(
        (bare.key_use(), bare.key_ops(), bare.alg(), bare.kid()),
        (None, None, None, None)
    );
    assert_eq!(
        (bare.x5u(), bare.x5c(), bare.x5t(), bare.x5t_s256()),
        (None, None, None, None)
    );
}

#[test]
fn values_of_another_type_are_refused() {
    for member in ["use", "alg", "kid", "x5u", "x5t", "x5t#S256"] {
        for value in [
            json!(null),
            json!(1),
            json!(false),
            json!(["sig"]),
            json!({}),
        ] {
            let error = rejects(P256, Reason::MalformedJwk, with(member, value));
            assert!(
                matches!(error, Error::MemberType { member: m, .. } if m == member),
                "{error}"
            );
        }
    }
    for member in ["key_ops", "x5c"] {
        for value in [
            json!(null),
            json!("verify"),
            json!({}),
            json!([null]),
            json!(["a", 1]),
            json!([["a"]]),
        ] {
            let error = rejects(P256, Reason::MalformedJwk, with(member, value));
            assert!(
                matches!(error, Error::MemberType { member: m, .. } if m == member),
                "{error}"
            );
        }
    }
    let error = rejects(P256, Reason::MalformedJwk, with("x5c", json!([])));
    assert_eq!(error, Error::NoCertificates);
}

/// rfc7517-4.3-2
#[test]
fn no_operation_stands_twice() {
    for value in [
        json!(["verify", "verify"]),
        json!(["urn:x", "sign", "urn:x"]),
        json!(["", ""]),
    ] {
        let error = rejects(P256, Reason::MalformedJwk, with("key_ops", value));
        assert!(
            matches!(error, Error::DuplicateKeyOperation { .. }),
            "{error}"
        );
    }
    accepts(P256, with("key_ops", json!(["verify", "Verify", "sign"])));
}

/// rfc7517-4.3-8
#[test]
fn use_and_key_ops_say_the_same() {
    let signing = ["sign", "verify"];
    let encrypting = [
        "encrypt",
        "decrypt",
        "wrapKey",
        "unwrapKey",
        "deriveKey",
        "deriveBits",
    ];
    for (key_use, fitting, barred) in [
        ("sig", &signing[..], &encrypting[..]),
        ("enc", &encrypting, &signing),
    ] {
        let with_use = changed(P256, with("use", key_use));
        accepts(&with_use, with("key_ops", fitting));
        accepts(&with_use, with("key_ops", json!(["urn:x"])));
        for operation in barred {
            for value in [json!([operation]), json!([fitting[0], "urn:x", operation])] {
                let error = rejects(&with_use, Reason::MalformedJwk, with("key_ops", value));
                assert!(
                    matches!(error, Error::UseContradictsKeyOps { .. }),
                    "{error}"
                );
            }
        }
    }
    let other_use = changed(P256, with("use", "tls"));
    accepts(&other_use, with("key_ops", json!(["verify", "encrypt"])));
}

/// rfc7517-4.4-2, rfc8812-3.2-5, rfc9864-5-1: every registered algorithm against every key.
#[test]
fn a_registered_alg_fits_the_key() {
    let fitting = |text: &str| -> &'static str {
        let member = |name: &str| {
            members(text)
                .get(name)
                .map(|v| v.as_str().expect("a string").to_string())
        };
        let kty = member("kty").expect("kty");
        let crv = member("crv").unwrap_or_default();
        match (&*kty, &*crv) {
            ("RSA", _) => {
                "RS256 RS384 RS512 PS256 PS384 PS512 RSA1_5 RSA-OAEP RSA-OAEP-256 RSA-OAEP-384 RSA-OAEP-512"
            }
            ("EC", "P-256") => "ES256 ECDH-ES ECDH-ES+A128KW ECDH-ES+A192KW ECDH-ES+A256KW",
            ("EC", "P-384") => "ES384 ECDH-ES ECDH-ES+A128KW ECDH-ES+A192KW ECDH-ES+A256KW",
            ("EC", "P-521") => "ES512 ECDH-ES ECDH-ES+A128KW ECDH-ES+A192KW ECDH-ES+A256KW",
            ("EC", "secp256k1") => "ES256K",
            ("OKP", "Ed25519") => "EdDSA Ed25519",
            ("OKP", "Ed448") => "EdDSA Ed448",
            ("OKP", "X25519" | "X448") => "ECDH-ES ECDH-ES+A128KW ECDH-ES+A192KW ECDH-ES+A256KW",
            ("oct", _) => {
                "HS256 HS384 HS512 A128KW A192KW A256KW dir A128GCMKW A192GCMKW A256GCMKW \
                PBES2-HS256+A128KW PBES2-HS384+A192KW PBES2-HS512+A256KW A128CBC-HS256 A192CBC-HS384 \
                A256CBC-HS512 A128GCM A192GCM A256GCM"
            }
            _ => panic!("{kty} {crv}"),
        }
    };
    for text in PRIVATE
        .into_iter()
        .chain([OCT])
        .filter(|text| members(text)["kty"] != "AKP")
    {
        let fitting: Vec<_> = fitting(text).split_whitespace().collect();
        for row in RegisteredAlgorithm::all() {
            let shape = jwk(text);
            let fits = row.fits(&shape.key().shape().expect("a known key"));
            assert_eq!(fits, fitting.contains(&row.name), "{}", row.name);
            if fits {
                assert_eq!(accepts(text, with("alg", row.name)).alg(), Some(row.name));
            } else {
                let error = rejects(text, Reason::AlgorithmMismatch, with("alg", row.name));
                assert!(
                    matches!(error, Error::AlgorithmDoesNotFit { .. }),
                    "{error}"
                );
            }
            assert_eq!(RegisteredAlgorithm::named(row.name), Some(row));
        }
        for unregistered in ["None", "rs256", "RS256 ", ""] {
            accepts(text, with("alg", unregistered));
            assert_eq!(RegisteredAlgorithm::named(unregistered), None);
        }
    }
}

#[test]
fn a_public_jwk_is_built_under_the_same_rules() {
    let built = PublicJwk::new(public_key(P256)).with_kid("1");
    assert_eq!(jwk(&built.to_json()).kid(), Some("1"));
    let error = built.clone().with_alg("RS256").unwrap_err();
    assert!(
        matches!(error, Error::AlgorithmDoesNotFit { .. }),
        "{error}"
    );
    let fitting = built
        .with_alg("ES256")
        .and_then(|jwk| jwk.with_use(KeyUse::Signature));
    let text = fitting.expect("fitting").to_json();
    assert_eq!(jwk(&text).alg(), Some("ES256"));
    assert_eq!(jwk(&text).key_use(), Some(&KeyUse::Signature));

    let verifies = changed(&public(P256), with("key_ops", json!(["verify"])));
    let verifies = jwk(&verifies).to_public().expect("public");
    let error = verifies.clone().with_use(KeyUse::Encryption).unwrap_err();
    assert!(
        matches!(error, Error::UseContradictsKeyOps { .. }),
        "{error}"
    );
    assert!(verifies.with_use(KeyUse::Signature).is_ok());
}
