//! Every rule of a crate that is done is shown by something accepted and something rejected.

use std::path::{Path, PathBuf};

use conformance::case::{self, Case};
use conformance::file;
use conformance::requirement::Catalogue;
use conformance::traceability::{Gate, Showings};

/// The crates whose rules are all shown.
const DONE: [&str; 5] = [
    "jwk-types",
    "jwks",
    "jws-verify",
    "oidc-discovery",
    "oidc-tokens",
];

/// The kinds of rule that are: the others are the compiler's and the reader's.
const KINDS: &[&str] = &["case", "network", "property"];

const RULES: &str = r#"
[[requirement]]
id = "rfc0-1-1"
section = "1"
level = "MUST"
summary = "The sun rises."
binds = "oidc-tokens"
test = "case"
positive = "sunrise"
negative = "night"
same_as = ["rfc0-1-2"]

[[requirement]]
id = "rfc0-1-2"
section = "1"
level = "MUST"
summary = "It does."
binds = "oidc-tokens"
test = "property"
positive = ""
negative = "it does not"

[[requirement]]
id = "rfc0-1-3"
section = "1"
level = "MAY"
summary = "The moon rises."
binds = "oidc-tokens"
test = "property"
positive = "moonrise"
negative = ""

[[requirement]]
id = "rfc0-1-4"
section = "1"
level = "MUST"
summary = "Stars fall."
binds = "oidc-tokens"
test = "case"
positive = ""
negative = "stars that stay"

[[requirement]]
id = "rfc0-1-5"
section = "1"
level = "MUST"
summary = "Somebody looks."
binds = "oidc-tokens"
test = "review"
positive = ""
negative = "nobody"

[[requirement]]
id = "rfc0-1-6"
section = "1"
level = "MUST"
summary = "Elsewhere."
binds = "jwks"
test = "case"
positive = ""
negative = "here"
"#;

/// The moon by a test, the stars by a reason; the rest by cases.
const SHOWINGS: &str = r#"
[[shown]]
id = "rfc0-1-3"
accept = "sky/tests/moon.rs::the_moon_rises"

[[not_shown]]
id = "rfc0-1-4"
only = "accept"
why = "they never stay"
"#;

const CASES: [(&str, &str); 3] = [
    ("rfc0-1-1", "accept"),
    ("rfc0-1-2", "reject"),
    ("rfc0-1-4", "accept"),
];

