//! A badge as SVG: how many of the `must` cases pass.

use std::io::{self, Write};

use super::record::{Record, Tally};
use crate::case::Level;

const LABEL: &str = "conformance";
/// The width of a character of the badge's font, in tenths of a pixel, and what is left beside a text.
const CHARACTER: usize = 66;
const MARGIN: usize = 6;

/// Writes the SVG. It is green when every `must` case passes, amber when the subject does not do some of them, and red
/// when it fails one.
///
/// # Errors
///
/// When the output cannot be written.
pub fn write(output: &mut impl Write, record: &Record) -> io::Result<()> {
    let must = record
        .cases
        .iter()
        .filter(|entry| entry.level == Level::Must);
    let tally = Tally::of(must);
    let (words, colour) = words(tally);
    let (label, message) = (width(LABEL), width(&words));
    let all = label + message;
    let (label_middle, middle) = (label / 2, label + message / 2);
    let (label_text, message_text) = (label - 2 * MARGIN, message - 2 * MARGIN);
    write!(
        output,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all}\" height=\"20\" viewBox=\"0 0 {all} 20\" role=\"img\" \
         aria-label=\"{LABEL}: {words}\">\n\
         <title>{LABEL}: {words}</title>\n\
         <clipPath id=\"r\"><rect width=\"{all}\" height=\"20\" rx=\"3\"/></clipPath>\n\
         <g clip-path=\"url(#r)\"><rect width=\"{label}\" height=\"20\" fill=\"#444\"/>\
         <rect x=\"{label}\" width=\"{message}\" height=\"20\" fill=\"{colour}\"/></g>\n\
         <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\" text-anchor=\"middle\">\n\
         <text x=\"{label_middle}\" y=\"14\" textLength=\"{label_text}\">{LABEL}</text>\n\
         <text x=\"{middle}\" y=\"14\" textLength=\"{message_text}\">{words}</text>\n\
         </g>\n</svg>\n"
    )
}

fn words(tally: Tally) -> (String, &'static str) {
    let all = tally.all();
    let wrong = tally.failed + tally.broken + tally.known;
    if all == tally.unsupported {
        return ("nothing ran".to_owned(), "#5c5c5c");
    }
    let colour = match (wrong, tally.unsupported) {
        (0, 0) => "#1f7a34",
        (0, _) => "#8f5b00",
        _ => "#b3261e",
    };
    (format!("{} of {all} must", tally.passed), colour)
}

fn width(text: &str) -> usize {
    text.chars().count() * CHARACTER / 10 + 2 * MARGIN
}
