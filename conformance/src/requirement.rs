//! The catalogue of rules, `requirements/*.toml`.

use std::path::Path;

use serde::Deserialize;

use crate::file::{self, FileError};

/// One rule of a standard, in our own words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// File, section and ordinal; it never changes.
    pub id: String,
    /// The section of the standard.
    pub section: String,
    /// The keyword of the text, in lower case where the text has none in capitals.
    pub level: String,
    /// The rule.
    pub summary: String,
    /// The crate that enforces it.
    pub binds: String,
    /// How it is shown: `case`, `property`, `network`, `type` or `review`.
    pub test: String,
    /// An input that is accepted.
    pub positive: String,
    /// An input that is rejected, and for what.
    pub negative: String,
    /// The same rule in other places.
    #[serde(default)]
    pub same_as: Vec<String>,
    /// Rules that are worth testing together with it.
    #[serde(default)]
    pub related: Vec<String>,
    /// The name of the file without extension, such as `rfc7515`.
    #[serde(skip)]
    pub file: String,
}

/// All rules, in the order of files and lines.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The rules.
    pub requirements: Vec<Requirement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    requirement: Vec<Requirement>,
}

impl Catalogue {
    /// Reads `<folder>/*.toml`.
    pub fn load(folder: &Path) -> Result<Self, FileError> {
        let mut catalogue = Self::default();
        for path in file::files(folder, "toml")? {
            let text = file::read(&path)?;
            catalogue
                .add(&text, file::stem(&path))
                .map_err(|what| FileError::new(&path, what))?;
        }
        Ok(catalogue)
    }

    /// Adds the rules of one file.
    pub fn add(&mut self, text: &str, file: &str) -> Result<(), String> {
        let document: Document = toml::from_str(text).map_err(|error| error.to_string())?;
        for mut requirement in document.requirement {
            file.clone_into(&mut requirement.file);
            self.requirements.push(requirement);
        }
        Ok(())
    }

    /// The rule of that id.
    pub fn get(&self, id: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|found| found.id == id)
    }
}
