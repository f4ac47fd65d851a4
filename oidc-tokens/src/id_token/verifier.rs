//! The configuration of a client at one issuer.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::time::Duration;

use jws_verify::{Algorithms, RS256};

use super::checks::{IdTokens, Question};
use super::{IdToken, IdTokenError, Login};
use crate::Error;
use crate::check::entry_points;
use crate::checks::time::Required;
use crate::settings::{Settings, common_settings, not_empty};

/// The issuers of [self-issued tokens](https://openid.net/specs/openid-connect-core-1_0.html#SelfIssued),
/// which bring their own keys.
const SELF_ISSUED: [&str; 2] = ["https://self-issued.me", "https://self-issued.me/v2"];

/// Verifies the ID tokens that one issuer makes for one client ([OpenID Connect Core §3.1.3.7]).
///
/// [OpenID Connect Core §3.1.3.7]: https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
#[derive(Clone, Debug)]
pub struct IdTokenVerifier {
    pub(super) settings: Settings,
    pub(super) client_id: Box<str>,
    pub(super) trusted_audiences: Vec<Box<str>>,
    pub(super) max_age: Option<Duration>,
    pub(super) acr_values: Vec<Box<str>>,
    pub(super) auth_time: Required,
}

impl IdTokenVerifier {
    /// For the client `client_id` at `issuer`, whose name is compared octet for octet. `RS256` is
    /// accepted, which is what a client gets that registered nothing else.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where either is empty, or `issuer` is that of self-issued tokens.
    pub fn new(issuer: impl Into<Box<str>>, client_id: impl Into<Box<str>>) -> Result<Self, Error> {
        // rfc9700-2.1-1, rfc9700-4.4.2-1: the one that the caller stored with the request.
        let issuer = not_empty(issuer, "the issuer is empty")?;
        // oidc-core-7.5-1
        if SELF_ISSUED.contains(&&*issuer) {
            return Err(Error::Configuration {
                fault: "self-issued tokens are not supported",
            });
        }
        // oidc-registration-2-1, oidc-core-3.1.3.7-7
        let algorithms = Algorithms::only(&[&RS256]).map_err(|error| Error::Jws { error })?;
        Ok(Self {
            settings: Settings::new(Some(issuer), algorithms),
            client_id: not_empty(client_id, "the client_id is empty")?,
            trusted_audiences: Vec::new(),
            max_age: None,
            acr_values: Vec::new(),
            auth_time: Required::No,
        })
    }

    common_settings!(
        "`RS256` alone. State what the client registered as `id_token_signed_response_alg` ([Registration §2](https://openid.net/specs/openid-connect-registration-1_0.html#ClientMetadata))."
    );

    /// Audiences beside the client that a token may name; none without this
    /// ([§3.1.3.7](https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation) step 3).
    #[must_use]
    pub fn with_trusted_audiences<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.trusted_audiences
            .extend(names.into_iter().map(Box::from));
        self
    }

    /// `default_max_age` of the registration, for logins that state none.
    #[must_use]
    pub const fn with_default_max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// `default_acr_values` of the registration, for logins that state none.
    #[must_use]
    pub fn with_default_acr_values<'n>(
        mut self,
        values: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        self.acr_values.extend(values.into_iter().map(Box::from));
        self
    }

    /// `require_auth_time` of the registration: `auth_time` has to be there.
    #[must_use]
    pub const fn requiring_auth_time(mut self) -> Self {
        self.auth_time = Required::Yes;
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

    entry_points!(IdTokens, IdToken, IdTokenError, login: &Login<'_>);

    const fn question<'q>(&'q self, login: &'q Login<'q>) -> Question<'q> {
        Question {
            verifier: self,
            login,
        }
    }
}
