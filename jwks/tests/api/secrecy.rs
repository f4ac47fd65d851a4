//! Nothing private is printed, whatever is printed and however.

use std::collections::BTreeSet;
use std::fmt::Debug;

use jwk_types::RegisteredAlgorithm;
use jwks::{Error, JwkSet, Limits, Selector, lint};
use serde_json::{Value, json};

use crate::data::*;

/// Pieces of the forms in which octets are usually printed.
struct Forbidden(BTreeSet<String>);

const PIECE: usize = 8;

impl Forbidden {
    /// Everything private in this JWK.
    fn of(text: &str) -> Self {
        let members = members(text);
        let mut values = Vec::new();
        for name in ["d", "p", "q", "dp", "dq", "qi", "k", "priv"] {
            values.extend(members.get(name).cloned());
        }
        for other in members
            .get("oth")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            values.extend(other.as_object().expect("an object").values().cloned());
        }
        assert!(!values.is_empty());
        let mut pieces = BTreeSet::new();
        for value in values {
            let text = value.as_str().expect("a string");
            let octets = jwk_types::base64url::decode(text, "test").expect("base64url");
            let hex: String = octets.iter().map(|octet| format!("{octet:02x}")).collect();
            for form in [text.into(), hex.to_uppercase(), hex, format!("{octets:?}")] {
                pieces.extend(windows(&form));
            }
        }
        Self(pieces)
    }

    #[track_caller]
    fn absent_from(&self, output: &str) {
        for piece in windows(output) {
            assert!(!self.0.contains(&piece), "{piece} in {output}");
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
    }
}

fn windows(text: &str) -> impl Iterator<Item = String> + use<'_> {
    let windows = text.as_bytes().windows(PIECE);
    windows.map(|piece| String::from_utf8_lossy(piece).into_owned())
}

#[test]
fn the_search_finds_what_it_looks_for() {
    let found = |output: &str| {
        let forbidden = Forbidden::of(r#"{"kty":"oct","k":"c2VjcmV0LXNlY3JldA"}"#);
        std::panic::catch_unwind(|| forbidden.absent_from(output)).is_err()
    };
    assert!(found("k: c2VjcmV0LXNlY3JldA"));
    assert!(found("7365637265742d"));
    assert!(found("7365637265742D"));
    assert!(found("[115, 101, 99, 114]"));
    assert!(!found("SymmetricKey(<redacted>)"));
}

#[test]
fn sets_and_what_is_made_of_them_do_not_print_private_members() {
    for text in SECRET {
        let forbidden = Forbidden::of(text);
        let key: Value = members(text).into();
        let renamed = with(&key, json!({"kid": "other"}));
        let set = set(&[key, good(1)]);
        forbidden.absent_from_debug(&set);
        forbidden.absent_from_debug(&set.keys());
        let (other, empty) = (crate::data::set(&[renamed, good(2)]), JwkSet::default());
        for (older, newer) in [
            (&set, &other),
            (&set, &empty),
            (&empty, &set),
            (&other, &set),
        ] {
            let comparison = older.compare(newer);
            assert!(!comparison.is_empty());
            forbidden.absent_from_debug(&comparison);
        }
        match set.to_public() {
            Ok(public) => {
                forbidden.absent_from_debug(&public);
                forbidden.absent_from(&public.to_json());
                forbidden.absent_from_debug(&JwkSet::from(public));
            }
            Err(error) => {
                assert_eq!(text, OCT);
                forbidden.absent_from_error(&error);
            }
        }
        for algorithm in RegisteredAlgorithm::all() {
            for kid in [None, Some("other")] {
                let selector = Selector::new(algorithm, kid);
                forbidden.absent_from_debug(&selector);
                forbidden.absent_from_debug(&set.candidates(&selector));
                forbidden.absent_from_debug(&other.candidates(&selector));
            }
        }
    }
}

/// One defect at a time in every member, private ones too, and what is then told.
#[test]
fn skipped_keys_errors_and_findings_do_not_print_private_members() {
    let (mut skipped, mut codes) = (0, BTreeSet::new());
    for text in SECRET {
        let forbidden = Forbidden::of(text);
        let key: Value = members(text).into();
        let mut check = |bad: String| {
            match JwkSet::parse(&bad) {
                Ok(set) => {
                    forbidden.absent_from_debug(&set);
                    forbidden.absent_from_debug(&set.skipped());
                    skipped += set.skipped().len();
                }
                Err(error) => forbidden.absent_from_error(&error),
            }
            if let Err(error) = JwkSet::parse_strict(bad.as_bytes(), &Limits::DEFAULT) {
                forbidden.absent_from_error(&error);
            }
            for finding in lint(bad.as_bytes(), &Limits::DEFAULT).unwrap_or_default() {
                forbidden.absent_from_debug(&finding);
                forbidden.absent_from(&finding.to_string());
                codes.insert(finding.code());
            }
        };
        for (name, value) in members(text) {
            let value = value.as_str().unwrap_or_default().to_string();
            for defect in [
                json!(null),
                json!([value]),
                json!(format!("{value}=")),
                json!(format!("+{value}")),
                json!(format!("A{value}")),
                json!(format!("AAAA{value}")),
                json!(format!("{value}{value}")),
                json!(""),
                json!("unheard-of"),
            ] {
                check(crate::data::text(&[with(&key, json!({&name: defect}))]));
            }
            check(crate::data::text(&[without(&key, &name)]));
            let body = key.to_string();
            let body = body.trim_end_matches('}');
            check(format!(r#"{{"keys":[{body},{name:?}:{value:?}}}]}}"#));
        }
        check(crate::data::text(&[key.clone(), key.clone()]));
        let whole = crate::data::text(std::slice::from_ref(&key));
        for end in (0..whole.len()).step_by(29) {
            check(whole[..end].into());
        }
        check(whole.replace("\"kty\"", "\"kty\":\"XYZ\",\"x-kty\""));
        check(key.to_string());
    }
    assert!(skipped > 300, "{skipped}");
    assert!(codes.len() >= 9, "{codes:?}");
}
