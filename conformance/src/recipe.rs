//! Makes cases of recipes: short descriptions of a good token or key, and of what is done to it.
//!
//! A recipe without `from` is a *base*: an op, its request, a header and claims, or keys. Every other one starts from a recipe
//! that is accepted and edits it. What is rejected has exactly one edit, so that it shows its one cause.
//!
//! `recipes/<specification>/<section>-<topic>.toml` makes `cases/<specification>/<section>-<topic>.jsonl`, and
//! `recipes/keys.toml` holds the keys that appear in other forms.

mod asked;
mod book;
mod document;
mod edits;
mod forge;
mod keys;
mod line;
mod octets;
mod template;

use std::fs;
use std::path::Path;

use crate::file::{self, FileError};
use crate::requirement::Catalogue;

pub use book::{Book, Recipe};

/// A case file that recipes make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forged {
    /// The folder and the name of the file without extension, such as `rfc7519/4.1.4-exp`.
    pub file: String,
    /// Its lines.
    pub text: String,
}

/// The case files of all recipes, in the order of their names.
pub fn forge(book: &Book, catalogue: &Catalogue) -> Result<Vec<Forged>, String> {
    forge::files(book, catalogue)
}

/// Writes the case files under a folder, which need not exist.
pub fn write(forged: &[Forged], folder: &Path) -> Result<(), FileError> {
    for Forged { file, text } in forged {
        let path = folder.join(format!("{file}.jsonl"));
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| FileError::new(parent, error))?;
        fs::write(&path, text).map_err(|error| FileError::new(&path, error))?;
    }
    Ok(())
}

/// Where the case files under a folder are not what recipes make, one finding a line.
pub fn differences(forged: &[Forged], folder: &Path) -> Vec<String> {
    let mut findings = Vec::new();
    for Forged { file, text } in forged {
        let path = folder.join(format!("{file}.jsonl"));
        match file::read(&path) {
            Err(_) => findings.push(format!("{file}: is not there")),
            Ok(found) => {
                let differs = text.lines().zip(found.lines()).position(|(a, b)| a != b);
                let shorter = text.lines().count().min(found.lines().count());
                if found != *text {
                    let line = differs.unwrap_or(shorter) + 1;
                    findings.push(format!("{file}: line {line} is not what the recipe makes"));
                }
            }
        }
    }
    findings
}
