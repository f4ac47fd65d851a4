//! What was asked.

use std::collections::VecDeque;
use std::time::Instant;

use super::endpoint::Endpoint;

const KEPT: usize = 10_000;

/// A request that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, or whatever was sent.
    pub method: String,
    /// Path and query as they were sent.
    pub target: String,
    /// The header fields in order.
    pub headers: Vec<(String, String)>,
    /// When it had been read.
    pub moment: Instant,
    /// The path of the issuer that it was for.
    pub issuer: String,
    /// What it was for; `None` for what is not served.
    pub endpoint: Option<Endpoint>,
}

#[derive(Debug, Default)]
pub(super) struct Log(VecDeque<Request>);

impl Log {
    pub(super) fn note(&mut self, request: Request) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(request);
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.0.iter().cloned().collect()
    }

    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}
