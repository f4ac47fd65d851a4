//! Every rule is enforced and shown, or there is a reason; and what is missing is noticed.

#[path = "support/folder.rs"]
mod folder;

use std::path::Path;

use conformance::case::Case;
use conformance::requirement::Catalogue;
use conformance::traceability::{Citation, Coverage, How, Showings, Source, citations};
use folder::Folder;

const RULES: &str = r#"
[[requirement]]
id = "rfc0-1-1"
section = "1"
level = "MUST"
summary = "The sun rises."
binds = "jwks"
test = "case"
positive = "sunrise"
negative = "night"

[[requirement]]
id = "rfc0-1-2"
section = "1"
level = "MUST"
summary = "The moon is a satellite."
binds = "jwks"
test = "review"
positive = ""
negative = ""

[[requirement]]
id = "rfc0-1-3"
section = "1"
level = "MAY"
summary = "Stars fall."
binds = "jwks"
test = "property"
positive = ""
negative = ""

[[requirement]]
id = "rfc0-1-4"
section = "1"
level = "MUST"
summary = "Printers print."
binds = "jwks"
test = "review"
positive = ""
negative = ""
"#;

const CASES: &str = r#"
{"id":"day","source":"","requirement":["rfc0-1-1"],"request":{"op":"hello"},"expect":"accept","level":"must"}
{"id":"night","source":"","requirement":["rfc0-1-1"],"request":{"op":"hello"},"expect":"reject","level":"must"}
"#;

const SHOWINGS: &str = r#"
[[not_enforced]]
id = "rfc0-1-4"
why = "for printers"
"#;

const CODE: &str = "rfc0-1-1 rfc0-1-2";

/// The four texts of a small world in which everything is covered but what is only a `may`.
struct World {
    rules: String,
    cases: String,
    showings: String,
    code: String,
}

impl World {
    fn new() -> Self {
        Self {
            rules: RULES.to_owned(),
            cases: CASES.to_owned(),
            showings: SHOWINGS.to_owned(),
            code: CODE.to_owned(),
        }
    }

    /// The findings, and how each rule is covered.
    fn look(&self) -> (Vec<String>, Vec<How>) {
        let mut catalogue = Catalogue::default();
        catalogue.add(&self.rules, "rfc0").expect("rules");
        let cases = self.cases.lines().filter(|line| !line.is_empty());
        let cases: Vec<_> = cases
            .map(|line| Case::parse(line, "rfc0/1-sky").expect("a case"))
            .collect();
        let showings = Showings::parse(&self.showings).expect("showings");
        let citations = self.code.split(' ').filter(|id| !id.is_empty());
        let citations: Vec<_> = citations
            .map(|id| Citation {
                id: id.to_owned(),
                path: "jwks/src/sky.rs".to_owned(),
                line: 7,
            })
            .collect();
        let coverage = Coverage::new(Source {
            catalogue: &catalogue,
            cases: &cases,
            showings: &showings,
            citations: &citations,
            root: Path::new(env!("CARGO_MANIFEST_DIR")),
        });
        let how = coverage.rules.iter().map(|covered| covered.how).collect();
        (coverage.findings(), how)
    }
}

#[track_caller]
fn notices(plant: impl FnOnce(&mut World), finding: &str) {
    let mut world = World::new();
    assert_eq!(world.look().0, [""; 0], "sound without the fault");
    plant(&mut world);
    assert_eq!(world.look().0, [finding]);
}

#[test]
fn each_rule_is_counted_for_the_firmest_of_what_covers_it() {
    let expected = [How::Cases, How::Review, How::Open, How::Reason];
    assert_eq!(World::new().look().1, expected);
}

#[test]
fn a_must_that_no_code_cites_is_noticed() {
    let what = "no line of a library cites it, and no reason is given";
    notices(
        |world| "rfc0-1-2".clone_into(&mut world.code),
        &format!("rfc0-1-1: {what}"),
    );
    notices(|world| world.showings.clear(), &format!("rfc0-1-4: {what}"));
}

#[test]
fn a_must_that_nothing_shows_is_noticed() {
    let without = |id: &'static str| {
        move |world: &mut World| {
            let lines = world.cases.lines().filter(|line| !line.contains(id));
            world.cases = lines.map(|line| format!("{line}\n")).collect();
        }
    };
    notices(
        without("\"day\""),
        "rfc0-1-1: nothing shows what is accepted",
    );
    notices(
        without("\"night\""),
        "rfc0-1-1: nothing shows what is rejected",
    );
}

#[test]
fn an_id_that_nobody_knows_is_noticed() {
    notices(
        |world| world.code.push_str(" rfc0-9-9"),
        "jwks/src/sky.rs:7: there is no rfc0-9-9",
    );
    notices(
        |world| {
            let line = r#"{"id":"dusk","source":"","requirement":["rfc0-9-9"],"request":{"op":"hello"},"expect":"accept","level":"must"}"#;
            world.cases.push_str(line);
        },
        "dusk: there is no rfc0-9-9",
    );
    let entry = |table: &str| format!("[[{table}]]\nid = \"rfc0-9-9\"\nwhy = \"x\"\n");
    for table in ["not_enforced", "not_shown"] {
        notices(
            |world| world.showings.push_str(&entry(table)),
            "rfc0-9-9: there is no such rule",
        );
    }
}

#[test]
fn an_id_that_stands_for_two_rules_is_noticed() {
    notices(
        |world| {
            let rule = RULES.split("\n\n").nth(1).expect("a rule");
            world.rules.push_str(&format!("\n{rule}\n"));
        },
        "rfc0-1-2: listed twice",
    );
}

#[test]
fn a_reason_that_is_none_or_not_needed_is_noticed() {
    notices(
        |world| world.showings = SHOWINGS.replace("for printers", " "),
        "rfc0-1-4: gives no reason",
    );
    notices(
        |world| world.code.push_str(" rfc0-1-4"),
        "rfc0-1-4: is cited after all",
    );
}

#[test]
fn a_test_that_is_not_there_is_noticed() {
    let entry = "[[shown]]\nid = \"rfc0-1-3\"\naccept = \"tests/coverage.rs::no_such_test\"\n";
    notices(
        |world| world.showings.push_str(entry),
        "rfc0-1-3: there is no tests/coverage.rs::no_such_test",
    );
}

/// In sources that are there.
#[test]
fn citations_are_gathered_from_sources_and_not_from_tests() {
    let mut catalogue = Catalogue::default();
    catalogue.add(RULES, "rfc0").expect("rules");
    let folder = Folder::new("sources");
    for library in conformance::traceability::CRATES {
        folder.write(&format!("{library}/src/lib.rs"), "// rfc0-1-1\n");
    }
    folder.write("jwks/src/deep/er.rs", "//\n// see rfc0-1-2.\n");
    folder.write("jwks/src/tests.rs", "// rfc0-1-3\n");
    folder.write("jwks/src/deep/tests/more.rs", "// rfc0-1-3\n");
    let found = citations(Path::new(folder.path()), &catalogue).expect("sources");
    assert_eq!(found.len(), conformance::traceability::CRATES.len() + 1);
    let deep = Citation {
        id: "rfc0-1-2".to_owned(),
        path: "jwks/src/deep/er.rs".to_owned(),
        line: 2,
    };
    assert!(found.contains(&deep), "{found:?}");
}
