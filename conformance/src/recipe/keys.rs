//! The keys of a request, as text.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::edits::Change;
use crate::mint::{Key, NAMES};

/// A key in another form than usual.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variant {
    pub(super) name: String,
    /// The key that it is made of.
    of: String,
    /// Members: raw JSON, or `false` to leave one out.
    #[serde(default)]
    members: BTreeMap<String, Change>,
    /// Whether its private members are there too.
    #[serde(default)]
    private: bool,
}

/// Members that come first, in this order.
const FIRST: [&str; 5] = ["kty", "crv", "kid", "use", "alg"];

/// Every key by its name, as text. A key has its name as `kid`, and `use` `sig`.
pub(super) fn texts(variants: &[Variant]) -> Result<BTreeMap<String, String>, String> {
    let mut texts = BTreeMap::new();
    for name in NAMES {
        let usual = Variant {
            name: (*name).to_owned(),
            of: (*name).to_owned(),
            members: BTreeMap::new(),
            private: false,
        };
        texts.insert((*name).to_owned(), usual.text()?);
    }
    for variant in variants {
        let name = variant.name.clone();
        if texts.insert(name, variant.text()?).is_some() {
            return Err(format!("the key `{}` is there twice", variant.name));
        }
    }
    Ok(texts)
}

impl Variant {
    fn text(&self) -> Result<String, String> {
        let key = Key::named(&self.of)?;
        let members = if self.private {
            key.private().clone()
        } else {
            key.public()
        };
        let mut members: BTreeMap<String, String> = members
            .into_iter()
            .map(|(name, value)| (name, value.to_string()))
            .collect();
        members.insert("kid".into(), Value::from(self.of.as_str()).to_string());
        members.insert("use".into(), r#""sig""#.into());
        for (name, change) in &self.members {
            match change {
                Change::Set(value) => members.insert(name.clone(), value.clone()),
                Change::Leave(_) => members.remove(name),
            };
        }
        let first = FIRST.map(|name| members.remove_entry(name));
        let members: Vec<_> = first
            .into_iter()
            .flatten()
            .chain(members)
            .map(|(name, value)| format!("\"{name}\":{value}"))
            .collect();
        Ok(format!("{{{}}}", members.join(",")))
    }
}
