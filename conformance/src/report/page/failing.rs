//! The cases that at least one subject fails, each with rule, request and answers.

use std::collections::HashMap;
use std::io::{self, Write};

use super::{Contents, NAME, Runs, anchor};
use crate::case::Case;
use crate::report::inert::{markup, text};
use crate::report::record::{Answer, Entry, Outcome};
use crate::report::{expected, show};
use crate::requirement::Catalogue;

/// Characters of a member of a request, and of an answer, that are shown.
const LONGEST: usize = 500;

/// Characters of an answer in the line of a case.
const BRIEF: usize = 100;

/// Characters shown of keys and of tokens that are also shown decoded: a page of thousands of failures is to stay small.
const SHORT: usize = 240;

pub(super) fn write(
    output: &mut impl Write,
    runs: &Runs<'_>,
    contents: Contents<'_>,
) -> io::Result<()> {
    let cases = contents.cases.iter();
    let cases: HashMap<&str, &Case> = cases.map(|case| (case.id.as_str(), case)).collect();
    let failing: Vec<_> = runs
        .specifications()
        .into_iter()
        .map(|(name, mut ids)| {
            ids.retain(|id| !runs.wrong(id).is_empty());
            (name, ids)
        })
        .filter(|(_, ids)| !ids.is_empty())
        .collect();
    writeln!(
        output,
        "<section aria-labelledby=\"cases\" class=\"cases\"><h2 id=\"cases\" tabindex=\"-1\">Cases that fail</h2>"
    )?;
    if failing.is_empty() {
        return writeln!(output, "<p>None.</p></section>");
    }
    filters(output, runs)?;
    for (name, ids) in &failing {
        let target = anchor("spec", name);
        writeln!(
            output,
            "<details class=\"spec\"><summary><h3>{}</h3> <span class=\"count\">{}</span></summary>\n<div id=\"{target}\">",
            markup(name, NAME),
            ids.len()
        )?;
        for id in ids {
            case(output, runs, id, cases.get(id).copied(), contents.catalogue)?;
        }
        writeln!(output, "</div></details>")?;
    }
    writeln!(output, "</section>")
}

fn filters(output: &mut impl Write, runs: &Runs<'_>) -> io::Result<()> {
    write!(
        output,
        "<form class=\"filters\" hidden role=\"search\"><label class=\"text\">text <input type=\"search\" name=\"text\" \
         autocomplete=\"off\" spellcheck=\"false\"></label>\n\
         <label>level <select name=\"level\"><option value=\"\">all</option><option>must</option>\
         <option>should</option><option>may</option></select></label>\n\
         <label>wrong in <select name=\"run\"><option value=\"\">any</option>"
    )?;
    for (run, title) in runs.titles.iter().enumerate() {
        let title = markup(title, NAME);
        write!(output, "<option value=\"{run}\">{title}</option>")?;
    }
    writeln!(
        output,
        "</select></label>\n<button type=\"reset\">all cases</button> <output></output></form>"
    )
}

fn case(
    output: &mut impl Write,
    runs: &Runs<'_>,
    id: &str,
    case: Option<&Case>,
    catalogue: &Catalogue,
) -> io::Result<()> {
    let wrong = runs.wrong(id);
    let entries = (0..runs.records.len()).filter_map(|run| Some((run, runs.entry(run, id)?)));
    let entries: Vec<_> = entries.collect();
    let Some((_, first)) = entries.first() else {
        return Ok(());
    };
    let runs_wrong: Vec<_> = wrong.iter().map(usize::to_string).collect();
    let level = first.level.name();
    let expected = case.map_or_else(|| first.expect.name().to_owned(), expected);
    write!(
        output,
        "<details class=\"case\" id=\"{}\" data-level=\"{level}\" data-runs=\"{}\"><summary><code>{}</code> \
         <span class=\"level {level}\">{level}</span> ",
        anchor("case", id),
        runs_wrong.join(" "),
        markup(id, NAME),
    )?;
    for (run, entry) in &entries {
        chip(output, runs, *run, entry)?;
    }
    write!(
        output,
        "</summary><dl><dt>expected</dt><dd>{}</dd>",
        text(&expected, LONGEST)
    )?;
    match case {
        Some(case) => asked(output, case, catalogue)?,
        None => write!(
            output,
            "<dt>request</dt><dd>not known: there is no such case any more</dd>"
        )?,
    }
    for (run, entry) in &entries {
        if let Some(title) = runs.titles.get(*run) {
            answered(output, entry, title)?;
        }
    }
    writeln!(output, "</dl></details>")
}

