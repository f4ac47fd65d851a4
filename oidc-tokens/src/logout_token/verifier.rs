//! The configuration of a client that can be told to log users out.

use alloc::boxed::Box;
use alloc::vec::Vec;

use jws_verify::{Algorithms, RS256};

use super::checks::{LogoutTokens, Question};
use super::{LogoutToken, LogoutTokenError};
use crate::check::entry_points;
use crate::settings::{Settings, common_settings, not_empty};
use crate::{Error, IdToken};

/// Verifies the logout tokens that one issuer sends to one client
/// ([Back-Channel Logout §2.6](https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation)).
#[derive(Clone, Debug)]
pub struct LogoutTokenVerifier {
    pub(super) settings: Settings,
    pub(super) client_id: Box<str>,
    pub(super) trusted_audiences: Vec<Box<str>>,
}

/// The session that a logout token is expected to be about, if one is.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_enums, reason = "one is known, or none")]
pub enum Session<'a> {
    /// Any: the caller looks for it by what the token says.
    Any,
    /// That of this ID token: issuer, subject and session agree where the logout token states them.
    Of(&'a IdToken),
}

impl LogoutTokenVerifier {
    /// For the client `client_id` at `issuer`; both are compared octet for octet.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where either is empty.
    pub fn new(issuer: impl Into<Box<str>>, client_id: impl Into<Box<str>>) -> Result<Self, Error> {
        let issuer = not_empty(issuer, "the issuer is empty")?;
        // oidc-backchannel-2.6-3
        let algorithms = Algorithms::only(&[&RS256]).map_err(|error| Error::Jws { error })?;
        Ok(Self {
            settings: Settings::new(Some(issuer), algorithms),
            client_id: not_empty(client_id, "the client_id is empty")?,
            trusted_audiences: Vec::new(),
        })
    }

    common_settings!(
        "`RS256` alone. State what the client registered as `id_token_signed_response_alg` ([§2.6](https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation) step 3)."
    );

    /// Audiences beside the client that a token may name; none without this.
    #[must_use]
    pub fn with_trusted_audiences<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.trusted_audiences
            .extend(names.into_iter().map(Box::from));
        self
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.settings.issuer().unwrap_or_default()
    }

    /// The client.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    // oidc-backchannel-2.6-12: the first step that fails refuses it; the answer is the caller's.
    entry_points!(LogoutTokens, LogoutToken, LogoutTokenError, session: Session<'_>);

    const fn question<'q>(&'q self, session: Session<'q>) -> Question<'q> {
        Question {
            verifier: self,
            session,
        }
    }
}
