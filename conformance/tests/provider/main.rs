//! The loopback provider does what it is told, seen from a bare connection.

mod behaviours;
mod client;
mod command;
mod control;
mod documents;
mod key_sets;
mod page;
mod rotation;
mod scenarios;
mod tokens;

use conformance::provider::{Loopback, Scenario};

const NOW: i64 = 1_800_000_000;

#[track_caller]
fn started(scenario: &str) -> Loopback {
    let scenario = Scenario::named(scenario).expect("a scenario");
    Loopback::start(&scenario).expect("a port")
}
