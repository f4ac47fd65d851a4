//! `PROTOCOL.md` and `CASES.md` tell what the runner does.

use conformance::case::Case;
use conformance::process::{LONGEST_ANSWER, MOST_FAULTS, MOST_SILENCES, MOST_VAIN_STARTS, WINDOW};
use conformance::protocol::{OPS, REASONS};

fn page() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/PROTOCOL.md");
    std::fs::read_to_string(path).expect("a page")
}

/// What stands between back quotes, and whether a question mark follows.
fn quoted(text: &str) -> Vec<(&str, bool)> {
    let parts: Vec<_> = text.split('`').collect();
    let pairs = parts.chunks(2).zip(parts.iter().skip(2).step_by(2));
    pairs
        .filter_map(|(pair, after)| Some((*pair.get(1)?, after.starts_with('?'))))
        .collect()
}

/// The part of the page below a heading.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, below) = page.split_once(heading).expect("a heading");
    below.split("\n## ").next().unwrap_or(below)
}

#[test]
fn the_page_names_the_ops_and_their_members() {
    let page = page();
    let rows = section(&page, "\n## Ops\n")
        .lines()
        .skip_while(|line| !line.starts_with("|-"));
    let rows = rows.skip(1).take_while(|line| line.starts_with('|'));
    let mut named: Vec<_> = rows
        .map(|row| {
            let cells: Vec<_> = row.split('|').collect();
            let mut members = quoted(cells[2]);
            members.sort_unstable();
            (cells[1].trim().trim_matches('`'), members)
        })
        .collect();
    named.sort_unstable();
    let mut known: Vec<_> = OPS
        .iter()
        .map(|op| {
            let required = op.required.iter().map(|name| (*name, false));
            let optional = op.optional.iter().map(|name| (*name, true));
            let mut members: Vec<_> = required.chain(optional).collect();
            members.sort_unstable();
            (op.name, members)
        })
        .collect();
    known.sort_unstable();
    assert_eq!(named, known);
}

#[test]
fn the_page_explains_every_member_of_a_request() {
    let page = page();
    let (_, table) = page.split_once("| member | holds |").expect("a table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let explained: Vec<_> = cells.flat_map(quoted).map(|(name, _)| name).collect();
    for op in OPS {
        for name in op.required.iter().chain(op.optional) {
            assert!(explained.contains(name), "{name} of {}", op.name);
        }
    }
}

#[test]
fn the_page_lists_the_reasons() {
    let page = page();
    let listed = quoted(section(&page, "\n## Reasons\n"));
    let listed: Vec<_> = listed.into_iter().map(|(name, _)| name).collect();
    assert_eq!(listed, REASONS);
}

#[test]
fn the_page_tells_the_limits() {
    let page = page().split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!((LONGEST_ANSWER, MOST_VAIN_STARTS), (4 << 20, 3));
    for words in [
        format!("Up to {WINDOW} requests are under way"),
        format!("given up after {MOST_FAULTS} faults, after {MOST_SILENCES} silences"),
        "at most 4 MiB long".to_owned(),
        "when it starts three times in a row".to_owned(),
    ] {
        assert!(page.contains(&words), "{words}");
    }
}

/// What a case may have, each in the table of its page, with a question mark where it may be absent.
#[test]
fn the_page_of_cases_explains_every_member() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/CASES.md");
    let page = std::fs::read_to_string(path).expect("a page");
    let (_, table) = page.split_once("| member | holds |").expect("a table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let mut told: Vec<_> = cells.flat_map(quoted).map(|(name, _)| name).collect();
    told.sort_unstable();
    // An error names every member that is known.
    let error = Case::parse(r#"{"colour":1}"#, "x/1-x").expect_err("no such member");
    let (_, known) = error.split_once("expected one of ").expect("the names");
    let mut known: Vec<_> = quoted(known).into_iter().map(|(name, _)| name).collect();
    known.sort_unstable();
    assert_eq!(told, known);
}
