//! Who is compared.

use std::error::Error;

use conformance::provider::Loopback;

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// When keys expire.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expiry {
    /// When the library thinks right.
    Default,
    /// So soon that it can be waited for: see [`Contestant::outlive`].
    Soon,
}

/// Whether tokens come at the same moment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Together,
    OneByOne,
}

/// A library.
pub(crate) trait Contestant {
    fn name(&self) -> String;

    fn version(&self) -> String;

    /// A new client of this issuer, without keys.
    fn begin(&mut self, op: &Loopback, now: i64, expiry: Expiry) -> Outcome<()>;

    /// How many of these it accepts.
    fn accepts(&mut self, tokens: &[String], order: Order) -> Outcome<usize>;

    /// Lets keys expire that expire soon.
    fn outlive(&mut self);
}
