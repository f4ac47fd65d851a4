//! What can be done to an issuer while it runs.

use super::behaviour::Behaviour;
use super::contents::{Contents, Published};
use super::endpoint::Endpoint;
use super::issuer::{Rotation, UserInfoForm};
use super::plan::Span;
use super::routes;
use super::scenario::{Minting, Validators};
use super::shared::Shared;
use super::token::{Draft, Kind};

/// One of the issuers of a [`Loopback`](super::Loopback). All of it may be called from any thread.
#[derive(Clone, Copy, Debug)]
pub struct Tenant<'a> {
    shared: &'a Shared,
    path: &'a str,
}

impl<'a> Tenant<'a> {
    pub(super) const fn new(shared: &'a Shared, path: &'a str) -> Self {
        Self { shared, path }
    }

    /// Its name.
    #[must_use]
    pub fn issuer(&self) -> String {
        self.shared.url(self.path)
    }

    /// How an endpoint answers, for ever or for a while. What holds for a while is queued.
    pub fn behave(&self, endpoint: Endpoint, behaviour: Behaviour, span: Span) {
        self.always(|issuer| issuer.behave(endpoint, behaviour, span));
    }

    /// Adds a header field to the responses of an endpoint, in the place of a usual one (`Date`, `Content-Type`) of
    /// that name.
    pub fn set_header(&self, endpoint: Endpoint, name: &str, value: &str) {
        self.always(|issuer| issuer.set_header(endpoint, name, value));
    }

    /// Takes back what [`set_header`](Self::set_header) added.
    pub fn clear_headers(&self, endpoint: Endpoint) {
        self.always(|issuer| issuer.clear_headers(endpoint));
    }

    /// Signs with another key from now on.
    pub fn rotate(&self, rotation: Rotation) -> Result<(), String> {
        self.shared
            .with(self.path, |issuer| issuer.rotate(rotation))
    }

    /// Publishes these keys, of which the last signs.
    pub fn publish(&self, keys: Vec<Published>) -> Result<(), String> {
        self.shared.with(self.path, |issuer| issuer.publish(keys))
    }

    /// Publishes a key set of this kind.
    pub fn fill(&self, contents: Contents) -> Result<(), String> {
        self.shared.with(self.path, |issuer| issuer.fill(contents))
    }

    /// Serves this text as the key set until the keys change.
    pub fn set_keys_document(&self, text: &str) {
        self.always(|issuer| issuer.set_keys_document(text));
    }

    /// How claims about the user are served.
    pub fn set_userinfo(&self, form: UserInfoForm) {
        self.always(|issuer| issuer.userinfo = form);
    }

    /// What happens when a token is asked for.
    pub fn set_minting(&self, minting: Minting) {
        self.always(|issuer| issuer.minting = minting);
    }

    /// Whether conditional requests are answered with 304.
    pub fn set_validators(&self, validators: Validators) {
        self.always(|issuer| issuer.validators = validators);
    }

    /// The address of the key set, which a client has to take from the metadata.
    #[must_use]
    pub fn jwks_uri(&self) -> String {
        let path = self
            .shared
            .with(self.path, |issuer| Ok(issuer.keys_path.clone()));
        self.shared.url(&path.unwrap_or_default())
    }

    /// How many requests an endpoint has had.
    #[must_use]
    pub fn fetches(&self, endpoint: Endpoint) -> usize {
        let count = self
            .shared
            .with(self.path, |issuer| Ok(issuer.fetches(endpoint)));
        count.unwrap_or_default()
    }

    /// An ID token for this client.
    pub fn id_token(&self, client_id: &str, now: i64) -> Result<Draft, String> {
        self.draft(Kind::IdToken, client_id, now)
    }

    /// An access token for this API.
    pub fn access_token(&self, audience: &str, now: i64) -> Result<Draft, String> {
        self.draft(Kind::AccessToken, audience, now)
    }

    /// A logout token for this client.
    pub fn logout_token(&self, client_id: &str, now: i64) -> Result<Draft, String> {
        self.draft(Kind::LogoutToken, client_id, now)
    }

    /// A token of any kind, as `/mint` makes it: what [`Minting`] says happens first.
    pub fn draft(&self, kind: Kind, audience: &str, now: i64) -> Result<Draft, String> {
        let name = self.issuer();
        self.shared.with(self.path, |issuer| {
            routes::draft(issuer, &name, kind, audience, now)
        })
    }

    fn always(&self, does: impl FnOnce(&mut super::issuer::Issuer)) {
        // The path was accepted when this was made, and the scenario when the server began.
        let _ = self.shared.with(self.path, |issuer| {
            does(issuer);
            Ok(())
        });
    }
}
