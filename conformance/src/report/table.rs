//! The table: a row for each specification, a group of columns for each level.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::case::Level;
use crate::run::{CaseResult, Counts, Run};

const TOTAL: &str = "total";
const COLUMN: usize = 6;

type Row<'a> = (&'a str, Vec<&'a CaseResult<'a>>);

pub(super) fn write(output: &mut impl Write, run: &Run<'_>) -> io::Result<()> {
    let mut by_name: BTreeMap<&str, Vec<&CaseResult<'_>>> = BTreeMap::new();
    for result in &run.results {
        by_name
            .entry(result.case.specification())
            .or_default()
            .push(result);
    }
    let mut rows: Vec<Row<'_>> = by_name.into_iter().collect();
    rows.push((TOTAL, run.results.iter().collect()));
    let first = rows
        .iter()
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or_default();

    let mut names = String::new();
    let mut columns = String::new();
    for level in Level::ALL {
        let heads = heads(level);
        names.push_str(&format!("  {:<1$}", level.name(), heads.len() * COLUMN));
        columns.push_str("  ");
        for head in heads {
            columns.push_str(&format!("{head:>COLUMN$}"));
        }
    }
    writeln!(output, "{:first$}{}", "", names.trim_end())?;
    writeln!(output, "{:first$}{columns}", "")?;
    for (name, results) in rows {
        write!(output, "{name:first$}")?;
        for level in Level::ALL {
            let results = results
                .iter()
                .copied()
                .filter(|result| result.case.level == level);
            let counts = Counts::of(results);
            write!(output, "  ")?;
            for head in heads(level) {
                write!(output, "{:>COLUMN$}", cell(&counts, head))?;
            }
        }
        writeln!(output)?;
    }
    Ok(())
}

/// A divergence from a `must` case does not exist.
fn heads(level: Level) -> &'static [&'static str] {
    match level {
        Level::Must => &["acc", "rej", "fail", "unsup"],
        Level::Should | Level::May => &["acc", "rej", "fail", "known", "unsup"],
    }
}

fn cell(counts: &Counts, head: &str) -> usize {
    match head {
        "acc" => counts.accepted,
        "rej" => counts.rejected,
        "fail" => counts.failed,
        "known" => counts.known,
        _ => counts.unsupported,
    }
}
