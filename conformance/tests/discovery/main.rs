//! `oidc-discovery` over real connections, against the loopback provider: each test with the asynchronous and with the
//! blocking client.

mod client;
mod first;
