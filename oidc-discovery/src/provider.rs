//! The provider for programs with a tokio runtime.

// With the default client, which brings what its keys are verified by.
#[cfg(all(test, feature = "async-client"))]
mod tests;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;

use crate::cache::Ticket;
use crate::core::Core;
use crate::fetch::{Arrived, Exchange, Next};
use crate::flight::Flight;
use crate::methods::provider_methods;
use crate::sync::Listener;
use crate::{Error, FetchError, Request, Response, TransportError};

/// What an [`HttpClient`] gives back: the answer, some time.
pub type Answering<'c> =
    Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + 'c>>;

/// Sends one GET. Any client fits that can do what [`Request`] says.
pub trait HttpClient: Send + Sync + std::fmt::Debug {
    /// Sends the request and receives the whole answer.
    fn get(&self, request: Request) -> Answering<'_>;
}

/// One issuer, its metadata and its keys.
///
/// Cheap to clone: all clones share the keys. Needs a tokio runtime with time enabled where keys
/// have to be fetched; with keys at hand, verification awaits nothing. The runtime has to run beside
/// the calls too: one of the current thread that is entered for each token alone never fetches ahead
/// of time, and the fetch counts as failed. The [`blocking`](crate::blocking) one needs none.
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
    #[cfg(feature = "async-client")]
    pub async fn discover(issuer: &str) -> Result<Self, Error> {
        let client = Arc::new(crate::HyperClient::new()?);
        let provider = Self::new(crate::Settings::new(issuer)?, client)?;
        provider.warm_up().await?;
        Ok(provider)
    }

    provider_methods!([async][.await]);

    /// Runs a fetch in a task of its own, so that it goes on when the caller does not. Without a
    /// ticket the caller is about to wait for the fetch of another, which takes a runtime as well.
    fn start(&self, ticket: Option<Ticket>) -> Result<(), Error> {
        let Some(ticket) = ticket else {
            return runtime().map(drop);
        };
        let flight = Flight::new(&self.core, ticket);
        let client = self.client.clone().ok_or(Error::Abandoned)?;
        let runtime = runtime()?;
        runtime.spawn(async move {
            let mut job = flight.job();
            while let Some(exchange) = job.exchange() {
                job.arrived(send(&*client, exchange).await);
            }
            flight.land(job);
        });
        Ok(())
    }

    async fn wait(&self, ended: Listener, time: Duration) -> bool {
        tokio::time::timeout(time, ended).await.is_ok()
    }

    async fn wait_for_end(&self, ended: Listener) {
        ended.await;
    }

    async fn send(&self, exchange: Exchange) -> Result<Arrived, Error> {
        let client = self.client.as_ref().ok_or(Error::NoUserInfoEndpoint)?;
        runtime()?;
        send(&**client, exchange).await.map_err(Error::fetch)
    }
}

/// Asked for before tokio is, which panics where there is none.
fn runtime() -> Result<Handle, Error> {
    Handle::try_current().map_err(|_| Error::NoRuntime)
}

async fn send(client: &dyn HttpClient, mut exchange: Exchange) -> Result<Arrived, FetchError> {
    let begun = Instant::now();
    loop {
        let request = exchange.request(begun.elapsed());
        let timeout = request.timeout;
        let answer = tokio::time::timeout(timeout, client.get(request)).await;
        let answer = answer.unwrap_or(Err(TransportError::Timeout));
        match exchange.answered(answer, begun.elapsed(), fastrand::f32()) {
            Next::Done(done) => return done,
            Next::Again(pause) => tokio::time::sleep(pause).await,
        }
    }
}
