//! Nothing private is printed, whatever is printed and however.

use std::fmt::Debug;

use jwk_types::{Error, Jwk, Key, PrivateMembers};
use serde_json::{Value, json};

use crate::data::*;

/// Pieces of the forms in which octets are usually printed.
struct Forbidden(Vec<String>);

const PIECE: usize = 8;

impl Forbidden {
    /// Everything private in this JWK.
    fn of(text: &str) -> Self {
        let mut forbidden = Self(Vec::new());
        for (name, value) in members(text) {
            match (&*name, value) {
                ("d" | "p" | "q" | "dp" | "dq" | "qi" | "k" | "priv", Value::String(text)) => {
                    forbidden.add(&text);
                }
                ("oth", Value::Array(others)) => {
                    for other in others {
                        let values = other.as_object().expect("an object").values();
                        values.for_each(|value| forbidden.add(value.as_str().expect("a string")));
                    }
                }
                _ => {}
            }
        }
        assert!(!forbidden.0.is_empty());
        forbidden
    }

    fn add(&mut self, text: &str) {
        let octets = jwk_types::base64url::decode(text, "test").expect("base64url");
        let hex: String = octets.iter().map(|octet| format!("{octet:02x}")).collect();
        let decimal: Vec<_> = octets.iter().map(u8::to_string).collect();
        let forms = [
            text.into(),
            hex.to_uppercase(),
            hex,
            decimal.join(", "),
            decimal.join(","),
        ];
        for form in forms {
            let windows = form.as_bytes().windows(PIECE);
            self.0
                .extend(windows.map(|piece| String::from_utf8_lossy(piece).into_owned()));
        }
        self.0.sort_unstable();
        self.0.dedup();
    }

    #[track_caller]
    fn absent_from(&self, output: &str) {
        for piece in output.as_bytes().windows(PIECE) {
            let piece = String::from_utf8_lossy(piece);
            let found = self.0.binary_search_by(|known| (**known).cmp(&*piece));
            assert!(found.is_err(), "{piece} in {output}");
        }
    }

    #[track_caller]
    fn absent_from_debug(&self, value: &dyn Debug) {
        self.absent_from(&format!("{value:?}"));
        self.absent_from(&format!("{value:#?}"));
    }

    #[track_caller]
    fn absent_from_error(&self, error: &Error) {
        self.absent_from_debug(error);
        self.absent_from(&error.to_string());
        self.absent_from(&error.rule().to_string());
    }
}

