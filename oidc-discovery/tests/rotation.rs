//! What the check of a rotation finds in two sets.

use std::time::Duration;

use oidc_discovery::jwks::JwkSet;
use oidc_discovery::{Code, Finding, Rotation};
use serde_json::{Value, json};

const HOUR: Duration = Duration::from_secs(3600);

/// One that nothing is to be said against.
fn rotation() -> Rotation {
    Rotation::new().with_max_age(HOUR).with_announcement(HOUR)
}

fn key(kid: &str, x: &str) -> Value {
    json!({"kty": "OKP", "crv": "Ed25519", "kid": kid, "use": "sig", "x": x})
}

fn old() -> Value {
    key("1", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
}

fn new() -> Value {
    key("2", "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw")
}

fn set(keys: &[Value]) -> JwkSet {
    let set = JwkSet::parse(&json!({"keys": keys}).to_string()).expect("a set");
    assert_eq!(set.keys().len(), keys.len());
    set
}

#[track_caller]
fn finds(rotation: &Rotation, older: &[Value], newer: &[Value], codes: &[Code]) {
    let findings = rotation.check(&set(older), &set(newer));
    let found: Vec<_> = findings.iter().map(Finding::code).collect();
    assert_eq!(found, codes, "{findings:?}");
}

#[test]
fn a_key_that_is_announced_and_then_signs_is_right() {
    finds(&rotation(), &[old()], &[old(), new()], &[]);
    let signing = rotation().with_signing_kid("2");
    finds(&signing, &[old(), new()], &[old(), new()], &[]);
}

#[test]
fn an_old_key_that_is_gone_at_once_is_found() {
    finds(&rotation(), &[old()], &[new()], &[Code::NoOverlap]);
    finds(&rotation(), &[old()], &[], &[Code::NoOverlap]);
    finds(&rotation(), &[old(), new()], &[new()], &[Code::KeyGone]);
}

#[test]
fn a_key_for_encryption_may_come_and_go() {
    let mut enc = old();
    enc["use"] = json!("enc");
    finds(&rotation(), &[new(), enc.clone()], &[new()], &[]);
    finds(
        &rotation(),
        &[new(), enc.clone()],
        &[enc],
        &[Code::NoOverlap],
    );
}

#[test]
fn a_key_that_signs_unannounced_is_found() {
    let signing = rotation().with_signing_kid("2");
    finds(&signing, &[old()], &[old(), new()], &[Code::Unannounced]);
    finds(&signing, &[old()], &[old()], &[Code::Unannounced]);
}

#[test]
fn a_kid_that_is_used_again_is_found() {
    let mut other = new();
    other["kid"] = json!("1");
    let both = [Code::KidReused, Code::NoOverlap];
    finds(&rotation(), &[old()], &[other], &both);
}

#[test]
fn a_key_without_kid_is_found_beside_others() {
    let mut unnamed = new();
    unnamed.as_object_mut().expect("an object").remove("kid");
    finds(
        &rotation(),
        &[old()],
        &[old(), unnamed.clone()],
        &[Code::KidMissing],
    );
    finds(
        &rotation(),
        std::slice::from_ref(&unnamed),
        &[unnamed.clone()],
        &[],
    );
}

#[test]
fn a_key_with_another_kid_is_found() {
    let mut renamed = old();
    renamed["kid"] = json!("3");
    finds(&rotation(), &[old()], &[renamed], &[Code::Relabelled]);
}

#[test]
fn a_set_that_may_be_kept_for_too_long_is_found() {
    let longer = rotation().with_max_age(HOUR + Duration::from_secs(1));
    finds(&longer, &[old()], &[old()], &[Code::LifetimeTooLong]);
    let unknown = Rotation::new().with_announcement(HOUR);
    finds(&unknown, &[old()], &[old()], &[Code::LifetimeUnknown]);
}
