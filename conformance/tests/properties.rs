//! Random input for the properties: any octets, JSON-like text, and changed cases.
//!
//! `PROPTEST_CASES` says how many inputs each property gets.

use std::sync::LazyLock;

use conformance::case;
use conformance::properties::mutation::Edit;
use conformance::properties::{self, seeds, seeds::Seed};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestRunner;

static SEEDS: LazyLock<Vec<Seed>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");
    seeds::of(&case::load(folder.as_ref()).expect("cases"))
});

const WORDS: [&str; 44] = [
    "kty",
    "RSA",
    "EC",
    "OKP",
    "oct",
    "AKP",
    "crv",
    "P-256",
    "Ed25519",
    "x",
    "y",
    "n",
    "e",
    "AQAB",
    "d",
    "k",
    "pub",
    "priv",
    "p",
    "oth",
    "use",
    "sig",
    "enc",
    "key_ops",
    "verify",
    "alg",
    "HS256",
    "ES256",
    "none",
    "kid",
    "x5c",
    "x5t",
    "x5u",
    "keys",
    "protected",
    "header",
    "payload",
    "signature",
    "signatures",
    "crit",
    "b64",
    "",
    "AA",
    "eyJhbGciOiJub25lIn0",
];

const ODD: [&str; 11] = [
    r#""\"\\\/\b\f\n\r\t""#,
    "01",
    "-",
    "1e999",
    "\"\\ud800\"",
    "nul",
    "'",
    "[1,]",
    "\u{feff}1",
    "1 2",
    "\"\u{1}\"",
];

fn string() -> BoxedStrategy<String> {
    let words = select(&WORDS[..]).prop_map(str::to_owned);
    let other = any::<String>();
    let quoted = prop_oneof![4 => words, 1 => other].prop_map(|text| serde_json::json!(text));
    let escaped = any::<u16>().prop_map(|unit| format!("\"\\u{unit:04x}\""));
    prop_oneof![8 => quoted.prop_map(|text| text.to_string()), 1 => escaped].boxed()
}

/// Mostly JSON; names repeat, and here and there something is odd.
fn json_like() -> BoxedStrategy<Vec<u8>> {
    let number = any::<f64>().prop_map(|number| format!("{number:e}"));
    let integer = any::<i64>().prop_map(|number| number.to_string());
    let leaf = prop_oneof![
        16 => string(),
        2 => select(&["null", "true", "false", "0", "-0.0e-7"][..]).prop_map(str::to_owned),
        1 => number,
        1 => integer,
        1 => select(&ODD[..]).prop_map(str::to_owned),
    ];
    let value = leaf.prop_recursive(6, 64, 8, |inner| {
        let array = prop::collection::vec(inner.clone(), 0..8);
        let array = array.prop_map(|elements| format!("[{}]", elements.join(" ,")));
        let member = (string(), inner).prop_map(|(name, value)| format!("{name}:{value}"));
        let object = prop::collection::vec(member, 0..8);
        let object = object.prop_map(|members| format!("{{{}}}", members.join(",\n")));
        prop_oneof![array, object]
    });
    value.prop_map(String::into_bytes).boxed()
}

/// A seed of the property after some changes, with parts of another.
fn changed(property: &'static str) -> BoxedStrategy<Vec<u8>> {
    let own: Vec<&Seed> = SEEDS
        .iter()
        .filter(|seed| seed.property == property)
        .collect();
    let edit = (any::<u8>(), any::<u32>(), any::<u32>());
    let edits = prop::collection::vec(edit, 0..6);
    (any::<Index>(), any::<Index>(), edits)
        .prop_map(move |(seed, other, edits)| {
            let mut octets = seed.get(&own).octets.clone();
            let other = &other.get(&own).octets;
            for (kind, at, number) in edits {
                let edit = Edit::new(kind, at as usize, number as usize);
                edit.apply(&mut octets, other);
            }
            octets
        })
        .boxed()
}

fn holds(property: &'static str) {
    let octets = prop::collection::vec(any::<u8>(), 0..600);
    let input = prop_oneof![1 => octets, 2 => json_like(), 5 => changed(property)];
    let config = ProptestConfig {
        // What fails is printed; it is kept as a file in fuzz/regressions.
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let shown = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    let outcome = TestRunner::new(config).run(&input, |octets| {
        let text = shown(&octets);
        std::panic::catch_unwind(|| properties::check(property, &octets))
            .map_err(|_| TestCaseError::fail(format!("{octets:?}: {text}")))
    });
    if let Err(error) = outcome {
        panic!("{property}: {error}");
    }
}

macro_rules! hold {
    ($($property:ident)*) => {
        $(#[test]
        fn $property() {
            holds(stringify!($property));
        })*

        /// None is forgotten.
        #[test]
        fn all_are_driven() {
            let driven = [$(stringify!($property)),*];
            assert_eq!(driven.to_vec(), properties::names().collect::<Vec<_>>());
        }
    };
}

hold! {
    base64url claims json jwk jwk_set jws_compact jws_json metadata pem pkcs1 pkcs8 sec1 spki thumbprint_uri x509 signed_jws tables
}
