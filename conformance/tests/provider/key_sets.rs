//! What stands in odd key sets, and what becomes of a token.

use conformance::provider::{Contents, Kind};
use jwk_types::{Jwk, x509};
use jwks::JwkSet;
use jws_verify::{Algorithms, KeyRing};
use serde_json::{Value, json};

use crate::client::get;
use crate::started;
use crate::tokens::{good, keys, verify};

fn entries(contents: Contents) -> Vec<Value> {
    let provider = started("good");
    provider.root().fill(contents).expect("a set");
    let set = get(&provider.root().jwks_uri()).fine().json();
    set["keys"].as_array().expect("an array").clone()
}

#[test]
fn tokens_verify_with_the_sets_that_hold_the_good_key() {
    for contents in Contents::all().iter().copied() {
        let provider = started("good");
        let tenant = provider.root();
        tenant.fill(contents).expect("a set");
        let text = get(&tenant.jwks_uri()).fine();
        let set = JwkSet::parse(text.text()).map_err(|error| error.to_string());
        let token = good(&tenant, Kind::AccessToken).text().expect("a token");
        let verified = set.and_then(|set| {
            let ring = KeyRing::new(set, Algorithms::asymmetric());
            let ring = ring.map_err(|error| error.to_string())?;
            verify(&ring, &provider.issuer(), Kind::AccessToken, &token)
        });
        let holds = !matches!(
            contents,
            Contents::FiftyThousandKeys | Contents::X5cWithoutN | Contents::Empty
        );
        assert_eq!(verified.is_ok(), holds, "{}: {verified:?}", contents.name());
    }
}

#[test]
fn fifty_thousand_keys_are_so_many() {
    let found = entries(Contents::FiftyThousandKeys);
    assert_eq!(found.len(), 50_000);
    assert_ne!(found[0]["kid"], found[1]["kid"]);
}

#[test]
fn decoys_share_one_kid() {
    let found = entries(Contents::Decoys);
    let algorithms: Vec<_> = found.iter().map(|key| key["alg"].clone()).collect();
    assert_eq!(algorithms, ["EdDSA", "PS256", "RS256", "ES256"]);
    assert!(found.iter().all(|key| key["kid"] == "1"));
}

#[test]
fn odd_entries_stand_before_the_good_one() {
    let found = entries(Contents::OddEntries);
    assert_eq!((found.len(), &found[2]), (5, &json!(7)));
    assert_eq!((&found[1]["kty"], found[1].get("e")), (&json!("RSA"), None));
    assert_eq!(
        (&found[3]["kty"], &found[4]["kid"]),
        (&json!("AKP"), &json!("1"))
    );
}

#[test]
fn a_private_key_and_a_secret_are_in_the_open() {
    for member in ["d", "p", "q", "dp", "dq", "qi"] {
        assert!(
            entries(Contents::PrivateKey)[0].get(member).is_some(),
            "{member}"
        );
    }
    let found = entries(Contents::Oct);
    assert_eq!(found[0]["kty"], "oct");
    assert!(found[0].get("k").is_some());
}

#[test]
fn keys_without_kid_go_with_tokens_without_kid() {
    for (contents, count) in [(Contents::NoKidOne, 1), (Contents::NoKidSeveral, 3)] {
        let found = entries(contents);
        assert_eq!(found.len(), count);
        assert!(found.iter().all(|key| key.get("kid").is_none()));
    }
}

#[test]
fn uses_differ_and_an_empty_set_is_empty() {
    let uses: Vec<_> = entries(Contents::EncAndSig)
        .iter()
        .map(|k| k["use"].clone())
        .collect();
    assert_eq!(uses, ["enc", "sig"]);
    assert!(entries(Contents::Empty).is_empty());
}

#[test]
fn the_certificate_is_that_of_the_key() {
    let published = entries(Contents::Published)[0].clone();
    let mut certified = entries(Contents::X5cWithoutN)[0].clone();
    assert_eq!((certified.get("n"), certified.get("e")), (None, None));
    certified["n"] = published["n"].clone();
    certified["e"] = published["e"].clone();
    let jwk = Jwk::parse(&certified.to_string()).expect("a key");
    assert!(jwk.x5c().is_some());
    x509::check(&jwk).expect("its own certificate");
}

#[test]
fn issuers_share_a_kid_and_no_key() {
    let provider = started("same-kid-issuers");
    let [one, two] = ["/t1", "/t2"].map(|path| provider.at(path).expect("an issuer"));
    let token = good(&one, Kind::IdToken).text().expect("a token");
    verify(&keys(&one), &one.issuer(), Kind::IdToken, &token).expect("accepted");
    verify(&keys(&two), &one.issuer(), Kind::IdToken, &token).expect_err("another key");
    let kid = |ring: &KeyRing| ring.set().keys()[0].kid().map(str::to_owned);
    assert_eq!(kid(&keys(&one)), kid(&keys(&two)));
}
