//! The command line, the exit status, and the ratchet on divergences.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::support::{self, Folder, conformance, subject};
use hmac::{Hmac, KeyInit, Mac};
use jwk_types::base64url;
use sha2::Sha256;

/// One case at each level. Accepting everything passes `firm`, `soft` and `free`, and fails `strict`.
fn cases() -> Folder {
    let folder = Folder::new("levels");
    let cases = [
        ("firm", "accept", "must"),
        ("soft", "accept", "should"),
        ("free", "accept", "may"),
        ("strict", "reject", "may"),
    ];
    for (id, expect, level) in cases {
        let case = support::case(id, expect, level);
        folder.write(&format!("cases/x/1-{id}.jsonl"), &case);
    }
    folder
}

/// Runs the cases with a list of divergences, and gives the exit status, the last line and all lines.
fn diverging(mode: &str, list: &str, more: &[&str]) -> support::Ran {
    let folder = cases();
    let list = folder.write("divergences.jsonl", list);
    let cases = format!("{}/cases", folder.path());
    let subject = subject(mode);
    let arguments = [
        "run",
        "--cases",
        &cases,
        "--subject",
        &subject,
        "--divergences",
        &list,
    ];
    conformance(&[&arguments, more].concat())
}

fn entry(id: &str, got: &str) -> String {
    format!("{{\"id\":\"{id}\",\"reason\":\"a wider reading\",\"got\":\"{got}\"}}\n")
}

#[track_caller]
fn is_a_mistake(arguments: &[&str], what: &str) {
    let ran = conformance(arguments);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{ran}");
    assert!(ran.errors.contains(what), "{ran}");
}

#[test]
fn a_listed_divergence_is_skipped_and_told() {
    let ran = diverging("accept-all", &entry("strict", "accept"), &[]);
    ran.ends(0, "3 passed, 0 failed, 1 skipped");
    ran.tells("strict (may): expected reject, got accept: a wider reading");
    ran.tells("skipped: 0 unsupported, 1 known divergences");
}

/// The numbers in a row of the table, spaces made one.
fn row(ran: &support::Ran, name: &str) -> String {
    let mut lines = ran.output.lines().map(|line| line.split_whitespace());
    let row = lines.find_map(|mut words| (words.next() == Some(name)).then_some(words));
    row.expect("a row").collect::<Vec<_>>().join(" ")
}

#[test]
fn the_table_counts_each_level_apart() {
    // acc rej fail unsup, acc rej fail known unsup, acc rej fail known unsup
    let accepting = diverging("accept-all", &entry("strict", "accept"), &[]);
    assert_eq!(row(&accepting, "x"), "1 0 0 0 1 0 0 0 0 1 0 0 1 0");
    let rejecting = diverging("reject-all", "", &[]);
    assert_eq!(row(&rejecting, "x"), "0 0 1 0 0 0 1 0 0 0 1 1 0 0");
    assert_eq!(row(&rejecting, "total"), row(&rejecting, "x"));
    let supporting_none = diverging("unsupported-all", "", &[]);
    assert_eq!(row(&supporting_none, "x"), "0 0 0 1 0 0 0 0 1 0 0 0 0 2");
}

#[test]
fn an_unlisted_failure_counts_at_every_level_once_there_is_a_list() {
    let ran = diverging("accept-all", "", &[]);
    ran.ends(1, "3 passed, 1 failed, 0 skipped");
}

#[test]
fn without_a_list_only_must_cases_decide() {
    let folder = cases();
    let cases = format!("{}/cases", folder.path());
    let ran = conformance(&[
        "run",
        "--cases",
        &cases,
        "--subject",
        &subject("accept-all"),
    ]);
    ran.ends(0, "3 passed, 1 failed, 0 skipped");
    ran.tells("only failed `must` cases decide here: 0 of 1");
    let ran = conformance(&[
        "run",
        "--cases",
        &cases,
        "--subject",
        &subject("reject-all"),
    ]);
    ran.ends(1, "1 passed, 3 failed, 0 skipped");
}

