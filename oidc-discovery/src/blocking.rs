//! The provider for programs without a runtime: a caller that needs keys blocks its thread, and each
//! fetch has a thread of its own.

use std::sync::Arc;
use std::thread;
use std::time::Instant;

use jws_verify::KeyRing;
use oidc_tokens::{
    Identity, NumericDate, OpaqueAccessToken, TokenError, UserInfo, UserInfoError,
    UserInfoResponse, UserInfoVerifier, Verify,
};

use crate::cache::Ticket;
use crate::core::{Attempt, Core, Step};
use crate::fetch::{Arrived, Exchange, Next};
use crate::keys::Keys;
use crate::sync::wait;
use crate::{
    Error, FetchError, Health, Issuer, Metadata, Request, Response, Settings, Snapshot,
    TransportError, VerifyError, userinfo,
};

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
        let client = crate::UreqClient::new()?;
        let provider = Self::new(Settings::new(issuer)?, Arc::new(client))?;
        provider.warm_up()?;
        Ok(provider)
    }

    /// Begins without keys, or with those of a snapshot; they are fetched when the first token
    /// comes.
    ///
    /// # Errors
    ///
    /// Where the snapshot of the settings cannot be used.
    pub fn new(settings: Settings, client: Arc<dyn HttpClient>) -> Result<Self, Error> {
        Ok(Self {
            core: Arc::new(Core::new(settings)?),
            client: Some(client),
        })
    }

    /// Keys that never change and are never fetched, for tests: `jwks` is the text of a JWK Set.
    ///
    /// # Errors
    ///
    /// Where it is none, or has no key that can be used.
    pub fn with_static_keys(settings: Settings, jwks: &str) -> Result<Self, Error> {
        Ok(Self {
            core: Arc::new(Core::fixed(settings, jwks)?),
            client: None,
        })
    }

    /// Fetches the keys if there are none that may be used.
    ///
    /// # Errors
    ///
    /// Why they are not to be had. The next caller asks again, as far as the back-off lets it.
    pub fn warm_up(&self) -> Result<(), Error> {
        let mut attempt = self.core.attempt(None)?;
        self.keys(&mut attempt).map(|_| ())
    }

    /// Fetches the keys now, whatever budget and back-off say.
    ///
    /// # Errors
    ///
    /// Why they are not to be had; those at hand stay.
    pub fn reload(&self) -> Result<(), Error> {
        let (ticket, ended) = self.core.reload();
        self.start(Some(ticket))?;
        wait::for_ever(ended);
        match self.core.last_error() {
            Some(error) => Err(Error::Reload { cause: error }),
            None => Ok(()),
        }
    }

    /// Trusts the keys at hand no longer, as of now, for every clone; the next token fetches them
    /// anew.
    pub fn revoke_now(&self) {
        self.core.revoke();
    }

    /// Verifies a token with the keys of the issuer: `question` is what the verifier asks beside
    /// its configuration.
    ///
    /// If a token that is right in all else names a key that is not in the set, the set is fetched
    /// once, within the budget of [`CachePolicy`](crate::CachePolicy), and the token is tried again.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Token`] where the token is refused, [`VerifyError::Keys`] where the keys are
    /// not to be had or the verifier is for another issuer.
    pub fn verify<V: Verify>(
        &self,
        verifier: &V,
        token: &str,
        question: V::Question<'_>,
    ) -> Result<V::Verified, VerifyError<V::Error>> {
        self.with_keys(
            verifier.expected_issuer(),
            |keys, now| verifier.verify_with(keys, token, question, now),
            |now| verifier.check_without_keys(token, question, now),
        )
    }

    /// Asks for the user's claims with an access token, and verifies the answer: it is about `user`,
    /// the identity in the ID token
    /// ([OpenID Connect Core §5.3](https://openid.net/specs/openid-connect-core-1_0.html#UserInfo)).
    ///
    /// # Errors
    ///
    /// As [`Provider::verify`]; [`Error::NoUserInfoEndpoint`], and [`Error::Fetch`] with status 401
    /// where the token is not accepted.
    pub fn userinfo(
        &self,
        verifier: &UserInfoVerifier,
        token: &OpaqueAccessToken,
        user: Identity<'_>,
    ) -> Result<UserInfo, VerifyError<UserInfoError>> {
        let issuer = Some(verifier.issuer());
        let arrived = self.ask_for_userinfo(issuer, token);
        let (content_type, body) =
            userinfo::read(arrived.map_err(VerifyError::Keys)?).map_err(VerifyError::Keys)?;
        let response = UserInfoResponse::new(&content_type, &body);
        self.with_keys(
            issuer,
            |keys, now| verifier.verify_at(keys, &response, user, now),
            |now| verifier.check_without_keys_at(&response, user, now),
        )
    }

    fn ask_for_userinfo(
        &self,
        issuer: Option<&str>,
        token: &OpaqueAccessToken,
    ) -> Result<Arrived, Error> {
        let mut attempt = self.core.attempt(issuer)?;
        let keys = self.keys(&mut attempt)?;
        let exchange = self.core.userinfo_exchange(&keys, token)?;
        let client = self.client.as_ref().ok_or(Error::NoUserInfoEndpoint)?;
        send(&**client, exchange).map_err(Error::fetch)
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &Issuer {
        self.core.settings.issuer()
    }

    /// The metadata, once they were fetched.
    #[must_use]
    pub fn metadata(&self) -> Option<Metadata> {
        self.core.metadata()
    }

    /// How the keys are.
    #[must_use]
    pub fn health(&self) -> Health {
        self.core.health()
    }

    /// What is known now, to begin with after a restart
    /// ([`Settings::with_snapshot`]).
    #[must_use]
    pub fn snapshot(&self) -> Option<Snapshot> {
        self.core.snapshot()
    }

    fn with_keys<T, E: TokenError>(
        &self,
        issuer: Option<&str>,
        verify: impl Fn(&KeyRing, NumericDate) -> Result<T, E>,
        check_without_keys: impl Fn(NumericDate) -> Result<(), E>,
    ) -> Result<T, VerifyError<E>> {
        let mut attempt = self.core.attempt(issuer).map_err(VerifyError::Keys)?;
        loop {
            let keys = self.keys(&mut attempt).map_err(VerifyError::Keys)?;
            let verified = self
                .core
                .verify(&mut attempt, &keys.ring, &verify, &check_without_keys);
            if let Some(verified) = verified {
                return verified;
            }
        }
    }

    fn keys(&self, attempt: &mut Attempt) -> Result<Arc<Keys>, Error> {
        loop {
            match self.core.step(attempt) {
                Step::Ready { keys, refresh } => {
                    self.start(refresh)?;
                    return Ok(keys);
                }
                Step::Wait { start, ended, time } => {
                    self.start(start)?;
                    if !wait::heard(ended, time) {
                        self.core.waited(attempt);
                    }
                }
                Step::Failed(error) => return Err(error),
            }
        }
    }

    /// Runs a fetch in a thread of its own, so that callers keep their deadlines.
    fn start(&self, ticket: Option<Ticket>) -> Result<(), Error> {
        let Some(ticket) = ticket else { return Ok(()) };
        let flight = Flight {
            core: Arc::clone(&self.core),
            ticket: Some(ticket),
        };
        let client = self.client.clone().ok_or(Error::Abandoned)?;
        let thread = thread::Builder::new().name("oidc-discovery".to_owned());
        // A flight that does not take off ends when it is dropped.
        let started = thread.spawn(move || flight.run(&*client));
        started.map(drop).map_err(|_| Error::Abandoned)
    }
}

/// A fetch under way. Where it is dropped before its end, those who wait are told.
struct Flight {
    core: Arc<Core>,
    ticket: Option<Ticket>,
}

impl Flight {
    fn run(mut self, client: &dyn HttpClient) {
        let Some(ticket) = self.ticket else { return };
        let mut job = self.core.job(ticket);
        while let Some(exchange) = job.exchange() {
            job.arrived(send(client, exchange));
        }
        self.ticket = None;
        self.core.conclude(job);
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket.take() {
            self.core.abandon(ticket);
        }
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
