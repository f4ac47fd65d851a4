//! `RP-MODULES.md`: every module of the relying-party tests, and what shows each of those that are ours.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use conformance::case::{self, Case, Expect};

const HOW_MANY: usize = 57;

/// A row of the page.
#[derive(Debug)]
struct Row<'p> {
    number: &'p str,
    module: &'p str,
    verdict: &'p str,
    shown_by: &'p str,
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    fs::read_to_string(folder().join("RP-MODULES.md")).expect("a page")
}

fn cases() -> Vec<Case> {
    case::load(&folder().join("cases")).expect("cases")
}

fn rows(page: &str) -> Vec<Row<'_>> {
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let [_, number, module, _, verdict, shown_by, _] = cells[..] else {
            return None;
        };
        number.parse::<usize>().ok()?;
        Some(Row {
            number,
            module: module.trim_matches('`'),
            verdict,
            shown_by,
        })
    });
    rows.collect()
}

/// Whether a text names the module, and not one whose name begins with it.
fn names(text: &str, module: &str) -> bool {
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut ends = text
        .match_indices(module)
        .map(|(at, _)| &text[at + module.len()..]);
    ends.any(|rest| !rest.starts_with(of_a_name))
}

/// What is wrong with the page.
fn findings(page: &str, cases: &[Case]) -> Vec<String> {
    let by_id: BTreeMap<_, _> = cases.iter().map(|case| (case.id.as_str(), case)).collect();
    let rows = rows(page);
    let mut findings = Vec::new();
    for number in 1..=HOW_MANY {
        let count = rows
            .iter()
            .filter(|row| row.number == number.to_string())
            .count();
        if count != 1 {
            findings.push(format!("module {number} stands there {count} times"));
        }
    }
    for row in &rows {
        match row.verdict {
            "accept" | "refuse" => findings.extend(shown(row, &by_id)),
            "harness" | "outside" => {}
            verdict if verdict.starts_with("unsupported: ") => {}
            verdict => findings.push(format!("{}: no verdict {verdict:?}", row.module)),
        }
    }
    findings
}

fn shown(row: &Row<'_>, cases: &BTreeMap<&str, &Case>) -> Vec<String> {
    let Row {
        module, verdict, ..
    } = row;
    let mut findings = Vec::new();
    let parts: Vec<_> = row
        .shown_by
        .split(", ")
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        findings.push(format!("{module}: shown by nothing"));
    }
    for part in parts {
        if let Some((_, path)) = part.split_once("](") {
            let path = path.trim_end_matches(')');
            let text = fs::read_to_string(folder().join(path)).unwrap_or_default();
            if !names(&text, module) {
                findings.push(format!("{module}: {path} does not name it"));
            }
            continue;
        }
        let Some(case) = cases.get(part.trim_matches('`')) else {
            findings.push(format!("{module}: no case {part}"));
            continue;
        };
        if (*verdict == "accept") != (case.expect == Expect::Accept) {
            findings.push(format!("{module}: {part} expects another verdict"));
        }
        if !names(&case.comment, module) {
            findings.push(format!("{module}: {part} does not name it"));
        }
    }
    findings
}

#[test]
fn every_module_that_is_ours_is_shown() {
    let findings = findings(&page(), &cases());
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[track_caller]
fn notices(from: &str, to: &str, finding: &str) {
    let page = page();
    assert!(page.contains(from), "{from}");
    let planted = page.replacen(from, to, 1);
    let found = findings(&planted, &cases());
    assert!(found.iter().any(|found| found == finding), "{found:#?}");
}

#[test]
fn a_module_that_is_left_out_is_noticed() {
    notices("| 33 | ", "| x | ", "module 33 stands there 0 times");
    notices("| 33 | ", "| 34 | ", "module 34 stands there 2 times");
}

#[test]
fn a_case_that_is_not_there_is_noticed() {
    notices(
        "`id-token-aud-absent`",
        "`id-token-aud-nowhere`",
        "oidcc-client-test-missing-aud: no case `id-token-aud-nowhere`",
    );
}

#[test]
fn a_case_about_something_else_is_noticed() {
    notices(
        "`id-token-aud-absent`",
        "`id-token-sub-absent`",
        "oidcc-client-test-missing-aud: `id-token-sub-absent` does not name it",
    );
    notices(
        "`id-token-aud-absent`",
        "`id-token`",
        "oidcc-client-test-missing-aud: `id-token` expects another verdict",
    );
}

#[test]
fn a_file_that_does_not_name_the_module_is_noticed() {
    notices(
        "[operations](tests/discovery/operations.rs)",
        "[first](tests/discovery/first.rs)",
        "oidcc-client-test-userinfo-invalid-sub: tests/discovery/first.rs does not name it",
    );
}

#[test]
fn a_module_without_proof_is_noticed() {
    notices(
        "| harness |  |",
        "| accept |  |",
        "oidcc-client-test: shown by nothing",
    );
    notices(
        "| outside |  |",
        "| perhaps |  |",
        "oidcc-client-test-request-uri-signed-rs256: no verdict \"perhaps\"",
    );
}
