//! What a run leaves behind: JSON, JUnit XML, a page, a badge; and what is made of several runs.

use std::fs;

use conformance::report::record::{Outcome, Record};
use roxmltree::Document;

use crate::support::{self, Folder, Ran, conformance, subject};

/// Two cases of each level, one to accept and one to reject, and 14 more to accept.
fn cases(folder: &Folder) -> String {
    for level in ["must", "should", "may"] {
        let lines = ["accept", "reject"]
            .map(|expect| support::case(&format!("{level}-{expect}"), expect, level));
        folder.write(&format!("cases/{level}/1-both.jsonl"), &lines.concat());
    }
    let more = |number| support::case(&format!("more-{number}"), "accept", "must");
    let lines: String = (10..24).map(more).collect();
    folder.write("cases/more/1-more.jsonl", &lines);
    format!("{}/cases", folder.path())
}

/// Everything that a run can leave behind.
struct Left {
    ran: Ran,
    json: String,
    junit: String,
    html: String,
    badge: String,
}

impl Left {
    fn record(&self) -> Record {
        Record::parse(&self.json).expect("a record")
    }

    /// The elements of this name in the JUnit XML.
    fn count(&self, element: &str) -> usize {
        let document = Document::parse(&self.junit).expect("well-formed XML");
        let nodes = document.descendants();
        nodes.filter(|node| node.has_tag_name(element)).count()
    }
}

fn run(folder: &Folder, arguments: &[&str]) -> Left {
    let path = |name| format!("{}/{name}", folder.path());
    let [json, junit, html, badge] = ["run.json", "run.xml", "run.html", "run.svg"].map(path);
    let files = [
        "run", "--json", &json, "--junit", &junit, "--html", &html, "--badge", &badge,
    ];
    let ran = conformance(&[&files, arguments].concat());
    let [json, junit, html, badge] = [json, junit, html, badge]
        .map(|path| fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}")));
    Left {
        ran,
        json,
        junit,
        html,
        badge,
    }
}

fn run_wrong(mode: &str, more: &[&str]) -> Left {
    let folder = Folder::new("reports");
    let cases = cases(&folder);
    let subject = subject(mode);
    let arguments = ["--cases", &cases, "--subject", &subject];
    run(&folder, &[&arguments, more].concat())
}

