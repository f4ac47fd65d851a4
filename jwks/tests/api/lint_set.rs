//! What an operator should fix in a set, and how findings are told.

use jwk_types::Reason;
use jwks::{Code, Error, Finding, Limits, Severity, lint};
use serde_json::{Value, json};

use crate::data::*;
use crate::lint::{clean, findings, one};

fn kid(key: &Value, kid: &str) -> Value {
    with(key, json!({"kid": kid}))
}

/// rfc7517-4.5-1
#[test]
fn a_kid_that_stands_for_two_keys_is_found() {
    let rsa = with(&public(RSA), json!({"use": "sig", "kid": "rsa"}));
    clean(&[good(1), good(2), rsa.clone(), kid(&good(3), "KEY-1")]);
    let finding = one(
        &[good(1), good(2), kid(&good(3), "key-1")],
        Code::RepeatedKid,
        "4.5",
    );
    assert_eq!((finding.index(), finding.kid()), (Some(2), Some("key-1")));
    assert_eq!(finding.severity(), Severity::Error);
    assert!(finding.message().contains("keys[0]"), "{finding}");
    let finding = one(
        &[good(1), good(2), kid(&rsa, "key-2")],
        Code::SharedKid,
        "4.5",
    );
    assert_eq!(
        (finding.index(), finding.severity()),
        (Some(2), Severity::Note)
    );
    // The first of them all is named.
    let [ec, okp] = [good(1), public(ED25519)].map(|key| kid(&key, "rsa"));
    let found = findings(&text(&[rsa.clone(), ec, with(&okp, json!({"use": "sig"}))]));
    let told: Vec<_> = found
        .iter()
        .map(|f| (f.code(), f.message().contains("keys[0]")))
        .collect();
    assert_eq!(told, [(Code::SharedKid, true); 2]);
    // A key that is skipped has a kid as well.
    let weak = with(&rsa, json!({"n": of_512_bits()}));
    let found = findings(&text(&[rsa, weak]));
    let codes: Vec<_> = found.iter().map(Finding::code).collect();
    assert_eq!(codes, [Code::RepeatedKid, Code::WeakKey]);
}

#[test]
fn a_key_that_stands_there_twice_is_found() {
    for again in [
        good(1),
        kid(&good(1), "other"),
        with(&good(1), json!({"use": "enc", "alg": "ECDH-ES"})),
    ] {
        let finding = one(
            &[good(1), good(2), again],
            Code::RepeatedKey,
            "one entry a key",
        );
        assert_eq!(finding.index(), Some(2));
        assert!(finding.message().contains("keys[0]"), "{finding}");
    }
}

/// What is told of private members: the index, and what the message names.
#[track_caller]
fn private(text: &str) -> Vec<(Option<usize>, String)> {
    let found = findings(text).into_iter();
    let private = found.filter(|finding| finding.code() == Code::PrivateMembers);
    private
        .map(|finding| {
            assert_eq!(finding.rule().section, "9.2");
            let named = finding.message().strip_prefix("private member ");
            let named = named.and_then(|rest| rest.strip_suffix(": whoever reads the set has it"));
            (finding.index(), named.expect("a place").to_string())
        })
        .collect()
}

#[track_caller]
fn beside(members: Value, place: Option<&str>) {
    let mut set = json!({"keys": [good(1)]});
    assert_eq!(private(&set.to_string()), []);
    set = with(&set, members);
    let expected: Vec<_> = place
        .map(|place| (None, place.to_string()))
        .into_iter()
        .collect();
    assert_eq!(private(&set.to_string()), expected);
}

/// rfc7517-9.2-1
#[test]
fn private_members_beside_keys_are_found() {
    assert_eq!(
        private(r#"{"keys":[],"d":"AAAA"}"#),
        [(None, "d".to_string())]
    );
    for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"] {
        beside(json!({name: "AAAA"}), Some(name));
    }
    let secret = members(P256);
    beside(json!({"jwk": secret}), Some("jwk.d"));
    beside(
        json!({"old": [1, {"keys": [secret]}]}),
        Some("old[1].keys[0].d"),
    );
    beside(json!({"jwk": public(P256), "x": {"d": "AAAA"}}), None);
}

