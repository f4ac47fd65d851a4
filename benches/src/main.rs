//! Measures, prints the table, and writes it where it is told to.

#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use std::{env, fs, io};

use benches::contender::Contender;
use benches::measure::Plan;
use benches::results::{Results, chart, markdown, section};
use benches::run::{Extent, measured};
use benches::worker;

const USAGE: &str = "\
benches                   measure, and print the results as Markdown
    --write FOLDER        also write results.json, results.md and chart.svg there
    --readme FILE         also replace the section of that page
    --from FILE           take a results.json instead of measuring
    --rounds NUMBER       instead of 100
    --smoke               as little as goes through every part once
";

#[derive(Default)]
struct Arguments {
    write: Option<PathBuf>,
    readme: Option<PathBuf>,
    from: Option<PathBuf>,
    rounds: Option<usize>,
    smoke: Option<()>,
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let done = match &words[..] {
        [first, name] if first == "worker" => serve(name),
        _ => parse(&words).and_then(|arguments| run(&arguments, &words)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(name: &str) -> io::Result<()> {
    let contender = Contender::named(name);
    let contender = contender.ok_or_else(|| io::Error::other(format!("no contender {name}")))?;
    worker::serve(contender)
}

fn parse(words: &[String]) -> io::Result<Arguments> {
    let mut arguments = Arguments::default();
    let mut words = words.iter();
    let usage = || io::Error::other(USAGE);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(usage);
        match word.as_str() {
            "--write" => arguments.write = Some(value()?.into()),
            "--readme" => arguments.readme = Some(value()?.into()),
            "--from" => arguments.from = Some(value()?.into()),
            "--rounds" => arguments.rounds = Some(value()?.parse().map_err(|_| usage())?),
            "--smoke" => arguments.smoke = Some(()),
            _ => return Err(usage()),
        }
    }
    Ok(arguments)
}

fn run(arguments: &Arguments, words: &[String]) -> io::Result<()> {
    let results = match &arguments.from {
        Some(file) => serde_json::from_str(&fs::read_to_string(file)?)?,
        None => measured(extent(arguments), command(words))?,
    };
    let page = markdown::page(&results);
    if let Some(folder) = &arguments.write {
        write(folder, &results, &page)?;
    }
    if let Some(file) = &arguments.readme {
        let replaced = section::replaced(&fs::read_to_string(file)?, &results);
        let replaced = replaced.ok_or_else(|| io::Error::other("the page has no markers"))?;
        fs::write(file, replaced)?;
    }
    println!("{page}");
    Ok(())
}

fn extent(arguments: &Arguments) -> Extent {
    let plan = |rounds, slice| Plan {
        rounds: arguments.rounds.unwrap_or(rounds),
        slice,
    };
    match arguments.smoke {
        Some(()) => Extent::smoke(plan(1, Duration::from_micros(200))),
        None => Extent::whole(plan(100, Duration::from_millis(2))),
    }
}

fn command(words: &[String]) -> String {
    let mut command = "cargo run --release --manifest-path benches/Cargo.toml".to_owned();
    if !words.is_empty() {
        command += " -- ";
        command += &words.join(" ");
    }
    command
}

fn write(folder: &Path, results: &Results, page: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut json = serde_json::to_string_pretty(results)?;
    json.push('\n');
    fs::write(folder.join("results.json"), json)?;
    fs::write(folder.join("results.md"), page)?;
    fs::write(folder.join("chart.svg"), chart::svg(results))
}
