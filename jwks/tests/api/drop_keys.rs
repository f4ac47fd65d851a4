//! Sets without some of their keys.

use jwks::{Candidates, JwkSet};
use serde_json::{Value, json};

use crate::data::*;
use crate::select::selector;

/// Two keys of one name, one of another, one without, and one that cannot be used.
fn keys() -> [Value; 5] {
    [
        with(&ec(1), json!({"kid": "a"})),
        with(&ec(2), json!({"kid": "a"})),
        with(&ec(3), json!({"kid": "b"})),
        ec(4),
        json!({"kty": "XYZ", "kid": "odd"}),
    ]
}

fn parse(keys: &[Value]) -> JwkSet {
    JwkSet::parse(&text(keys)).expect("a set")
}

fn kids(set: &JwkSet) -> Vec<Option<&str>> {
    set.keys().iter().map(jwk_types::Jwk::kid).collect()
}

/// The keys that may verify ES256 under this `kid`.
fn fit(set: &JwkSet, kid: Option<&str>) -> Vec<String> {
    match set.candidates(&selector("ES256", kid)) {
        Candidates::Fit(fit) => fit
            .iter()
            .map(|candidate| format!("{:?}", candidate.key.key().public()))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn keys_that_nobody_picks_stay_in_their_order() {
    let set = parse(&keys());
    let before = [Some("a"), Some("a"), Some("b"), None];
    assert_eq!(kids(&set), before);
    assert_eq!(kids(&set.without(|_| false)), before);
}

#[test]
fn keys_that_are_picked_are_gone_and_the_others_are_not() {
    let set = parse(&keys()).without(|key| key.kid() == Some("a"));
    assert_eq!(kids(&set), [Some("b"), None]);
    let none = parse(&keys()).without(|_| true);
    assert_eq!(kids(&none), [None; 0]);
}

/// Positions shift when a key goes: a name must lead to its own key, and to no other.
#[test]
fn a_kid_leads_to_the_same_key_after_others_are_gone() {
    let whole = parse(&keys());
    let of_b = fit(&whole, Some("b"));
    let nameless = fit(&whole, None);
    assert_eq!(of_b.len(), 1);
    assert!(!nameless.is_empty());

    let set = whole.without(|key| key.kid() == Some("a"));
    assert_eq!(fit(&set, Some("b")), of_b);
    let [_, _, b, bare, _] = keys();
    assert_eq!(fit(&set, None), fit(&parse(&[b, bare]), None));
}

#[test]
fn a_key_that_is_gone_is_no_candidate() {
    let whole = parse(&keys());
    let [first, second] = fit(&whole, Some("a")).try_into().expect("two keys");
    let picked = whole.keys()[0].clone();
    let one_less = whole.without(|key| key.key().public() == picked.key().public());
    let left = fit(&one_less, Some("a"));
    assert_eq!(left, std::slice::from_ref(&second));
    assert!(!left.contains(&first));

    // Of that name there is none now, and so what is left is as good as a set that never had it.
    let [_, _, b, bare, _] = keys();
    let gone = one_less.without(|key| key.kid() == Some("a"));
    let others = fit(&gone, Some("a"));
    assert_eq!(others, fit(&parse(&[b, bare]), Some("a")));
    assert!(!others.contains(&first) && !others.contains(&second));
}

#[test]
fn what_was_skipped_stays_so() {
    let set = parse(&keys());
    let before = format!("{:?}", set.skipped());
    assert_eq!(set.skipped().len(), 1);
    let none = set.without(|_| true);
    assert_eq!(format!("{:?}", none.skipped()), before);
}

#[test]
fn a_set_of_what_is_left_does_not_differ_from_one_that_never_had_more() {
    let [_, _, b, bare, odd] = keys();
    let set = parse(&keys()).without(|key| key.kid() == Some("a"));
    let other = parse(&[b, bare, odd]);
    assert!(set.compare(&other).is_empty());
    assert!(!parse(&keys()).compare(&other).is_empty());
}