/// rfc7517-9.2-1
#[test]
fn private_members_of_keys_inside_keys_are_found() {
    let inside = |members: Value| private(&text(&[good(1), with(&good(2), members)]));
    let second = |place: &str| [(Some(1), place.to_string())];
    let secret = members(P256);
    assert_eq!(inside(json!({"jwk": secret})), second("keys[1].jwk.d"));
    assert_eq!(
        inside(json!({"jwk": members(OCT)})),
        second("keys[1].jwk.k")
    );
    assert_eq!(
        inside(json!({"a": [[{"b": secret}]]})),
        second("keys[1].a[0][0].b.d")
    );
    assert_eq!(inside(json!({"a b": secret})), second("keys[1].\"a b\".d"));
    // Each finding tells of one: the first in the text.
    let both = json!({"b": secret, "a": members(OCT)});
    assert_eq!(inside(both).len(), 1);
    let own = inside(json!({"d": "AAAA", "jwk": secret}));
    assert_eq!(own, [second("d"), second("keys[1].jwk.d")].concat());
    // A key in a place where none is read.
    let set = json!({"keys": [good(1), [secret]]});
    assert_eq!(private(&set.to_string()), second("keys[1][0].d"));
}

#[test]
fn short_names_in_what_is_no_key_are_no_private_members() {
    let others = json!({"geo": {"d": 1, "k": [2]}, "list": [{"p": {"q": {"d": "AAAA"}}}]});
    clean(&[good(1), with(&good(2), others)]);
    clean(&[good(1), with(&good(2), json!({"jwk": public(P256)}))]);
    // `oth` holds `d` and `r` of a key that is told of already.
    let key = with(
        &members(RSA_THREE_PRIMES).into(),
        json!({"kid": "a", "use": "sig"}),
    );
    assert_eq!(private(&text(&[key])).len(), 1);
}

#[test]
fn a_place_is_told_in_few_words() {
    let mut inner = Value::from(members(P256));
    let name = "\u{202e}\n".repeat(100);
    for _ in 0..28 {
        inner = json!({name.clone(): inner});
    }
    let found = private(&text(&[with(&good(1), json!({"x": inner}))]));
    let [(Some(0), place)] = &found[..] else {
        panic!("{found:?}");
    };
    assert!(
        place.starts_with("keys[0].x.") && place.ends_with(".d"),
        "{place}"
    );
    assert!(place.contains("...\"....\""), "{place}");
    assert!(place.len() < 4096, "{place}");
    assert!(
        place.bytes().all(|octet| matches!(octet, b' '..=b'~')),
        "{place}"
    );
}

#[test]
fn a_set_without_keys_is_found() {
    let finding = one(&[], Code::EmptySet, "5.1");
    assert_eq!((finding.index(), finding.kid()), (None, None));
}

/// rfc7515-D-2
#[test]
fn more_keys_without_kid_than_are_tried_are_found() {
    let nameless = |scalar| without(&good(scalar), "kid");
    let codes =
        |keys: &[Value]| -> Vec<Code> { findings(&text(keys)).iter().map(Finding::code).collect() };
    let mut keys: Vec<Value> = (1..=4).map(nameless).collect();
    keys.extend((5..10).map(good));
    assert_eq!(codes(&keys), [Code::MissingKid; 4]);
    keys.push(nameless(10));
    let found = findings(&text(&keys));
    assert_eq!(found.len(), 6);
    let finding = &found[0];
    assert_eq!(
        (finding.code(), finding.index()),
        (Code::TooManyWithoutKid, None)
    );
    assert!(
        finding
            .message()
            .starts_with("5 keys without kid fit ES256"),
        "{finding}"
    );
    // Keys for encryption verify nothing, so nothing is tried.
    let agree = |scalar| with(&ec(scalar), json!({"alg": "ECDH-ES"}));
    assert_eq!(
        codes(&(1..=5).map(agree).collect::<Vec<_>>()),
        [Code::MissingKid; 5]
    );
    // The key that is there twice is tried once.
    keys.pop();
    keys.push(nameless(4));
    assert!(!codes(&keys).contains(&Code::TooManyWithoutKid));
}

