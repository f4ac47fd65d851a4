mod grammar;
mod names;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use alloc::{format, vec};

use super::*;
use crate::Error;

const DEPTH: usize = 32;

/// In both ways, which say the same.
#[track_caller]
fn parse(text: &str) -> Result<Document<'_>, Error> {
    let document = Document::parse(text.as_bytes(), "test", 1 << 20, DEPTH);
    let mut items = Vec::new();
    let read = read_items(text.as_bytes(), "test", 1 << 20, DEPTH, |item| {
        items.push(item);
    });
    match (&document, read) {
        (Ok(document), Ok((same, kind))) => {
            assert_eq!((same, kind), (text, document.root().kind()));
            assert_same(&items, document.root());
        }
        (Err(error), Err(same)) => assert_eq!(*error, same, "{text:?}"),
        (document, read) => panic!("{text:?}: {document:?}, {read:?}"),
    }
    document
}

#[track_caller]
fn assert_same(items: &[Item<'_>], root: Value<'_, '_>) {
    let members = root.as_object().into_iter().flat_map(Object::members);
    let members = members.map(|(name, value)| (Some(name), value));
    let elements = root.as_array().into_iter().flat_map(Array::elements);
    let expected: Vec<_> = members.chain(elements.map(|value| (None, value))).collect();
    assert_eq!(items.len(), expected.len());
    for (item, (name, value)) in items.iter().zip(expected) {
        assert_eq!(item.name(), name);
        assert_eq!(item.kind(), value.kind());
        assert_eq!(item.raw(), value.raw());
        assert_eq!(item.range(), value.range());
        assert_eq!(item.as_str(), value.as_str());
        if let Some(range) = item.plain_range() {
            let inside = value.range().start + 1..value.range().end - 1;
            assert_eq!(range, inside);
            assert!(!value.raw().contains('\\'));
        }
    }
}

#[track_caller]
fn refused(text: &str) -> Error {
    match parse(text) {
        Ok(_) => panic!("{text:?} was accepted"),
        Err(error) => error,
    }
}

#[test]
fn half_a_surrogate_pair_is_refused() {
    for text in [
        "\"\\uDEAD\"",
        "\"\\ud800\"",
        "\"\\uD800x\"",
        "\"\\ud800\\n\"",
        "\"\\uDC00\\uD800\"",
        "\"\\uD800\\uD800\"",
        "\"\\ud834\\u0041\"",
        "{\"\\udead\":1}",
        "[\"ok\",{\"a\":\"\\ud83d\"}]",
    ] {
        let error = refused(text);
        assert!(
            matches!(error, Error::JsonSurrogate { .. }),
            "{text:?}: {error}"
        );
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err());
    }
    assert!(matches!(
        refused("\"ab\\ud800\""),
        Error::JsonSurrogate { at: 3 }
    ));
}

#[test]
fn only_utf_8_without_a_byte_order_mark_is_read() {
    let cases: [(&[u8], usize); 6] = [
        (b"\"\xff\"", 1),
        (b"\"\xc0\xaf\"", 1),
        (b"\"\xed\xa0\x80\"", 1),
        (b"\"ab\xf4\x90\x80\x80\"", 3),
        (b"\"\xe2\x82\"", 1),
        (b"\xfe\xff\0{\0}", 0),
    ];
    for (octets, expected) in cases {
        match Document::parse(octets, "test", 100, DEPTH) {
            Err(Error::JsonNotUtf8 { at }) => assert_eq!(at, expected),
            other => panic!("{octets:?}: {other:?}"),
        }
    }
    assert_eq!(refused("\u{feff}{}"), Error::JsonByteOrderMark);
    // UTF-16 of ASCII is UTF-8 with zero octets.
    assert!(matches!(refused("{\0}\0"), Error::JsonSyntax { at: 1, .. }));
}

#[test]
fn depth_is_bounded_without_recursion() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(DEPTH)).is_ok());
    for depth in [DEPTH + 1, 5_000, 100_000] {
        for text in [nested(depth), "[".repeat(depth), "{\"a\":".repeat(depth)] {
            let error = refused(&text);
            let expected = |at| Error::JsonTooDeep { limit: DEPTH, at };
            let at = if text.starts_with('[') {
                DEPTH
            } else {
                5 * DEPTH
            };
            assert_eq!(error, expected(at));
        }
    }
    let wide = format!("[{}]", vec!["[]"; 10_000].join(","));
    assert!(Document::parse(wide.as_bytes(), "test", wide.len(), 2).is_ok());
}

#[test]
fn length_is_bounded_before_anything_is_read() {
    let text = "[1,2]";
    assert!(Document::parse(text.as_bytes(), "test", 5, DEPTH).is_ok());
    let error = Document::parse(text.as_bytes(), "test", 4, DEPTH).unwrap_err();
    let too_large = Error::TooLarge {
        what: "test",
        limit: 4,
        found: 5,
    };
    assert_eq!(error, too_large);
    // Not even whether it is UTF-8 is looked at.
    let error = Document::parse(b"\xff\xff\xff\xff\xff", "test", 4, DEPTH).unwrap_err();
    assert_eq!(error, too_large);
}

#[test]
fn values_know_their_text() {
    let document = parse(" { \"a\" : [ 1 , {\"b\" : \"\\u0063\"} ] , \"d\":-1.5e3 } ").unwrap();
    let object = document.root().as_object().unwrap();
    assert!(object.raw().starts_with("{ ") && object.raw().ends_with(" }"));
    assert_eq!(
        object.get("a").unwrap().raw(),
        "[ 1 , {\"b\" : \"\\u0063\"} ]"
    );
    assert_eq!(object.get("d").unwrap().raw(), "-1.5e3");
    assert!(object.get("b").is_none());
    let array = object.get("a").unwrap().as_array().unwrap();
    let inner = array.elements().nth(1).unwrap().as_object().unwrap();
    assert_eq!(inner.get("b").unwrap().as_str().as_deref(), Some("c"));
    assert_eq!(inner.get("b").unwrap().raw(), "\"\\u0063\"");
    assert!(!array.is_empty() && !inner.is_empty());
    assert!(parse("{}").unwrap().root().as_object().unwrap().is_empty());
    assert!(parse("[]").unwrap().root().as_array().unwrap().is_empty());
}

#[test]
fn a_name_of_a_megabyte_is_read() {
    let name = "x".repeat(1_000_000);
    let text = format!("{{\"{name}\":1}}");
    assert!(
        parse(&text)
            .unwrap()
            .root()
            .as_object()
            .unwrap()
            .get(&name)
            .is_some()
    );
}

#[test]
fn written_strings_are_read_back() {
    let mut all: String = ('\0'..='\u{ff}').collect();
    all.push_str("\u{2028}\u{feff}\u{ffff}\u{1d11e}\u{10ffff}");
    let mut out = String::new();
    escape_into(&mut out, &all);
    assert_eq!(parse(&out).unwrap().root().as_str().as_deref(), Some(&*all));
    assert_eq!(serde_json::from_str::<String>(&out).unwrap(), all);
}
