//! What a run found: the one source of every table and chart.

pub mod chart;
pub mod markdown;
pub mod section;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::machine::Machine;
use crate::measure::{Figure, Ratio};
use crate::worker::Allocations;

/// The figures of each contender, by its name. One that lacks the algorithm is absent.
pub type Figures = BTreeMap<String, Figure>;

/// Everything that a run found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Results {
    pub machine: Machine,
    /// What was typed.
    pub command: String,
    pub rounds: usize,
    /// Of each contender in each round.
    pub slice_ms: u64,
    /// The contenders in their order.
    pub contenders: Vec<Named>,
    pub algorithms: Vec<Algorithm>,
    pub sizes: Vec<Size>,
    pub threads: Vec<Threads>,
    pub others: Vec<Other>,
}

/// A contender, and the versions of what it is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named {
    pub name: String,
    pub title: String,
    pub version: String,
}

/// The usual token, signed with one algorithm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Algorithm {
    pub alg: String,
    /// Of the token.
    pub octets: usize,
    /// With the key prepared.
    pub warm: Figures,
    /// With the key read from its JWK each time.
    pub cold: Figures,
    pub allocations: BTreeMap<String, Allocations>,
}

/// A token of another size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Size {
    pub alg: String,
    pub octets: usize,
    pub warm: Figures,
}

/// One thread, and two that each do as much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Threads {
    pub alg: String,
    pub one: Figures,
    pub two: Figures,
}

/// A table of things that only these libraries do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Other {
    pub title: String,
    /// What is measured, and against which row.
    pub note: String,
    pub rows: Vec<Row>,
}

/// A thing that was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub name: String,
    pub figure: Figure,
}

impl Algorithm {
    /// The contender over the bare check; of an algorithm that `aws-lc-rs` lacks, over that of RustCrypto.
    #[must_use]
    pub fn ratio(&self, contender: &str) -> Option<Ratio> {
        let bare = self.warm.get("bare-aws-lc-rs");
        let bare = bare.or_else(|| self.warm.get("bare-rust-crypto"))?;
        Some(self.warm.get(contender)?.over(*bare))
    }
}
