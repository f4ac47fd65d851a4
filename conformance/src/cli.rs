//! The command line.

mod arguments;

use std::ffi::OsString;
use std::fmt::Display;
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::case::{self, Case};
use crate::divergence::Divergences;
use crate::process::Command;
use crate::progress::Bar;
use crate::properties::seeds;
use crate::provider::{Loopback, Scenario};
use crate::recipe::{self, Book};
use crate::report;
use crate::requirement::Catalogue;
use crate::run::{self, Status};
use crate::traceability::Showings;
use crate::{checks_page, selection, subject, text};
use arguments::{Asked, List, Provider, Run};

const HELP: &str = "\
Runs the cases of the JOSE and OpenID Connect standards against any implementation.

    conformance                      every case, against the subject of this project
    conformance run [OPTION...] [PREFIX...]
    conformance list [--cases FOLDER] [PREFIX...]
    conformance seeds FOLDER         writes inputs for the fuzzer, made from the cases
    conformance forge FOLDER         writes the case files that recipes make (conformance/cases)
    conformance checks FILE          makes the tables of oidc-tokens/CHECKS.md anew
    conformance provider --scenario NAME [--port N]
                                     an OpenID provider that misbehaves; prints its issuer and runs until its
                                     standard input ends
    conformance provider --list      names the scenarios
    conformance subject              answers requests on the standard streams (PROTOCOL.md)
    conformance help | --help | --version

PREFIX is the beginning of a folder and file (rfc7515, rfc7515/a.1) or the id of a case.

    --subject COMMAND     another program, with its arguments
    --cases FOLDER        other cases
    --divergences FILE    the failures that are known, each with its reason
    --timeout SECONDS     for one answer (10)
    --remarks             lists the rejections that give another reason

An option takes its value as the next word or after an equals sign, and stands there once.
Exit status: 0 no failure that counts, 1 one or more, 2 nothing ran or a mistake.
";

/// Cases, rules and divergences of this project.
const OWN: &str = env!("CARGO_MANIFEST_DIR");

/// Does what the arguments (without the program's name) say.
pub fn main(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let done = match arguments::read(arguments) {
        Ok(Asked::Run(wanted)) => run(&wanted),
        Ok(Asked::List(wanted)) => list(&wanted),
        Ok(Asked::Seeds(folder)) => write_seeds(&folder),
        Ok(Asked::Forge(folder)) => forge(&folder),
        Ok(Asked::Checks(page)) => renew_checks(&page),
        Ok(Asked::Provider(wanted)) => provide(&wanted),
        Ok(Asked::Scenarios) => list_scenarios(),
        Ok(Asked::Subject) => serve(),
        Ok(Asked::Help) => print(HELP),
        Ok(Asked::Version) => print(concat!("conformance ", env!("CARGO_PKG_VERSION"), "\n")),
        Err(what) => Err(format!("{what}; `conformance help` tells more")),
    };
    match done {
        Ok(status) => status.code().into(),
        Err(what) => {
            complain(&what);
            2.into()
        }
    }
}

fn run(wanted: &Run) -> Result<Status, String> {
    let all = load(wanted.cases.as_deref())?;
    let selected = select(&all, &wanted.prefixes)?;
    let catalogue = Catalogue::load(&own("requirements")).map_err(message)?;
    let mut divergences = divergences(wanted, &all)?;
    if !wanted.prefixes.is_empty() {
        divergences = divergences.map(|listed| listed.among(&selected));
    }
    let command = match &wanted.subject {
        Some(command) => command.clone(),
        None => Command::own().map_err(message)?,
    };
    let mut bar = Bar::new(selected.len());
    let mut progress = |done| bar.show(done);
    let run = run::run(
        &selected,
        &command,
        wanted.timeout,
        divergences.as_ref(),
        &mut progress,
    )
    .map_err(|error| format!("cannot start `{command}`: {error}"))?;
    drop(bar);
    let mut output = BufWriter::new(io::stdout().lock());
    let written = report::write(&mut output, &run, &catalogue, wanted.remarks);
    unless_closed(written.and_then(|()| output.flush()))?;
    let status = run.status();
    if status == Status::NothingRan {
        complain("nothing ran: the subject supports none of these cases");
    }
    Ok(status)
}

