//! The JSON reader: it agrees with another one wherever that one is as strict.

mod tree;

use jwk_types::json::{Array, Document, Kind, Object, Value, escape_into, read_items};
use jwk_types::{Error, Reason};

use self::tree::Tree;
use super::{refusal, text};

const LONGEST: usize = 1 << 20;

/// The depth at which the other reader stops too.
const DEEPEST: usize = 127;

fn document(octets: &[u8]) -> Result<Document<'_>, Error> {
    Document::parse(octets, "text", LONGEST, DEEPEST)
}

pub(super) fn read(octets: &[u8]) -> Result<(), Reason> {
    document(octets).map(drop).map_err(|error| error.reason())
}

/// rfc8259-9-1, rfc8259-6-3, rfc8259-6-4, rfc7493-2.2-1, rfc7493-2.2-2, rfc8259-2-2: what one
/// accepts the other does, with the same value, but for what is documented: repeated names, and
/// numbers, which are kept as text here and have to fit a type there.
pub(super) fn check(octets: &[u8]) {
    if let Ok(text) = text(octets) {
        a_repeated_name_is_told(text);
    }
    items_are_those_of_the_document(octets);
    let other = serde_json::from_slice::<Tree>(octets);
    match (document(octets), other) {
        (Ok(document), Ok(tree)) => {
            assert!(!tree.has_repeated_names());
            same(document.root(), &tree);
            assert_eq!(document.text().as_bytes(), octets);
        }
        (Ok(document), Err(error)) => {
            let reason = error.to_string();
            assert!(reason.starts_with("number out of range"), "{reason}");
            assert!(has_huge_number(document.root()), "{reason}");
        }
        (Err(error), Ok(tree)) => {
            refusal::check(&error);
            let too_large = matches!(error, Error::TooLarge { .. }) && octets.len() > LONGEST;
            let repeated = matches!(error, Error::JsonDuplicateMember { .. });
            assert!(
                too_large || (repeated && tree.has_repeated_names()),
                "{error}"
            );
        }
        (Err(error), Err(_)) => refusal::check(&error),
    }
}

/// What is read without being kept.
fn items_are_those_of_the_document(octets: &[u8]) {
    let mut items = Vec::new();
    let read = read_items(octets, "text", LONGEST, DEEPEST, |item| {
        items.push((item.name(), item.kind(), item.raw()));
    });
    match (document(octets), read) {
        (Ok(document), Ok((_, kind))) => {
            let root = document.root();
            assert_eq!(kind, root.kind());
            let members = root.as_object().into_iter().flat_map(Object::members);
            let members = members.map(|(name, value)| (Some(name), value.kind(), value.raw()));
            let elements = root.as_array().into_iter().flat_map(Array::elements);
            let elements = elements.map(|value| (None, value.kind(), value.raw()));
            assert!(members.chain(elements).eq(items));
        }
        (kept, read) => assert_eq!(kept.err(), read.err()),
    }
}

fn same(ours: Value<'_, '_>, theirs: &Tree) {
    match (ours.kind(), theirs) {
        (Kind::Null, Tree::Null) => {}
        (Kind::True, Tree::Boolean(true)) => assert_eq!(ours.as_bool(), Some(true)),
        (Kind::False, Tree::Boolean(false)) => assert_eq!(ours.as_bool(), Some(false)),
        (Kind::Number, Tree::Number(theirs)) => {
            assert!(
                same_number(ours.as_number().unwrap_or_default(), theirs),
                "{theirs}"
            );
        }
        (Kind::String, Tree::String(theirs)) => {
            let ours = ours.as_str().unwrap_or_default();
            assert_eq!(&ours, theirs);
            written_is_read(&ours);
        }
        (Kind::Array, Tree::Array(theirs)) => {
            let ours: Vec<_> = ours.as_array().expect("an array").elements().collect();
            assert_eq!(ours.len(), theirs.len());
            for (ours, theirs) in ours.into_iter().zip(theirs) {
                same(ours, theirs);
            }
        }
        (Kind::Object, Tree::Object(theirs)) => {
            let object = ours.as_object().expect("an object");
            assert_eq!(object.is_empty(), theirs.is_empty());
            assert_eq!(object.members().count(), theirs.len());
            for ((name, ours), (other, theirs)) in object.members().zip(theirs) {
                assert_eq!(&name, other);
                let found = object.get(&name).expect("the member");
                assert_eq!(found.raw().as_ptr(), ours.raw().as_ptr());
                same(ours, theirs);
            }
        }
        (kind, theirs) => panic!("{kind:?}, {theirs:?}"),
    }
}

/// Integers exactly; others as far as the other reader is exact.
fn same_number(ours: &str, theirs: &serde_json::Number) -> bool {
    if let Some(theirs) = theirs.as_u64() {
        return ours.parse() == Ok(theirs);
    }
    if let Some(theirs) = theirs.as_i64() {
        return ours.parse() == Ok(theirs);
    }
    let (Ok(ours), Some(theirs)) = (ours.parse::<f64>(), theirs.as_f64()) else {
        return false;
    };
    let difference = (ours - theirs).abs();
    difference <= ours.abs() * 1e-14 || difference <= f64::MIN_POSITIVE
}

fn has_huge_number(value: Value<'_, '_>) -> bool {
    if let Some(number) = value.as_number() {
        // One that rounds to the largest number may be out of range for the other reader.
        return number
            .parse::<f64>()
            .is_ok_and(|number| number.abs() >= 1e308);
    }
    let in_array = value
        .as_array()
        .is_some_and(|all| all.elements().any(has_huge_number));
    let mut members = value.as_object().into_iter().flat_map(Object::members);
    in_array || members.any(|(_, value)| has_huge_number(value))
}

/// rfc8259-7-1: what is written is read by both readers as what it was.
fn written_is_read(string: &str) {
    let mut written = String::new();
    escape_into(&mut written, string);
    let read = Document::parse(written.as_bytes(), "string", usize::MAX, 1).expect("a string");
    assert_eq!(read.root().as_str().as_deref(), Some(string));
    assert_eq!(
        serde_json::from_str::<String>(&written).ok().as_deref(),
        Some(string)
    );
}

/// rfc7515-4-1: whatever the name is, it is found, and fit to print.
fn a_repeated_name_is_told(text: &str) {
    let mut object = String::new();
    for separator in ["{", ":0,"] {
        object.push_str(separator);
        escape_into(&mut object, text);
    }
    object.push_str(":0}");
    let error = Document::parse(object.as_bytes(), "object", usize::MAX, 1).expect_err("repeated");
    assert!(matches!(&error, Error::JsonDuplicateMember { name, .. } if **name == *text));
    refusal::check(&error);
}
