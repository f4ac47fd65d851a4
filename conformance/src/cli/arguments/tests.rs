use super::{Asked, Backend, Compare, Files, Report, read};
use crate::case::Level;
use crate::report::Remarks;
use crate::selection::Selection;
use std::time::Duration;

fn words(line: &str) -> Result<Asked, String> {
    read(line.split_whitespace().map(Into::into))
}

#[test]
fn no_argument_is_a_run_of_everything() {
    assert_eq!(words(""), words("run"));
    let Ok(Asked::Run(run)) = words("") else {
        panic!("a run");
    };
    assert_eq!(
        (run.subject, run.cases, run.divergences),
        (None, None, None)
    );
    assert_eq!(
        (run.timeout, run.remarks),
        (Duration::from_secs(10), Remarks::Counted)
    );
    assert!(run.selection.is_everything());
}

#[test]
fn options_and_prefixes_mix() {
    let line = "run a --subject s --cases c --divergences d b --timeout 0.5 --remarks";
    let Ok(Asked::Run(run)) = words(line) else {
        panic!("a run");
    };
    assert_eq!(run.subject.map(|s| s.to_string()).as_deref(), Some("s"));
    assert_eq!(run.cases, Some("c".into()));
    assert_eq!(run.divergences, Some("d".into()));
    assert_eq!(
        (run.timeout, run.remarks),
        (Duration::from_millis(500), Remarks::Listed)
    );
    assert_eq!(run.selection.prefixes, ["a", "b"]);
}

#[test]
fn cases_are_selected_by_what_they_are_about() {
    let line = "run a --op jwk.parse,jws.verify --level=must,may --requirement rfc0-1-1";
    let Ok(Asked::Run(run)) = words(line) else {
        panic!("a run");
    };
    let selection = Selection {
        prefixes: vec!["a".to_owned()],
        ops: vec!["jwk.parse".to_owned(), "jws.verify".to_owned()],
        levels: vec![Level::Must, Level::May],
        requirements: vec!["rfc0-1-1".to_owned()],
    };
    assert_eq!(run.selection, selection);
    let Ok(Asked::List(list)) = words(&line.replacen("run", "list", 1)) else {
        panic!("a list");
    };
    assert_eq!(list.selection, selection);
}

#[test]
fn files_are_named_for_each_format() {
    let line = "run --json a --junit=b --html c --badge=d";
    let Ok(Asked::Run(run)) = words(line) else {
        panic!("a run");
    };
    let files = Files {
        json: Some("a".into()),
        junit: Some("b".into()),
        html: Some("c".into()),
        badge: Some("d".into()),
    };
    assert_eq!(run.files, files);
}

#[test]
fn runs_that_were_kept_are_reported_and_compared() {
    let report = Report {
        records: vec!["a".into(), "b".into()],
        html: "c".into(),
        cases: Some("d".into()),
    };
    assert_eq!(
        words("report a --html c b --cases=d"),
        Ok(Asked::Report(report))
    );
    let compare = Compare {
        old: "a".into(),
        new: "b".into(),
    };
    assert_eq!(words("compare a b"), Ok(Asked::Compare(compare)));
}

#[test]
fn a_value_may_follow_an_equals_sign() {
    let apart = "run --subject s --cases c=d --divergences d --timeout 5";
    let joined = "run --subject=s --cases=c=d --divergences=d --timeout=5";
    assert!(matches!(words(apart), Ok(Asked::Run(_))));
    assert_eq!(words(joined), words(apart));
    assert_eq!(words("list --cases=c"), words("list --cases c"));
}

#[test]
fn help_is_told_after_every_command() {
    for command in [
        "run",
        "run a --cases b",
        "list",
        "list a",
        "show a",
        "replay a",
        "coverage",
        "coverage a",
        "report",
        "report a --html b",
        "compare",
        "compare a b",
        "seeds",
        "seeds a",
        "forge",
        "forge a",
        "provider",
        "provider --scenario good",
        "subject",
        "help",
        "--version",
    ] {
        for help in ["--help", "-h"] {
            assert_eq!(
                words(&format!("{command} {help}")),
                Ok(Asked::Help),
                "{command}"
            );
        }
    }
}

#[test]
fn a_provider_has_a_scenario_and_any_port() {
    let Ok(Asked::Provider(provider)) = words("provider --scenario gzip-bomb") else {
        panic!("a provider");
    };
    assert_eq!((provider.scenario.name, provider.port), ("gzip-bomb", 0));
    let Ok(Asked::Provider(provider)) = words("provider --port=8080 --scenario=good") else {
        panic!("a provider");
    };
    assert_eq!((provider.scenario.name, provider.port), ("good", 8080));
    assert_eq!(words("provider --list"), Ok(Asked::Scenarios));
}

