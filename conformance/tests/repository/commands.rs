//! The checks of `.ci/run` are the lines that the pages tell a developer to type.

use crate::markdown;
use crate::tree::Tree;
use crate::{holds, notices};

/// The command of each `step`, up to its first shell variable.
fn steps(tree: &Tree) -> Vec<&str> {
    let lines = tree.text(".ci/run").lines().map(str::trim);
    let steps = lines.filter_map(|line| line.strip_prefix("step ")?.split_once(' '));
    // A step that has a variable for its name installs a tool.
    let checks = steps.filter(|(name, _)| !name.starts_with('"'));
    let commands = checks.map(|(_, command)| command.split(" \"$").next().unwrap_or(command));
    commands
        .filter(|command| command.contains("cargo "))
        .collect()
}

/// Which of cargo's commands it is: `test`, `fmt`, ...
fn kind(command: &str) -> &str {
    let mut words = command
        .split(' ')
        .skip_while(|word| *word != "cargo")
        .skip(1);
    words
        .find(|word| !word.starts_with('+'))
        .unwrap_or_default()
}

fn extends(command: &str, step: &str) -> bool {
    command
        .strip_prefix(step)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn commands(tree: &Tree) -> Vec<String> {
    let steps = steps(tree);
    let mut findings = Vec::new();
    for page in ["README.md", "CONTRIBUTING.md"] {
        for command in markdown::commands(tree.text(page)) {
            let mut alike = steps
                .iter()
                .filter(|step| kind(step) == kind(command))
                .peekable();
            if alike.peek().is_some() && !alike.any(|step| extends(command, step)) {
                findings.push(format!("{page}: no step of .ci/run: {command}"));
            }
        }
    }
    let typed: Vec<_> = markdown::commands(tree.text("CONTRIBUTING.md")).collect();
    let untold = steps
        .iter()
        .filter(|step| !typed.iter().any(|line| extends(line, step)));
    findings.extend(untold.map(|step| format!("CONTRIBUTING.md: does not tell: {step}")));
    // Not indented: those within a function run when it is called.
    let mut lines = tree.text(".ci/run").lines();
    let first = lines.find_map(|line| line.strip_prefix("step ")?.split_once(' '));
    let first = first.map(|(_, command)| command).unwrap_or_default();
    if first.is_empty() || markdown::commands(tree.text("README.md")).all(|line| line != first) {
        findings.push(format!("README.md: does not tell the first step: {first}"));
    }
    findings
}

#[test]
fn pages_tell_what_is_run() {
    holds(commands);
}

#[test]
fn a_step_that_no_page_tells_is_noticed() {
    notices(
        commands,
        |tree| tree.replace(".ci/run", "step fmt ", "step doc cargo doc\nstep fmt "),
        "CONTRIBUTING.md: does not tell: cargo doc",
    );
}

#[test]
fn a_command_that_differs_from_the_step_is_noticed() {
    notices(
        commands,
        |tree| tree.replace("README.md", "\n```sh\n", "\n```sh\ncargo fmt --check\n"),
        "README.md: no step of .ci/run: cargo fmt --check",
    );
}

#[test]
fn a_readme_without_the_test_command_is_noticed() {
    notices(
        commands,
        |tree| tree.replace("README.md", "cargo test --workspace --locked\n", ""),
        "README.md: does not tell the first step: cargo test --workspace --locked",
    );
}

#[test]
fn checks_without_a_step_are_noticed() {
    let mut tree = crate::sample::workspace();
    tree.write(".ci/run", "");
    assert_eq!(
        commands(&tree),
        ["README.md: does not tell the first step: "]
    );
}
