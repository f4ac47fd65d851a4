//! A JSON object as raw text, member by member.

use std::collections::BTreeMap;

use super::edits::{Change, Text};

/// Members in order: the name as it stands between the quotes, and the raw value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    members: Vec<(String, String)>,
    text: Text,
}

impl Document {
    /// An object of these members.
    pub(super) fn of(members: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            members: members.into_iter().collect(),
            text: Text::default(),
        }
    }

    /// Sets a member where it stands, or behind the others.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        match self.members.iter_mut().find(|(found, _)| found == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.members.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Whether nothing was said of it.
    pub(super) fn is_absent(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.members.iter().any(|(found, _)| found == name)
    }

    pub(super) fn change(&mut self, changes: &BTreeMap<String, Change>) -> Result<(), String> {
        for (name, change) in changes {
            match change {
                Change::Set(value) => self.set(name, value),
                Change::Leave(false) if self.has(name) => {
                    self.members.retain(|(found, _)| found != name);
                }
                Change::Leave(_) => return Err(format!("there is no `{name}` to leave out")),
            }
        }
        Ok(())
    }

    pub(super) fn rename(&mut self, names: &BTreeMap<String, String>) -> Result<(), String> {
        for (name, new) in names {
            let member = self.members.iter_mut().find(|(found, _)| found == name);
            let (found, _) = member.ok_or_else(|| format!("there is no `{name}` to rename"))?;
            new.clone_into(found);
        }
        Ok(())
    }

    pub(super) fn write_over(&mut self, text: &Text) {
        self.text = text.over(&self.text);
    }

    /// The octets of the document, with `expand` done to every text.
    pub(super) fn octets(
        &self,
        expand: impl Fn(&str) -> Result<String, String>,
    ) -> Result<Vec<u8>, String> {
        if let Some(digits) = &self.text.hex {
            return super::octets::octets(&expand(digits)?);
        }
        Ok(expand(&self.text())?.into_bytes())
    }

    /// The document as a text, in which words still stand.
    pub(super) fn text(&self) -> String {
        let text = match &self.text.text {
            Some(text) => text.clone(),
            None => self.object(),
        };
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let [before, after] = [part(&self.text.before), part(&self.text.after)];
        format!("{before}{text}{after}")
    }

    fn object(&self) -> String {
        let members = self.members.iter();
        let members: Vec<_> = members
            .map(|(name, value)| format!("\"{name}\":{value}"))
            .collect();
        let append = self.text.append.as_deref().unwrap_or_default();
        format!("{{{}{append}}}", members.join(","))
    }
}
