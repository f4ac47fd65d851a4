//! Subjects that break the protocol.

use std::time::{Duration, Instant};

use crate::support::{self, Folder, Ran, conformance, subject};
use conformance::case::Case;
use conformance::process::{self, Command, Reply, Request};

/// `c01` to `c20` and on: cases that a subject has to accept.
fn good_cases(count: usize) -> Folder {
    let folder = Folder::new("cases");
    let line = |number| support::case(&format!("c{number:02}"), "accept", "must");
    let lines: String = (1..=count).map(line).collect();
    folder.write("x/1-good.jsonl", &lines);
    folder
}

/// Runs 20 cases that accepting everything passes.
fn run(mode: &str) -> Ran {
    run_more(mode, 20, "5")
}

fn run_more(mode: &str, count: usize, timeout: &str) -> Ran {
    let folder = good_cases(count);
    let subject = subject(mode);
    conformance(&[
        "run",
        "--cases",
        folder.path(),
        "--subject",
        &subject,
        "--timeout",
        timeout,
    ])
}

#[track_caller]
fn all_broken(ran: &Ran, what: &str) {
    ran.ends(1, "0 passed, 20 failed, 0 skipped");
    assert_eq!(ran.count(what), 20, "{ran}");
}

#[test]
fn subjects_that_are_slow_to_start_or_to_end_or_answer_in_another_order_pass() {
    for mode in ["accept-all", "late", "reversed", "stays"] {
        let ran = run(mode);
        ran.ends(0, "20 passed, 0 failed, 0 skipped");
        assert_eq!(ran.count("broken"), 0, "{mode}: {ran}");
    }
}

#[test]
fn one_that_accepts_everything_fails_every_rejection() {
    let ran = conformance(&[
        "run",
        "--subject",
        &subject("accept-all"),
        "rfc7515/a.1-hs256",
    ]);
    assert_eq!(ran.status, 1, "{ran}");
    ran.tells(
        "rfc7515-a.1-signature-byte-flipped (must): expected reject signature_mismatch or malformed_jws, got accept [",
    );
}

#[test]
fn one_that_rejects_everything_fails_every_acceptance() {
    let ran = conformance(&[
        "run",
        "--subject",
        &subject("reject-all"),
        "rfc7515/a.1-hs256",
    ]);
    assert_eq!(ran.status, 1, "{ran}");
    // The rule is told, and what the subject wrote is made fit to print.
    ran.tells("rfc7515-a.1 (must): expected accept, got reject expired: \\u{1b}[2J [rfc7515-5.2-8, section 5.2: ");
    let ran = run("reject-all");
    ran.ends(1, "0 passed, 20 failed, 0 skipped");
}

#[test]
fn another_reason_for_a_rejection_is_a_remark() {
    let subject = subject("reject-all");
    let id = "rfc7515-a.1-signature-byte-flipped";
    let ran = conformance(&["run", "--subject", &subject, id]);
    ran.ends(0, "1 passed, 0 failed, 0 skipped");
    ran.tells("remarks on reasons: 1 (--remarks lists them)");
    let ran = conformance(&["run", "--remarks", "--subject", &subject, id]);
    ran.ends(0, "1 passed, 0 failed, 0 skipped");
    ran.tells(&format!(
        "{id}: rejected for `expired`, not for signature_mismatch or malformed_jws"
    ));
}

#[test]
fn a_reason_that_is_no_code_of_the_protocol_is_a_remark() {
    let subject = subject("other-words");
    let id = "rfc7515-a.1-signature-byte-flipped";
    let ran = conformance(&["run", "--remarks", "--subject", &subject, id]);
    ran.ends(0, "1 passed, 0 failed, 0 skipped");
    ran.tells(&format!("{id}: `zzz` is no code of the protocol"));
}

#[test]
fn one_that_supports_nothing_has_not_passed() {
    let ran = run("unsupported-all");
    ran.ends(2, "0 passed, 0 failed, 20 skipped");
    assert!(ran.errors.contains("nothing ran"), "{ran}");
}

#[test]
fn one_that_dies_costs_the_request_that_it_dies_of() {
    let ran = run("dies-on-c07");
    ran.ends(1, "19 passed, 1 failed, 0 skipped");
    ran.tells("c07 (must): expected accept, broken: ended with exit");
}

#[test]
fn one_that_dies_now_and_then_is_started_again() {
    // `hello` is the first request to each process.
    let ran = run("dies-at-10");
    ran.ends(1, "18 passed, 2 failed, 0 skipped");
    ran.tells("c09 (must): expected accept, broken: ended with exit");
    ran.tells("c18 (must): expected accept, broken: ended with exit");
    ran.tells(": the tenth | is too much [");
}

#[test]
fn one_that_ends_at_every_request_is_given_up_in_the_end() {
    let count = process::MOST_FAULTS + 20;
    let ran = run_more("ends", count, "5");
    ran.ends(1, &format!("0 passed, {count} failed, 0 skipped"));
    assert_eq!(ran.count("broken: ended with exit"), process::MOST_FAULTS);
    assert_eq!(
        ran.count("broken: given up after 100 faults; the last: ended with"),
        20
    );
}

#[test]
fn one_that_never_lives_is_given_up_soon() {
    all_broken(
        &run("stillborn"),
        "broken: given up after 3 faults; the last: ended with exit",
    );
    all_broken(
        &run("garbled"),
        "given up after 3 faults; the last: wrote a line that is no answer, `Welcome!`",
    );
}

