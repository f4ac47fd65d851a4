//! `conformance provider`.

use std::io;

use super::arguments::Provider;
use super::{message, print};
use crate::provider::{Loopback, Scenario};
use crate::run::Status;

/// The issuers, the one without a path first, a line each.
pub(super) fn run(wanted: &Provider) -> Result<Status, String> {
    let provider = Loopback::start_on(&wanted.scenario, wanted.port).map_err(message)?;
    let mut lines = format!("{}\n", provider.issuer());
    for path in wanted.scenario.issuers {
        lines.push_str(&format!("{}\n", provider.issuer_at(path)?));
    }
    print(&lines)?;
    io::copy(&mut io::stdin().lock(), &mut io::sink()).map_err(message)?;
    Ok(Status::Fine)
}

pub(super) fn list() -> Result<Status, String> {
    let scenarios = Scenario::all().iter();
    let lines = scenarios.map(|scenario| format!("{:24}{}\n", scenario.name, scenario.description));
    print(&lines.collect::<String>())
}
