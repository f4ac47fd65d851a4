//! `RP-MODULES.md`: every module of the relying-party tests, and what shows each of those that are ours.

mod page;
mod source;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use conformance::case;
use page::Corpus;

static PAGE: LazyLock<String> =
    LazyLock::new(|| fs::read_to_string(folder().join("RP-MODULES.md")).expect("a page"));
static CORPUS: LazyLock<Corpus> = LazyLock::new(corpus);

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn corpus() -> Corpus {
    Corpus {
        cases: case::load(&folder().join("cases")).expect("cases"),
    }
}

#[test]
fn every_module_that_is_ours_is_shown() {
    let findings = CORPUS.findings(&PAGE);
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[track_caller]
fn holds(found: &[String], finding: &str) {
    assert!(found.iter().any(|found| found == finding), "{found:#?}");
}

#[track_caller]
fn notices(from: &str, to: &str, finding: &str) {
    assert!(PAGE.contains(from), "{from}");
    let planted = PAGE.replacen(from, to, 1);
    holds(&CORPUS.findings(&planted), finding);
}

#[test]
fn a_module_that_is_left_out_is_noticed() {
    notices("| 33 | ", "| x | ", "module 33 stands there 0 times");
    notices("| 33 | ", "| 34 | ", "module 34 stands there 2 times");
    notices("| F2 | ", "| F3 | ", "module F2 stands there 0 times");
    notices("| O2 | ", "| | ", "module O2 stands there 0 times");
}

#[test]
fn a_row_beyond_the_lists_is_noticed() {
    notices(
        "\n| 2 | ",
        "\n| 58 | `a` | b | outside |  |\n| 2 | ",
        "97 rows, and not 96",
    );
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
fn a_test_that_is_not_there_is_noticed() {
    for part in [
        "[nothing_is_refused](tests/discovery/operations.rs)",
        "[claims_about_another_user_are_refused](tests/discovery/nowhere.rs)",
        "[access_token](tests/discovery/operations.rs)",
    ] {
        notices(
            "[claims_about_another_user_are_refused](tests/discovery/operations.rs)",
            part,
            &format!("oidcc-client-test-userinfo-invalid-sub: no test {part}"),
        );
    }
}

#[test]
fn a_test_about_something_else_is_noticed() {
    let other = "[health_tells_how_long_keys_serve](tests/discovery/operations.rs)";
    notices(
        "[claims_about_another_user_are_refused](tests/discovery/operations.rs)",
        other,
        &format!("oidcc-client-test-userinfo-invalid-sub: {other} does not name it"),
    );
}

#[test]
fn a_refusal_without_an_accepted_twin_is_noticed() {
    let finding = "is not the twin of a case that is accepted";
    let mut planted = corpus();
    let mut cases = planted.cases.iter_mut();
    let case = cases.find(|case| case.id == "id-token-aud-absent");
    case.expect("a case").twin = Some("id-token-sub-absent".to_owned());
    let module = "oidcc-client-test-missing-aud: `id-token-aud-absent`";
    holds(&planted.findings(&PAGE), &format!("{module} {finding}"));

    let mut planted = corpus();
    let twin = "oidc-discovery-4.3-issuer-equal";
    planted.cases.retain(|case| case.id != twin);
    let module = "oidcc-client-test-discovery-issuer-mismatch: `oidc-discovery-4.3-issuer-other`";
    holds(&planted.findings(&PAGE), &format!("{module} {finding}"));
}

#[test]
fn a_refusal_by_a_test_that_refuses_nothing_is_noticed() {
    notices(
        "| accept | [a_second_login_after_a_rotation_is_verified]",
        "| refuse | [a_second_login_after_a_rotation_is_verified]",
        "oidcc-client-test-signing-key-rotation: no test that accepts and refuses",
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
