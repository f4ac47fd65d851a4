//! What is wrong with `RP-MODULES.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use conformance::case::{self, Case, Expect};

use crate::source::{self, names};

/// The lists of the page: what stands before the number, and how many rows there are.
const LISTS: [(&str, usize); 3] = [("", 57), ("F", 23), ("O", 16)];

/// A row of the page.
#[derive(Debug)]
struct Row<'p> {
    number: &'p str,
    module: &'p str,
    verdict: &'p str,
    shown_by: Vec<&'p str>,
}

fn rows(page: &str) -> Vec<Row<'_>> {
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let [_, number, module, _, verdict, shown_by, _] = cells[..] else {
            return None;
        };
        number
            .trim_start_matches(['F', 'O'])
            .parse::<usize>()
            .ok()?;
        let shown_by = shown_by.split(", ").filter(|part| !part.is_empty());
        Some(Row {
            number,
            module: module.trim_matches('`'),
            verdict,
            shown_by: shown_by.collect(),
        })
    });
    rows.collect()
}

/// What the page is compared with.
#[derive(Debug)]
pub(crate) struct Corpus {
    pub(crate) cases: Vec<Case>,
}

impl Corpus {
    pub(crate) fn findings(&self, page: &str) -> Vec<String> {
        let rows = rows(page);
        let mut findings = Vec::new();
        for (list, length) in LISTS {
            for number in 1..=length {
                let number = format!("{list}{number}");
                let count = rows.iter().filter(|row| row.number == number).count();
                if count != 1 {
                    findings.push(format!("module {number} stands there {count} times"));
                }
            }
        }
        let all: usize = LISTS.iter().map(|(_, length)| length).sum();
        if rows.len() > all {
            findings.push(format!("{} rows, and not {all}", rows.len()));
        }
        let by_id = self.cases.iter().map(|case| (case.id.as_str(), case));
        let by_id = by_id.collect();
        for row in &rows {
            findings.extend(self.shown(row, &by_id));
        }
        findings
    }

    fn shown(&self, row: &Row<'_>, by_id: &BTreeMap<&str, &Case>) -> Vec<String> {
        let module = row.module;
        let mut findings = Vec::new();
        let mut tell = |what: String| findings.push(format!("{module}: {what}"));
        let expect = match row.verdict {
            "accept" => Some(Expect::Accept),
            "refuse" => Some(Expect::Reject),
            "harness" | "outside" => None,
            verdict if verdict.starts_with("unsupported: ") => None,
            verdict => {
                tell(format!("no verdict {verdict:?}"));
                None
            }
        };
        if expect.is_some() && row.shown_by.is_empty() {
            tell("shown by nothing".to_owned());
        }
        let mut cases = 0;
        let mut tests = Vec::new();
        for part in &row.shown_by {
            if let Some(link) = part.strip_prefix('[') {
                match test(link) {
                    None => tell(format!("no test {part}")),
                    Some(text) if !names(&text, module) => tell(format!("{part} does not name it")),
                    Some(text) => tests.push(text),
                }
                continue;
            }
            let Some(case) = by_id.get(part.trim_matches('`')) else {
                tell(format!("no case {part}"));
                continue;
            };
            cases += 1;
            if expect.is_some_and(|expect| expect != case.expect) {
                tell(format!("{part} expects another verdict"));
            }
            if !names(&case.comment, module) {
                tell(format!("{part} does not name it"));
            }
            if case.expect == Expect::Reject && case::twin(case, &self.cases).is_none() {
                tell(format!("{part} is not the twin of a case that is accepted"));
            }
        }
        let by_tests = cases == 0 && !tests.is_empty();
        if expect == Some(Expect::Reject) && by_tests && !tests.iter().any(|text| refuses(text)) {
            tell("no test that accepts and refuses".to_owned());
        }
        findings
    }
}

/// Whether a test accepts and refuses. What is called `refused` or `rejects` accepts first.
fn refuses(text: &str) -> bool {
    let has = |words: &str| text.contains(words);
    has("refused(") || has("rejects(") || (has(".expect(") && has("_err("))
}

/// The test of a link, `name](path)`.
fn test(link: &str) -> Option<String> {
    let (name, path) = link.strip_suffix(')')?.split_once("](")?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(folder.join(path)).ok()?;
    source::test(&text, name)
}
