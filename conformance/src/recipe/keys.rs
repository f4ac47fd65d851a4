//! The keys of recipes by name.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::document::Document;
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

/// Every key by its name. A key has its name as `kid`, and `use` `sig`.
pub(super) fn documents(variants: &[Variant]) -> Result<BTreeMap<String, Document>, String> {
    let mut documents = BTreeMap::new();
    for name in NAMES {
        let usual = Variant {
            name: (*name).to_owned(),
            of: (*name).to_owned(),
            members: BTreeMap::new(),
            private: false,
        };
        documents.insert((*name).to_owned(), usual.document()?);
    }
    for variant in variants {
        let name = variant.name.clone();
        if documents.insert(name, variant.document()?).is_some() {
            return Err(format!("the key `{}` is there twice", variant.name));
        }
    }
    Ok(documents)
}

impl Variant {
    fn document(&self) -> Result<Document, String> {
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
        Ok(Document::of(first.into_iter().flatten().chain(members)))
    }
}
