//! The tables of the README say what the code does.

use jws_verify::{Algorithm, Algorithms, Limits};

const README: &str = include_str!("../../README.md");

/// The cells of the rows under a heading.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = README
        .split_once(&format!("\n## {heading}\n"))
        .expect("a heading");
    let section = section.split("\n## ").next().expect("a section");
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(", ").map(|name| name.trim_matches('`'))
}

#[test]
fn the_table_of_algorithms_is_complete_and_tells_the_default_list() {
    let default = Algorithms::asymmetric();
    let mut seen = Vec::new();
    for row in table("Algorithms") {
        let [algs, _, _, features, listed] = row[..] else {
            panic!("{row:?}");
        };
        for alg in names(algs) {
            assert_eq!(default.get(alg).is_some(), listed == "yes", "{alg}");
            let hmac = Algorithms::hmac().get(alg).is_some();
            assert_eq!(hmac, listed.contains("hmac()"), "{alg}");
            seen.push(alg);
        }
        for feature in names(features) {
            let manifest = include_str!("../../Cargo.toml");
            assert!(manifest.contains(&format!("\n{feature} = [")), "{feature}");
        }
    }
    seen.sort_unstable();
    let mut all: Vec<_> = Algorithm::all().iter().map(|each| each.name()).collect();
    all.sort_unstable();
    assert_eq!(seen, all);
}

#[test]
fn the_table_of_limits_tells_the_defaults() {
    let limits = Limits::DEFAULT;
    let kib = |octets: usize| octets / 1024;
    let expected = [
        format!("{} MiB", kib(kib(limits.octets()))),
        format!(
            "{} KiB, {} KiB with `x5c`",
            kib(limits.header_octets()),
            kib(limits.header_octets_with_x5c())
        ),
        format!("{} (128 at most)", limits.depth()),
        format!("{} (256 at most)", limits.signatures()),
    ];
    let told: Vec<_> = table("Limits").into_iter().map(|row| row[1]).collect();
    assert_eq!(told, expected);
}