#[test]
fn the_search_finds_what_it_looks_for() {
    let found = |output: &str| {
        let forbidden = Forbidden::of(r#"{"kty":"oct","k":"c2VjcmV0LXNlY3JldA"}"#);
        std::panic::catch_unwind(|| forbidden.absent_from(output)).is_err()
    };
    assert!(found("k: c2VjcmV0LXNlY3JldA"));
    assert!(found("LXNlY3Jl"));
    assert!(found("7365637265742d"));
    assert!(found("7365637265742D"));
    assert!(found("[115, 101, 99, 114]"));
    assert!(!found("SymmetricKey(<redacted>)"));
}

#[test]
fn keys_do_not_print_their_private_members() {
    for text in PRIVATE {
        let forbidden = Forbidden::of(text);
        let jwk = jwk(text);
        let key = private_key(text);
        forbidden.absent_from_debug(&jwk);
        forbidden.absent_from_debug(&jwk.clone());
        forbidden.absent_from_debug(jwk.key());
        forbidden.absent_from_debug(&key);
        forbidden.absent_from_debug(key.members());
        forbidden.absent_from_debug(key.public());
        forbidden.absent_from_debug(&jwk.to_public());
        forbidden.absent_from(&public(text));
        if let PrivateMembers::Rsa(rsa) = key.members() {
            forbidden.absent_from_debug(rsa);
            forbidden.absent_from_debug(rsa.d());
            forbidden.absent_from_debug(&rsa.primes());
            forbidden.absent_from_debug(&rsa.other_primes());
        }
        // Whoever asks for it gets it.
        assert!(members(&jwk.expose_json()) == members(text));
    }
}

#[test]
fn symmetric_keys_do_not_print_their_octets() {
    let forbidden = Forbidden::of(OCT);
    let jwk = jwk(OCT);
    let Key::Symmetric(key) = jwk.key() else {
        panic!("{jwk:?}");
    };
    forbidden.absent_from_debug(&jwk);
    forbidden.absent_from_debug(jwk.key());
    forbidden.absent_from_debug(key);
    forbidden.absent_from_debug(key.k());
    assert_eq!(key.k().expose_secret(), decoded(&members(OCT), "k"));
}

/// What is not known may be private as well.
#[test]
fn unknown_keys_and_members_do_not_print_their_values() {
    for text in PRIVATE.into_iter().chain([OCT]) {
        let forbidden = Forbidden::of(text);
        for defect in ["kty", "crv"] {
            if defect == "crv" && !members(text).contains_key("crv") {
                continue;
            }
            let unknown = jwk(&changed(text, with(defect, "unheard-of")));
            let Key::Unknown(key) = unknown.key() else {
                panic!("{unknown:?}");
            };
            forbidden.absent_from_debug(&unknown);
            forbidden.absent_from_debug(key);
            forbidden.absent_from_error(&key.error());
        }
        let stray = json!({"inner": members(text)});
        let with_extra = accepts(P256, with("x-note", stray));
        forbidden.absent_from_debug(&with_extra);
        forbidden.absent_from_debug(&with_extra.extra());
    }
}

/// One defect at a time in every member, private ones too, and what the error then says.
#[test]
fn errors_do_not_print_private_members() {
    let mut variants = Vec::new();
    for text in PRIVATE.into_iter().chain([OCT]) {
        let forbidden = Forbidden::of(text);
        let mut check = |bad: &str| {
            if let Err(error) = Jwk::parse(bad) {
                forbidden.absent_from_error(&error);
                variants.push(std::mem::discriminant(&error));
            }
        };
        for (name, value) in members(text) {
            let value = value.as_str().unwrap_or_default().to_string();
            let defects = [
                json!(null),
                json!(1),
                json!([value]),
                json!({"a": value}),
                json!(format!("{value}=")),
                json!(format!("{value}\u{202e}\n")),
                json!(format!("A{value}")),
                json!(format!("AAAA{value}")),
                json!(format!("{value}{value}")),
                json!(value.get(4..)),
                json!(value.get(..value.len() / 8 * 4)),
                json!(value.chars().rev().collect::<String>()),
                json!(""),
            ];
            for defect in defects {
                check(&changed(text, with(&name, defect)));
            }
            check(&changed(text, without(&name)));
            let body = text.trim_end().trim_end_matches('}');
            check(&format!("{body},{name:?}:{value:?}}}"));
            check(&format!("{body},{name:?}:{value:?}"));
            check(&format!("{body},{name:?}:\"{value}\\ud800\"}}"));
            check(&format!("{body},{name:?}:{value}}}"));
        }
        for end in (0..text.len()).step_by(7) {
            check(&text[..end]);
        }
        check(&changed(text, with("alg", "none-of-ours")));
        check(&changed(text, with("alg", "HS256")));
        check(&changed(text, with("alg", "RS256")));
        check(&" ".repeat(20_000));
        check(&format!("{text}{text}"));
    }
    let mut distinct: Vec<_> = Vec::new();
    for variant in variants {
        if !distinct.contains(&variant) {
            distinct.push(variant);
        }
    }
    assert!(
        distinct.len() >= 14,
        "only {} kinds of errors",
        distinct.len()
    );
}

#[test]
fn errors_of_private_keys_outside_json_do_not_print_them() {
    use jwk_types::{Limits, PrivateKey};
    let der = crate::der_tlv::from_pem(include_str!("../data/rsa.pkcs8.pem"));
    let forbidden = Forbidden::of(RSA);
    let mut refused = 0;
    for place in 0..der.len() {
        let mut bad = der.clone();
        bad[place] ^= 0x10;
        if let Err(error) = PrivateKey::from_pkcs8_der(&bad, &Limits::DEFAULT) {
            forbidden.absent_from_error(&error);
            refused += 1;
        }
    }
    assert_eq!(refused, der.len());
}
