//! Keys come and go.

use conformance::provider::{Endpoint, Kind, Published, Rotation};

use crate::client::get;
use crate::started;
use crate::tokens::{good, keys, verify};

#[test]
fn a_rotation_keeps_or_drops_the_old_key() {
    for (rotation, still) in [(Rotation::KeepOld, true), (Rotation::DropOld, false)] {
        let provider = started("good");
        let (tenant, issuer) = (provider.root(), provider.issuer());
        let old = good(&tenant, Kind::IdToken).text().expect("a token");
        let before = keys(&tenant);
        provider.rotate(rotation).expect("a key");
        let new = good(&tenant, Kind::IdToken).text().expect("a token");
        let after = keys(&tenant);
        verify(&before, &issuer, Kind::IdToken, &old).expect("accepted before");
        verify(&before, &issuer, Kind::IdToken, &new).expect_err("not yet known");
        verify(&after, &issuer, Kind::IdToken, &new).expect("accepted after");
        let found = verify(&after, &issuer, Kind::IdToken, &old);
        assert_eq!(found.is_ok(), still, "{found:?}");
    }
}

#[test]
fn another_key_may_take_the_same_kid() {
    let provider = started("good");
    let tenant = provider.root();
    let kid = |text: &str| {
        let set: serde_json::Value = serde_json::from_str(text).expect("JSON");
        (set["keys"][0]["kid"].clone(), set["keys"][0]["n"].clone())
    };
    let before = kid(get(&tenant.jwks_uri()).fine().text());
    provider.rotate(Rotation::SameKid).expect("a key");
    let after = kid(get(&tenant.jwks_uri()).fine().text());
    assert_eq!(before.0, after.0);
    assert_ne!(before.1, after.1);
    let token = good(&tenant, Kind::AccessToken).text().expect("a token");
    verify(
        &keys(&tenant),
        &provider.issuer(),
        Kind::AccessToken,
        &token,
    )
    .expect("accepted");
}

#[test]
fn keys_of_any_kind_are_published_under_any_kid() {
    let provider = started("good");
    let (tenant, issuer) = (provider.root(), provider.issuer());
    for key in ["p256", "ed25519", "p521", "rsa-3"] {
        let published = Published::new(key, "the/kid").expect("a key");
        tenant.publish(vec![published]).expect("a set");
        assert_eq!(
            get(&tenant.jwks_uri()).fine().json()["keys"][0]["kid"],
            "the/kid"
        );
        let token = good(&tenant, Kind::AccessToken).text().expect("a token");
        verify(&keys(&tenant), &issuer, Kind::AccessToken, &token).expect(key);
    }
    assert!(tenant.publish(Vec::new()).is_err());
    assert!(Published::new("no-such", "1").is_err());
}

#[test]
fn any_text_can_be_the_key_set() {
    let provider = started("good");
    let tenant = provider.root();
    tenant.set_keys_document("{\"keys\":{}}");
    assert_eq!(get(&tenant.jwks_uri()).fine().text(), "{\"keys\":{}}");
    provider.rotate(Rotation::KeepOld).expect("a key");
    assert_eq!(keys(&tenant).set().keys().len(), 2);
    assert_eq!(provider.fetches(Endpoint::Keys), 2);
}
