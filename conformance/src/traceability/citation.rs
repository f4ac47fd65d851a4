//! Where the code cites rules.

use std::collections::BTreeSet;
use std::path::Path;

use super::CRATES;
use crate::file::{self, FileError};
use crate::requirement::Catalogue;

/// An id in a line of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What has the form of an id of the catalogue.
    pub id: String,
    /// The file, from the root of the repository on.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

/// Every citation in the sources of the libraries under the root of the repository. Tests are left out: they show
/// rules and enforce none.
///
/// # Errors
///
/// When a source cannot be read.
pub fn citations(root: &Path, catalogue: &Catalogue) -> Result<Vec<Citation>, FileError> {
    let standards: BTreeSet<&str> = catalogue
        .requirements
        .iter()
        .map(|rule| rule.file.as_str())
        .collect();
    let mut found = Vec::new();
    for library in CRATES {
        let folder = root.join(library).join("src");
        gather(&folder, &format!("{library}/src"), &standards, &mut found)?;
    }
    Ok(found)
}

fn gather(
    folder: &Path,
    shown: &str,
    standards: &BTreeSet<&str>,
    found: &mut Vec<Citation>,
) -> Result<(), FileError> {
    for entry in file::entries(folder)? {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        let path = format!("{shown}/{name}");
        if entry.is_dir() {
            if name != "tests" {
                gather(&entry, &path, standards, found)?;
            }
        } else if name.ends_with(".rs") && name != "tests.rs" {
            found.extend(in_source(&file::read(&entry)?, &path, standards));
        }
    }
    Ok(())
}

/// A source has its tests, if any, at the end.
fn in_source<'s>(
    text: &'s str,
    path: &'s str,
    standards: &'s BTreeSet<&'s str>,
) -> impl Iterator<Item = Citation> + 's {
    let lines = text.lines().take_while(|line| *line != "mod tests {");
    lines.zip(1..).flat_map(move |(line, number)| {
        ids(line, standards).map(move |id| Citation {
            id: id.to_owned(),
            path: path.to_owned(),
            line: number,
        })
    })
}

/// The words that begin with the name of a standard, a section and an ordinal.
fn ids<'l>(line: &'l str, standards: &'l BTreeSet<&'l str>) -> impl Iterator<Item = &'l str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let words = line.split(move |c: char| !is_part(c));
    let words = words.map(|word| word.trim_end_matches(['.', '-']));
    words.filter(|word| {
        let Some((rest, ordinal)) = word.rsplit_once('-') else {
            return false;
        };
        let Some((standard, section)) = rest.rsplit_once('-') else {
            return false;
        };
        standards.contains(standard)
            && !section.is_empty()
            && ordinal.starts_with(|c: char| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::{Citation, in_source};
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_found_in_comments_and_not_in_tests() {
        let text = "\
// rfc7515-5.2-8: over the octets as received (oidc-core-3.1.3.7-6b, rfc7515-a.1-1).
let rfc7515 = \"rfc7515-5.2\"; // of rfc9999-1-1, rfc7515-4.1.11-x
/// The last word is rfc7515-9-1.
#[cfg(test)]
mod tests {
    // rfc7515-2-2
}
";
        let standards = BTreeSet::from(["rfc7515", "oidc-core"]);
        let citation = |id: &str, line| Citation {
            id: id.to_owned(),
            path: "a.rs".to_owned(),
            line,
        };
        let expected = [
            citation("rfc7515-5.2-8", 1),
            citation("oidc-core-3.1.3.7-6b", 1),
            citation("rfc7515-a.1-1", 1),
            citation("rfc7515-9-1", 3),
        ];
        assert_eq!(
            in_source(text, "a.rs", &standards).collect::<Vec<_>>(),
            expected
        );
    }
}
