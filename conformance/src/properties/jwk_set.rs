//! A JWK Set: each key is judged by itself, and their order means nothing.

mod operator;

use jwk_types::json::{Document, Value};
use jwk_types::{HashAlgorithm, Jwk, Reason, RegisteredAlgorithm};
use jwks::{Candidates, JwkSet, Limits, Selector, SkippedKey, lint};

use super::refusal;

/// Sets of more keys are not taken apart, for it takes long.
const FEW: usize = 24;

pub(super) fn read(octets: &[u8]) -> Result<(), Reason> {
    let set = JwkSet::parse_with(octets, &Limits::DEFAULT);
    set.map(drop).map_err(|error| error.reason())
}

pub(super) fn check(octets: &[u8]) {
    let limits = Limits::DEFAULT;
    let strict = JwkSet::parse_strict(octets, &limits);
    let linted = lint(octets, &limits);
    let set = match JwkSet::parse_with(octets, &limits) {
        Ok(set) => set,
        Err(error) => {
            refusal::check(&error);
            assert_eq!(linted, Err(error.clone()));
            let strict = strict.expect_err("refused").reason();
            // A key may be refused before there are too many.
            assert!(strict == error.reason() || error.reason() == Reason::TooLarge);
            return;
        }
    };
    match strict {
        Ok(strict) => {
            assert!(set.skipped().is_empty());
            assert_eq!(strict.keys().len(), set.keys().len());
        }
        Err(error) => {
            refusal::check(&error);
            assert_eq!(
                set.skipped().first().map(|key| key.error().reason()),
                Some(error.reason())
            );
        }
    }
    let elements = elements(octets);
    assert_eq!(set.keys().len() + set.skipped().len(), elements.len());
    for skipped in set.skipped() {
        refusal::check(skipped.error());
        assert_eq!(
            elements.get(skipped.index()).copied(),
            Some(skipped.expose_json())
        );
        assert!(format!("{skipped:?}").len() < 2048);
    }
    if let Ok(text) = std::str::from_utf8(octets) {
        operator::is_linted(text, &set, elements.len());
    }
    operator::is_published_without_secrets(&set);
    if elements.len() <= FEW {
        none_hides_another(&set, &elements);
        order_is_nothing(&set, &elements);
    }
}

/// The texts of the members of `keys`.
fn elements(octets: &[u8]) -> Vec<&str> {
    let document = Document::parse(octets, "JWK Set", usize::MAX, 128).expect("a set");
    let keys = document
        .root()
        .as_object()
        .and_then(|object| object.get("keys"));
    let keys = keys.and_then(Value::as_array).expect("keys");
    keys.elements().map(Value::raw).collect()
}

fn of(elements: &[&str]) -> JwkSet {
    JwkSet::parse(&format!("{{\"keys\":[{}]}}", elements.join(","))).expect("a set")
}

/// rfc7517-5-5, rfc7517-5-6, rfc7517-5-7
fn none_hides_another(set: &JwkSet, elements: &[&str]) {
    let mut keys = set.keys().iter();
    for (index, element) in elements.iter().enumerate() {
        let alone = of(&[element]);
        let skipped = set
            .skipped()
            .iter()
            .find(|skipped| skipped.index() == index);
        match (alone.keys(), skipped) {
            ([alone], None) => {
                let key = keys.next().expect("as many as are not skipped");
                assert_eq!(*key.expose_json(), *alone.expose_json());
            }
            ([], Some(skipped)) => {
                let alone = alone.skipped().first().map(SkippedKey::error);
                assert_eq!(alone, Some(skipped.error()));
            }
            (alone, skipped) => panic!("{alone:?}, {skipped:?}"),
        }
    }
}

/// rfc7517-5.1-1, rfc7515-D-1, rfc7515-D-2
fn order_is_nothing(set: &JwkSet, elements: &[&str]) {
    let mut reversed = elements.to_vec();
    reversed.reverse();
    let reversed = of(&reversed);
    assert_eq!(reversed.keys().len(), set.keys().len());
    operator::is_compared(set, &reversed);
    let kids = set.keys().iter().filter_map(Jwk::kid);
    let kids: Vec<_> = kids
        .map(Some)
        .chain([None, Some("of no key: \u{0}")])
        .collect();
    for algorithm in RegisteredAlgorithm::all() {
        for kid in &kids {
            let selector = Selector::new(algorithm, *kid);
            let outcome = outcome(&set.candidates(&selector));
            assert_eq!(outcome, self::outcome(&reversed.candidates(&selector)));
        }
    }
}

/// What does not depend on positions.
fn outcome(candidates: &Candidates<'_>) -> String {
    match candidates {
        Candidates::Fit(fit) => {
            assert!((1..=jwks::MAX_CANDIDATES).contains(&fit.len()));
            let thumbprint = |key: &Jwk| key.thumbprint(HashAlgorithm::Sha256);
            let mut fit: Vec<_> = fit.iter().map(|each| thumbprint(each.key)).collect();
            fit.sort_by_key(|thumbprint| format!("{thumbprint:?}"));
            format!("fit {fit:?}")
        }
        Candidates::Unfit { unfit, .. } => {
            assert!(!unfit.to_string().is_empty());
            format!("unfit {unfit:?}")
        }
        Candidates::None { considered } => format!("none of {considered}"),
        Candidates::TooMany { found } => {
            assert!(*found > jwks::MAX_CANDIDATES);
            format!("too many: {found}")
        }
        other => panic!("{other:?}"),
    }
}
