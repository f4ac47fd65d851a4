//! One GET: what may be asked for, and what counts as an answer. No I/O.

pub(crate) mod freshness;
