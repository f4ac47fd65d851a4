//! The order of a set means nothing ([RFC 7517 §5.1]).

use jwks::{Candidates, JwkSet};
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::{Value, json};

use crate::data::*;
use crate::select::selector;

/// Keys that get in each other's way.
fn pool() -> Vec<Value> {
    let named = |key: &Value, kid: &str| with(key, json!({"kid": kid}));
    vec![
        named(&ec(1), "a"),
        named(&ec(1), "a"),
        named(&ec(2), "a"),
        named(&ec(2), "b"),
        named(&ec(3), "a"),
        named(&ec(4), "a"),
        named(&ec(5), "a"),
        with(&ec(6), json!({"kid": "a", "use": "enc"})),
        with(&ec(7), json!({"kid": "b", "use": "enc"})),
        with(&ec(8), json!({"kid": "b", "key_ops": []})),
        named(&public(RSA), "a"),
        named(&public(P384), "b"),
        ec(9),
        ec(9),
        ec(10),
        public(ED25519),
        json!({"kty": "XYZ", "kid": "a"}),
    ]
}

/// The outcome without positions, and the keys that it names in an order of their own.
fn verdict(set: &JwkSet, alg: &str, kid: Option<&str>) -> (String, Vec<String>) {
    match set.candidates(&selector(alg, kid)) {
        Candidates::Fit(fit) => {
            let keys = fit.iter().map(|candidate| candidate.key.key().public());
            let mut keys: Vec<String> = keys.map(|key| format!("{key:?}")).collect();
            keys.sort_unstable();
            ("fit".into(), keys)
        }
        Candidates::Unfit { unfit, .. } => (unfit.to_string(), Vec::new()),
        other => (format!("{other:?}"), Vec::new()),
    }
}

proptest! {
    /// rfc7517-5.1-1
    #[test]
    fn every_permutation_gives_the_same_verdict(
        (keys, shuffled) in subsequence(pool(), 0..=17)
            .prop_flat_map(|keys| (Just(keys.clone()), Just(keys).prop_shuffle()))
    ) {
        let parse = |keys: &[Value]| JwkSet::parse(&text(keys)).expect("a set");
        let (left, right) = (parse(&keys), parse(&shuffled));
        prop_assert_eq!(left.keys().len(), right.keys().len());
        for alg in ["ES256", "ES384", "RS256", "Ed25519", "HS256"] {
            for kid in [None, Some("a"), Some("b"), Some("c")] {
                prop_assert_eq!(verdict(&left, alg, kid), verdict(&right, alg, kid));
            }
        }
        // rfc7517-5.1-1: two sets that differ in their order alone do not differ.
        prop_assert!(left.compare(&right).is_empty());
    }
}
