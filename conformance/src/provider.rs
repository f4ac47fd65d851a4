//! An OpenID provider on the loopback interface that misbehaves on command.
//!
//! ```
//! use conformance::provider::{Behaviour, Endpoint, Loopback, Scenario, Span};
//!
//! let scenario = Scenario::named("good").ok_or("no such scenario")?;
//! let provider = Loopback::start(&scenario)?;
//! provider.behave(Endpoint::Keys, Behaviour::Status(503), Span::Requests(2));
//! let token = provider.id_token("client", 1_800_000_000)?.with_nonce("n-0S6_WzA2Mj").text()?;
//! # assert_eq!(token.split('.').count(), 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! It speaks plain HTTP/1.1 on 127.0.0.1, one request a connection, and stops when it is dropped. Where a defect is
//! asked for, it is the only one.

mod behaviour;
mod contents;
mod control;
mod documents;
mod endpoint;
mod http_date;
mod issuer;
mod log;
mod named;
mod plan;
mod routes;
mod scenario;
mod server;
mod shared;
mod stop;
mod tenant;
mod token;
mod wire;

use std::io;

pub use behaviour::{Behaviour, IssuerDefect};
pub use contents::{Contents, Published};
pub use endpoint::Endpoint;
pub use http_date::http_date;
pub use issuer::{Rotation, UserInfoForm};
pub use log::Request;
pub use plan::Span;
pub use scenario::{Minting, Scenario, Step, Validators};
pub use tenant::Tenant;
pub use token::{Draft, Kind, Mutation, SUBJECT, Verdict};

use server::Server;

/// The client that tokens are for where no other is named.
pub const CLIENT_ID: &str = "client";
/// The API that access tokens are for where no other is named.
pub const AUDIENCE: &str = "https://api.example";

/// A provider that runs until it is dropped.
#[derive(Debug)]
pub struct Loopback {
    server: Server,
}

impl Loopback {
    /// Starts on a port that the system chooses.
    pub fn start(scenario: &Scenario) -> io::Result<Self> {
        Self::start_on(scenario, 0)
    }

    /// Starts on this port. An error also says what is wrong with the scenario.
    pub fn start_on(scenario: &Scenario, port: u16) -> io::Result<Self> {
        let server = Server::start(scenario, port)?;
        Ok(Self { server })
    }

    /// The issuer without a path: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn issuer(&self) -> String {
        self.root().issuer()
    }

    /// The issuer at this path (`/t1`), which is begun if it is new.
    pub fn issuer_at(&self, path: &str) -> Result<String, String> {
        self.at(path).map(|tenant| tenant.issuer())
    }

    /// What is done to the issuer without a path.
    #[must_use]
    pub fn root(&self) -> Tenant<'_> {
        Tenant::new(self.server.shared(), "")
    }

    /// What is done to the issuer at this path, which is begun if it is new: with the `kid` of the others, and another
    /// key.
    pub fn at<'a>(&'a self, path: &'a str) -> Result<Tenant<'a>, String> {
        self.server.shared().begin(path)?;
        Ok(Tenant::new(self.server.shared(), path))
    }

    /// See [`Tenant::behave`].
    pub fn behave(&self, endpoint: Endpoint, behaviour: Behaviour, span: Span) {
        self.root().behave(endpoint, behaviour, span);
    }

    /// See [`Tenant::rotate`].
    pub fn rotate(&self, rotation: Rotation) -> Result<(), String> {
        self.root().rotate(rotation)
    }

    /// See [`Tenant::id_token`].
    pub fn id_token(&self, client_id: &str, now: i64) -> Result<Draft, String> {
        self.root().id_token(client_id, now)
    }

    /// See [`Tenant::access_token`].
    pub fn access_token(&self, audience: &str, now: i64) -> Result<Draft, String> {
        self.root().access_token(audience, now)
    }

    /// See [`Tenant::logout_token`].
    pub fn logout_token(&self, client_id: &str, now: i64) -> Result<Draft, String> {
        self.root().logout_token(client_id, now)
    }

    /// The last 10,000 requests, of all issuers, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.server.shared().requests()
    }

    /// How many requests an endpoint of the issuer without a path has had.
    #[must_use]
    pub fn fetches(&self, endpoint: Endpoint) -> usize {
        self.root().fetches(endpoint)
    }

    /// Forgets all requests.
    pub fn forget(&self) {
        self.server.shared().forget();
    }

    /// Begins anew as this scenario, on the same port and with the same paths of key sets.
    pub fn become_scenario(&self, scenario: &Scenario) -> Result<(), String> {
        self.server.shared().reset(scenario)
    }
}
