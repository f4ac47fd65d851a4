//! Much input through every parser: no panic, and no more memory than promised.
//!
//! `SOAK_MIB=100 cargo test --release -p conformance --test soak -- --nocapture` is the full run:
//! 100 MiB for each parser, one half random, the other made of changed seeds. Times are printed for
//! a person to see, and never compared.

mod inputs;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use conformance::case;
use conformance::properties::mutation::Random;
use conformance::properties::{PROPERTIES, Property, seeds, seeds::Seed};
use jwk_types::Reason;
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

/// Everything in this process counts, so one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

const MIB: usize = 1 << 20;

/// What `run` allocates at most beyond what there was.
fn peak<T>(run: impl FnOnce() -> T) -> (T, usize) {
    PEAK.reset_peak_usage();
    let before = PEAK.current_usage();
    let result = run();
    (result, PEAK.peak_usage().saturating_sub(before))
}

fn all_seeds() -> Vec<Seed> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");
    seeds::of(&case::load(folder.as_ref()).expect("cases"))
}

#[test]
fn memory_is_bounded_for_random_and_changed_input() {
    let _alone = alone();
    let mib = std::env::var("SOAK_MIB").map_or(1, |text| text.parse().expect("a number"));
    let seeds = all_seeds();
    for property in PROPERTIES {
        let own: Vec<&Seed> = seeds
            .iter()
            .filter(|seed| seed.property == property.name)
            .collect();
        soak(property, &own, mib * MIB);
    }
}

/// The most that reading this input may allocate.
fn bound(property: Property, input: &[u8]) -> usize {
    property.octets_per_octet * input.len() + property.overhead
}

fn soak(property: Property, seeds: &[&Seed], octets: usize) {
    let mut random = Random::new(property.name.len() as u64);
    let (mut given, mut inputs, mut accepted) = ([0, 0], 0, 0);
    let (mut most, mut most_per_octet) = (0, 0.0_f64);
    let start = Instant::now();
    while given[0] + given[1] < octets {
        let changed = given[1] < given[0];
        let input = if changed {
            let mut input = seeds[random.below(seeds.len())].octets.clone();
            let other = seeds[random.below(seeds.len())];
            random.mutate(&mut input, &other.octets);
            input
        } else {
            let length = 1 << random.below(15);
            let length = length + random.below(length);
            random.octets(length)
        };
        let (result, used) = peak(|| (property.read)(&input));
        let name = property.name;
        let bound = bound(property, &input);
        assert!(
            used <= bound,
            "{name}: {used} for {}: {input:?}",
            input.len()
        );
        given[usize::from(changed)] += input.len().max(1);
        inputs += 1;
        accepted += usize::from(result.is_ok());
        most = most.max(used);
        if input.len() >= 1024 {
            most_per_octet = most_per_octet.max(used as f64 / input.len() as f64);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{:14} {:4} MiB, {inputs:7} inputs, {accepted:6} accepted, {seconds:6.1} s, peak {most:7} octets, {most_per_octet:4.1} an octet",
        property.name,
        octets / MIB,
    );
}

/// The property refuses; how long that takes is printed.
fn refuses(property: Property, what: &str, input: &[u8], most: usize) {
    let start = Instant::now();
    let (result, used) = peak(|| (property.read)(input));
    let elapsed = start.elapsed();
    println!(
        "{:14} {what}: {result:?} in {elapsed:?}, peak {used} octets",
        property.name
    );
    assert!(result.is_err(), "{}", property.name);
    assert!(used <= most, "{}: {used}", property.name);
}

fn property(name: &str) -> Property {
    let found = PROPERTIES.iter().find(|property| property.name == name);
    *found.expect("a property")
}

#[test]
fn memory_is_bounded_for_the_densest_input() {
    let _alone = alone();
    for (name, text) in inputs::densest() {
        let property = property(name);
        let (result, used) = peak(|| (property.read)(text.as_bytes()));
        let per_octet = used as f64 / text.len() as f64;
        println!(
            "{name:14} {used:8} octets, {per_octet:5.1} an octet, {result:?}: {:.40}",
            text
        );
        assert!(result != Err(Reason::TooLarge), "{name}: {}", text.len());
        assert!(
            used <= bound(property, text.as_bytes()),
            "{name}: {used} for {}",
            text.len()
        );
    }
}

#[test]
fn a_5000_deep_document_is_refused() {
    let _alone = alone();
    for (name, input) in inputs::deep(5_000) {
        refuses(property(name), "5,000 deep", &input, 16 * 1024);
    }
    // Not for another reason: what is not deep is accepted. Sequences alone are no key.
    let der = ["pem", "pkcs1", "pkcs8", "sec1", "spki"];
    for (name, input) in inputs::deep(20) {
        let accepted = (property(name).read)(&input).is_ok();
        assert_eq!(accepted, !der.contains(&name), "{name}");
    }
}

#[test]
fn a_64_mib_document_is_refused() {
    let _alone = alone();
    let spaces = " ".repeat(64 * MIB);
    let letters = "A".repeat(64 * MIB);
    let seeds = all_seeds();
    // base64url has no limit of its own: its callers compare lengths first.
    let limited = |property: &Property| property.name != "base64url";
    for property in PROPERTIES.into_iter().filter(limited) {
        let own = seeds.iter().filter(|seed| seed.property == property.name);
        let mut accepted = own.filter(|seed| (property.read)(&seed.octets).is_ok());
        let seed = &accepted.next().expect("an accepted seed").octets;
        let input = match property.name {
            // White space is no fault, so the length is the only one.
            "json" | "jwk" | "jwk_set" | "jws_json" | "x509" => [seed, spaces.as_bytes()].concat(),
            // Nor is it a fault at the beginning of the payload.
            "jws_compact" => {
                let period = seed.iter().position(|octet| *octet == b'.');
                let (header, rest) = seed.split_at(period.expect("a period") + 1);
                [header, letters.as_bytes(), rest].concat()
            }
            _ => [seed, letters.as_bytes()].concat(),
        };
        refuses(property, "64 MiB", &input, 1024);
    }
}
