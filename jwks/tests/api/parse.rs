//! Reading a set ([RFC 7517 §5]).

use jwk_types::Reason;
use jwks::{Error, JwkSet, Limits};
use serde_json::{Value, json};

use crate::data::*;

#[track_caller]
fn refused(text: &str) -> Error {
    let error = JwkSet::parse(text).expect_err("a defect");
    assert_eq!(strict(text).expect_err("a defect"), error);
    error
}

fn strict(text: &str) -> Result<JwkSet, Error> {
    JwkSet::parse_strict(text.as_bytes(), &Limits::DEFAULT)
}

/// Every way in which one key can be of no use: what it has become, and why it is skipped.
fn unusable() -> Vec<(Value, Reason)> {
    let (key, rsa) = (good(2), with(&public(RSA), json!({"kid": "rsa"})));
    let long = "x".repeat(8 * 1024);
    vec![
        // rfc7517-5-5
        (
            with(&key, json!({"kty": "XYZ"})),
            Reason::UnsupportedKeyType,
        ),
        (
            with(&key, json!({"crv": "P-999"})),
            Reason::UnsupportedKeyType,
        ),
        // rfc7517-5-6
        (without(&rsa, "e"), Reason::MalformedJwk),
        (without(&key, "kty"), Reason::MalformedJwk),
        (without(&key, "y"), Reason::MalformedJwk),
        // rfc7517-5-7
        (with(&rsa, json!({"n": of_512_bits()})), Reason::WeakKey),
        (with(&rsa, json!({"e": "AQ"})), Reason::WeakKey),
        (with(&key, json!({"y": key["x"]})), Reason::MalformedJwk),
        (with(&key, json!({"x": "AAAA"})), Reason::MalformedJwk),
        (
            with(
                &key,
                json!({"x": format!("{}=", key["x"].as_str().unwrap())}),
            ),
            Reason::MalformedBase64,
        ),
        (with(&key, json!({"kid": 1})), Reason::MalformedJwk),
        (with(&key, json!({"kid": null})), Reason::MalformedJwk),
        (
            with(&key, json!({"alg": "RS256"})),
            Reason::AlgorithmMismatch,
        ),
        (
            with(&key, json!({"key_ops": ["encrypt"]})),
            Reason::MalformedJwk,
        ),
        (with(&key, json!({"x5c": []})), Reason::MalformedJwk),
        (with(&key, json!({"x-note": long})), Reason::TooLarge),
        (json!({}), Reason::MalformedJwk),
        (json!([key]), Reason::MalformedJwk),
        (json!("key"), Reason::MalformedJwk),
        (json!(1), Reason::MalformedJwk),
        (Value::Null, Reason::MalformedJwk),
    ]
}

/// rfc7517-5-5, rfc7517-5-6, rfc7517-5-7
#[test]
fn a_key_that_cannot_be_used_is_skipped_and_kept_with_its_reason() {
    for (bad, reason) in unusable() {
        let set = JwkSet::parse(&text(&[good(1), bad.clone(), good(3)])).expect("a set");
        let kids: Vec<_> = set.keys().iter().map(|key| key.kid()).collect();
        assert_eq!(kids, [Some("key-1"), Some("key-3")]);
        let [skipped] = set.skipped() else {
            panic!("{bad}: {:?}", set.skipped());
        };
        assert_eq!(skipped.index(), 1);
        assert_eq!(skipped.error().reason(), reason, "{}", skipped.error());
        assert_eq!(
            skipped.kid(),
            bad.get("kid").and_then(Value::as_str),
            "{bad}"
        );
        assert_eq!(
            serde_json::from_str::<Value>(skipped.expose_json()).unwrap(),
            bad
        );
    }
}

#[test]
fn strict_reading_names_the_index_of_the_first_key_that_cannot_be_used() {
    assert_eq!(
        strict(&text(&[good(1), good(3)]))
            .expect("a set")
            .keys()
            .len(),
        2
    );
    for (bad, reason) in unusable() {
        let error =
            strict(&text(&[good(1), good(3), bad.clone(), json!(1)])).expect_err("a defect");
        assert!(
            matches!(error, Error::Key { index: 2, .. }),
            "{bad}: {error}"
        );
        assert_eq!(error.reason(), reason);
        assert!(error.to_string().starts_with("keys[2]: "), "{error}");
    }
}

