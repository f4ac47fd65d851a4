//! What a person sees at the end of a run.

pub mod badge;
pub mod compare;
pub mod coverage;
mod inert;
pub mod junit;
pub mod page;
pub mod record;
pub mod show;
mod table;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::case::{Case, Expect, Level};
use crate::judge::Outcome;
use crate::requirement::Catalogue;
use crate::run::{Counts, Run};
use crate::text;

/// Whether remarks are listed or only counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remarks {
    /// Counted.
    Counted,
    /// Listed.
    Listed,
}

/// Writes the report of a run.
pub fn write(
    output: &mut impl Write,
    run: &Run<'_>,
    catalogue: &Catalogue,
    remarks: Remarks,
) -> io::Result<()> {
    let member = |name| run.hello.as_ref()?.get(name)?.as_str();
    if let Some(name) = member("name") {
        let words = format!("{name} {}", member("version").unwrap_or_default());
        writeln!(
            output,
            "subject: {}\n",
            text::printable(words.trim_end(), 120)
        )?;
    }
    table::write(output, run)?;
    failures(output, run, catalogue)?;
    faults(output, run)?;
    divergences(output, run)?;
    self::remarks(output, run, remarks)?;
    summary(output, run)
}

fn failures(output: &mut impl Write, run: &Run<'_>, catalogue: &Catalogue) -> io::Result<()> {
    heading(
        output,
        "failed",
        |outcome| matches!(outcome, Outcome::Failed { .. } | Outcome::Broken { .. }),
        run,
    )?;
    for result in &run.results {
        let (kind, what) = match &result.outcome {
            Outcome::Failed { what, .. } => ("got", what),
            Outcome::Broken { what } => ("broken:", what),
            _ => continue,
        };
        let case = result.case;
        writeln!(
            output,
            "{} ({}): expected {}, {kind} {what} [{}]",
            case.id,
            case.level.name(),
            expected(case),
            rule(case, catalogue),
        )?;
    }
    for id in &run.strangers {
        let id = text::printable(id, 80);
        writeln!(
            output,
            "{id}: listed as a divergence, but there is no such case"
        )?;
    }
    Ok(())
}

/// What a subject lets through, by the first reason for which it is wrong: a fault of its own is seldom one case.
fn faults(output: &mut impl Write, run: &Run<'_>) -> io::Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for result in &run.results {
        let accepted = matches!(
            &result.outcome,
            Outcome::Failed {
                got: Expect::Accept,
                ..
            }
        );
        if accepted && result.case.expect == Expect::Reject {
            let reason = result.case.reason.first();
            *counts
                .entry(reason.map_or("other", |reason| reason))
                .or_default() += 1;
        }
    }
    if counts.is_empty() {
        return Ok(());
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let words = counts
        .iter()
        .map(|(reason, count)| format!("{reason} {count}"));
    let words: Vec<_> = words.collect();
    writeln!(
        output,
        "\nwrongly accepted, by what is wrong: {}",
        words.join(", ")
    )
}

fn divergences(output: &mut impl Write, run: &Run<'_>) -> io::Result<()> {
    heading(
        output,
        "known divergences",
        |outcome| matches!(outcome, Outcome::Known { .. }),
        run,
    )?;
    for result in &run.results {
        if let Outcome::Known { what, reason } = &result.outcome {
            let case = result.case;
            let (id, level, reason) = (&case.id, case.level.name(), text::printable(reason, 160));
            writeln!(
                output,
                "{id} ({level}): expected {}, got {what}: {reason}",
                expected(case)
            )?;
        }
    }
    Ok(())
}

fn remarks(output: &mut impl Write, run: &Run<'_>, remarks: Remarks) -> io::Result<()> {
    let remarked = run.results.iter().filter_map(|result| {
        let remark = result.remark.as_ref()?;
        Some((&result.case.id, remark))
    });
    let count = remarked.clone().count();
    if count == 0 {
        return Ok(());
    }
    match remarks {
        Remarks::Counted => writeln!(
            output,
            "\nremarks on reasons: {count} (--remarks lists them)"
        ),
        Remarks::Listed => {
            writeln!(output, "\nremarks on reasons:")?;
            for (id, remark) in remarked {
                writeln!(output, "{id}: {remark}")?;
            }
            Ok(())
        }
    }
}

fn summary(output: &mut impl Write, run: &Run<'_>) -> io::Result<()> {
    let counts = Counts::of(&run.results);
    writeln!(output)?;
    let (decisive, failed) = (run.decisive(), counts.failed);
    if failed > decisive {
        let levels = match run.fail_on {
            Level::Must => "`must` cases",
            Level::Should | Level::May => "`must` and `should` cases",
        };
        writeln!(
            output,
            "only failed {levels} decide here: {decisive} of {failed}"
        )?;
    }
    if counts.known > 0 {
        let (known, unsupported) = (counts.known, counts.unsupported);
        writeln!(
            output,
            "skipped: {unsupported} unsupported, {known} known divergences"
        )?;
    }
    writeln!(
        output,
        "{} passed, {} failed, {} skipped",
        counts.accepted + counts.rejected,
        counts.failed + run.strangers.len(),
        counts.known + counts.unsupported,
    )
}

fn heading(
    output: &mut impl Write,
    words: &str,
    belongs: fn(&Outcome) -> bool,
    run: &Run<'_>,
) -> io::Result<()> {
    if run.results.iter().any(|result| belongs(&result.outcome)) {
        writeln!(output, "\n{words}:")?;
    }
    Ok(())
}

/// What a right subject says to a case, in words.
pub fn expected(case: &Case) -> String {
    match case.expect {
        Expect::Accept => "accept".to_owned(),
        Expect::Reject if case.reason.is_empty() => "reject".to_owned(),
        Expect::Reject => format!("reject {}", case.reason.join(" or ")),
    }
}

/// The first rule of a case: id, section and summary.
fn rule(case: &Case, catalogue: &Catalogue) -> String {
    let Some(id) = case.requirement.first() else {
        return "no rule".to_owned();
    };
    let shown = text::printable(id, 60);
    match catalogue.get(id) {
        None => shown,
        Some(rule) => {
            let summary = text::printable(&rule.summary, 100);
            format!("{shown}, section {}: {summary}", rule.section)
        }
    }
}
