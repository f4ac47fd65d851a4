//! `conformance provider`.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use conformance::provider::Scenario;

use crate::client::get;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conformance"));
    command.arg("provider").args(arguments);
    command
}

#[test]
fn the_command_prints_its_issuers_and_runs_until_its_input_ends() {
    let mut command = program(&["--scenario", "same-kid-issuers"]);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let mut line = || lines.next().expect("a line").expect("UTF-8");
    let issuer = line();
    assert_eq!(
        [line(), line()],
        ["/t1", "/t2"].map(|path| format!("{issuer}{path}"))
    );
    let metadata = get(&format!("{issuer}/.well-known/openid-configuration")).fine();
    assert_eq!(metadata.json()["issuer"], issuer);
    drop(child.stdin.take());
    assert!(child.wait().expect("an end").success());
}

#[test]
fn the_command_lists_the_scenarios() {
    let output = program(&["--list"]).output().expect("the program starts");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(text.lines().count(), Scenario::all().len());
    for (line, scenario) in text.lines().zip(Scenario::all()) {
        assert_eq!(line.split_whitespace().next(), Some(scenario.name));
        assert!(line.ends_with(scenario.description));
    }
}
