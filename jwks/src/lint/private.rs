//! What must not be published: private members, wherever in the text they stand.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;

use jwk_types::json::{Object, Value};
use jwk_types::{Jwk, Rule};

use super::path::{Path, Step};
use super::{Code, Entry, Finding};

const RULE: Rule = Rule::new("RFC 7517", "9.2");

/// rfc7517-7-1, rfc7517-9.2-1: by the names alone, for a key that cannot be used may be secret too.
pub(super) fn in_key(entry: &Entry, value: Value<'_, '_>, out: &mut impl Extend<Finding>) {
    if entry.kty.as_deref() == Some("oct") {
        let message = "a symmetric key: whoever reads the set can sign";
        out.extend([entry.finding(Code::SymmetricKey, RULE, message)]);
    } else if let Some(name) = value.as_object().and_then(private_member) {
        out.extend([entry.finding(Code::PrivateMembers, RULE, message(name))]);
    }
    let mut path = Path::new();
    path.enter(Step::Member(Cow::Borrowed("keys")));
    path.enter(Step::Element(entry.index));
    if let Some(place) = inside(value, &mut path) {
        out.extend([entry.finding(Code::PrivateMembers, RULE, message(&place))]);
    }
}

/// The same for what stands beside `keys`: the members of the set, and the first key in one of them.
pub(super) fn beside_keys(set: Object<'_, '_>, out: &mut impl Extend<Finding>) {
    let finding = |place: &str| Finding::new(None, Code::PrivateMembers, RULE, message(place));
    out.extend(private_member(set).map(finding));
    let mut others = set.members().filter(|(name, _)| name != "keys");
    let place = others.find_map(|(name, value)| at(Step::Member(name), value, &mut Path::new()));
    out.extend(place.as_deref().map(finding));
}

/// The first private member of a key inside this value. The reader of the text bounds how deep that is.
fn inside<'a>(value: Value<'_, 'a>, path: &mut Path<'a>) -> Option<Box<str>> {
    if let Some(object) = value.as_object() {
        let mut members = object.members();
        return members.find_map(|(name, value)| at(Step::Member(name), value, path));
    }
    let mut elements = value.as_array()?.elements().enumerate();
    elements.find_map(|(index, value)| at(Step::Element(index), value, path))
}

/// The first private member of this value, if it is a key, or of a key inside it.
fn at<'a>(step: Step<'a>, value: Value<'_, 'a>, path: &mut Path<'a>) -> Option<Box<str>> {
    path.enter(step);
    let own = value.as_object().and_then(private_member_of_key);
    let place = match own {
        Some(name) => Some(format!("{path}.{name}").into()),
        None => inside(value, path),
    };
    path.leave();
    place
}

/// Away from where keys belong names as short as `d` mean many things: an object counts if it has a `kty`.
fn private_member_of_key(object: Object<'_, '_>) -> Option<&'static str> {
    object.get("kty")?;
    private_member(object)
}

fn private_member(object: Object<'_, '_>) -> Option<&'static str> {
    let mut names = Jwk::PRIVATE_MEMBERS.iter().copied();
    names.find(|name| object.get(name).is_some())
}

fn message(place: &str) -> Box<str> {
    format!("private member {place}: whoever reads the set has it").into()
}
