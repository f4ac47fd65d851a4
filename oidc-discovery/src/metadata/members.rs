//! All members of one document.

use std::collections::BTreeMap;

use jwk_types::json::{self, Object};

use super::MetadataKind;
use super::table::{Kind, Member};
use super::value::{Reading, Value};
use crate::{Error, HttpUrl, Issuer, ResourceIdentifier, Schemes};

#[derive(Clone, Debug)]
pub(super) struct Members {
    values: BTreeMap<&'static str, Value>,
    /// By the whole name, such as `resource_name#it`.
    localized: BTreeMap<Box<str>, Box<str>>,
    /// What is not known, as JSON.
    extras: BTreeMap<Box<str>, Box<str>>,
}

impl Members {
    /// All members but the one with the document's own name.
    pub(super) fn read(
        kind: MetadataKind,
        object: Object<'_, '_>,
        schemes: Schemes,
    ) -> Result<Self, Error> {
        let reading = Reading { kind, schemes };
        let mut members = Self {
            values: BTreeMap::new(),
            localized: BTreeMap::new(),
            extras: BTreeMap::new(),
        };
        for (name, value) in object.members() {
            if name == kind.name_member() {
                continue;
            }
            if let Some(member) = named(kind, &name) {
                let value = Value::read(member, value, reading)?;
                members.values.insert(member.name, value);
            } else if let Some(member) = localized(kind, &name).filter(|_| !is_null(value)) {
                let text = reading.string(member.name, value)?;
                members.localized.insert((*name).into(), text);
            } else {
                // rfc8414-2-9, rfc9728-2-8, oidc-discovery-3-20
                members.extras.insert((*name).into(), value.raw().into());
            }
        }
        members.assume(kind);
        Ok(members)
    }

    /// rfc8414-2-6, oidc-discovery-3-17: an empty list stays one, where the default would say that
    /// more is allowed.
    fn assume(&mut self, kind: MetadataKind) {
        for member in kind.table() {
            if let Kind::Defaulted(default) = member.kind {
                let stated = self.values.entry(member.name).or_insert(Value::Null);
                if matches!(stated, Value::Null) {
                    *stated = Value::Default(default.iter().copied().map(Box::from).collect());
                }
            }
        }
    }

    pub(super) fn url(&self, member: &str) -> Option<&HttpUrl> {
        match self.values.get(member) {
            Some(Value::Url(url)) => Some(url),
            _ => None,
        }
    }

    pub(super) fn text(&self, member: &str) -> Option<&str> {
        match self.values.get(member) {
            Some(Value::Text(text) | Value::Json(text)) => Some(text),
            _ => None,
        }
    }

    /// Empty where it is absent.
    pub(super) fn strings(&self, member: &str) -> &[Box<str>] {
        self.stated_strings(member).unwrap_or_default()
    }

    /// `None` where it is absent, which is not the same as empty for a few.
    pub(super) fn stated_strings(&self, member: &str) -> Option<&[Box<str>]> {
        match self.values.get(member) {
            Some(Value::List(list) | Value::Default(list)) => Some(list),
            _ => None,
        }
    }

    pub(super) fn boolean(&self, member: &str) -> Option<bool> {
        match self.values.get(member) {
            Some(Value::Boolean(boolean)) => Some(*boolean),
            _ => None,
        }
    }

    pub(super) fn alias(&self, member: &str, endpoint: &str) -> Option<&HttpUrl> {
        match self.values.get(member) {
            Some(Value::Aliases(aliases)) => aliases.get(endpoint),
            _ => None,
        }
    }

    pub(super) fn issuers(&self, member: &str) -> &[Issuer] {
        match self.values.get(member) {
            Some(Value::Issuers(issuers)) => issuers,
            _ => &[],
        }
    }

    pub(super) fn resources(&self, member: &str) -> &[ResourceIdentifier] {
        match self.values.get(member) {
            Some(Value::Resources(resources)) => resources,
            _ => &[],
        }
    }

    /// rfc9728-2.1-1: language tags are compared without case.
    pub(super) fn localized(&self, member: &str, language: &str) -> Option<&str> {
        let mut all = self.localized.iter();
        all.find_map(|(name, text)| {
            let (base, tag) = name.split_once('#')?;
            (base == member && tag.eq_ignore_ascii_case(language)).then_some(&**text)
        })
    }

    /// All registered members but those with a language.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.values.iter().map(|(name, value)| (*name, value))
    }

    pub(super) fn extra(&self, name: &str) -> Option<&str> {
        self.extras.get(name).map(AsRef::as_ref)
    }

    pub(super) fn extras(&self) -> impl Iterator<Item = (&str, &str)> {
        self.extras.iter().map(|(name, json)| (&**name, &**json))
    }

    /// All that the document names but its own name, those without a value too.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let stated = |(name, value): (&&'static str, &Value)| {
            (!matches!(value, Value::Default(_))).then_some(*name)
        };
        let known = self.values.iter().filter_map(stated);
        let localized = self.localized.keys().map(AsRef::as_ref);
        known
            .chain(localized)
            .chain(self.extras.keys().map(AsRef::as_ref))
    }
}

fn named(kind: MetadataKind, name: &str) -> Option<&'static Member> {
    kind.table().iter().find(|member| member.name == name)
}

fn localized(kind: MetadataKind, name: &str) -> Option<&'static Member> {
    let (base, language) = name.split_once('#')?;
    let member = named(kind, base)?;
    (matches!(member.kind, Kind::Language) && !language.is_empty()).then_some(member)
}

fn is_null(value: json::Value<'_, '_>) -> bool {
    value.kind() == json::Kind::Null
}
