//! Reading recipes.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::document::Document;
use super::edits::Edits;
use super::keys::{self, Variant};
use crate::case::{Expect, Level};
use crate::file::{self, FileError};

/// All recipes.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// In the order of files and lines.
    pub recipes: Vec<Recipe>,
    pub(super) keys: BTreeMap<String, Document>,
}

/// One recipe, which makes one case.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The id of the case.
    pub id: String,
    /// The recipe that it starts from; a base has none.
    pub from: Option<String>,
    /// What a right subject says.
    pub expect: Expect,
    /// The file without extension, such as `rfc7519/4.1.4-exp`.
    pub file: String,
    pub(super) source: String,
    pub(super) op: Option<String>,
    pub(super) requirement: Vec<String>,
    pub(super) reason: Vec<String>,
    pub(super) level: Level,
    pub(super) output: Option<String>,
    pub(super) comment: String,
    pub(super) edits: Edits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    /// The name of the specification.
    source: String,
    recipe: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyPage {
    key: Vec<Variant>,
}

/// One recipe, or several that differ in one edit.
#[derive(Deserialize)]
struct Entry {
    id: String,
    from: Option<String>,
    op: Option<String>,
    requirement: Vec<String>,
    /// Those that are right, of what is rejected.
    reason: Option<Vec<String>>,
    #[serde(default = "must")]
    level: Level,
    output: Option<String>,
    #[serde(default)]
    comment: String,
    /// A recipe each, whose id ends in the name.
    #[serde(default)]
    each: BTreeMap<String, Edits>,
    #[serde(flatten)]
    edits: toml::Table,
}

fn must() -> Level {
    Level::Must
}

impl Book {
    /// Reads `<folder>/keys.toml` and `<folder>/<specification>/*.toml`.
    pub fn load(folder: &Path) -> Result<Self, FileError> {
        let mut book = Self::default();
        let keys = folder.join("keys.toml");
        book.add_keys(&file::read(&keys)?)
            .map_err(|what| FileError::new(&keys, what))?;
        for specification in file::entries(folder)?.iter().filter(|path| path.is_dir()) {
            for path in file::files(specification, "toml")? {
                let name = specification.file_name().unwrap_or_default();
                let name = format!("{}/{}", name.display(), file::stem(&path));
                book.add(&file::read(&path)?, &name)
                    .map_err(|what| FileError::new(&path, what))?;
            }
        }
        Ok(book)
    }

    /// Adds the keys of a file.
    pub fn add_keys(&mut self, text: &str) -> Result<(), String> {
        let page: KeyPage = toml::from_str(text).map_err(|error| error.to_string())?;
        self.keys = keys::documents(&page.key)?;
        Ok(())
    }

    /// Adds the recipes of a file, whose name tells specification, section and topic.
    pub fn add(&mut self, text: &str, file: &str) -> Result<(), String> {
        let page: Page = toml::from_str(text).map_err(|error| error.to_string())?;
        let section = file
            .rsplit('/')
            .next()
            .and_then(|name| name.split_once('-'));
        let (section, _) = section.ok_or_else(|| format!("{file}: names no section"))?;
        let source = format!("minted for {} Section {section}", page.source);
        for entry in page.recipe {
            let id = entry.id.clone();
            let recipes = entry.recipes(file, &source);
            for recipe in recipes.map_err(|what| format!("{id}: {what}"))? {
                if self.get(&recipe.id).is_some() {
                    return Err(format!("{}: is there twice", recipe.id));
                }
                self.recipes.push(recipe);
            }
        }
        Ok(())
    }

    /// The recipe of that id.
    pub fn get(&self, id: &str) -> Option<&Recipe> {
        self.recipes.iter().find(|recipe| recipe.id == id)
    }
}

impl Entry {
    fn recipes(self, file: &str, source: &str) -> Result<Vec<Recipe>, String> {
        let edits: Edits = self
            .edits
            .try_into()
            .map_err(|e: toml::de::Error| e.to_string())?;
        let expect = match self.reason {
            Some(_) => Expect::Reject,
            None => Expect::Accept,
        };
        let recipe = Recipe {
            id: self.id,
            from: self.from,
            expect,
            file: file.to_owned(),
            source: source.to_owned(),
            op: self.op,
            requirement: self.requirement,
            reason: self.reason.unwrap_or_default(),
            level: self.level,
            output: self.output,
            comment: self.comment,
            edits,
        };
        if self.each.is_empty() {
            recipe.check()?;
            return Ok(vec![recipe]);
        }
        if recipe.edits.count() > 0 {
            return Err("has edits of its own beside `each`".to_owned());
        }
        let each = self.each.into_iter().map(|(name, edits)| {
            let id = format!("{}-{name}", recipe.id);
            let one = Recipe {
                id,
                edits,
                ..recipe.clone()
            };
            one.check().map(|()| one)
        });
        each.collect()
    }
}

impl Recipe {
    fn check(&self) -> Result<(), String> {
        if self.from.is_some() == self.op.is_some() {
            return Err("has either `from` or `op`".to_owned());
        }
        if self.expect == Expect::Accept {
            return Ok(());
        }
        if self.from.is_none() {
            return Err("what is rejected starts from what is accepted".to_owned());
        }
        match self.edits.count() {
            1 => Ok(()),
            count => Err(format!("what is rejected has one edit and not {count}")),
        }
    }
}
