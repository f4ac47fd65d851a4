//! Members for keys that were made and not read.

use jwk_types::{Error, Jwk, Key, KeyOperation, KeyUse, PublicJwk, Reason, SymmetricKey};

use crate::data::*;

#[track_caller]
fn symmetric() -> Jwk {
    Jwk::from(SymmetricKey::new(vec![1; 32]).expect("a key"))
}

/// Every kind of key, and the algorithm that it is given.
#[track_caller]
fn keys() -> Vec<(Jwk, &'static str)> {
    let private = |text| Jwk::from(private_key(text));
    let public = |text| Jwk::from(PublicJwk::new(public_key(text)));
    vec![
        (symmetric(), "HS256"),
        (private(P256), "ES256"),
        (public(P256), "ES256"),
        (private(ED25519), "EdDSA"),
        (private(ML_DSA_44), "ML-DSA-44"),
        (public(RSA), "unheard-of"),
    ]
}

#[test]
fn what_is_built_is_what_is_read() {
    for (key, alg) in keys() {
        let operations = [KeyOperation::Verify, KeyOperation::Other("urn:x".into())];
        let built = key
            .with_kid("2026")
            .with_alg(alg)
            .and_then(|key| key.with_use(KeyUse::Signature))
            .and_then(|key| key.with_key_ops(operations.clone()))
            .expect("members that fit");
        let read = jwk(&built.expose_json());
        for jwk in [&built, &read] {
            assert_eq!((jwk.kid(), jwk.alg()), (Some("2026"), Some(alg)));
            assert_eq!(jwk.key_use(), Some(&KeyUse::Signature));
            assert_eq!(jwk.key_ops(), Some(&operations[..]));
        }
        assert_eq!(*read.expose_json(), *built.expose_json());
    }
}

#[test]
fn public_keys_are_built_in_the_same_way() {
    let public = PublicJwk::new(public_key(P256));
    let built = public
        .with_key_ops([KeyOperation::Verify])
        .and_then(|key| key.with_use(KeyUse::Signature))
        .expect("members that fit");
    assert_eq!(built.as_jwk().key_ops(), Some(&[KeyOperation::Verify][..]));
    assert!(built.clone().with_use(KeyUse::Encryption).is_err());
    assert!(built.clone().with_key_ops([KeyOperation::WrapKey]).is_err());
    assert!(built.with_alg("none").is_err());
}

#[test]
fn an_algorithm_for_another_key_is_refused() {
    for (key, alg) in keys() {
        assert!(key.clone().with_alg(alg).is_ok());
        for other in ["RS256 ", "none", "PS256", "HS512", "ES384"] {
            let fits = key.key().shape().is_some_and(|shape| {
                let row = jwk_types::RegisteredAlgorithm::named(other);
                row.is_some_and(|row| row.fits(&shape))
            });
            let unheard_of = other == "RS256 " && key.kty() != "AKP";
            let result = key.clone().with_alg(other);
            if fits || unheard_of {
                assert!(result.is_ok(), "{other}");
            } else {
                let error = result.unwrap_err();
                assert_eq!(error.reason(), Reason::AlgorithmMismatch, "{error}");
            }
        }
    }
}

#[test]
fn none_fits_no_key() {
    for text in PRIVATE.into_iter().chain([OCT]) {
        for text in [
            text,
            &jwk(text)
                .to_public()
                .map_or_else(|| text.into(), |jwk| jwk.to_json()),
        ] {
            let error = rejects(text, Reason::AlgorithmMismatch, with("alg", "none"));
            assert!(
                matches!(&error, Error::AlgorithmDoesNotFit { alg, .. } if &**alg == "none"),
                "{error}"
            );
        }
    }
    // Names are compared with regard to case, and this one means nothing.
    assert_eq!(accepts(P256, with("alg", "None")).alg(), Some("None"));
}

#[test]
fn use_and_key_ops_are_compared_in_either_order() {
    let signing = symmetric().with_use(KeyUse::Signature).expect("a use");
    assert!(signing.clone().with_key_ops([KeyOperation::Sign]).is_ok());
    let error = signing.with_key_ops([KeyOperation::Encrypt]).unwrap_err();
    assert!(
        matches!(error, Error::UseContradictsKeyOps { .. }),
        "{error}"
    );
    let encrypting = symmetric().with_key_ops([KeyOperation::Encrypt]);
    let encrypting = encrypting.expect("operations");
    assert!(encrypting.clone().with_use(KeyUse::Encryption).is_ok());
    let error = encrypting.with_use(KeyUse::Signature).unwrap_err();
    assert!(
        matches!(error, Error::UseContradictsKeyOps { .. }),
        "{error}"
    );
}

#[test]
fn no_operation_is_given_twice() {
    let error = symmetric().with_key_ops([KeyOperation::Sign, KeyOperation::Sign]);
    assert!(matches!(
        error.unwrap_err(),
        Error::DuplicateKeyOperation { .. }
    ));
}

/// A registered value is that value, however it was put.
#[test]
fn registered_values_cannot_hide_among_the_others() {
    let sign = KeyOperation::Other("sign".into());
    let built = symmetric().with_key_ops([sign.clone()]).expect("one");
    assert_eq!(built.key_ops(), Some(&[KeyOperation::Sign][..]));
    assert!(
        symmetric()
            .with_key_ops([KeyOperation::Sign, sign])
            .is_err()
    );
    assert!(built.with_use(KeyUse::Other("enc".into())).is_err());
    let built = symmetric().with_use(KeyUse::Other("sig".into()));
    assert_eq!(built.expect("a use").key_use(), Some(&KeyUse::Signature));
}

#[test]
fn members_are_replaced() {
    let built = symmetric().with_kid("1").with_kid("2");
    let built = built
        .with_alg("HS256")
        .and_then(|key| key.with_alg("HS512"));
    let built = built.expect("algorithms that fit");
    assert_eq!((built.kid(), built.alg()), (Some("2"), Some("HS512")));
    assert!(matches!(jwk(&built.expose_json()).key(), Key::Symmetric(_)));
}
