//! What is written about a run is what this program writes about it.

use std::fs;

use benches::results::{Results, chart, markdown, section};

fn read(path: &str) -> String {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn results() -> Results {
    serde_json::from_str(&read("results/results.json")).expect("results")
}

/// To be typed when one of these tests fails.
const AGAIN: &str = "cargo run --release --manifest-path benches/Cargo.toml -- \
                     --from benches/results/results.json --write benches/results --readme README.md";

#[test]
fn the_table_and_the_chart_are_those_of_the_results() {
    let results = results();
    assert!(
        read("results/results.md") == markdown::page(&results),
        "{AGAIN}"
    );
    assert!(read("results/chart.svg") == chart::svg(&results), "{AGAIN}");
}

#[test]
fn the_first_page_shows_the_results() {
    let page = read("../README.md");
    let replaced = section::replaced(&page, &results());
    assert!(replaced.as_ref() == Some(&page), "{AGAIN}");
}

#[test]
fn a_figure_that_was_changed_by_hand_is_noticed() {
    let page = read("../README.md");
    let changed = page.replacen("| HS256 | ", "| HS256 | 0", 1);
    assert_ne!(changed, page, "there is such a row");
    assert_eq!(section::replaced(&changed, &results()), Some(page));
}

#[test]
fn a_page_without_a_place_for_the_section_is_left_alone() {
    assert_eq!(section::replaced("# A page\n", &results()), None);
}
