//! The page names what there is.

use conformance::provider::{Behaviour, Contents, Endpoint, Mutation, Scenario};

const PAGE: &str = include_str!("../../PROVIDER.md");

/// Names and descriptions of the table under a heading.
fn rows<'p>(page: &'p str, heading: &str) -> Vec<(&'p str, &'p str)> {
    let start = format!("\n## {heading}\n");
    let (_, section) = page.split_once(&start).expect("the heading");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = rows.map(|row| row.split_once("` | ").expect("two cells"));
    cells
        .map(|(name, rest)| (name, rest.trim_end_matches(" |")))
        .collect()
}

#[test]
fn the_page_lists_the_scenarios() {
    let all = Scenario::all().iter();
    let all: Vec<_> = all.map(|s| (s.name, s.description)).collect();
    assert_eq!(rows(PAGE, "Scenarios"), all);
}

#[test]
fn a_scenario_that_the_page_leaves_out_is_noticed() {
    let row = PAGE.lines().find(|line| line.starts_with("| `outage` |"));
    let page = PAGE.replace(row.expect("a row"), "");
    assert_eq!(rows(&page, "Scenarios").len(), Scenario::all().len() - 1);
}

#[test]
fn the_page_lists_the_mutations() {
    let all = Mutation::all().iter();
    let all: Vec<_> = all.map(|m| (m.name(), m.description())).collect();
    assert_eq!(rows(PAGE, "Mutations of tokens"), all);
}

#[test]
fn the_page_names_endpoints_behaviours_and_key_sets() {
    let names = Endpoint::all().iter().map(|endpoint| endpoint.name());
    let names = names.chain(Contents::all().iter().map(|contents| contents.name()));
    let behaviours: Vec<_> = Behaviour::examples()
        .iter()
        .map(ToString::to_string)
        .collect();
    let names = names.chain(behaviours.iter().filter_map(|text| text.split('=').next()));
    for name in names {
        let is_named = PAGE.contains(&format!("`{name}`")) || PAGE.contains(&format!("`{name}="));
        assert!(is_named, "{name}");
    }
}