#[test]
fn an_unexpected_success_fails_the_run() {
    let list = [entry("strict", "accept"), entry("soft", "reject")].concat();
    let ran = diverging("accept-all", &list, &[]);
    ran.ends(1, "2 passed, 1 failed, 1 skipped");
    ran.tells("soft (should): expected accept, got the expected answer (listed as a divergence; remove the entry)");
}

#[test]
fn an_entry_for_a_case_that_is_unsupported_now_fails_the_run() {
    let ran = diverging("unsupported-all", &entry("strict", "accept"), &[]);
    ran.ends(1, "0 passed, 1 failed, 3 skipped");
    ran.tells("unsupported (listed as a divergence; remove the entry)");
}

#[test]
fn an_entry_for_a_case_that_is_gone_fails_the_run() {
    let list = [entry("strict", "accept"), entry("gone", "accept")].concat();
    let ran = diverging("accept-all", &list, &[]);
    ran.ends(1, "3 passed, 1 failed, 1 skipped");
    ran.tells("gone: listed as a divergence, but there is no such case");
}

#[test]
fn a_selection_leaves_the_entries_of_other_cases_alone() {
    let list = [entry("strict", "accept"), entry("gone", "accept")].concat();
    let ran = diverging("accept-all", &list, &["x/1-soft", "firm"]);
    ran.ends(0, "2 passed, 0 failed, 0 skipped");
    assert_eq!(ran.count("divergence"), 0, "{ran}");
}

