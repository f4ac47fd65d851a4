//! What a client knows of the login that an ID token answers.

use core::time::Duration;

use super::{IdToken, Original};
use crate::OpaqueAccessToken;

/// The nonce of the authentication request, to be stated for every token: without it, and without
/// `typ`, some issuers' access tokens cannot be told from their ID tokens.
// oidc-core-3.1.2.1-3, rfc9700-2.1.1-1: the caller's, of this transaction; none is made up here.
#[derive(Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "one was sent, or none")]
pub enum Nonce<'a> {
    /// This one was sent in this very request, tied to this user agent.
    Sent(&'a str),
    /// None was sent; a token that has one is refused.
    NotSent,
}

/// Whether `s_hash` has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StateHash {
    /// It is checked if it is there.
    IfPresent,
    /// It has to be there, as the FAPI profiles want it.
    Required,
}

/// The way by which an ID token came, and what came with it or went before. Each constructor is
/// one value of `response_type`, and takes what that flow demands.
#[derive(Clone, Copy)]
pub struct Login<'a> {
    pub(super) way: Way<'a>,
    pub(super) nonce: Nonce<'a>,
    pub(super) access_token: Option<&'a OpaqueAccessToken>,
    pub(super) code: Option<&'a str>,
    pub(super) state: Option<(&'a str, StateHash)>,
    pub(super) max_age: Option<Duration>,
    pub(super) acr_values: Option<&'a [&'a str]>,
    pub(super) front_channel: Option<&'a IdToken>,
}

#[derive(Clone, Copy)]
pub(super) enum Way<'a> {
    FrontChannel,
    Refresh(&'a Original),
    TokenEndpoint,
}

impl<'a> Login<'a> {
    /// `response_type=code`: from the token endpoint
    /// ([§3.1.3.7](https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation)).
    #[must_use]
    pub const fn code(nonce: Nonce<'a>) -> Self {
        // oidc-core-3.1.3.5-1: whatever the way, one table of checks.
        Self::new(Way::TokenEndpoint, nonce)
    }

    /// `response_type=id_token`: from the authorization endpoint, alone
    /// ([§3.2.2.11](https://openid.net/specs/openid-connect-core-1_0.html#ImplicitIDTValidation)).
    #[must_use]
    pub const fn id_token(nonce: &'a str) -> Self {
        // oidc-core-3.2.2.10-1, oidc-core-3.2.2.8-3, oidc-core-3.2.2.11-3: and all else.
        Self::new(Way::FrontChannel, Nonce::Sent(nonce))
    }

    /// `response_type=id_token token`: with an access token, whose hash has to be in it.
    #[must_use]
    pub const fn id_token_token(nonce: &'a str, access_token: &'a OpaqueAccessToken) -> Self {
        // oidc-core-3.2.2.8-4
        Self::id_token(nonce).with_access_token(access_token)
    }

    /// `response_type=code id_token`: the ID token from the authorization endpoint, with a code, whose
    /// hash has to be in it
    /// ([§3.3.2.12](https://openid.net/specs/openid-connect-core-1_0.html#HybridIDTValidation)).
    #[must_use]
    pub const fn code_id_token(nonce: &'a str, code: &'a str) -> Self {
        // oidc-core-3.3.2.8-3, oidc-core-3.3.2.12-1
        Self::id_token(nonce).with_code(code)
    }

    /// `response_type=code token`: the ID token is from the token endpoint.
    #[must_use]
    pub const fn code_token(nonce: Nonce<'a>) -> Self {
        // oidc-core-3.3.3.7-1
        Self::code(nonce)
    }

    /// `response_type=code id_token token`: the ID token from the authorization endpoint, with both.
    #[must_use]
    pub const fn code_id_token_token(
        nonce: &'a str,
        code: &'a str,
        access_token: &'a OpaqueAccessToken,
    ) -> Self {
        // oidc-core-3.3.2.8-3
        Self::id_token_token(nonce, access_token).with_code(code)
    }

    /// A refreshed token
    /// ([§12.2](https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokenResponse)): it
    /// agrees with the original and may lack the nonce. The verifier's own `max_age` and `acr_values`
    /// are for logins and not for refreshes.
    #[must_use]
    pub const fn refresh(original: &'a Original) -> Self {
        // oidc-core-12.2-8: by the same table.
        Self::new(Way::Refresh(original), Nonce::NotSent)
    }

    const fn new(way: Way<'a>, nonce: Nonce<'a>) -> Self {
        Self {
            way,
            nonce,
            access_token: None,
            code: None,
            state: None,
            max_age: None,
            acr_values: None,
            front_channel: None,
        }
    }

    /// The access token that came with it: `at_hash` is checked if it is there.
    #[must_use]
    pub const fn with_access_token(mut self, access_token: &'a OpaqueAccessToken) -> Self {
        // oidc-core-3.1.3.5-2, oidc-core-3.3.3.9-1
        self.access_token = Some(access_token);
        self
    }

    /// The code that came with it or that it was bought with: `c_hash` is checked if it is there.
    #[must_use]
    pub const fn with_code(mut self, code: &'a str) -> Self {
        self.code = Some(code);
        self
    }

    /// The `state` of the request, for `s_hash`.
    #[must_use]
    pub const fn with_state(mut self, state: &'a str, hash: StateHash) -> Self {
        self.state = Some((state, hash));
        self
    }

    /// The `max_age` that was sent; zero asks for a login in this very request.
    #[must_use]
    pub const fn with_max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// The `acr_values` that were sent: one of them has to be there. An empty list refuses every token.
    #[must_use]
    pub const fn with_acr_values(mut self, acr_values: &'a [&'a str]) -> Self {
        self.acr_values = Some(acr_values);
        self
    }

    /// The ID token that came from the authorization endpoint in the same hybrid flow: that from the
    /// token endpoint has to be about the same user
    /// ([§3.3.3.6](https://openid.net/specs/openid-connect-core-1_0.html#HybridIDToken2)).
    #[must_use]
    pub const fn after_front_channel(mut self, id_token: &'a IdToken) -> Self {
        self.front_channel = Some(id_token);
        self
    }
}

impl core::fmt::Debug for Nonce<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Sent(_) => "Sent(<redacted>)",
            Self::NotSent => "NotSent",
        })
    }
}

impl core::fmt::Debug for Login<'_> {
    /// Without nonce, code and tokens.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let way = match self.way {
            Way::FrontChannel => "authorization endpoint",
            Way::Refresh(_) => "refresh",
            Way::TokenEndpoint => "token endpoint",
        };
        f.debug_struct("Login")
            .field("way", &way)
            .field("nonce", &self.nonce)
            .field("max_age", &self.max_age)
            .field("acr_values", &self.acr_values)
            .finish_non_exhaustive()
    }
}