fn without_measurements(json: &str) -> String {
    let lines = json.lines();
    let lines = lines.filter(|line| !line.starts_with("\"measured\":"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn two_runs_of_our_own_subject_differ_in_what_is_measured_alone() {
    let folder = Folder::new("twice");
    let one = run(&folder, &["--workers", "1"]);
    let other = run(&folder, &["--workers", "3"]);
    assert_eq!(one.ran.status, 0, "{}", one.ran);
    assert_ne!(without_measurements(&one.json), one.json);
    assert_eq!(
        without_measurements(&one.json),
        without_measurements(&other.json)
    );
    assert_eq!(one.badge, other.badge);
}

#[test]
fn the_order_of_the_answers_leaves_no_trace() {
    let [one, other] = ["reversed"; 2].map(|mode| run_wrong(mode, &[]));
    let folders = |left: &Left| without_measurements(&left.json);
    assert_eq!(folders(&one), folders(&other));
    let in_order = run_wrong("accept-all", &[]).record();
    assert_eq!(one.record().cases, in_order.cases);
}

#[test]
fn a_record_is_read_as_it_was_written() {
    for mode in ["accept-all", "markup", "dies-at-10", "unsupported-all"] {
        let left = run_wrong(mode, &[]);
        assert!(left.json.is_ascii() && !left.json.contains('<'), "{mode}");
        let mut again = Vec::new();
        conformance::report::record::write(&mut again, &left.record()).expect("memory");
        assert_eq!(String::from_utf8(again).as_deref(), Ok(left.json.as_str()));
    }
}

#[test]
fn a_record_holds_who_was_asked_and_what_was_answered() {
    let record = run_wrong("reject-all", &[]).record();
    assert!(record.subject.command.ends_with(" reject-all"));
    assert!(record.measured.started > 1_700_000_000);
    let entry = record.cases.iter().find(|entry| entry.id == "must-accept");
    let entry = entry.expect("the case");
    assert_eq!(
        (entry.outcome, entry.file.as_str()),
        (Outcome::Failed, "must/1-both")
    );
    let answer = entry.answer.as_ref().expect("an answer");
    assert_eq!(
        (answer.reason.as_deref(), answer.detail.as_deref()),
        (Some("expired"), Some("\u{1b}[2J"))
    );
    let own = run(&Folder::new("own"), &["rfc7638-3.1"]).record();
    assert_eq!(own.subject.command, "");
    assert!(own.subject.ops.iter().any(|op| op == "jwk.parse"));
    assert!(own.subject.algorithms.iter().any(|name| name == "ES256"));
}

#[test]
fn files_that_are_no_record_are_refused() {
    let json = run_wrong("accept-all", &[]).json;
    Record::parse(&json).expect("good without the defect");
    for (from, to, why) in [
        ("\"format\":1", "\"format\":2", "format 2, not 1"),
        ("\"format\":1,", "", "missing field `format`"),
        ("\"passed\"", "\"perfect\"", "unknown variant `perfect`"),
        ("must-reject", "must-accept", "`must-accept` twice"),
        ("\"strangers\"", "\"odd\":1,\"strangers\"", "unknown field"),
    ] {
        let bad = json.replacen(from, to, 1);
        assert_ne!(bad, json, "{from}");
        let error = Record::parse(&bad).expect_err(from);
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn junit_counts_what_counts_and_skips_the_rest() {
    let left = run_wrong("accept-all", &[]);
    assert_eq!(left.ran.status, 1);
    let counts = ["testcase", "failure", "error", "skipped"].map(|name| left.count(name));
    // `should-reject` and `may-reject` fail, too, but do not count.
    assert_eq!(counts, [20, 1, 0, 2]);
    let document = Document::parse(&left.junit).expect("XML");
    let root = document.root_element();
    let told = ["tests", "failures", "errors", "skipped"].map(|name| root.attribute(name));
    assert_eq!(told, [Some("20"), Some("1"), Some("0"), Some("2")]);
    let strict = run_wrong("accept-all", &["--fail-on", "may"]);
    assert_eq!(
        ["failure", "skipped"].map(|name| strict.count(name)),
        [3, 0]
    );
    let broken = run_wrong("no-verdict", &[]);
    assert_eq!(broken.count("error"), 16);
}

#[test]
fn hostile_text_is_text_in_every_format() {
    let left = run_wrong("markup", &[]);
    assert_eq!(left.ran.status, 1);
    let forbidden =
        |c: char| c.is_control() && c != '\n' || "\u{202e}\u{2028}\u{fffe}\u{ffff}".contains(c);
    for (name, text) in [
        ("JUnit", &left.junit),
        ("HTML", &left.html),
        ("SVG", &left.badge),
        ("JSON", &left.json),
        ("table", &left.ran.output),
    ] {
        assert!(!text.contains(forbidden), "{name}: {text}");
    }
    assert!(left.count("failure") > 0);
    assert_eq!(left.html.matches("<script").count(), 1);
    assert_eq!(left.html.matches("</script").count(), 1);
    assert_eq!(left.html.matches("<img").count(), 0);
    assert!(left.html.contains("&lt;img src=x onerror=alert(1)&gt;"));
}

#[test]
fn the_page_names_rules_requests_and_answers_and_asks_for_nothing() {
    let folder = Folder::new("page");
    let subject = subject("reject-all");
    let left = run(&folder, &["--subject", &subject, "rfc7515-a.1"]);
    for words in [
        "id=\"case-rfc7515-a.1\"",
        "<code>rfc7515-5.2-8</code> section 5.2: ",
        "token_cut",
        "<span class=\"chip failed\">failed</span> reject expired",
    ] {
        let words = words.replace("token_cut", "<th>jws, header<td>{\"typ\":\"JWT\"");
        assert!(left.html.contains(&words), "{words}");
    }
    assert!(left.html.contains("default-src 'none'"));
    for sign in ["src=", "url(", "@import", "http-equiv=\"refresh\"", "<link"] {
        assert!(!left.html.contains(sign), "{sign}");
    }
}

#[test]
fn a_request_that_is_long_is_cut_and_says_so() {
    let folder = Folder::new("long");
    let jwk = "x".repeat(5_000);
    let case = support::case("long", "reject", "must").replace("{}", &jwk);
    folder.write("cases/x/1-long.jsonl", &case);
    let cases = format!("{}/cases", folder.path());
    let subject = subject("accept-all");
    let left = run(&folder, &["--cases", &cases, "--subject", &subject]);
    assert!(
        left.html
            .contains("x… <em>cut: the beginning of 5000 characters</em>")
    );
    assert!(!left.html.contains(&"x".repeat(1_000)));
}

/// One that accepts everything fails nearly every case there is.
#[test]
fn a_page_with_thousands_of_failures_stays_small() {
    let subject = subject("accept-all");
    let left = run(&Folder::new("many"), &["--subject", &subject]);
    let failing = left.html.matches("<details class=\"case\"").count();
    assert!(failing > 2_000, "{failing}");
    assert!(left.html.len() < failing * 2_000, "{}", left.html.len());
}

#[test]
fn the_badge_tells_how_many_must_cases_pass() {
    for (mode, words, colour) in [
        ("accept-all", "15 of 16 must", "#b3261e"),
        ("unsupported-all", "nothing ran", "#5c5c5c"),
    ] {
        let badge = run_wrong(mode, &[]).badge;
        let document = Document::parse(&badge).expect("XML");
        let label = document.root_element().attribute("aria-label");
        assert_eq!(label, Some(&*format!("conformance: {words}")));
        assert!(badge.contains(colour), "{badge}");
    }
    let own = run(&Folder::new("own"), &["rfc7638-3.1"]).badge;
    assert!(own.contains("#1f7a34"), "{own}");
}

#[test]
fn files_are_written_whatever_the_end_and_nothing_else_is() {
    let folder = Folder::new("left");
    let cases = cases(&folder);
    let subject = subject("unsupported-all");
    let left = run(&folder, &["--cases", &cases, "--subject", &subject]);
    assert_eq!(left.ran.status, 2);
    let entries = fs::read_dir(folder.path()).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(
        names,
        ["cases", "run.html", "run.json", "run.svg", "run.xml"]
    );
    let nowhere = format!("{}/nowhere/run.json", folder.path());
    let ran = conformance(&["run", "--json", &nowhere, "rfc7638-3.1"]);
    assert_eq!(ran.status, 2, "{ran}");
    assert!(ran.errors.contains("nowhere/run.json: "), "{ran}");
    ran.tells("1 passed, 0 failed, 0 skipped");
}

/// The file of a run of this subject.
fn kept(folder: &Folder, mode: &str) -> String {
    let json = run_wrong(mode, &[]).json;
    folder.write(&format!("{mode}.json"), &json)
}

#[test]
fn what_got_better_and_worse_is_told() {
    let folder = Folder::new("compare");
    let [accepting, rejecting, words, none] =
        ["accept-all", "reject-all", "other-words", "unsupported-all"]
            .map(|mode| kept(&folder, mode));
    let ran = conformance(&["compare", &accepting, &rejecting]);
    ran.ends(1, "3 better, 17 worse, 0 changed, 0 new, 0 gone");
    ran.tells(
        "must-accept (must): expected accept: passed  ->  failed (reject expired: \\u{1b}[2J)",
    );
    ran.tells("may-reject (may): expected reject: failed (accept)  ->  passed (expired)");
    let ran = conformance(&["compare", &rejecting, &words]);
    ran.ends(0, "0 better, 0 worse, 20 changed, 0 new, 0 gone");
    let ran = conformance(&["compare", &rejecting, &none]);
    ran.ends(1, "17 better, 3 worse, 0 changed, 0 new, 0 gone");
    let ran = conformance(&["compare", &words, &words]);
    ran.ends(0, "0 better, 0 worse, 0 changed, 0 new, 0 gone");
}

#[test]
fn cases_that_are_new_or_gone_are_told_apart() {
    let folder = Folder::new("new");
    let all = kept(&folder, "accept-all");
    let fewer = run_wrong("accept-all", &["more", "must/1"]).json;
    let fewer = folder.write("fewer.json", &fewer);
    let ran = conformance(&["compare", &fewer, &all]);
    ran.ends(0, "0 better, 0 worse, 0 changed, 4 new, 0 gone");
    let ran = conformance(&["compare", &all, &fewer]);
    ran.ends(0, "0 better, 0 worse, 0 changed, 0 new, 4 gone");
    ran.tells("may-reject (may): failed (accept)");
}

#[test]
fn several_runs_stand_side_by_side_on_one_page() {
    let folder = Folder::new("side");
    let cases = cases(&folder);
    let [one, other] = ["accept-all", "reject-all"].map(|mode| kept(&folder, mode));
    let page = format!("{}/page.html", folder.path());
    let ran = conformance(&["report", &one, &other, "--html", &page, "--cases", &cases]);
    assert_eq!(ran.status, 0, "{ran}");
    let html = fs::read_to_string(&page).expect("a page");
    for words in [
        "<th scope=\"col\">1. wrong-subject accept-all</th><th scope=\"col\">2. wrong-subject reject-all</th>",
        "<summary>17 worse</summary>",
        "<summary>3 better</summary>",
        "<span class=\"chip passed\">1. passed</span> <span class=\"chip failed\">2. failed</span>",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let text = folder.write("text.json", "{}");
    let ran = conformance(&["report", &text, "--html", &page]);
    assert_eq!(ran.status, 2, "{ran}");
    assert!(
        ran.errors.contains("text.json: this is no record of a run"),
        "{ran}"
    );
}