#[test]
fn a_must_case_cannot_be_listed() {
    let ran = diverging("reject-all", &entry("firm", "reject"), &[]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{ran}");
    assert!(
        ran.errors
            .contains("divergences.jsonl:1: firm is a `must` case"),
        "{ran}"
    );
}

#[test]
fn nothing_to_run_is_a_mistake() {
    is_a_mistake(
        &["run", "rfc7515/a.1", "rfc9999"],
        "`rfc9999` selects no case",
    );
    is_a_mistake(&["list", "rfc9999"], "`rfc9999` selects no case");
    let folder = Folder::new("empty");
    is_a_mistake(&["run", "--cases", folder.path()], "there are no cases");
}

#[test]
fn mistakes_are_named() {
    is_a_mistake(&["walk"], "there is no command `walk`; `conformance help`");
    is_a_mistake(&["run", "--colour"], "there is no option `--colour`");
    is_a_mistake(
        &["run", "--timeout=5", "--timeout", "5"],
        "--timeout stands there twice",
    );
    is_a_mistake(&["run", "--subject", "a 'b"], "a quote is not closed");
    is_a_mistake(&["run", "--cases", "no-such-folder"], "no-such-folder: ");
    let folder = cases();
    folder.write("cases/x/2-bad.jsonl", "{}\n");
    let path = format!("{}/cases", folder.path());
    is_a_mistake(
        &["run", "--cases", &path],
        "2-bad.jsonl:1: missing field `id`",
    );
}

#[test]
fn ids_are_listed_in_order() {
    let ran = conformance(&["list", "rfc7515-a.1", "rfc7515/e-"]);
    assert_eq!(ran.status, 0, "{ran}");
    let ids: Vec<_> = ran.output.lines().collect();
    assert_eq!(ids.first(), Some(&"rfc7515-a.1"));
    assert!(ids.contains(&"rfc7515-e"), "{ran}");
}

#[test]
fn help_and_version_are_told() {
    for words in [
        &["help"][..],
        &["--help"],
        &["run", "--help"],
        &["list", "-h"],
        &["seeds", "--help"],
        &["subject", "--help"],
    ] {
        let ran = conformance(words);
        assert_eq!(ran.status, 0, "{ran}");
        ran.tells("conformance run [OPTION...] [SELECTION...] [PREFIX...]");
    }
    let ran = conformance(&["--version"]);
    assert_eq!(
        ran.output,
        concat!("conformance ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

/// The exit status of a run whose standard output and standard error nobody reads.
#[track_caller]
fn unread(arguments: &[&str]) -> Option<i32> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_conformance"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop((child.stdout.take(), child.stderr.take()));
    // A subject that is asked answers, and tells what is no request.
    let asked = child.stdin.take().expect("an input");
    let _ = (&asked).write_all(b"x\n{\"id\":\"1\",\"op\":\"hello\"}\n");
    drop(asked);
    child.wait().expect("an end").code()
}

#[test]
fn output_that_nobody_reads_is_no_fault() {
    assert_eq!(unread(&["run", "rfc7638-3.1"]), Some(0));
    assert_eq!(unread(&["list"]), Some(0));
    assert_eq!(unread(&["help"]), Some(0));
    assert_eq!(unread(&["subject"]), Some(0));
    assert_eq!(unread(&["walk"]), Some(2));
    let unsupported = ["run", "--subject", &subject("unsupported-all"), "rfc7638"];
    assert_eq!(unread(&unsupported), Some(2));
}

/// A payload of 1 MiB, which the limits of our own subject allow, in one answer.
#[test]
fn the_longest_payload_fits_into_an_answer() {
    let payload = vec![b'a'; 1 << 20];
    let [key, header] = [&[7_u8; 32][..], br#"{"alg":"HS256"}"#].map(base64url::encode);
    let payload = base64url::encode(&payload);
    let mut mac = Hmac::<Sha256>::new_from_slice(&[7; 32]).expect("a key");
    mac.update(format!("{header}.{payload}").as_bytes());
    let tag = base64url::encode(&mac.finalize().into_bytes());
    let jws = format!("{header}..{tag}");
    let keys = format!(r#"{{"kty":"oct","k":"{key}"}}"#);
    let case = serde_json::json!({
        "id": "long", "source": "", "requirement": ["x-1-1"], "expect": "accept", "level": "must",
        "request": {"op": "jws.verify", "jws": jws, "keys": keys, "detached_payload": payload},
        "output": {"payload": payload},
    });
    let folder = Folder::new("long");
    folder.write("x/1-long.jsonl", &format!("{case}\n"));
    let ran = conformance(&["run", "--cases", folder.path()]);
    ran.ends(0, "1 passed, 0 failed, 0 skipped");
}

#[test]
fn the_subject_of_this_project_answers() {
    let ran = conformance(&["run", "rfc7638-3.1", "rfc7515-a.1"]);
    assert_eq!(ran.status, 0, "{ran}");
    ran.ends(0, "2 passed, 0 failed, 0 skipped");
}

/// What a page tells to select is there.
#[test]
fn the_selections_of_the_page_select() {
    let page = include_str!("../../README.md");
    let lines = page.lines().filter_map(|line| line.split_once("-- run "));
    let told = lines.map(|(_, words)| words.split('#').next().unwrap_or_default());
    let mut count = 0;
    for words in told.filter(|words| !words.starts_with('-')) {
        let arguments: Vec<_> = ["list"]
            .into_iter()
            .chain(words.split_whitespace())
            .collect();
        let ran = conformance(&arguments);
        assert_eq!(ran.status, 0, "{words}: {ran}");
        count += 1;
    }
    assert!(count > 0, "no selection on the page");
}

/// The figures of the page are those that are counted now: written anew, it is the same.
#[test]
fn the_readme_of_the_workspace_shows_the_tables() {
    let folder = Folder::new("figures");
    let page = include_str!("../../../README.md");
    let (head, _) = page.split_once("\ntotal ").expect("a table");
    let stale =
        head.to_owned() + "\n<!-- end -->\n" + page.split_once("<!-- end -->\n").expect("an end").1;
    let place = folder.write("README.md", &stale);
    assert!(stale != page);
    let ran = conformance(&["figures", &place]);
    assert_eq!(ran.status, 0, "{ran}");
    let written = std::fs::read_to_string(&place).expect("a page");
    let due = "cargo run --release -p conformance -- figures README.md makes them anew";
    assert!(written == page, "{due}");
}
