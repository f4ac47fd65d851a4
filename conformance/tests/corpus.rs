//! Replays every seed, what the fuzzer kept, and what it ever found, through the properties.

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use conformance::properties::{self, PROPERTIES, seeds, seeds::Seed};
use conformance::{case, file};

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn all_seeds() -> Vec<Seed> {
    seeds::of(&case::load(&folder("cases")).expect("cases"))
}

fn replay(property: &str, what: &str, octets: &[u8]) {
    let outcome = catch_unwind(|| properties::check(property, octets));
    assert!(outcome.is_ok(), "{property} does not hold for {what}");
}

#[test]
fn properties_hold_for_every_seed() {
    for seed in all_seeds() {
        replay(seed.property, &seed.name, &seed.octets);
    }
}

#[test]
fn properties_hold_for_what_the_fuzzer_kept_and_found() {
    for place in ["../fuzz/corpus", "../fuzz/regressions"] {
        for property in properties::names() {
            let folder = folder(place).join(property);
            if !folder.is_dir() {
                continue;
            }
            for path in file::entries(&folder).expect("a folder") {
                let octets = fs::read(&path).expect("a file");
                replay(property, &path.display().to_string(), &octets);
            }
        }
    }
}

/// A property whose inputs are all refused, or all accepted, says little.
#[test]
fn seeds_of_every_property_are_accepted_and_refused() {
    let seeds = all_seeds();
    for property in PROPERTIES {
        let seeds = seeds.iter().filter(|seed| seed.property == property.name);
        let (accepted, refused): (Vec<_>, Vec<_>) =
            seeds.partition(|seed| (property.read)(&seed.octets).is_ok());
        let name = property.name;
        println!(
            "{name}: {} accepted, {} refused",
            accepted.len(),
            refused.len()
        );
        assert!(!accepted.is_empty() && !refused.is_empty(), "{name}");
    }
}

#[test]
fn seeds_are_written_under_names_of_their_own() {
    let seeds = all_seeds();
    let names: BTreeSet<_> = seeds
        .iter()
        .map(|seed| (seed.property, &seed.name))
        .collect();
    assert_eq!(names.len(), seeds.len());
    let into = std::env::temp_dir().join(format!("seeds-{}", std::process::id()));
    seeds::write(&seeds, &into).expect("written");
    for seed in &seeds {
        let path = into.join(seed.property).join(&seed.name);
        assert_eq!(fs::read(path).expect("a file"), seed.octets);
    }
    fs::remove_dir_all(into).expect("removed");
}

#[test]
fn every_property_has_a_fuzz_target_of_its_name() {
    let files = file::files(&folder("../fuzz/fuzz_targets"), "rs").expect("targets");
    let targets: BTreeSet<_> = files.iter().map(|path| file::stem(path)).collect();
    assert_eq!(targets, properties::names().collect());
    for path in &files {
        let text = file::read(path).expect("a target");
        let call = format!("properties::check(\"{}\"", file::stem(path));
        assert!(text.contains(&call), "{}: {call}", path.display());
    }
}
