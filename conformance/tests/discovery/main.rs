//! `oidc-discovery` over real connections, against the loopback provider: each test with the asynchronous and with the
//! blocking client.

mod client;
mod events;
mod faults;
mod first;
mod guards;
mod hostile;
mod many;
mod modules;
mod op;
mod operations;
mod programs;
mod rules;
mod sets;
mod shown;
mod snapshots;
mod times;
mod tls;
mod urls;
mod users;
mod webfinger;

use conformance::provider::{Loopback, Scenario};

#[track_caller]
fn started(scenario: &str) -> Loopback {
    let scenario = Scenario::named(scenario).expect("a scenario");
    Loopback::start(&scenario).expect("a port")
}