#[test]
fn a_subject_verifies_with_the_backend_that_is_named() {
    for (line, backend) in [
        ("subject", Backend::RustCrypto),
        ("subject --backend rust-crypto", Backend::RustCrypto),
        ("subject --backend=aws-lc-rs", Backend::AwsLc),
    ] {
        assert_eq!(words(line), Ok(Asked::Subject(backend)), "{line}");
    }
}

#[test]
fn mistakes_are_named() {
    for (line, what) in [
        ("walk", "no command `walk`"),
        ("--remarks", "no command `--remarks`"),
        ("run --colour", "no option `--colour`"),
        ("list --remarks", "no option `--remarks`"),
        ("list --cases a --cases b", "--cases stands there twice"),
        (
            "run --subject a --subject=b",
            "--subject stands there twice",
        ),
        ("run --cases=a --cases a", "--cases stands there twice"),
        (
            "run --divergences a b --divergences c",
            "--divergences stands there twice",
        ),
        (
            "run --timeout 10 --timeout 10",
            "--timeout stands there twice",
        ),
        ("run --timeout=", "`` is no number"),
        (
            "run --wycheproof a --wycheproof b",
            "--wycheproof stands there twice",
        ),
        ("run --wycheproof a --cases b", "both say which cases"),
        ("run --workers 0", "`0` is no number of workers"),
        ("run --workers 65", "`65` is no number of workers"),
        (
            "run --workers 1 --workers 1",
            "--workers stands there twice",
        ),
        ("run --fail-on never", "`never` is no level"),
        (
            "run --fail-on must --fail-on must",
            "--fail-on stands there twice",
        ),
        ("run --op a --op b", "--op stands there twice"),
        ("run --level must,shall", "`shall` is no level"),
        ("run --level", "--level needs a value"),
        ("run --requirement a,", "--requirement has an empty value"),
        ("run --subject=", "names no program"),
        ("run --remarks=yes", "--remarks takes no value"),
        ("run --colour=red", "no option `--colour`"),
        ("run -", "no option `-`"),
        ("subject --remarks", "no option `--remarks`"),
        ("subject --backend ring", "there is no backend `ring`"),
        ("subject --backend", "--backend needs a value"),
        (
            "subject --backend aws-lc-rs --backend=aws-lc-rs",
            "--backend stands there twice",
        ),
        ("seeds --cases", "no option `--cases`"),
        ("run --subject", "--subject needs a value"),
        ("run --timeout 0", "`0` is no number"),
        ("run --timeout -1", "`-1` is no number"),
        ("run --timeout NaN", "`NaN` is no number"),
        ("run --timeout 1e9", "`1e9` is no number"),
        ("subject x", "`x` is one argument too many"),
        ("show", "show needs the id"),
        ("show a --colour", "no option `--colour`"),
        ("show a --cases b --cases c", "--cases stands there twice"),
        ("replay", "replay needs the id"),
        ("replay a b", "replay takes one case"),
        ("replay a --remarks", "no option `--remarks`"),
        ("replay a --timeout 0", "`0` is no number"),
        ("run --json", "--json needs a value"),
        ("run --html a --html a", "--html stands there twice"),
        ("report", "report needs files"),
        ("report a", "report needs an --html file"),
        ("report --html a", "report needs files"),
        ("report a --html b --html b", "--html stands there twice"),
        ("report a --json b", "no option `--json`"),
        ("compare a", "compare needs two files"),
        ("compare a b c", "compare needs two files"),
        ("compare a b --html c", "no option `--html`"),
        ("coverage --all", "no option `--all`"),
        ("seeds", "seeds needs a folder"),
        ("seeds x y", "`y` is one argument too many"),
        ("checks", "checks needs a file"),
        ("provider", "provider needs a --scenario"),
        ("provider --scenario", "--scenario needs a value"),
        ("provider --scenario x", "no scenario `x`"),
        (
            "provider --scenario good --scenario good",
            "--scenario stands there twice",
        ),
        (
            "provider --scenario good --port 65536",
            "`65536` is no port",
        ),
        ("provider --scenario good --port -1", "`-1` is no port"),
        ("provider --scenario good x", "`x` is one argument too many"),
        ("provider --list --list", "--list stands there twice"),
        ("provider --list=yes", "--list takes no value"),
        ("provider --list --port 1", "--list goes with no other"),
        ("provider --colour", "no option `--colour`"),
        ("forge", "forge needs a folder"),
        ("forge x y", "`y` is one argument too many"),
        ("forge --cases", "no option `--cases`"),
    ] {
        let error = words(line).expect_err(line);
        assert!(error.contains(what), "{line}: {error}");
    }
    let empty = ["run", ""].map(Into::into).into_iter();
    assert!(read(empty).is_err());
}
