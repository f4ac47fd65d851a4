//! What the threads of a server share.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::issuer::Issuer;
use super::log::{Log, Request};
use super::scenario::Scenario;
use super::stop::Stop;

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) address: SocketAddr,
    pub(super) stop: Stop,
    state: Mutex<State>,
}

#[derive(Debug)]
pub(super) struct State {
    pub(super) issuers: Vec<Issuer>,
    pub(super) log: Log,
    scenario: Scenario,
}

impl Shared {
    pub(super) fn new(address: SocketAddr, scenario: &Scenario) -> Result<Self, String> {
        let state = State {
            issuers: issuers(scenario, &[])?,
            log: Log::default(),
            scenario: *scenario,
        };
        Ok(Self {
            address,
            stop: Stop::default(),
            state: Mutex::new(state),
        })
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The URL of a path.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Does something to an issuer. Issuers are never taken away but by [`reset`](Self::reset); one that is gone is
    /// begun anew.
    pub(super) fn with<T>(
        &self,
        path: &str,
        does: impl FnOnce(&mut Issuer) -> Result<T, String>,
    ) -> Result<T, String> {
        let mut state = self.state();
        let place = state.place(path)?;
        let issuer = state.issuers.get_mut(place);
        does(issuer.ok_or("the issuer is gone")?)
    }

    pub(super) fn begin(&self, path: &str) -> Result<(), String> {
        self.state().place(path).map(drop)
    }

    pub(super) fn reset(&self, scenario: &Scenario) -> Result<(), String> {
        let mut state = self.state();
        state.issuers = issuers(scenario, &state.issuers)?;
        state.scenario = *scenario;
        state.log.forget();
        Ok(())
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.state().log.requests()
    }

    pub(super) fn forget(&self) {
        let mut state = self.state();
        state.log.forget();
        state.issuers.iter_mut().for_each(Issuer::forget);
    }
}

impl State {
    fn place(&mut self, path: &str) -> Result<usize, String> {
        let known = self.issuers.iter().position(|issuer| issuer.path == path);
        if let Some(place) = known {
            return Ok(place);
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
        if !path.starts_with('/') || path.ends_with('/') || !path.chars().all(is_plain) {
            return Err(format!("`{path}` is no path of an issuer"));
        }
        let place = self.issuers.len();
        let issuer = Issuer::new(path, random_path(path), place, &self.scenario)?;
        self.issuers.push(issuer);
        Ok(place)
    }
}

/// Those of a scenario; key sets stay where they were.
fn issuers(scenario: &Scenario, before: &[Issuer]) -> Result<Vec<Issuer>, String> {
    let paths = [""].iter().chain(scenario.issuers);
    let issuers = paths.enumerate().map(|(position, path)| {
        let before = before.iter().find(|issuer| issuer.path == *path);
        let keys_path = before.map_or_else(|| random_path(path), |b| b.keys_path.clone());
        Issuer::new(path, keys_path, position, scenario)
    });
    issuers.collect()
}

/// To be found in the metadata and nowhere else.
fn random_path(path: &str) -> String {
    let number = RandomState::new().build_hasher().finish();
    format!("{path}/keys-{number:016x}.json")
}
