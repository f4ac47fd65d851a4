//! The results as Markdown.

use std::fmt::Write;

use super::{Algorithm, Figures, Named, Results};
use crate::measure::Figure;

/// The whole page.
#[must_use]
pub fn page(results: &Results) -> String {
    let mut page = format!(
        "# Results\n\n{}\n\n![Ratios to the bare check](chart.svg)\n\n",
        made(results)
    );
    page += &algorithms(results);
    page += "\n## Key prepared and key read\n\nMicroseconds, best round: `cold` reads the key from its JWK and verifies one \
             token, `warm` verifies with a key that was prepared before.\n\n";
    page += &cold(results);
    page += "\n## Allocations\n\nOf one verification, key prepared: how many, and how many octets in all. Memory that C \
             allocates (aws-lc-rs, OpenSSL) is not seen.\n\n";
    page += &allocations(results);
    page += "\n## Tokens of other sizes\n\nMicroseconds, best round, key prepared.\n\n";
    page += &sizes(results);
    page += "\n## Threads\n\nHow many times as many tokens two threads verify in the time of one, key prepared: best \
             round over best round, and medians beside it. It takes two processors that are idle: on a busy machine, where a second thread gets no more than the first had, these figures tell of the machine alone.\n\n";
    page += &threads(results);
    for other in &results.others {
        let _ = write!(
            page,
            "\n## {}\n\n{}\n\n| | best µs | median µs |\n|---|--:|--:|\n",
            other.title, other.note
        );
        for row in &other.rows {
            let Figure { best, median } = row.figure;
            let _ = writeln!(page, "| {} | {} | {} |", row.name, us(best), us(median));
        }
    }
    page += "\n## What was measured\n\n| contender | versions |\n|---|---|\n";
    for contender in &results.contenders {
        let _ = writeln!(page, "| {} | {} |", contender.title, contender.version);
    }
    page
}

/// Where, when and how.
#[must_use]
pub fn made(results: &Results) -> String {
    let machine = &results.machine;
    format!(
        "Made on {} on {} ({} threads, {}, {}) with `{}`: {} rounds in which the contenders took turns of {} ms.",
        machine.date,
        machine.processor,
        machine.threads,
        machine.system,
        machine.compiler,
        results.command,
        results.rounds,
        results.slice_ms,
    )
}

/// The table of algorithms: best rounds, and medians below.
fn algorithms(results: &Results) -> String {
    let mut text = String::from(
        "## Every algorithm\n\nThe bare checks hash and compute over octets that are already decoded; all others go from the \
         token's text to claims that were checked. The bare check of aws-lc-rs is in microseconds, all others are multiples \
         of it, all with the key prepared. First best round over best round, then median over median.\n",
    );
    for median in [false, true] {
        let _ = write!(text, "\n{}", table(results, &|_| true, median));
    }
    text
}

/// One row for each algorithm that is wanted.
pub(super) fn table(
    results: &Results,
    wanted: &dyn Fn(&Algorithm) -> bool,
    median: bool,
) -> String {
    let head = if median { "median" } else { "best" };
    let mut text = format!("| {head} |");
    for contender in &results.contenders {
        let unit = if contender.name == BARE { ", µs" } else { "" };
        let _ = write!(text, " {}{unit} |", contender.title);
    }
    let _ = writeln!(text, "\n|---|{}", "--:|".repeat(results.contenders.len()));
    for algorithm in results.algorithms.iter().filter(|row| wanted(row)) {
        let _ = write!(text, "| {} |", algorithm.alg);
        for contender in &results.contenders {
            let _ = write!(text, " {} |", cell(algorithm, contender, median));
        }
        text.push('\n');
    }
    text
}

const BARE: &str = "bare-aws-lc-rs";

fn cell(algorithm: &Algorithm, contender: &Named, median: bool) -> String {
    let pick = |best: f64, of_median: f64| if median { of_median } else { best };
    if contender.name == BARE {
        let figure = algorithm.warm.get(BARE);
        return figure.map_or(none(), |figure| us(pick(figure.best, figure.median)));
    }
    // Without the bare check of aws-lc-rs there is nothing to be a multiple of.
    if !algorithm.warm.contains_key(BARE) {
        let figure = algorithm.warm.get(&contender.name);
        return figure.map_or(none(), |figure| {
            format!("{} µs", us(pick(figure.best, figure.median)))
        });
    }
    let ratio = algorithm.ratio(&contender.name);
    ratio.map_or(none(), |ratio| times(pick(ratio.best, ratio.median)))
}

fn cold(results: &Results) -> String {
    let mut text = header(results, "|---|");
    for algorithm in &results.algorithms {
        for (what, figures) in [("warm", &algorithm.warm), ("cold", &algorithm.cold)] {
            let _ = write!(text, "| {} {what} |", algorithm.alg);
            text += &row(results, figures);
        }
    }
    text
}

fn sizes(results: &Results) -> String {
    let mut text = header(results, "|---|");
    for size in &results.sizes {
        let _ = write!(text, "| {}, {} octets |", size.alg, size.octets);
        text += &row(results, &size.warm);
    }
    text
}

fn threads(results: &Results) -> String {
    let mut text = header(results, "|---|");
    for threads in &results.threads {
        let _ = write!(text, "| {} |", threads.alg);
        for contender in &results.contenders {
            let one = threads.one.get(&contender.name);
            let two = threads.two.get(&contender.name);
            let both = one.zip(two).map(|(one, two)| one.over(*two));
            let both = both.map(|ratio| (2.0 * ratio.best, 2.0 * ratio.median));
            let cell = both.map(|(best, median)| format!("{best:.2} ({median:.2})"));
            let _ = write!(text, " {} |", cell.unwrap_or_else(none));
        }
        text.push('\n');
    }
    text
}

fn allocations(results: &Results) -> String {
    let mut text = header(results, "|---|");
    for algorithm in &results.algorithms {
        let _ = write!(text, "| {} |", algorithm.alg);
        for contender in &results.contenders {
            let seen = algorithm.allocations.get(&contender.name);
            let cell = seen.map(|seen| format!("{} ({})", seen.count, seen.octets));
            let _ = write!(text, " {} |", cell.unwrap_or_else(none));
        }
        text.push('\n');
    }
    text
}

fn header(results: &Results, rule: &str) -> String {
    let mut text = String::from("| |");
    for contender in &results.contenders {
        let _ = write!(text, " {} |", contender.title);
    }
    let _ = writeln!(text, "\n{rule}{}", "--:|".repeat(results.contenders.len()));
    text
}

fn row(results: &Results, figures: &Figures) -> String {
    let mut text = String::new();
    for contender in &results.contenders {
        let figure = figures.get(&contender.name);
        let cell = figure.map_or(none(), |figure| us(figure.best));
        let _ = write!(text, " {cell} |");
    }
    text.push('\n');
    text
}

fn none() -> String {
    "–".to_owned()
}

/// Nanoseconds as microseconds, with three digits that count.
pub(super) fn us(nanoseconds: f64) -> String {
    digits(nanoseconds / 1000.0)
}

pub(super) fn times(ratio: f64) -> String {
    format!("{}x", digits(ratio))
}

fn digits(value: f64) -> String {
    match value {
        0.0..9.995 => format!("{value:.2}"),
        9.995..99.95 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_count() {
        let shown = [0.5312, 9.994, 9.996, 15.64, 99.96, 334.4].map(digits);
        assert_eq!(shown, ["0.53", "9.99", "10.0", "15.6", "100", "334"]);
    }
}
