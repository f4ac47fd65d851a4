//! Every variant is produced by some input.
//!
//! These tests stand here and not with those of the public interface, because only within the crate
//! can a match name every variant of a non-exhaustive enum.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::*;
use crate::{JwkSet, Limits};

/// A variant that is not in the list does not compile, and one in the list needs an input.
macro_rules! produced {
    ($($variant:ident, $reason:ident => $input:expr,)*) => {
        fn name(error: &Error) -> &'static str {
            match error {
                $(Error::$variant { .. } => stringify!($variant),)*
            }
        }

        fn all() -> Vec<(&'static str, Reason, Error)> {
            Vec::from([$((stringify!($variant), Reason::$reason, $input),)*])
        }
    };
}

produced! {
    Document, MalformedJson => parse("{"),
    Key, WeakKey => strict(r#"{"keys":[{"kty":"oct","k":""}]}"#),
    KeysNotAnArray, MalformedJwkSet => parse(r#"{"keys":{}}"#),
    MissingKeys, MalformedJwkSet => parse("{}"),
    NotAnObject, MalformedJwkSet => parse("[]"),
    RepeatedKid, MalformedJwkSet => publish(&format!("{ED25519},{ED25519}")),
    SymmetricKey, MalformedJwkSet => publish(&format!(r#"{ED25519},{{"kty":"oct","k":"AAAA"}}"#)),
    TooManyKeys, TooLarge => {
        parse(&format!(r#"{{"keys":[{}0]}}"#, "0,".repeat(1000)))
    },
}

const ED25519: &str = r#"{"kty":"OKP","crv":"Ed25519","kid":"\n\u202e","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

#[track_caller]
fn parse(text: &str) -> Error {
    JwkSet::parse(text).unwrap_err()
}

#[track_caller]
fn strict(text: &str) -> Error {
    JwkSet::parse_strict(text.as_bytes(), &Limits::DEFAULT).unwrap_err()
}

#[track_caller]
fn publish(keys: &str) -> Error {
    let set = JwkSet::parse(&format!(r#"{{"keys":[{keys}]}}"#)).unwrap();
    set.to_public().unwrap_err()
}

#[test]
fn every_variant_is_produced_by_some_input() {
    for (expected, _, error) in all() {
        assert_eq!(name(&error), expected, "{error}");
    }
}

#[test]
fn every_variant_has_its_reason_and_prints_its_rule_last() {
    for (_, reason, error) in all() {
        assert_eq!(error.reason(), reason, "{error}");
        let rule = error.rule();
        assert!(matches!(
            rule.specification,
            "policy" | "RFC 7517" | "RFC 7518" | "RFC 8259"
        ));
        assert!(
            error.to_string().ends_with(&format!(" [{rule}]")),
            "{error}"
        );
    }
}

#[test]
fn messages_are_one_line_of_printable_ascii() {
    for (_, _, error) in all() {
        let message = error.to_string();
        let (text, _) = message.rsplit_once(" [").unwrap();
        assert!(
            text.bytes().all(|octet| matches!(octet, b' '..=b'~')),
            "{message}"
        );
        assert!(!text.ends_with(['.', '!', ' ', ']']), "{message}");
        assert!(message.len() < 200, "{message}");
    }
}

/// Only errors of a key or of the text come from below.
#[test]
fn the_source_is_the_error_of_the_layer_below() {
    use core::error::Error as _;
    for (name, _, error) in all() {
        let below = matches!(name, "Document" | "Key");
        assert_eq!(error.source().is_some(), below, "{name}");
    }
}