/// One finding for the same keys, though six algorithms fit them.
#[test]
fn too_many_keys_are_told_once() {
    let keys = [1, 3, 5, 7, 9].map(|last| {
        let mut n = [0xff; 256];
        n[255] = last;
        let n = jwk_types::base64url::encode(&n);
        json!({"kty": "RSA", "n": n, "e": "AQAB", "use": "sig"})
    });
    let found = findings(&text(&keys));
    let count = |code| {
        found
            .iter()
            .filter(|finding| finding.code() == code)
            .count()
    };
    assert_eq!(count(Code::TooManyWithoutKid), 1, "{found:#?}");
}

#[test]
fn findings_come_in_the_order_of_the_text() {
    let keys = [
        without(&good(1), "kid"),
        with(&good(2), json!({"use": "enc", "d": "AAAA"})),
        json!(1),
        kid(&good(4), "key-2"),
    ];
    let found = findings(&text(&keys));
    let told: Vec<_> = found
        .iter()
        .map(|finding| (finding.index(), finding.code()))
        .collect();
    assert_eq!(
        told,
        [
            (Some(0), Code::MissingKid),
            (Some(1), Code::PrivateMembers),
            (Some(1), Code::UnusableKey),
            (Some(2), Code::UnusableKey),
            (Some(3), Code::RepeatedKid),
        ]
    );
}

#[test]
fn text_that_is_no_set_is_refused_as_when_it_is_read() {
    for bad in [
        "{}",
        "[]",
        "{\"keys\":1}",
        "{\"keys\":[{\"a\":1,\"a\":1}]}",
        "x",
    ] {
        let error = lint(bad.as_bytes(), &Limits::DEFAULT).unwrap_err();
        assert_eq!(error, jwks::JwkSet::parse(bad).unwrap_err());
    }
    let limits = Limits::DEFAULT.with_keys(1);
    let error = lint(text(&[good(1), good(2)]).as_bytes(), &limits).unwrap_err();
    assert_eq!(error, Error::TooManyKeys { limit: 1 });
    assert_eq!(error.reason(), Reason::TooLarge);
}

#[test]
fn a_finding_is_one_line_with_its_rule_at_the_end() {
    let hostile = "\u{202e}\r\n\u{0}\"x".repeat(40);
    let shown = findings(&text(&[without(&good(1), "kid")]))[0].to_string();
    assert_eq!(
        shown,
        "warning missing_kid: keys[0]: no kid, so a header cannot point at the key [RFC 7517 §4.5]"
    );
    for name in ["kid", "alg", "use", "kty", "crv"] {
        let found = findings(&text(&[with(&good(1), json!({name: hostile})), good(2)]));
        let found: Vec<_> = if name == "kid" {
            findings(&text(&[with(
                &good(1),
                json!({"kid": hostile, "alg": hostile}),
            )]))
        } else {
            found
        };
        let [finding] = &found[..] else {
            panic!("{name}: {found:?}");
        };
        let shown = finding.to_string();
        let rule = format!(" [{}]", finding.rule());
        let before = shown.strip_suffix(&rule).expect("the rule at the end");
        assert!(
            before.bytes().all(|octet| matches!(octet, b' '..=b'~')),
            "{shown}"
        );
        assert!(!before.ends_with(']'), "{shown}");
        assert!(shown.len() < 2000, "{shown}");
    }
}

/// The table of the documentation is the list of codes.
#[test]
fn every_code_is_documented_with_its_severity() {
    let readme = include_str!("../../README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `"));
    let rows: Vec<_> = rows
        .filter_map(|row| {
            let (code, rest) = row.split_once("` | ")?;
            let (severity, _) = rest.split_once(" | ")?;
            matches!(severity, "note" | "warning" | "error").then_some((code, severity))
        })
        .collect();
    let codes = Code::ALL
        .iter()
        .map(|code| (code.to_string(), code.severity().to_string()));
    let codes: Vec<_> = codes.collect();
    assert!(codes.is_sorted());
    assert_eq!(rows.len(), codes.len());
    for ((code, severity), row) in codes.iter().zip(rows) {
        assert_eq!((&**code, &**severity), row);
    }
}