/// Those that the caller names; else the project's own, which are about its own subject and its own cases.
fn divergences(wanted: &Run, all: &[Case]) -> Result<Option<Divergences>, String> {
    let load = |path: &Path| Divergences::load(path, all).map_err(message);
    match (&wanted.divergences, &wanted.subject, &wanted.cases) {
        (Some(path), _, _) => load(path).map(Some),
        (None, Some(_), _) => Ok(None),
        (None, None, Some(_)) => Ok(Some(Divergences::default())),
        (None, None, None) => load(&own("divergences.jsonl")).map(Some),
    }
}

fn list(wanted: &List) -> Result<Status, String> {
    let all = load(wanted.cases.as_deref())?;
    let selected = select(&all, &wanted.prefixes)?;
    let lines: String = selected
        .iter()
        .map(|case| format!("{}\n", case.id))
        .collect();
    print(&lines)
}

fn write_seeds(folder: &Path) -> Result<Status, String> {
    let seeds = seeds::of(&load(None)?);
    seeds::write(&seeds, folder).map_err(message)?;
    Ok(Status::Fine)
}

fn renew_checks(page: &Path) -> Result<Status, String> {
    let showings = fs::read_to_string(own("requirements/shown/oidc-tokens.toml"));
    let showings = Showings::parse(&showings.map_err(message)?)?;
    let text = fs::read_to_string(page).map_err(message)?;
    let renewed = checks_page::renew(&text, &load(None)?, &showings)?;
    fs::write(page, renewed).map_err(message)?;
    Ok(Status::Fine)
}

fn forge(folder: &Path) -> Result<Status, String> {
    let book = Book::load(&own("recipes")).map_err(message)?;
    let catalogue = Catalogue::load(&own("requirements")).map_err(message)?;
    let forged = recipe::forge(&book, &catalogue)?;
    recipe::write(&forged, folder).map_err(message)?;
    Ok(Status::Fine)
}

/// The issuers, the one without a path first, a line each.
fn provide(wanted: &Provider) -> Result<Status, String> {
    let provider = Loopback::start_on(&wanted.scenario, wanted.port).map_err(message)?;
    let mut lines = format!("{}\n", provider.issuer());
    for path in wanted.scenario.issuers {
        lines.push_str(&format!("{}\n", provider.issuer_at(path)?));
    }
    print(&lines)?;
    io::copy(&mut io::stdin().lock(), &mut io::sink()).map_err(message)?;
    Ok(Status::Fine)
}

fn list_scenarios() -> Result<Status, String> {
    let scenarios = Scenario::all().iter();
    let lines = scenarios.map(|scenario| format!("{:24}{}\n", scenario.name, scenario.description));
    print(&lines.collect::<String>())
}

fn serve() -> Result<Status, String> {
    unless_closed(subject::serve(io::stdin().lock(), io::stdout().lock()))?;
    Ok(Status::Fine)
}

fn print(words: &str) -> Result<Status, String> {
    let mut output = io::stdout().lock();
    unless_closed(
        output
            .write_all(words.as_bytes())
            .and_then(|()| output.flush()),
    )?;
    Ok(Status::Fine)
}

/// A reader that has seen enough, as `head` has, is no mistake.
fn unless_closed(written: io::Result<()>) -> Result<(), String> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(message),
    }
}

/// Tells a mistake; nobody may be reading.
fn complain(what: &str) {
    let _ = writeln!(io::stderr(), "conformance: {what}");
}

fn load(folder: Option<&Path>) -> Result<Vec<Case>, String> {
    case::load(folder.unwrap_or(&own("cases"))).map_err(message)
}

fn select<'a>(all: &'a [Case], prefixes: &[String]) -> Result<Vec<&'a Case>, String> {
    let selected = selection::select(all, prefixes).map_err(|prefix| {
        let prefix = text::printable(&prefix, 80);
        format!("nothing to run: `{prefix}` selects no case")
    })?;
    if selected.is_empty() {
        return Err("nothing to run: there are no cases".to_owned());
    }
    Ok(selected)
}

fn own(name: &str) -> std::path::PathBuf {
    Path::new(OWN).join(name)
}

fn message(error: impl Display) -> String {
    error.to_string()
}
