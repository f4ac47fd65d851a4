//! The commands beside `run` and `list`, and cases of others.

use crate::support::{self, Folder, conformance, subject};

/// RFC 7515 Appendix A.1.
const A_1: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

#[test]
fn all_that_is_known_about_a_rule_is_told() {
    let ran = conformance(&["coverage", "rfc7515-5.2-8"]);
    assert_eq!(ran.status, 0, "{ran}");
    ran.tells("rfc7515-5.2-8 (MUST, jws-verify)");
    ran.tells("    covered by: cases (test: case)");
    ran.tells("    code: jws-verify/src/");
    ran.tells("    accepted: case ");
    ran.tells("    rejected: case ");
    ran.tells("more cases, see `conformance list --requirement rfc7515-5.2-8`");
    let ran = conformance(&["coverage", "rfc0-0-0"]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{ran}");
    assert!(ran.errors.contains("there is no rule `rfc0-0-0`"), "{ran}");
}

#[test]
fn a_case_is_shown_with_its_rule_and_its_one_defect() {
    let id = "rfc7515-a.1-signature-byte-flipped";
    let ran = conformance(&["show", id]);
    assert_eq!(ran.status, 0, "{ran}");
    ran.tells(&format!("{id} (must, rfc7515/a.1-hs256)"));
    ran.tells("    rule: rfc7515-5.2-8: The signature is checked over");
    ran.tells("    expected: reject signature_mismatch or malformed_jws");
    ran.tells("        jws, payload: {\"iss\":\"joe\",");
    ran.tells("    twin, which is accepted: rfc7515-a.1\n        jws: …");
    assert_eq!(ran.count("  ->  "), 1, "{ran}");
    let ran = conformance(&["show", "no-such-case"]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{ran}");
    assert!(
        ran.errors.contains("there is no case `no-such-case`"),
        "{ran}"
    );
}

#[test]
fn a_case_is_put_to_a_subject_again() {
    let id = "rfc7515-a.1-signature-byte-flipped";
    let ran = conformance(&["replay", id]);
    ran.ends(0, "passed");
    ran.tells(r#""op":"jws.verify""#);
    ran.tells(r#""reason":"signature_mismatch""#);
    let ran = conformance(&["replay", "--subject", &subject("accept-all"), id]);
    ran.ends(
        1,
        "failed: expected reject signature_mismatch or malformed_jws, got accept",
    );
    let ran = conformance(&["replay", "--subject", &subject("unsupported-all"), id]);
    ran.ends(2, "unsupported: nothing");
    let ran = conformance(&["replay", "oidc-discovery-live-path"]);
    ran.ends(0, "passed");
}

/// In the format of that project, with examples of RFC 7515.
#[test]
fn a_copy_of_wycheproof_is_run() {
    let folder = Folder::new("wycheproof");
    let group = |tests: &str| {
        let key = r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#;
        format!(r#"{{"testGroups": [{{"private": {key}, "tests": [{tests}]}}]}}"#)
    };
    let test = |number: u32, jws: &str, result: &str| {
        format!(r#"{{"tcId": {number}, "jws": "{jws}", "result": "{result}", "flags": []}}"#)
    };
    let tests = [test(1, A_1, "valid"), test(2, "a.b.c", "invalid")].join(",");
    let name = "testvectors_v1/json_web_signature_test.json";
    folder.write(name, &group(&tests));
    let ran = conformance(&["run", "--wycheproof", folder.path()]);
    ran.ends(0, "2 passed, 0 failed, 0 skipped");
    ran.tells("wycheproof");
    folder.write(name, &group(&test(7, "a.b.c", "valid")));
    let ran = conformance(&["run", "--wycheproof", folder.path()]);
    ran.ends(1, "0 passed, 1 failed, 0 skipped");
    ran.tells("wycheproof-json_web_signature-7 (must): expected accept, got reject");
    let empty = Folder::new("empty");
    let ran = conformance(&["run", "--wycheproof", empty.path()]);
    assert_eq!((ran.status, ran.output.as_str()), (2, ""), "{ran}");
    assert!(ran.errors.contains("json_web_signature_test.json"), "{ran}");
}

/// `c001` and on, in turn to be accepted and to be rejected.
#[test]
fn any_number_of_workers_finds_the_same() {
    let folder = Folder::new("cases");
    let expect = |number| if number % 2 == 0 { "reject" } else { "accept" };
    let line = |number| support::case(&format!("c{number:03}"), expect(number), "must");
    folder.write("x/1-turns.jsonl", &(1..=60).map(line).collect::<String>());
    let run = |workers: &str, mode: &str| {
        let subject = subject(mode);
        let ran = conformance(&[
            "run",
            "--cases",
            folder.path(),
            "--subject",
            &subject,
            "--workers",
            workers,
        ]);
        ran.ends(1, "30 passed, 30 failed, 0 skipped");
        ran.output
    };
    for mode in ["accept-all", "reject-all"] {
        let alone = run("1", mode);
        for workers in ["2", "7", "64"] {
            assert_eq!(run(workers, mode), alone, "{mode}, {workers} workers");
        }
    }
}

/// Every rule that binds is enforced and shown, or has its reason.
#[test]
fn the_catalogue_of_this_project_is_covered() {
    let ran = conformance(&["coverage"]);
    assert_eq!(ran.status, 0, "{ran}");
    let last = ran.output.lines().next_back().expect("a last line");
    assert!(last.ends_with(" 0 open; 0 findings"), "{last}");
}
