//! The command line.

mod arguments;
mod coverage;
mod figures;
mod files;
mod list;
mod provider;
mod report;
mod run;
mod show;
mod write;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::case::{self, Case};
use crate::run::Status;
use crate::subject;
use arguments::{Asked, Backend};

const HELP: &str = "\
Runs the cases of the JOSE and OpenID Connect standards against any implementation.

    conformance                      every case, against the subject of this project
    conformance run [OPTION...] [SELECTION...] [PREFIX...]
    conformance list [--cases FOLDER] [SELECTION...] [PREFIX...]
    conformance show [--cases FOLDER] ID...
                                     what a case asks and expects, by which rule, and how its one defect differs from
                                     the case that is accepted
    conformance replay [--subject COMMAND] [--cases FOLDER] [--timeout SECONDS] ID
                                     puts one case to one subject, and prints what is asked and answered
    conformance coverage [ID...]     which rules are enforced and shown, and by what; all that is known about some
    conformance report RUN.json... --html FILE [--cases FOLDER]
                                     one page of runs that --json kept, subjects side by side
    conformance compare OLD.json NEW.json
                                     what got better and what got worse from one run to another
    conformance seeds FOLDER         writes inputs for the fuzzer, made from the cases
    conformance forge FOLDER         writes the case files that recipes make (conformance/cases)
    conformance figures FILE         runs everything, and writes the tables of README.md anew
    conformance checks FILE          makes the tables of oidc-tokens/CHECKS.md anew
    conformance provider --scenario NAME [--port N]
                                     an OpenID provider that misbehaves; prints its issuer and runs until its
                                     standard input ends
    conformance provider --list      names the scenarios
    conformance subject [--backend NAME]
                                     answers requests on the standard streams (PROTOCOL.md)
    conformance help | --help | --version

PREFIX is the beginning of a folder and file (rfc7515, rfc7515/a.1) or the id of a case.

    --subject COMMAND     another program, with its arguments
    --cases FOLDER        other cases
    --wycheproof FOLDER   the JOSE tests of a copy of the Wycheproof project
    --divergences FILE    the failures that are known, each with its reason
    --timeout SECONDS     for one answer (10)
    --workers N           processes of the subject at a time (as many as there are processors, if it pays)
    --fail-on LEVEL       must, should or may: failures down to that level count. Without it all do that no list of
                          divergences names, or those of must cases where there is no list.
    --remarks             lists the rejections that give another reason
    --json FILE           keeps the run, for report and compare
    --junit FILE          writes JUnit XML, for CI systems
    --html FILE           writes a page: specifications, and the cases that fail with rule, request and answer
    --badge FILE          writes a badge as SVG
    --backend NAME        what verifies signatures: rust-crypto (without it), or aws-lc-rs

SELECTION, of run and list, leaves only the cases

    --op NAMES            with one of these ops, between commas
    --level NAMES         of these levels: must, should, may
    --requirement IDS     that name one of these rules

An option takes its value as the next word or after an equals sign, and stands there once.
Exit status: 0 no failure that counts, 1 one or more, or for compare something that got worse, 2 nothing ran or a
mistake.
";

/// Cases, rules and divergences of this project.
const OWN: &str = env!("CARGO_MANIFEST_DIR");

/// Does what the arguments (without the program's name) say.
pub fn main(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let done = match arguments::read(arguments) {
        Ok(Asked::Run(wanted)) => run::run(&wanted),
        Ok(Asked::List(wanted)) => list::list(&wanted),
        Ok(Asked::Show(wanted)) => show::show(&wanted),
        Ok(Asked::Replay(wanted)) => show::replay(&wanted),
        Ok(Asked::Coverage(ids)) => coverage::run(&ids),
        Ok(Asked::Report(wanted)) => report::report(&wanted),
        Ok(Asked::Compare(wanted)) => report::compare(&wanted),
        Ok(Asked::Seeds(folder)) => write::seeds(&folder),
        Ok(Asked::Forge(folder)) => write::forge(&folder),
        Ok(Asked::Checks(page)) => write::checks(&page),
        Ok(Asked::Figures(page)) => figures::figures(&page),
        Ok(Asked::Provider(wanted)) => provider::run(&wanted),
        Ok(Asked::Scenarios) => provider::list(),
        Ok(Asked::Subject(backend)) => serve(backend),
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

fn serve(backend: Backend) -> Result<Status, String> {
    let (input, output) = (io::stdin().lock(), io::stdout().lock());
    unless_closed(subject::serve(input, output, &backend.value()))?;
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

fn own(name: &str) -> std::path::PathBuf {
    Path::new(OWN).join(name)
}

fn message(error: impl Display) -> String {
    error.to_string()
}
