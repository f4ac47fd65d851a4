//! What no file holds, and how long a source file is.

use crate::libraries::LAYERS;
use crate::tree::Tree;
use crate::{holds, notices};

const LONGEST: usize = 600;
const LIBRARY_MEDIAN: usize = 200;

/// Paths of one machine, and notes to oneself; put together so that this file holds none.
const UNWANTED: [&str; 5] = [
    concat!("/", "home/"),
    concat!("/", "root/"),
    concat!("/", "work/"),
    concat!("FIX", "ME"),
    concat!("TO", "DO"),
];

fn leftovers(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (path, text) in tree.files() {
        for (number, line) in (1..).zip(text.lines()) {
            let found = UNWANTED
                .iter()
                .filter(|unwanted| stands_alone(line, unwanted));
            findings.extend(found.map(|unwanted| format!("{path}:{number}: {unwanted}")));
        }
    }
    findings
}

/// Not within a longer word, as it may be in base64.
fn stands_alone(line: &str, unwanted: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() && !unwanted.starts_with('/');
    line.match_indices(unwanted).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + unwanted.len()..].chars().next();
        // A path begins where no other path goes on.
        let begins = !before.is_some_and(char::is_alphanumeric);
        begins && !after.is_some_and(in_word)
    })
}

fn lengths(tree: &Tree) -> Vec<String> {
    let sources = tree
        .files_in("", ".rs")
        .map(|(path, text)| (path, text.lines().count()));
    let sources: Vec<_> = sources.collect();
    let mut findings = Vec::new();
    for (path, length) in sources.iter().filter(|(_, length)| *length > LONGEST) {
        findings.push(format!("{path}: {length} lines, {LONGEST} at most"));
    }
    let in_library = |path: &str| {
        LAYERS
            .iter()
            .any(|name| path.starts_with(&format!("{name}/src/")))
    };
    let library = sources.iter().filter(|(path, _)| in_library(path));
    let mut library: Vec<_> = library.map(|(_, length)| *length).collect();
    library.sort_unstable();
    match library.get(library.len() / 2) {
        None => findings.push("the libraries have no source files".to_owned()),
        Some(median) if *median >= LIBRARY_MEDIAN => {
            findings.push(format!(
                "median library file: {median} lines, less than {LIBRARY_MEDIAN} wanted"
            ));
        }
        Some(_) => {}
    }
    findings
}

#[test]
fn nothing_is_left_over() {
    holds(leftovers);
}

#[test]
fn leftovers_are_noticed() {
    for unwanted in UNWANTED {
        let text = format!("fn main() {{}}\n// see {unwanted}: later\n");
        let finding = format!("jwks/src/set.rs:2: {unwanted}");
        notices(
            leftovers,
            |tree| tree.write("jwks/src/set.rs", &text),
            &finding,
        );
    }
}

#[test]
fn source_files_are_short() {
    holds(lengths);
}

#[test]
fn a_long_file_is_noticed() {
    notices(
        lengths,
        |tree| tree.write("fuzz/fuzz_targets/json.rs", &"\n".repeat(601)),
        "fuzz/fuzz_targets/json.rs: 601 lines, 600 at most",
    );
}

#[test]
fn a_long_median_is_noticed() {
    notices(
        lengths,
        |tree| {
            for path in ["jwks/src/a.rs", "jwks/src/b.rs", "jwks/src/c.rs"] {
                tree.write(path, &"\n".repeat(200));
            }
        },
        "median library file: 200 lines, less than 200 wanted",
    );
}
