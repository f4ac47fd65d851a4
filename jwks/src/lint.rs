//! What an operator should fix in a set: also in the keys that readers skip.

mod code;
mod fault;
mod finding;
mod key;
mod path;
mod private;
mod roca;
mod set;

use alloc::boxed::Box;
use alloc::vec::Vec;

use jwk_types::json::Value;
use jwk_types::{Jwk, Rule};

pub use self::code::{Code, Severity};
pub use self::finding::Finding;
use crate::material::Material;
use crate::set::{each_key, read_key, read_text};
use crate::{Error, Limits};

/// Lists what should be fixed before this text is published as a JWK Set.
///
/// Findings that concern the whole set come first, then those of each key in the order of the text.
/// Private members are looked for in the whole text: in the members of `keys`, beside `keys`, and in
/// every object with a `kty` inside of either, of which the first is told.
/// A key that cannot be used has one finding for that, with the first reason: fix it and ask again.
/// With the feature `x509` the certificates of `x5c` are compared with the key.
///
/// # Errors
///
/// As [`JwkSet::parse_with`](crate::JwkSet::parse_with): the text as a whole is no JWK Set.
pub fn lint(text: &[u8], limits: &Limits) -> Result<Vec<Finding>, Error> {
    let mut entries = Vec::new();
    let mut findings = Vec::new();
    let document = read_text(text, limits)?;
    each_key(&document, limits, |index, value| {
        let (entry, outcome) = Entry::read(index, value, limits);
        key::check(&entry, value, outcome.as_ref().err(), &mut findings);
        entries.push(entry);
        Ok(())
    })?;
    if let Some(set) = document.root().as_object() {
        private::beside_keys(set, &mut findings);
    }
    set::check(&entries, &mut findings);
    findings.sort_by_key(|finding| (finding.index(), finding.code()));
    Ok(findings)
}

/// One member of `keys`, whether it can be used or not.
struct Entry {
    index: usize,
    kid: Option<Box<str>>,
    kty: Option<Box<str>>,
    is_object: bool,
    key: Option<Jwk>,
    material: Option<Material>,
}

impl Entry {
    fn read(
        index: usize,
        value: Value<'_, '_>,
        limits: &Limits,
    ) -> (Self, Result<(), jwk_types::Error>) {
        let object = value.as_object();
        let string = |name| {
            let member = object.and_then(|object| object.get(name));
            member.and_then(Value::as_str).map(Box::from)
        };
        let (key, outcome) = match read_key(value, limits.key()) {
            Ok(key) => (Some(key), Ok(())),
            Err(error) => (None, Err(error)),
        };
        let entry = Self {
            index,
            kid: string("kid"),
            kty: string("kty"),
            is_object: object.is_some(),
            material: key.as_ref().and_then(Material::of),
            key,
        };
        (entry, outcome)
    }

    fn finding(&self, code: Code, rule: Rule, message: impl Into<Box<str>>) -> Finding {
        Finding::new(
            Some((self.index, self.kid.clone())),
            code,
            rule,
            message.into(),
        )
    }
}