/// rfc7517-5-1
#[test]
fn a_set_without_keys_is_a_set() {
    let set = JwkSet::parse(r#"{"keys":[]}"#).expect("a set");
    assert!(set.keys().is_empty() && set.skipped().is_empty());
}

/// rfc7517-5-1
#[test]
fn the_member_keys_is_required_in_this_spelling() {
    for text in [
        "{}",
        r#"{"Keys":[]}"#,
        r#"{"key":[]}"#,
        r#"{"x":{"keys":[]}}"#,
        P256,
    ] {
        assert_eq!(refused(text), Error::MissingKeys, "{text}");
    }
    assert!(JwkSet::parse(r#"{"\u006beys":[]}"#).is_ok());
}

/// rfc7517-5-2
#[test]
fn keys_is_an_array_and_the_set_an_object() {
    for (value, found) in [
        ("{}", "an object"),
        ("null", "null"),
        ("\"\"", "a string"),
        ("1", "a number"),
        ("true", "a boolean"),
    ] {
        let error = refused(&format!(r#"{{"keys":{value}}}"#));
        assert_eq!(error, Error::KeysNotAnArray { found });
        if value != "{}" {
            assert_eq!(refused(value), Error::NotAnObject { found });
        }
    }
    let error = refused(&json!([good(1)]).to_string());
    assert_eq!(error, Error::NotAnObject { found: "an array" });
}

/// rfc7517-5-3
#[test]
fn a_member_name_that_repeats_anywhere_refuses_the_whole_set() {
    let key = good(1).to_string();
    let body = key.trim_end_matches('}');
    assert!(JwkSet::parse(&format!(r#"{{"keys":[{body}}}]}}"#)).is_ok());
    for bad in [
        format!(r#"{{"keys":[{key}],"keys":[]}}"#),
        format!(r#"{{"keys":[{key}],"\u006beys":[]}}"#),
        format!(r#"{{"keys":[{key}],"a":1,"a":1}}"#),
        format!(r#"{{"keys":[{key}],"a":{{"b":[{{"c":1,"c":1}}]}}}}"#),
        format!(r#"{{"keys":[{body},"kid":"key-1"}}]}}"#),
        format!(r#"{{"keys":[{body},"k\u0069d":"key-1"}}]}}"#),
        format!(r#"{{"keys":[{key},{{"kty":"XYZ","kty":"XYZ"}}]}}"#),
    ] {
        assert_eq!(refused(&bad).reason(), Reason::DuplicateMember, "{bad}");
    }
}

/// rfc7517-5-4, rfc7517-5-8
#[test]
fn other_members_and_white_space_mean_nothing() {
    let with_more = json!({"issuer": "x", "keys": [good(1)], "cache": {"keys": 1}, "kty": "RSA"});
    for text in [
        with_more.to_string(),
        serde_json::to_string_pretty(&with_more).expect("JSON"),
        format!("\r\n\t {} \n", text(&[good(1)])),
    ] {
        assert_eq!(JwkSet::parse(&text).expect("a set").keys().len(), 1);
        assert_eq!(strict(&text).expect("a set").keys().len(), 1);
    }
}

#[test]
fn text_that_is_not_json_is_refused() {
    let good = text(&[good(1)]);
    assert!(JwkSet::parse(&good).is_ok());
    for (bad, reason) in [
        (String::new(), Reason::MalformedJson),
        (format!("{good}x"), Reason::MalformedJson),
        (format!("\u{feff}{good}"), Reason::MalformedJson),
        (good[..good.len() - 1].into(), Reason::MalformedJson),
        (good.replacen(':', ",", 1), Reason::MalformedJson),
    ] {
        let error = refused(&bad);
        assert!(matches!(error, Error::Document(_)), "{error}");
        assert_eq!(error.reason(), reason);
    }
    let error = JwkSet::parse_with(b"{\"keys\":[\"\xff\"]}", &Limits::DEFAULT).unwrap_err();
    assert_eq!(error.reason(), Reason::MalformedJson);
}

/// rfc7517-8.5.1-1
#[test]
fn a_set_in_another_encoding_than_utf_8_is_refused() {
    let good = text(&[with(&good(1), json!({"kid": "\u{e9}"}))]);
    let set = JwkSet::parse_with(good.as_bytes(), &Limits::DEFAULT).expect("UTF-8");
    assert_eq!(set.keys()[0].kid(), Some("\u{e9}"));

    let latin_1: Vec<u8> = good.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let utf_16 = |octets: fn(u16) -> [u8; 2]| good.encode_utf16().flat_map(octets).collect();
    let big_endian: Vec<u8> = utf_16(u16::to_be_bytes);
    let marked = [b"\xfe\xff".as_slice(), &big_endian].concat();
    for bad in [latin_1, utf_16(u16::to_le_bytes), big_endian, marked] {
        let error = JwkSet::parse_with(&bad, &Limits::DEFAULT).expect_err("a defect");
        assert_eq!(error.reason(), Reason::MalformedJson);
    }
}

#[test]
fn more_keys_than_the_limit_are_refused_whether_usable_or_not() {
    let limits = Limits::DEFAULT.with_keys(3);
    for key in [good(1), json!(0)] {
        let full = text(&[key.clone(), key.clone(), key.clone()]);
        assert!(JwkSet::parse_with(full.as_bytes(), &limits).is_ok());
        let over = text(&[key.clone(), key.clone(), key.clone(), key]);
        let error = JwkSet::parse_with(over.as_bytes(), &limits).unwrap_err();
        assert_eq!(error, Error::TooManyKeys { limit: 3 });
    }
    let many = |count: usize| format!(r#"{{"keys":[{}0]}}"#, "0,".repeat(count - 1));
    assert!(JwkSet::parse(&many(1000)).is_ok());
    let error = JwkSet::parse(&many(1001)).unwrap_err();
    assert_eq!(error, Error::TooManyKeys { limit: 1000 });
    assert_eq!(Limits::DEFAULT.with_keys(0).keys(), 1);
    assert_eq!(
        Limits::DEFAULT.with_keys(usize::MAX).keys(),
        Limits::MAX_KEYS
    );
}

#[test]
fn a_longer_text_than_the_limit_is_refused() {
    let padded = |octets: usize| format!("{{\"keys\":[]}}{}", " ".repeat(octets - 11));
    assert!(JwkSet::parse(&padded(256 * 1024)).is_ok());
    let error = refused(&padded(256 * 1024 + 1));
    assert_eq!(error.reason(), Reason::TooLarge);
    let limits = Limits::DEFAULT.with_octets(20);
    assert!(JwkSet::parse_with(padded(20).as_bytes(), &limits).is_ok());
    assert!(JwkSet::parse_with(padded(21).as_bytes(), &limits).is_err());
}

/// The set itself takes two levels, and each key what its own limit says.
#[test]
fn deeper_nesting_than_the_limit_is_refused() {
    let nested = |depth: usize| {
        let note = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let key = good(1).to_string();
        format!(
            r#"{{"keys":[{},"x-note":{note}}}]}}"#,
            key.trim_end_matches('}')
        )
    };
    assert_eq!(JwkSet::parse(&nested(31)).expect("a set").keys().len(), 1);
    let error = refused(&nested(32));
    assert_eq!(error.reason(), Reason::TooLarge);
    assert!(matches!(
        error,
        Error::Document(jwk_types::Error::JsonTooDeep { limit: 34, .. })
    ));
}

#[test]
fn a_set_of_keys_leaves_unknown_ones_out_and_tells() {
    let unknown = with(&good(2), json!({"kty": "XYZ"}));
    let keys = [good(1), unknown.clone()];
    let keys = keys.map(|key| jwk_types::Jwk::parse(&key.to_string()).expect("a key"));
    let set: JwkSet = keys.into_iter().collect();
    assert_eq!(set.keys().len(), 1);
    let [skipped] = set.skipped() else {
        panic!("{set:?}");
    };
    assert_eq!((skipped.index(), skipped.kid()), (1, Some("key-2")));
    assert_eq!(skipped.error().reason(), Reason::UnsupportedKeyType);
    let json: Value = serde_json::from_str(skipped.expose_json()).expect("JSON");
    assert_eq!(json, unknown);
}
