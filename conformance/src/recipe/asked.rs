//! The keys of a request: one JWK, or a JWK Set.

use std::collections::BTreeMap;

use super::document::Document;
use super::edits::Edits;
use super::template::Words;

/// What stands for the keys of a set in its text.
const ENTRIES: &str = "<<entries>>";

/// The JWK or JWK Set that a request carries.
pub(super) enum Asked {
    One(Document),
    Set {
        document: Document,
        entries: Vec<Document>,
    },
}

impl Asked {
    /// Those there are.
    pub(super) fn of(asked: &mut Option<Self>) -> Result<&mut Self, String> {
        asked.as_mut().ok_or_else(|| "names no key".to_owned())
    }

    /// Chooses keys if the edits name some, and edits them.
    pub(super) fn edit(
        asked: &mut Option<Self>,
        keys: &BTreeMap<String, Document>,
        edits: &Edits,
    ) -> Result<(), String> {
        let named = |name: &String| {
            let key = keys.get(name).cloned();
            key.ok_or_else(|| format!("there is no key `{name}`"))
        };
        if let Some(key) = &edits.key {
            *asked = Some(Self::One(named(key)?));
        }
        if let Some(keys) = &edits.keys {
            *asked = Some(Self::Set {
                document: Document::of([("keys".to_owned(), format!("[{ENTRIES}]"))]),
                entries: keys.iter().map(named).collect::<Result<_, _>>()?,
            });
        }
        match asked {
            Some(asked) => asked.change(edits),
            None if edits.changes_keys() => Err("names no key".to_owned()),
            None => Ok(()),
        }
    }

    fn change(&mut self, edits: &Edits) -> Result<(), String> {
        match self {
            Self::One(_) if !edits.set.is_empty() || !edits.entry.is_empty() => {
                Err("the key is not in a set".to_owned())
            }
            Self::Set { .. } if !edits.jwk.is_empty() => Err("the keys are in a set".to_owned()),
            Self::One(document) => {
                document.change(&edits.jwk)?;
                document.write_over(&edits.document);
                Ok(())
            }
            Self::Set { document, entries } => {
                document.change(&edits.set)?;
                document.write_over(&edits.document);
                for (place, changes) in &edits.entry {
                    entry(entries, place)?.change(changes)?;
                }
                Ok(())
            }
        }
    }

    /// Gives members of the JWK or of the set other names.
    pub(super) fn rename(&mut self, names: &BTreeMap<String, String>) -> Result<(), String> {
        match self {
            Self::One(document) | Self::Set { document, .. } => document.rename(names),
        }
    }

    /// The text of the request.
    pub(super) fn text(&self, words: &Words<'_>) -> Result<String, String> {
        let text = match self {
            Self::One(document) => document.text(),
            Self::Set { document, entries } => {
                let entries: Vec<_> = entries.iter().map(Document::text).collect();
                document.text().replace(ENTRIES, &entries.join(","))
            }
        };
        words.expand(&text)
    }
}

fn entry<'a>(entries: &'a mut [Document], place: &str) -> Result<&'a mut Document, String> {
    let place = place.parse::<usize>().ok();
    let entry = place.and_then(|place| entries.get_mut(place));
    entry.ok_or_else(|| "there is no such entry".to_owned())
}
