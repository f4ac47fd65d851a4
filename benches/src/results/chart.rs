//! The results as a bar chart: SVG, readable on light and dark pages.

use std::fmt::Write;

use super::markdown::times;
use super::section::SHOWN;
use super::{Algorithm, Named, Results};

const LEFT: f64 = 96.0;
/// Room for a figure.
const NAME: f64 = 36.0;
const WIDTH: f64 = 620.0;
const RIGHT: f64 = 64.0;
const BAR: f64 = 11.0;
const GAP: f64 = 16.0;

/// The axis is logarithmic and ends here; longer bars are cut, and their figures are not.
const LEAST: f64 = 1.0 / 16.0;
const MOST: f64 = 32.0;

/// Told apart without red and green, on white and on black.
const COLOURS: [&str; 10] = [
    "#8c8c8c", "#2f6fd0", "#0f9fb5", "#7a4fd0", "#c04f9f", "#e08a1e", "#c9a400", "#b5651d",
    "#d0573f", "#7f8f3f",
];

/// Horizontal bars, grouped by algorithm, that begin at the bare check: those to the left take less than it, those to
/// the right more.
#[must_use]
pub fn svg(results: &Results) -> String {
    let contenders: Vec<_> = results
        .contenders
        .iter()
        .filter(|contender| contender.name != "bare-aws-lc-rs")
        .collect();
    let rows = results.algorithms.iter();
    let rows: Vec<_> = rows
        .filter(|row| SHOWN.contains(&row.alg.as_str()))
        .collect();
    let legend = 64.0 + 16.0 * contenders.len().div_ceil(3) as f64;
    let bars: usize = rows.iter().map(|row| present(row, &contenders).len()).sum();
    let body = bars as f64 * BAR + rows.len() as f64 * GAP;
    let (width, height) = (LEFT + WIDTH + RIGHT, legend + body + 48.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"Verification times as multiples of the bare check of aws-lc-rs\">\n{STYLE}"
    );
    svg += &title(results);
    svg += &key(&contenders);
    svg += &axis(legend, body);
    let mut y = legend + GAP / 2.0;
    for row in rows {
        let present = present(row, &contenders);
        let middle = y + present.len() as f64 * BAR / 2.0 + 4.0;
        let x = LEFT - 10.0;
        let _ = writeln!(
            svg,
            "<text class=\"name\" x=\"{x}\" y=\"{middle:.1}\" text-anchor=\"end\">{}</text>",
            row.alg
        );
        for (colour, ratio) in present {
            svg += &bar(y, colour, ratio);
            y += BAR;
        }
        y += GAP;
    }
    svg + "</svg>\n"
}

const STYLE: &str = "<style>\n\
    text{font:11px sans-serif;fill:#222}.title{font-size:15px;font-weight:600}.name{font-size:12px;font-weight:600}\n\
    .small{font-size:9px}.grid{stroke:#8884}.one{stroke:#222}.page{fill:#fff}\n\
    @media(prefers-color-scheme:dark){text{fill:#ddd}.one{stroke:#ddd}.page{fill:#161b22}}\n\
    </style>\n<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n";

fn present(row: &Algorithm, contenders: &[&Named]) -> Vec<(&'static str, f64)> {
    let ratios = contenders
        .iter()
        .zip(COLOURS)
        .filter_map(|(named, colour)| {
            let ratio = row.ratio(&named.name)?;
            Some((colour, ratio.best))
        });
    ratios.collect()
}

fn title(results: &Results) -> String {
    let machine = &results.machine;
    format!(
        "<text class=\"title\" x=\"12\" y=\"22\">Verifying a token, in multiples of the bare signature check of aws-lc-rs</text>\n\
         <text x=\"12\" y=\"40\">Key prepared, best round. Shorter is faster; left of 1x is faster than the bare check. {}, {}.</text>\n",
        machine.date,
        escaped(&machine.processor)
    )
}

fn key(contenders: &[&Named]) -> String {
    let mut text = String::new();
    for (index, (contender, colour)) in contenders.iter().zip(COLOURS).enumerate() {
        let x = 12.0 + 250.0 * (index % 3) as f64;
        let y = 58.0 + 16.0 * (index / 3) as f64;
        let _ = writeln!(
            text,
            "<rect x=\"{x}\" y=\"{:.0}\" width=\"10\" height=\"10\" fill=\"{colour}\"/>\
             <text x=\"{:.0}\" y=\"{y}\">{}</text>",
            y - 9.0,
            x + 15.0,
            escaped(&contender.title)
        );
    }
    text
}

fn axis(top: f64, body: f64) -> String {
    let mut text = String::new();
    let mut ratio = LEAST;
    while ratio <= MOST {
        let (x, bottom) = (at(ratio), top + body);
        let class = if ratio == 1.0 { "one" } else { "grid" };
        let label = if ratio < 1.0 {
            format!("1/{}", 1.0 / ratio)
        } else {
            format!("{ratio}x")
        };
        let _ = writeln!(
            text,
            "<line class=\"{class}\" x1=\"{x:.1}\" y1=\"{top:.1}\" x2=\"{x:.1}\" y2=\"{bottom:.1}\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
            bottom + 16.0
        );
        ratio *= 2.0;
    }
    text
}

fn bar(y: f64, colour: &str, ratio: f64) -> String {
    let (one, end) = (at(1.0), at(ratio));
    let (x, width) = (one.min(end), (one - end).abs().max(1.0));
    let (label, anchor) = if ratio >= 1.0 {
        (end + 3.0, "start")
    } else if end - LEFT < NAME {
        // Where the figure would run into the name of the row.
        (one + 3.0, "start")
    } else {
        (end - 3.0, "end")
    };
    format!(
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{colour}\"/>\
         <text class=\"small\" x=\"{label:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>\n",
        BAR - 2.0,
        y + BAR - 3.0,
        times(ratio)
    )
}

fn at(ratio: f64) -> f64 {
    let span = (MOST / LEAST).log2();
    LEFT + WIDTH * (ratio.clamp(LEAST, MOST) / LEAST).log2() / span
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_of_one_stands_where_the_bars_begin() {
        assert!(bar(0.0, "#000", 1.0).contains("width=\"1.0\""));
        assert!(at(0.5) < at(1.0) && at(1.0) < at(2.0));
    }

    #[test]
    fn a_bar_that_is_too_long_is_cut_and_its_figure_is_not() {
        assert_eq!(at(1000.0), LEFT + WIDTH);
        assert!(bar(0.0, "#000", 1000.0).contains(">1000x<"));
    }
}
