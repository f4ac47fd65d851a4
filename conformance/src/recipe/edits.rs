//! What a recipe does to a token, to keys and to the request.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The edits of a recipe.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Edits {
    /// Signs otherwise; the header follows.
    pub(super) sign: Option<Sign>,
    /// Members of the header: raw JSON, or `false` to leave one out.
    pub(super) header: BTreeMap<String, Change>,
    /// The header as a text.
    pub(super) header_text: Text,
    /// Claims: raw JSON, or `false` to leave one out.
    pub(super) claims: BTreeMap<String, Change>,
    /// Claims that get other names, as they stand between the quotes; where there is no token, members of the JWK or the
    /// JWK Set.
    pub(super) rename: BTreeMap<String, String>,
    /// The payload as a text.
    pub(super) payload: Text,
    /// Segments that are written otherwise, and signed so: `header` and `payload`.
    pub(super) segment: BTreeMap<String, String>,
    /// Claims that change once the token is signed.
    pub(super) tampered: BTreeMap<String, Change>,
    /// The token as a text.
    pub(super) token: Option<String>,
    /// Members of the JSON serialization, which the token then has: raw JSON, or `false` to leave one out.
    pub(super) json: BTreeMap<String, Change>,
    /// The JSON serialization as a text.
    pub(super) json_text: Text,
    /// The keys of the request, as a JWK Set.
    pub(super) keys: Option<Vec<String>>,
    /// The one key of the request, as a JWK.
    pub(super) key: Option<String>,
    /// Members of that key: raw JSON, or `false` to leave one out.
    pub(super) jwk: BTreeMap<String, Change>,
    /// Members of the JWK Set.
    pub(super) set: BTreeMap<String, Change>,
    /// Members of its keys, by their place from 0.
    pub(super) entry: BTreeMap<String, BTreeMap<String, Change>>,
    /// The JWK or the JWK Set as a text.
    pub(super) document: Text,
    /// Other members of the request, or `false` to leave one out.
    pub(super) request: BTreeMap<String, toml::Value>,
}

/// With what a token is signed.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct Sign {
    /// The name of the key.
    pub(super) key: Option<String>,
    /// The octets of a MAC key instead.
    pub(super) secret: Option<String>,
    /// The algorithm; without it, the usual one of the key.
    pub(super) alg: Option<String>,
    /// The algorithm that the header names instead.
    pub(super) named: Option<String>,
    /// What the header names; without it, the name of the key.
    pub(super) kid: Option<String>,
    /// The length of a salt, where it is another one than that of the hash.
    pub(super) salt: Option<usize>,
    /// What is wrong with the signature (`src/mint/fault.rs`).
    pub(super) fault: Option<String>,
    /// As RFC 7797 has it, with `b64` false.
    #[serde(default)]
    pub(super) unencoded: bool,
}

/// A member's raw JSON, or its absence.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub(super) enum Change {
    /// The raw text of the value.
    Set(String),
    /// `false`; `true` means nothing.
    Leave(bool),
}

/// A document beyond its members.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Text {
    /// Instead of it.
    pub(super) text: Option<String>,
    /// Instead of it, octets in hexadecimal.
    pub(super) hex: Option<String>,
    /// Behind the last member.
    pub(super) append: Option<String>,
    /// In front of the document.
    pub(super) before: Option<String>,
    /// Behind the document.
    pub(super) after: Option<String>,
}

impl Text {
    fn count(&self) -> usize {
        let all = [
            &self.text,
            &self.hex,
            &self.append,
            &self.before,
            &self.after,
        ];
        all.into_iter().flatten().count()
    }

    /// The later one wins, part by part.
    pub(super) fn over(&self, earlier: &Self) -> Self {
        let choose =
            |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
        Self {
            text: choose(&self.text, &earlier.text),
            hex: choose(&self.hex, &earlier.hex),
            append: choose(&self.append, &earlier.append),
            before: choose(&self.before, &earlier.before),
            after: choose(&self.after, &earlier.after),
        }
    }
}

impl Edits {
    /// Whether there is one of a JWK or a JWK Set.
    pub(super) fn changes_keys(&self) -> bool {
        let members = self.jwk.len() + self.set.len() + self.entry.len();
        members + self.document.count() > 0
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        usize::from(self.sign.is_some())
            + self.header.len()
            + self.header_text.count()
            + self.claims.len()
            + self.rename.len()
            + self.payload.count()
            + self.segment.len()
            + self.tampered.len()
            + usize::from(self.token.is_some())
            + self.json.len()
            + self.json_text.count()
            + usize::from(self.keys.is_some())
            + usize::from(self.key.is_some())
            + self.jwk.len()
            + self.set.len()
            + self.entry.values().map(BTreeMap::len).sum::<usize>()
            + self.document.count()
            + self.request.len()
    }
}
