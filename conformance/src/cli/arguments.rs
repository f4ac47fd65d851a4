//! Reads the arguments.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use crate::process::Command;
use crate::report::Remarks;

const TIMEOUT: Duration = Duration::from_secs(10);

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Run(Run),
    List(List),
    Seeds(PathBuf),
    Subject,
    Help,
    Version,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Our own where there is none; so are the cases.
    pub(super) subject: Option<Command>,
    pub(super) cases: Option<PathBuf>,
    pub(super) divergences: Option<PathBuf>,
    pub(super) timeout: Duration,
    pub(super) remarks: Remarks,
    pub(super) prefixes: Vec<String>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    pub(super) cases: Option<PathBuf>,
    pub(super) prefixes: Vec<String>,
}

pub(super) fn read(arguments: impl Iterator<Item = OsString>) -> Result<Asked, String> {
    let words = arguments.map(|word| {
        word.into_string()
            .map_err(|word| format!("`{}` is not UTF-8", word.display()))
    });
    let words = words.collect::<Result<Vec<_>, _>>()?;
    let mut words = words.into_iter();
    match words.next().as_deref() {
        None | Some("run") => run(words).map(Asked::Run),
        Some("list") => list(words).map(Asked::List),
        Some("seeds") => {
            let folder = value("seeds", &mut words)?;
            alone(words, Asked::Seeds(folder.into()))
        }
        Some("subject") => alone(words, Asked::Subject),
        Some("help" | "--help" | "-h") => alone(words, Asked::Help),
        Some("--version" | "-V") => alone(words, Asked::Version),
        Some(other) => Err(format!("there is no command `{other}`")),
    }
}

fn alone(mut words: impl Iterator<Item = String>, asked: Asked) -> Result<Asked, String> {
    match words.next() {
        None => Ok(asked),
        Some(word) => Err(format!("`{word}` is one argument too many")),
    }
}

fn run(mut words: impl Iterator<Item = String>) -> Result<Run, String> {
    let mut run = Run {
        subject: None,
        cases: None,
        divergences: None,
        timeout: TIMEOUT,
        remarks: Remarks::Counted,
        prefixes: Vec::new(),
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--subject" => run.subject = Some(Command::parse(&value(&word, &mut words)?)?),
            "--cases" => run.cases = Some(value(&word, &mut words)?.into()),
            "--divergences" => run.divergences = Some(value(&word, &mut words)?.into()),
            "--timeout" => run.timeout = seconds(&value(&word, &mut words)?)?,
            "--remarks" => run.remarks = Remarks::Listed,
            _ => run.prefixes.push(prefix(word)?),
        }
    }
    Ok(run)
}

fn list(mut words: impl Iterator<Item = String>) -> Result<List, String> {
    let mut list = List::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--cases" => list.cases = Some(value(&word, &mut words)?.into()),
            _ => list.prefixes.push(prefix(word)?),
        }
    }
    Ok(list)
}

fn value(option: &str, words: &mut impl Iterator<Item = String>) -> Result<String, String> {
    words
        .next()
        .ok_or_else(|| format!("{option} needs a value"))
}

fn prefix(word: String) -> Result<String, String> {
    if word.starts_with('-') {
        return Err(format!("there is no option `{word}` here"));
    }
    // An empty prefix would select everything.
    if word.is_empty() {
        return Err("a prefix is empty".to_owned());
    }
    Ok(word)
}

fn seconds(text: &str) -> Result<Duration, String> {
    // A day is more than anyone waits for, and far from where times overflow.
    let longest = Duration::from_secs(86_400);
    let number = text.parse().ok().map(Duration::try_from_secs_f64);
    match number {
        Some(Ok(time)) if !time.is_zero() && time <= longest => Ok(time),
        _ => Err(format!(
            "`{text}` is no number of seconds above 0 and up to 86400"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Remarks, read};
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
        assert!(run.prefixes.is_empty());
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
        assert_eq!(run.prefixes, ["a", "b"]);
    }

    #[test]
    fn mistakes_are_named() {
        for (line, what) in [
            ("walk", "no command `walk`"),
            ("--remarks", "no command `--remarks`"),
            ("run --colour", "no option `--colour`"),
            ("list --remarks", "no option `--remarks`"),
            ("run --subject", "--subject needs a value"),
            ("run --timeout 0", "`0` is no number"),
            ("run --timeout -1", "`-1` is no number"),
            ("run --timeout NaN", "`NaN` is no number"),
            ("run --timeout 1e9", "`1e9` is no number"),
            ("subject x", "`x` is one argument too many"),
            ("seeds", "seeds needs a value"),
            ("seeds x y", "`y` is one argument too many"),
        ] {
            let error = words(line).expect_err(line);
            assert!(error.contains(what), "{line}: {error}");
        }
        let empty = ["run", ""].map(Into::into).into_iter();
        assert!(read(empty).is_err());
    }
}
