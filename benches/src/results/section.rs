//! The section of a page that this program writes, between two markers.

use super::{Results, markdown};

const BEGIN: &str = "<!-- benches: begin -->\n";
const END: &str = "<!-- benches: end -->\n";

/// The algorithms that the section and the chart show: one of each kind.
pub(super) const SHOWN: [&str; 8] = [
    "HS256",
    "RS256",
    "PS256",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "ML-DSA-65",
];

/// A page with the section as these results have it; nothing where the page has no place for it.
#[must_use]
pub fn replaced(page: &str, results: &Results) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{}{END}{after}", section(results)))
}

fn section(results: &Results) -> String {
    let shown = |row: &super::Algorithm| SHOWN.contains(&row.alg.as_str());
    format!(
        "![Ratios to the bare check](benches/results/chart.svg)\n\n{}\n{}\n",
        markdown::table(results, &shown, false),
        markdown::made(results)
    )
}
