//! From a rule to its cases: the catalogue is sound, and the cases name what is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use conformance::case::{self, Case};
use conformance::requirement::Catalogue;
use conformance::traceability;

type Gate = fn(&Catalogue) -> Vec<String>;

const RULE: &str = r#"
[[requirement]]
id = "rfc0-4.1-1"
section = "4.1"
level = "MUST"
summary = "The sun rises."
binds = "jwks"
test = "case"
positive = ""
negative = ""
same_as = ["rfc0-4.1-2b"]

[[requirement]]
id = "rfc0-4.1-2b"
section = "4.1"
level = "may"
summary = "The moon rises."
binds = "jwks"
test = "review"
positive = ""
negative = ""
related = ["rfc0-4.1-1"]
"#;

fn own(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn catalogue() -> Catalogue {
    Catalogue::load(&own("requirements")).expect("a readable catalogue")
}

fn planted(from: &str, to: &str) -> Catalogue {
    let text = RULE.replacen(from, to, 1);
    let mut catalogue = Catalogue::default();
    catalogue.add(&text, "rfc0").expect("a readable catalogue");
    catalogue
}

#[track_caller]
fn notices(gate: Gate, from: &str, to: &str, finding: &str) {
    assert_eq!(gate(&planted("", "")), [""; 0], "sound without the fault");
    assert!(RULE.contains(from));
    assert_eq!(gate(&planted(from, to)), [finding]);
}

#[test]
fn rules_have_ids_of_their_own() {
    assert_eq!(traceability::ids(&catalogue()), [""; 0]);
}

#[test]
fn an_id_that_is_repeated_or_misnamed_is_noticed() {
    let gate = traceability::ids;
    notices(
        gate,
        "\"rfc0-4.1-2b\"\nsection",
        "\"rfc0-4.1-1\"\nsection",
        "rfc0-4.1-1: listed twice",
    );
    let finding = "rfc0-4.1-1: does not begin with rfc0-4.2 and a number";
    notices(gate, "\"4.1\"", "\"4.2\"", finding);
    let finding = "rfc0-4.1-x: does not begin with rfc0-4.1 and a number";
    notices(gate, "rfc0-4.1-1", "rfc0-4.1-x", finding);
}

#[test]
fn rules_use_the_words_of_the_catalogue() {
    assert_eq!(traceability::words(&catalogue()), [""; 0]);
}

#[test]
fn a_word_that_the_catalogue_does_not_have_is_noticed() {
    let gate = traceability::words;
    notices(gate, "The sun rises.", " ", "rfc0-4.1-1: no summary");
    notices(gate, "MUST", "Must", "rfc0-4.1-1: no level `Must`");
    notices(gate, "jwks", "jwe", "rfc0-4.1-1: binds no crate `jwe`");
    notices(
        gate,
        "\"case\"",
        "\"luck\"",
        "rfc0-4.1-1: no kind of test `luck`",
    );
}

#[test]
fn a_rule_with_an_unknown_member_cannot_be_read() {
    let mut catalogue = Catalogue::default();
    let bad = RULE.replacen("level", "colour = \"red\"\nlevel", 1);
    assert!(catalogue.add(RULE, "rfc0").is_ok());
    assert!(catalogue.add(&bad, "rfc0").is_err());
}

#[test]
fn rules_refer_to_rules() {
    assert_eq!(traceability::references(&catalogue()), [""; 0]);
}

#[test]
fn a_reference_to_no_other_rule_is_noticed() {
    let gate = traceability::references;
    let finding = "rfc0-4.1-1: there is no rfc0-9-9";
    notices(
        gate,
        "same_as = [\"rfc0-4.1-2b",
        "same_as = [\"rfc0-9-9",
        finding,
    );
    let finding = "rfc0-4.1-2b: there is no rfc0-9-9";
    notices(
        gate,
        "related = [\"rfc0-4.1-1",
        "related = [\"rfc0-9-9",
        finding,
    );
    let finding = "rfc0-4.1-1: refers to itself";
    notices(
        gate,
        "same_as = [\"rfc0-4.1-2b",
        "same_as = [\"rfc0-4.1-1",
        finding,
    );
}

#[test]
fn cases_name_rules() {
    let cases = case::load(&own("cases")).expect("readable cases");
    assert_eq!(traceability::cases(&cases, &catalogue()), [""; 0]);
}

fn findings(rules: &str) -> Vec<String> {
    let line = format!(
        r#"{{"id":"a","source":"","requirement":{rules},"request":{{"op":"hello"}},"expect":"accept","level":"must"}}"#
    );
    let case = Case::parse(&line, "rfc0/4.1-sun").expect("a case");
    traceability::cases(&[case], &planted("", ""))
}

#[test]
fn a_case_that_names_no_rule_is_noticed() {
    assert_eq!(findings(r#"["rfc0-4.1-1","rfc0-4.1-2b"]"#), [""; 0]);
    assert_eq!(findings("[]"), ["a: names no rule"]);
    assert_eq!(
        findings(r#"["rfc0-4.1-1","rfc0-4.1-9"]"#),
        ["a: there is no rfc0-4.1-9"]
    );
    assert_eq!(
        findings(r#"["rfc0-4.1-1","rfc0-4.1-1"]"#),
        ["a: names rfc0-4.1-1 twice"]
    );
}

/// For each file: all rules, and those that are a must, a should or a may.
fn counted(catalogue: &Catalogue) -> BTreeMap<&str, [usize; 4]> {
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for rule in &catalogue.requirements {
        let [all, must, should, may] = counts.entry(&rule.file).or_default();
        *all += 1;
        match rule.level.to_uppercase().as_str() {
            "MUST" | "MUST NOT" | "REQUIRED" => *must += 1,
            "MAY" | "OPTIONAL" => *may += 1,
            _ => *should += 1,
        }
    }
    counts
}

/// The rows of the table, two beside each other on a line: a name and four numbers.
fn table(page: &str) -> BTreeMap<&str, [usize; 4]> {
    let mut rows = BTreeMap::new();
    for line in page.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        for row in words.chunks(5) {
            let numbers: Vec<_> = row.iter().skip(1).flat_map(|word| word.parse()).collect();
            if let (Some(name), Ok(numbers)) = (row.first(), numbers.try_into()) {
                rows.insert(*name, numbers);
            }
        }
    }
    rows
}

#[test]
fn the_page_of_the_catalogue_counts_right() {
    let page = std::fs::read_to_string(own("requirements/README.md")).expect("a page");
    let catalogue = catalogue();
    assert_eq!(table(&page), counted(&catalogue));

    // Rules that are joined by `same_as`, in either direction, are one.
    let joined = traceability::groups(&catalogue);
    let distinct: BTreeSet<_> = joined.values().collect();
    let (all, distinct) = (joined.len(), distinct.len());
    let words = format!("**{all} entries, {distinct} distinct rules**");
    assert!(page.contains(&words), "{words}");
}
