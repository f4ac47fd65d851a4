//! The provider for programs without a runtime: a caller that needs keys blocks its thread, and each
//! fetch has a thread of its own.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::cache::Ticket;
use crate::core::Core;
use crate::fetch::{Arrived, Exchange, Next};
use crate::flight::Flight;
use crate::methods::provider_methods;
use crate::sync::{Listener, wait};
use crate::{Error, FetchError, Request, Response, TransportError};

/// Sends one GET. Any client fits that can do what [`Request`] says.
pub trait HttpClient: Send + Sync + std::fmt::Debug {
    /// Sends the request and receives the whole answer.
    ///
    /// # Errors
    ///
    /// What went wrong.
    fn get(&self, request: &Request) -> Result<Response, TransportError>;
}

/// One issuer, its metadata and its keys.
///
/// Cheap to clone: all clones share the keys.
#[derive(Clone, Debug)]
pub struct Provider {
    core: Arc<Core>,
    client: Option<Arc<dyn HttpClient>>,
}

impl Provider {
    /// Fetches the metadata and the keys of `issuer`, with the default settings and client.
    ///
    /// # Errors
    ///
    /// Why they are not to be had. To begin without them and fetch them when a token comes, use
    /// [`Provider::new`].
    #[cfg(feature = "blocking-client")]
    pub fn discover(issuer: &str) -> Result<Self, Error> {
        let client = Arc::new(crate::UreqClient::new()?);
        let provider = Self::new(crate::Settings::new(issuer)?, client)?;
        provider.warm_up()?;
        Ok(provider)
    }

    provider_methods!([][]);

    /// Runs a fetch in a thread of its own, so that callers keep their deadlines.
    fn start(&self, ticket: Option<Ticket>) -> Result<(), Error> {
        let Some(ticket) = ticket else { return Ok(()) };
        let flight = Flight::new(&self.core, ticket);
        let client = self.client.clone().ok_or(Error::Abandoned)?;
        let thread = thread::Builder::new().name("oidc-discovery".to_owned());
        let started = thread.spawn(move || {
            let mut job = flight.job();
            while let Some(exchange) = job.exchange() {
                job.arrived(send(&*client, exchange));
            }
            flight.land(job);
        });
        started.map(drop).map_err(|_| Error::Abandoned)
    }

    fn wait(&self, ended: Listener, time: Duration) -> bool {
        wait::heard(ended, time)
    }

    fn wait_for_end(&self, ended: Listener) {
        wait::for_ever(ended);
    }

    fn send(&self, exchange: Exchange) -> Result<Arrived, Error> {
        let client = self.client.as_ref().ok_or(Error::NoUserInfoEndpoint)?;
        send(&**client, exchange).map_err(Error::fetch)
    }
}

fn send(client: &dyn HttpClient, mut exchange: Exchange) -> Result<Arrived, FetchError> {
    let begun = Instant::now();
    loop {
        let request = exchange.request(begun.elapsed());
        let answer = client.get(&request);
        match exchange.answered(answer, begun.elapsed(), fastrand::f32()) {
            Next::Done(done) => return done,
            Next::Again(pause) => thread::sleep(pause),
        }
    }
}
