//! A report for people: aligned, a line a check.

use core::fmt;

use jwk_types::Quoted;

use super::{KeyLine, Outcome, Report};

/// How a report is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Letters alone.
    #[default]
    Plain,
    /// With the colours of a terminal (ANSI).
    Coloured,
}

impl Style {
    /// Colours if `output` is a terminal.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn of(output: &impl std::io::IsTerminal) -> Self {
        if output.is_terminal() {
            Self::Coloured
        } else {
            Self::Plain
        }
    }
}

/// A report to be printed.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'r> {
    report: &'r Report,
    style: Style,
}

const GREEN: &str = "32";
const RED: &str = "31";
const GREY: &str = "90";

impl<'r> Shown<'r> {
    pub(super) const fn new(report: &'r Report, style: Style) -> Self {
        Self { report, style }
    }

    /// A word of six columns at the beginning of a line.
    fn mark(&self, f: &mut fmt::Formatter<'_>, colour: &str, word: &str) -> fmt::Result {
        match self.style {
            Style::Plain => write!(f, "  {word:<6}  "),
            Style::Coloured => write!(f, "  \u{1b}[{colour}m{word:<6}\u{1b}[0m  "),
        }
    }

    fn checks(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.report.entries.iter().map(|entry| entry.check.name());
        let width = names.map(str::len).max().unwrap_or_default();
        for entry in &self.report.entries {
            let check = entry.check;
            let name = check.name();
            match &entry.outcome {
                Outcome::Passed => {
                    self.mark(f, GREEN, "ok")?;
                    writeln!(f, "{name:<width$}  [{}]", check.rule())?;
                }
                Outcome::Failed(error) => {
                    self.mark(f, RED, "FAILED")?;
                    writeln!(f, "{name:<width$}  {}", check.describe(error))?;
                }
                Outcome::NotApplicable(why) => {
                    self.mark(f, GREY, "-")?;
                    writeln!(f, "{name:<width$}  {why}")?;
                }
            }
        }
        Ok(())
    }

    fn keys(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(keys) = &self.report.keys else {
            return Ok(());
        };
        writeln!(f, "keys")?;
        for key in &keys.considered {
            writeln!(f, "  {key}")?;
        }
        for error in &keys.skipped {
            writeln!(f, "  a key with this kid could not be read: {error}")?;
        }
        match keys.others {
            0 => Ok(()),
            1 => writeln!(f, "  1 other, which the kid does not name"),
            others => writeln!(f, "  {others} others, which the kid does not name"),
        }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report {
            kind, now, header, ..
        } = self.report;
        let verdict = if self.report.is_accepted() {
            "accepted"
        } else {
            "refused"
        };
        writeln!(f, "{verdict} as {kind} at {now}")?;
        if let Some(header) = header {
            let alg = Quoted::new(&header.alg);
            write!(f, "header  alg {alg}, kid ")?;
            or_none(f, header.kid.as_deref())?;
            f.write_str(", typ ")?;
            or_none(f, header.typ.as_deref())?;
            writeln!(f)?;
        }
        self.checks(f)?;
        self.keys(f)
    }
}

impl fmt::Display for KeyLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("kid ")?;
        or_none(f, self.kid.as_deref())?;
        write!(f, ", kty {}", Quoted::new(&self.kty))?;
        if let Some(thumbprint) = &self.thumbprint {
            write!(f, ", thumbprint {thumbprint}")?;
        }
        write!(f, ": {}", self.verdict)
    }
}

fn or_none(f: &mut fmt::Formatter<'_>, text: Option<&str>) -> fmt::Result {
    match text {
        Some(text) => write!(f, "{}", Quoted::new(text)),
        None => f.write_str("(none)"),
    }
}
