//! When keys are fetched, how long they are believed, and what happens when they cannot be had: a
//! state machine that is told the time and never waits.

mod absent;
mod backoff;
mod bound;
mod bucket;
mod machine;
mod policy;

pub(crate) use absent::Wanted;
pub(crate) use machine::{Answer, Change, Event, Fetched, Machine, Outcome, Refusal, Ticket, View};
pub use policy::{CachePolicy, UnknownKid};