fn own(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn cases(all: &[(&str, &str)]) -> Vec<Case> {
    let lines = all.iter().map(|(rule, expect)| {
        format!(
            r#"{{"id":"{rule}-{expect}","source":"","requirement":["{rule}"],"request":{{"op":"hello"}},"expect":"{expect}","level":"must"}}"#
        )
    });
    lines
        .map(|line| Case::parse(&line, "rfc0/1-sky").expect("a case"))
        .collect()
}

fn findings(showings: &str, all: &[(&str, &str)], kinds: &[&str]) -> Vec<String> {
    let mut catalogue = Catalogue::default();
    catalogue.add(RULES, "rfc0").expect("rules");
    Gate {
        library: "oidc-tokens",
        kinds,
        catalogue: &catalogue,
        cases: &cases(all),
        showings: &Showings::parse(showings).expect("showings"),
    }
    .findings()
}

const BOTH: &[&str] = &["case", "property"];

#[track_caller]
fn notices(from: &str, to: &str, finding: &str) {
    assert_eq!(
        findings(SHOWINGS, &CASES, BOTH),
        [""; 0],
        "sound without the fault"
    );
    assert!(SHOWINGS.contains(from));
    let found = findings(&SHOWINGS.replacen(from, to, 1), &CASES, BOTH);
    assert!(found.contains(&finding.to_owned()), "{found:?}");
}

#[test]
fn every_rule_is_shown() {
    let catalogue = Catalogue::load(&own("requirements")).expect("a readable catalogue");
    let cases = case::load(&own("cases")).expect("readable cases");
    for library in DONE {
        let path = own(&format!("requirements/shown/{library}.toml"));
        let text = file::read(&path).expect("a readable file");
        let gate = Gate {
            library,
            kinds: KINDS,
            catalogue: &catalogue,
            cases: &cases,
            showings: &Showings::parse(&text).expect("showings"),
        };
        assert_eq!(gate.findings(), [""; 0]);
        assert_eq!(gate.missing_tests(&own("..")), [""; 0]);
    }
}

#[test]
fn a_rule_that_nothing_shows_is_noticed() {
    for (lost, finding) in [
        (0, "rfc0-1-1: nothing shows what is accepted"),
        (1, "rfc0-1-1: nothing shows what is rejected"),
        (2, "rfc0-1-4: nothing shows what is accepted"),
    ] {
        let mut fewer = CASES.to_vec();
        fewer.remove(lost);
        assert_eq!(findings(SHOWINGS, &fewer, &["case"]), [finding]);
    }
    let alone = SHOWINGS.replace("rfc0-1-3", "rfc0-1-9");
    assert!(
        findings(&alone, &CASES, BOTH)
            .contains(&"rfc0-1-3: nothing shows what is accepted".to_owned())
    );
    let side = SHOWINGS.replace("only = \"accept\"", "only = \"reject\"");
    let finding = "rfc0-1-4: nothing shows what is rejected".to_owned();
    assert!(findings(&side, &CASES, BOTH).contains(&finding));
}

#[test]
fn a_property_is_asked_for_only_where_it_is_listed() {
    let none = "";
    let case = "rfc0-1-4: nothing shows what is rejected";
    assert_eq!(findings(none, &CASES, &["case"]), [case]);
    let property = "rfc0-1-3: nothing shows what is accepted";
    assert_eq!(findings(none, &CASES, BOTH), [property, case]);
}

#[test]
fn rules_that_are_one_are_shown_together() {
    // Each of the two has one of the cases.
    assert_eq!(findings(SHOWINGS, &CASES, BOTH), [""; 0]);
}

#[test]
fn an_entry_about_no_such_rule_is_noticed() {
    notices("rfc0-1-3", "rfc0-1-9", "rfc0-1-9: there is no such rule");
    notices("rfc0-1-4", "rfc0-1-9", "rfc0-1-9: there is no such rule");
    notices("rfc0-1-4", "rfc0-1-5", "rfc0-1-5: needs no showing");
    notices("rfc0-1-4", "rfc0-1-6", "rfc0-1-6: needs no showing");
    notices("rfc0-1-4", "rfc0-1-3", "rfc0-1-3: is shown after all");
}

#[test]
fn an_entry_that_is_needless_is_noticed() {
    notices(
        "rfc0-1-3",
        "rfc0-1-2",
        "rfc0-1-2: a case shows what is accepted already",
    );
    notices("rfc0-1-4", "rfc0-1-1", "rfc0-1-1: is shown after all");
    notices(
        "rfc0-1-4\"\nonly = \"accept\"",
        "rfc0-1-2\"",
        "rfc0-1-2: is shown after all",
    );
    let mut more = CASES.to_vec();
    more.push(("rfc0-1-4", "reject"));
    let finding = "rfc0-1-4: is shown after all";
    assert_eq!(findings(SHOWINGS, &more, BOTH), [finding]);
    let moon = "accept = \"sky/tests/moon.rs::the_moon_rises\"";
    notices(
        moon,
        &moon.replace("accept", "reject"),
        "rfc0-1-3: can only be met",
    );
    notices(moon, "", "rfc0-1-3: names no test");
    notices("they never stay", " ", "rfc0-1-4: gives no reason");
}

#[test]
fn an_entry_that_cannot_be_read_is_noticed() {
    assert!(Showings::parse(SHOWINGS).is_ok());
    for (from, to) in [
        ("only = \"accept\"", "only = \"both\""),
        ("why", "because"),
        ("[[shown]]", "[[seen]]"),
    ] {
        assert!(Showings::parse(&SHOWINGS.replacen(from, to, 1)).is_err());
    }
}

#[test]
fn a_test_that_is_not_there_is_noticed() {
    let missing = |test: &str| {
        let text = format!("[[shown]]\nid = \"rfc0-1-3\"\naccept = \"{test}\"\n");
        Gate {
            library: "oidc-tokens",
            kinds: BOTH,
            catalogue: &Catalogue::default(),
            cases: &[],
            showings: &Showings::parse(&text).expect("showings"),
        }
        .missing_tests(&own("."))
    };
    let here = "tests/showing.rs::a_test_that_is_not_there_is_noticed";
    assert_eq!(missing(here), [""; 0]);
    for test in [
        "tests/showing.rs::a_test_that_is_not_there",
        "tests/shown.rs::a_test_that_is_not_there_is_noticed",
        "tests/showing.rs",
        "a_test_that_is_not_there_is_noticed",
    ] {
        assert_eq!(missing(test), [format!("rfc0-1-3: there is no {test}")]);
    }
}
