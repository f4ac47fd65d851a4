//! `conformance figures`: what the runner counts, on a page.

use std::fs;
use std::path::Path;

use super::coverage::Evidence;
use super::{load, message, own};
use crate::divergence::Divergences;
use crate::process::Command;
use crate::progress::Bar;
use crate::report::coverage as page;
use crate::report::{self, Remarks};
use crate::requirement::Catalogue;
use crate::run::{self, Run, Settings, Status};

const END: &str = "<!-- end -->";

/// Runs the cases on the project's own subject, and writes their table and that of the rules between the marks of a page.
pub(super) fn figures(place: &Path) -> Result<Status, String> {
    let text = fs::read_to_string(place).map_err(message)?;
    let text = between(&text, "rules", &rules()?)?;
    let catalogue = Catalogue::load(&own("requirements")).map_err(message)?;
    let cases = load(None)?;
    let listed = Divergences::load(&own("divergences.jsonl"), &cases).map_err(message)?;
    let settings = Settings {
        timeout: super::arguments::TIMEOUT,
        workers: None,
        divergences: Some(&listed),
        fail_on: None,
    };
    let mut bar = Bar::new(cases.len());
    let selected: Vec<_> = cases.iter().collect();
    let command = Command::own().map_err(message)?;
    let run = run::run(&selected, &command, &settings, &mut |done| bar.show(done))
        .map_err(|error| format!("cannot start `{command}`: {error}"))?;
    drop(bar);
    let text = between(&text, "cases", &table(&run, &catalogue)?)?;
    fs::write(place, text).map_err(message)?;
    Ok(run.status())
}

/// The table and the count, without the heading and the failures.
fn table(run: &Run<'_>, catalogue: &Catalogue) -> Result<String, String> {
    let mut words = Vec::new();
    report::write(&mut words, run, catalogue, Remarks::Counted).map_err(message)?;
    let printed = String::from_utf8_lossy(&words);
    let mut blocks = printed.split("\n\n");
    let table = blocks.nth(1).unwrap_or_default();
    let last = printed.lines().next_back().unwrap_or_default();
    Ok(format!("{table}\n\n{last}\n"))
}

fn rules() -> Result<String, String> {
    let evidence = Evidence::load()?;
    let coverage = evidence.coverage();
    let mut words = Vec::new();
    page::table(&mut words, &coverage).map_err(message)?;
    let table = String::from_utf8_lossy(&words);
    Ok(format!("{table}\n{}\n", page::summary(&coverage)))
}

/// The page with a block of text between these marks.
fn between(page: &str, name: &str, block: &str) -> Result<String, String> {
    let begin = format!("<!-- figures: {name} -->\n");
    let marks = page
        .split_once(&begin)
        .and_then(|(head, rest)| Some((head, rest.split_once(END)?.1)));
    let (head, tail) = marks.ok_or_else(|| format!("the page has no {begin}and {END}"))?;
    Ok(format!("{head}{begin}```text\n{block}```\n{END}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_the_marks_is_replaced_and_nothing_else() {
        let page = "a\n<!-- figures: x -->\nold\n<!-- end -->\nb <!-- end -->\n";
        let renewed = "a\n<!-- figures: x -->\n```text\nnew\n```\n<!-- end -->\nb <!-- end -->\n";
        assert_eq!(between(page, "x", "new\n").as_deref(), Ok(renewed));
        assert_eq!(between(renewed, "x", "new\n").as_deref(), Ok(renewed));
        let error = between(page, "y", "new\n").expect_err("no such mark");
        assert!(error.contains("figures: y"), "{error}");
    }
}
