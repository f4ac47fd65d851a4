//! The case files: their layout, and what reading them refuses.

use std::collections::BTreeMap;
use std::path::Path;

use conformance::case::{self, Case, Expect, Level};
use conformance::file;

#[path = "support/folder.rs"]
mod support;

use support::Folder;

/// Cases are added and never taken away.
const AT_LEAST: usize = 4833;

const GOOD: &str = r#"{"id":"a","source":"","requirement":["x-1-1"],"request":{"op":"jwk.parse","jwk":"{}"},"expect":"reject","level":"must"}"#;

fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    case::load(&folder).expect("sound case files")
}

/// A file is named `<section>-<topic>`, in the folder of its specification.
fn layout(cases: &[Case]) -> Vec<String> {
    let misplaced = cases.iter().filter(|case| {
        let Some((specification, name)) = case.file.split_once('/') else {
            return true;
        };
        let (section, topic) = name.split_once('-').unwrap_or_default();
        let word = |text: &str, more: &str| {
            let right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || more.contains(c);
            !text.is_empty() && text.chars().all(right)
        };
        !(word(specification, "-") && word(section, ".") && word(topic, "-"))
    });
    misplaced
        .map(|case| format!("{}: lies in {}", case.id, case.file))
        .collect()
}

#[test]
fn no_case_is_lost() {
    assert!(all().len() >= AT_LEAST, "{} cases", all().len());
}

#[test]
fn every_level_and_verdict_has_cases() {
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for case in all() {
        let [accept, reject] = counts.entry(case.level.name()).or_default();
        match case.expect {
            Expect::Accept => *accept += 1,
            Expect::Reject => *reject += 1,
        }
    }
    for level in Level::ALL {
        let found = counts.get(level.name()).copied().unwrap_or_default();
        assert!(
            found.iter().all(|count| *count > 0),
            "{}: {found:?}",
            level.name()
        );
    }
}

#[test]
fn every_file_holds_cases() {
    let cases = all();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    for specification in file::entries(&folder).expect("a folder") {
        for path in file::entries(&specification).expect("nothing but folders") {
            let name = path
                .strip_prefix(&folder)
                .expect("within")
                .with_extension("");
            let name = name.to_string_lossy();
            assert!(
                cases.iter().any(|case| case.file == name),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn files_are_named_by_section_and_topic() {
    assert_eq!(layout(&all()), [""; 0]);
}

#[test]
fn a_file_with_another_name_is_noticed() {
    let at = |file| vec![Case::parse(GOOD, file).expect("a case")];
    assert_eq!(layout(&at("rfc7515/4.1.11-crit")), [""; 0]);
    for file in [
        "rfc7515/crit",
        "rfc7515/4.1.11-",
        "rfc7515/-crit",
        "RFC7515/4.1.11-crit",
        "crit",
    ] {
        assert_eq!(layout(&at(file)), [format!("a: lies in {file}")]);
    }
}

#[track_caller]
fn refused(name: &str, text: &str, what: &str) {
    let folder = Folder::new("refused");
    folder.write("x/1-a.jsonl", &format!("{GOOD}\n"));
    case::load(Path::new(folder.path())).expect("sound without the defect");
    folder.write(name, text);
    let error = case::load(Path::new(folder.path()))
        .expect_err("a defect")
        .to_string();
    assert!(error.contains(what), "{error}");
}

#[test]
fn an_id_is_used_once() {
    let other = GOOD.replace(r#""a""#, r#""b""#);
    refused(
        "y/1-b.jsonl",
        &format!("{other}\n{GOOD}\n"),
        "1-b.jsonl:2: the id `a` is already used at ",
    );
}

#[test]
fn a_file_outside_of_the_folders_is_noticed() {
    refused("1-b.jsonl", "", "belong in a folder");
}

#[test]
fn a_line_that_is_no_case_is_noticed() {
    refused("x/1-b.jsonl", "\n", "1-b.jsonl:1: EOF");
    refused("x/1-b.jsonl", "[]\n", "1-b.jsonl:1: ");
}
