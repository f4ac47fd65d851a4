//! What covers the rules, for a person.

use std::io::{self, Write};

use crate::text;
use crate::traceability::{Citation, Coverage, Covered, How};

const COLUMN: usize = 8;
/// Cases named on each side of a rule; more are counted.
const NAMED: usize = 5;
const TOTAL: &str = "total";

/// A row for each standard: its rules, those that are a `must`, those that a line of a library cites, and by what the
/// rules are covered.
///
/// # Errors
///
/// When the output cannot be written.
pub fn table(output: &mut impl Write, coverage: &Coverage<'_>) -> io::Result<()> {
    let mut names: Vec<&str> = Vec::new();
    for covered in &coverage.rules {
        if names.last() != Some(&&*covered.rule.file) {
            names.push(&covered.rule.file);
        }
    }
    let first = names
        .iter()
        .map(|name| name.len())
        .max()
        .unwrap_or_default();
    write!(output, "{:first$}", "")?;
    let heads = ["rules", "must", "cited"].into_iter();
    for head in heads.chain(How::ALL.map(How::name)) {
        write!(output, "{head:>COLUMN$}")?;
    }
    writeln!(output)?;
    for name in names.into_iter().chain([TOTAL]) {
        let rules = coverage.rules.iter();
        let rules: Vec<_> = rules
            .filter(|covered| name == TOTAL || covered.rule.file == name)
            .collect();
        write!(output, "{name:first$}")?;
        let must = rules.iter().filter(|covered| covered.is_must()).count();
        let cited = rules.iter().filter(|covered| !covered.code.is_empty());
        let how = How::ALL.map(|how| rules.iter().filter(|covered| covered.how == how).count());
        for count in [rules.len(), must, cited.count()].into_iter().chain(how) {
            write!(output, "{count:>COLUMN$}")?;
        }
        writeln!(output)?;
    }
    Ok(())
}

/// The one line that sums up the `must` rules.
pub fn summary(coverage: &Coverage<'_>) -> String {
    let must = || coverage.rules.iter().filter(|covered| covered.is_must());
    let open = must().filter(|covered| covered.how == How::Open).count();
    let reason = must().filter(|covered| covered.how == How::Reason).count();
    let all = must().count();
    format!(
        "{all} must rules: {} covered, {reason} with a reason, {open} open",
        all - open - reason
    )
}

/// All that is known about a rule.
///
/// # Errors
///
/// When the output cannot be written.
pub fn rule(output: &mut impl Write, covered: &Covered<'_>) -> io::Result<()> {
    let rule = covered.rule;
    writeln!(output, "{} ({}, {})", rule.id, rule.level, rule.binds)?;
    writeln!(output, "    {}", rule.summary)?;
    let texts = [("accepts", &rule.positive), ("rejects", &rule.negative)];
    for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        writeln!(output, "    {name}: {text}")?;
    }
    if !rule.same_as.is_empty() {
        writeln!(output, "    the same as {}", rule.same_as.join(", "))?;
    }
    let shown = covered.how.name();
    writeln!(output, "    covered by: {shown} (test: {})", rule.test)?;
    for Citation { path, line, .. } in &covered.code {
        writeln!(output, "    code: {path}:{line}")?;
    }
    let sides = [
        ("accepted", &covered.accepting),
        ("rejected", &covered.rejecting),
    ];
    for (name, (cases, tests)) in sides {
        for case in cases.iter().take(NAMED) {
            writeln!(output, "    {name}: case {case}")?;
        }
        if cases.len() > NAMED {
            let more = cases.len() - NAMED;
            let all = format!("conformance list --requirement {}", rule.id);
            writeln!(output, "    {name}: {more} more cases, see `{all}`")?;
        }
        for test in tests {
            writeln!(output, "    {name}: test {test}")?;
        }
    }
    for reason in &covered.reasons {
        writeln!(output, "    reason: {}", text::printable(reason, 400))?;
    }
    for what in &covered.missing {
        writeln!(output, "    open: {what}")?;
    }
    Ok(())
}
