//! The promises of [`CachePolicy`](crate::CachePolicy), over random tokens, servers and clocks.

mod promises;
mod steps;
mod world;
