//! The table: specifications down, subjects across.

use std::io::{self, Write};

use super::{NAME, Runs, anchor};
use crate::case::Level;
use crate::report::inert::markup;
use crate::report::record::{Entry, Tally};

pub(super) fn write(output: &mut impl Write, runs: &Runs<'_>) -> io::Result<()> {
    write!(
        output,
        "<section aria-labelledby=\"specifications\"><h2 id=\"specifications\">Specifications</h2>\n\
         <p>Cases passed, of all. A cell with failures leads to them.</p>\n\
         <div class=\"wide\" role=\"region\" aria-labelledby=\"specifications\" tabindex=\"0\"><table class=\"matrix\">\n\
         <thead><tr><th scope=\"col\">specification</th>"
    )?;
    for title in &runs.titles {
        let title = markup(title, NAME);
        write!(output, "<th scope=\"col\">{title}</th>")?;
    }
    writeln!(output, "</tr></thead>\n<tbody>")?;
    let specifications = runs.specifications();
    for (name, ids) in &specifications {
        row(output, runs, Some(name), ids)?;
    }
    writeln!(output, "</tbody>\n<tfoot>")?;
    let all: Vec<_> = specifications
        .into_iter()
        .flat_map(|(_, ids)| ids)
        .collect();
    row(output, runs, None, &all)?;
    writeln!(output, "</tfoot></table></div></section>")
}

/// A specification, or all together.
fn row(
    output: &mut impl Write,
    runs: &Runs<'_>,
    name: Option<&str>,
    ids: &[&str],
) -> io::Result<()> {
    let shown = markup(name.unwrap_or("total"), NAME);
    write!(output, "<tr><th scope=\"row\">{shown}</th>")?;
    for run in 0..runs.records.len() {
        let entries: Vec<_> = ids.iter().filter_map(|id| runs.entry(run, id)).collect();
        let tally = Tally::of(entries.iter().copied());
        let target = match name {
            Some(name) => anchor("spec", name),
            None => "cases".to_owned(),
        };
        let words = words(&entries, tally);
        let class = class(tally);
        let wrong = tally.failed + tally.broken + tally.known;
        if wrong == 0 {
            write!(output, "<td class=\"{class}\">{words}</td>")?;
        } else {
            write!(
                output,
                "<td class=\"{class}\"><a href=\"#{target}\" data-run=\"{run}\">{words}</a></td>"
            )?;
        }
    }
    writeln!(output, "</tr>")
}

fn class(tally: Tally) -> &'static str {
    if tally.failed + tally.broken > 0 {
        "bad"
    } else if tally.known > 0 {
        "odd"
    } else if tally.passed > 0 {
        "good"
    } else {
        "none"
    }
}

/// `210 of 230`, and below it what the rest is.
fn words(entries: &[&Entry], tally: Tally) -> String {
    if entries.is_empty() {
        return "<span class=\"sum\">not asked</span>".to_owned();
    }
    let mut rest = Vec::new();
    for level in Level::ALL {
        let at = entries.iter().copied().filter(|entry| entry.level == level);
        let at = Tally::of(at);
        let failed = at.failed + at.broken;
        if failed > 0 {
            rest.push(format!("{failed} {} failed", level.name()));
        }
    }
    for (count, word) in [(tally.known, "known"), (tally.unsupported, "unsupported")] {
        if count > 0 {
            rest.push(format!("{count} {word}"));
        }
    }
    let (passed, all) = (tally.passed, tally.all());
    let mut words = format!("<span class=\"sum\">{passed} of {all}</span>");
    if !rest.is_empty() {
        words.push_str(&format!("<small>{}</small>", rest.join(", ")));
    }
    words
}
