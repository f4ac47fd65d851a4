//! `conformance coverage`.

use std::io::Write;
use std::path::Path;

use super::{load, message, own, print};
use crate::case::Case;
use crate::report::coverage as page;
use crate::requirement::Catalogue;
use crate::run::Status;
use crate::text;
use crate::traceability::{self, CRATES, Citation, Coverage, Showings, Source};

/// Everything that coverage is made of, from the folders of this project.
pub(super) struct Evidence {
    catalogue: Catalogue,
    cases: Vec<Case>,
    showings: Showings,
    citations: Vec<Citation>,
}

impl Evidence {
    pub(super) fn load() -> Result<Self, String> {
        let catalogue = Catalogue::load(&own("requirements")).map_err(message)?;
        let mut showings = Showings::default();
        for library in CRATES {
            let path = own(&format!("requirements/shown/{library}.toml"));
            if path.exists() {
                let text = crate::file::read(&path).map_err(message)?;
                let read = Showings::parse(&text);
                showings.extend(read.map_err(|what| format!("{}: {what}", path.display()))?);
            }
        }
        let citations = traceability::citations(root(), &catalogue).map_err(message)?;
        Ok(Self {
            cases: load(None)?,
            catalogue,
            showings,
            citations,
        })
    }

    pub(super) fn coverage(&self) -> Coverage<'_> {
        Coverage::new(Source {
            catalogue: &self.catalogue,
            cases: &self.cases,
            showings: &self.showings,
            citations: &self.citations,
            root: root(),
        })
    }
}

fn root() -> &'static Path {
    let own = Path::new(super::OWN);
    own.parent().unwrap_or(own)
}

/// The table of all, or what is known about some rules.
pub(super) fn run(ids: &[String]) -> Result<Status, String> {
    let evidence = Evidence::load()?;
    let coverage = evidence.coverage();
    if !ids.is_empty() {
        return rules(ids, &coverage);
    }
    let mut words = Vec::new();
    page::table(&mut words, &coverage).map_err(message)?;
    let findings = coverage.findings();
    let mut lines = findings.iter().map(|finding| format!("{finding}\n"));
    let mut text = String::from_utf8_lossy(&words).into_owned();
    text.push('\n');
    text.extend(lines.by_ref());
    if !findings.is_empty() {
        text.push('\n');
    }
    text.push_str(&format!(
        "{}; {} findings\n",
        page::summary(&coverage),
        findings.len()
    ));
    print(&text)?;
    Ok(match findings.is_empty() {
        true => Status::Fine,
        false => Status::Failed,
    })
}

fn rules(ids: &[String], coverage: &Coverage<'_>) -> Result<Status, String> {
    let mut words = Vec::new();
    for id in ids {
        let found = coverage.get(id);
        let id = text::printable(id, 80);
        let covered = found.ok_or_else(|| {
            format!("there is no rule `{id}`; requirements/*.toml have their ids")
        })?;
        page::rule(&mut words, covered).map_err(message)?;
        words.write_all(b"\n").map_err(message)?;
    }
    print(String::from_utf8_lossy(&words).trim_end())?;
    print("\n")
}