/// In the line of the case: the number of the subject, or, where there is one alone, what it said.
fn chip(output: &mut impl Write, runs: &Runs<'_>, run: usize, entry: &Entry) -> io::Result<()> {
    let outcome = entry.outcome.name();
    if runs.records.len() == 1 {
        let what = text(&entry.what, BRIEF);
        return write!(
            output,
            "<span class=\"chip {outcome}\">{outcome}</span> {what}"
        );
    }
    let number = run + 1;
    write!(
        output,
        "<span class=\"chip {outcome}\">{number}. {outcome}</span> "
    )
}

/// The rules, what is particular, and the request.
fn asked(output: &mut impl Write, case: &Case, catalogue: &Catalogue) -> io::Result<()> {
    write!(output, "<dt>rule</dt>")?;
    for id in &case.requirement {
        write!(output, "<dd><code>{}</code>", markup(id, NAME))?;
        if let Some(rule) = catalogue.get(id) {
            let (section, summary) = (text(&rule.section, NAME), text(&rule.summary, LONGEST));
            write!(output, " section {section}: {summary}")?;
        }
        write!(output, "</dd>")?;
    }
    if !case.comment.is_empty() {
        write!(
            output,
            "<dt>about</dt><dd>{}</dd>",
            text(&case.comment, LONGEST)
        )?;
    }
    if let Some(live) = &case.provider {
        let live = text(&format!("{live:?}"), LONGEST);
        write!(output, "<dt>provider</dt><dd><code>{live}</code></dd>")?;
    }
    write!(output, "<dt>request</dt><dd><table class=\"request\">")?;
    for (name, value) in &case.request {
        let readings = show::readings(name, value);
        let short = name == "keys" || readings.len() > 1;
        for (reading, value) in readings {
            let limit = match reading == *name && short {
                true => SHORT,
                false => LONGEST,
            };
            let (reading, value) = (text(&reading, NAME), cut(&value, limit));
            write!(output, "<tr><th>{reading}<td>{value}")?;
        }
    }
    write!(output, "</table></dd>")
}

fn answered(output: &mut impl Write, entry: &Entry, title: &str) -> io::Result<()> {
    let outcome = entry.outcome.name();
    write!(
        output,
        "<dt>{}</dt><dd><span class=\"chip {outcome}\">{outcome}</span> ",
        markup(title, NAME)
    )?;
    if entry.outcome == Outcome::Passed {
        let reason = entry
            .answer
            .as_ref()
            .and_then(|answer| answer.reason.as_deref());
        let reason = text(reason.unwrap_or_default(), BRIEF);
        return write!(output, "{reason}</dd>");
    }
    let what = &entry.what;
    write!(output, "{}", text(what, LONGEST))?;
    if let Some(why) = &entry.known {
        write!(output, "<br>known: {}", text(why, LONGEST))?;
    }
    // An empty acceptance says no more than its verdict.
    let answer = entry.answer.as_ref();
    let telling = |answer: &&Answer| {
        answer
            .output
            .as_ref()
            .is_none_or(|output| !output.is_empty())
    };
    if let Some(answer) = answer.filter(telling) {
        write!(output, "<br><code>{}</code>", cut(&line(answer), LONGEST))?;
    }
    if let Some(remark) = &entry.remark {
        write!(output, "<br>{}", text(remark, LONGEST))?;
    }
    write!(output, "</dd>")
}

/// The answer as it came, but for its id.
fn line(answer: &Answer) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}

/// A text, and how much of it is not shown.
fn cut(value: &str, limit: usize) -> String {
    let shown = text(value, limit);
    let length = value.chars().count();
    if length > limit {
        format!("{shown} <em>cut: the beginning of {length} characters</em>")
    } else {
        shown
    }
}