#[test]
fn one_that_is_silent_is_given_up() {
    let start = Instant::now();
    let ran = run_more("silent", 20, "0.2");
    all_broken(
        &ran,
        "broken: given up after 3 faults; the last: no answer within 0.2 s",
    );
    let ran = run_more("silent-on-cases", 20, "0.1");
    ran.ends(1, "0 passed, 20 failed, 0 skipped");
    assert_eq!(
        ran.count("broken: no answer within 0.1 s"),
        process::MOST_SILENCES
    );
    assert_eq!(ran.count("broken: given up after 10 faults"), 10);
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn one_that_leaves_out_an_answer_costs_that_request() {
    let ran = run_more("silent-on-c07", 20, "0.5");
    ran.ends(1, "19 passed, 1 failed, 0 skipped");
    ran.tells("c07 (must): expected accept, broken: no answer within 0.5 s");
}

#[test]
fn one_that_reads_no_more_does_not_stop_the_run() {
    // Public keys of ML-DSA: more than a pipe holds.
    let arguments = [
        "run",
        "--workers",
        "1",
        "--timeout",
        "0.1",
        "--subject",
        &subject("deaf"),
        "rfc9964",
    ];
    let ran = conformance(&arguments);
    assert_eq!(ran.status, 1, "{ran}");
    assert_eq!(
        ran.count("broken: no answer within 0.1 s"),
        process::MOST_SILENCES
    );
}

#[test]
fn one_that_writes_anything_but_answers_is_broken() {
    all_broken(
        &run("babbles"),
        "broken: wrote a line that is no answer, `looking at c",
    );
    all_broken(&run("no-verdict"), "missing field `verdict`");
    all_broken(
        &run("endless"),
        "broken: wrote a line of more than 4194304 octets",
    );
}

#[test]
fn what_a_subject_writes_does_not_reach_the_terminal_as_it_is() {
    let ran = run("hostile");
    all_broken(&ran, "unknown variant");
    assert!(!ran.output.contains('\u{1b}'), "{ran}");
}

#[test]
fn one_that_answers_what_nobody_asked_is_broken() {
    let ran = run("wrong-id");
    all_broken(&ran, "which is not asked for");
    ran.tells("c01 (must): expected accept, broken: answered `c01x`, which");
}

#[test]
fn one_that_answers_twice_is_broken() {
    all_broken(&run("twice"), "broken: answered twice");
    all_broken(&run("flood"), "broken: answered twice");
}

#[test]
fn what_is_written_after_the_last_answer_counts() {
    let ran = run("twice-at-the-end");
    ran.ends(1, "19 passed, 1 failed, 0 skipped");
    ran.tells("c03 (must): expected accept, broken: answered twice");
    let ran = run("goodbye");
    ran.ends(1, "19 passed, 1 failed, 0 skipped");
    ran.tells("c20 (must): expected accept, broken: wrote a line that is no answer, `goodbye`");
}

#[cfg(unix)]
#[test]
fn one_that_closes_its_output_and_lives_on_is_broken() {
    let folder = good_cases(2);
    let script = r#"read line; echo "{\"id\":\"conformance/hello\",\"verdict\":\"accept\"}"; exec >&-; exec sleep 600"#;
    let subject = format!("sh -c '{script}'");
    let ran = conformance(&["run", "--cases", folder.path(), "--subject", &subject]);
    ran.ends(1, "0 passed, 2 failed, 0 skipped");
    assert_eq!(ran.count("broken: closed its standard output"), 2, "{ran}");
}

#[test]
fn one_that_cannot_be_started_is_a_mistake() {
    let folder = good_cases(1);
    let ran = conformance(&[
        "run",
        "--cases",
        folder.path(),
        "--subject",
        "./no-such-program",
    ]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{ran}");
    assert!(
        ran.errors.contains("cannot start `./no-such-program`"),
        "{ran}"
    );
}

/// The processes that this one has started, dead ones that nobody has waited for included.
#[cfg(target_os = "linux")]
fn children_named(name: &str) -> Vec<String> {
    let stats = std::fs::read_dir("/proc")
        .expect("/proc")
        .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path().join("stat")).ok());
    let own = std::process::id().to_string();
    // `pid (name) state parent ...`
    let is_child = |stat: &String| {
        let (start, rest) = stat.rsplit_once(") ").unwrap_or_default();
        start.contains(name) && rest.split(' ').nth(1) == Some(&own)
    };
    stats.filter(is_child).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn progress_is_told_and_no_process_is_left_behind() {
    let case = Case::parse(support::case("a", "accept", "must").trim_end(), "x/y").expect("a case");
    let request = Request {
        id: &case.id,
        members: &case.request,
    };
    for mode in ["silent", "endless", "stays", "accept-all"] {
        let command = Command::parse(&subject(mode)).expect("a command");
        let timeout = Duration::from_millis(200);
        let mut settled = Vec::new();
        let mut progress = |count| settled.push(count);
        let replies = process::ask(&command, &[request], timeout, &mut progress).expect("started");
        assert_eq!(settled, [1], "{mode}");
        let broken = matches!(replies.replies.as_slice(), [Reply::Broken(_)]);
        assert_eq!(broken, ["silent", "endless"].contains(&mode), "{mode}");
        assert_eq!(children_named("wrong-subject"), [""; 0], "{mode}");
    }
}
