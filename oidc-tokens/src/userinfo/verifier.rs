//! The configuration of a client that asks for claims about its users.

use alloc::boxed::Box;

use jws_verify::{Algorithms, KeyRing};

use super::checks::{Question, SignedUserInfo};
use super::{UserInfo, UserInfoError, UserInfoResponse, plain};
use crate::check::{self, Case, Check, Failure};
use crate::settings::{Settings, common_settings, not_empty};
use crate::{Error, Identity, NumericDate};

/// Verifies the UserInfo responses of one issuer to one client
/// ([OpenID Connect Core §5.3.4](https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponseValidation)).
#[derive(Clone, Debug)]
pub struct UserInfoVerifier {
    pub(super) settings: Settings,
    pub(super) client_id: Box<str>,
    signature: Signature,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signature {
    Optional,
    Required,
}

impl UserInfoVerifier {
    /// For the client `client_id` at `issuer`; both are compared octet for octet.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where either is empty.
    pub fn new(issuer: impl Into<Box<str>>, client_id: impl Into<Box<str>>) -> Result<Self, Error> {
        let issuer = not_empty(issuer, "the issuer is empty")?;
        Ok(Self {
            settings: Settings::new(Some(issuer), Algorithms::asymmetric()),
            client_id: not_empty(client_id, "the client_id is empty")?,
            signature: Signature::Optional,
        })
    }

    common_settings!();

    /// The algorithms that the client registered as `userinfo_signed_response_alg`: a signed response
    /// is then required ([Registration §2]). Without this,
    /// [`Algorithms::asymmetric`](jws_verify::Algorithms::asymmetric), if the response is signed.
    ///
    /// The keys have a list of their own, so a token's algorithm is on both.
    ///
    /// [Registration §2]: https://openid.net/specs/openid-connect-registration-1_0.html#ClientMetadata
    #[must_use]
    pub fn with_algorithms(mut self, algorithms: Algorithms) -> Self {
        // oidc-registration-2-6
        self.settings.set_algorithms(algorithms);
        self.requiring_signature()
    }

    /// Plain JSON is refused, as for a client that registered `userinfo_signed_response_alg`
    /// ([Registration §2](https://openid.net/specs/openid-connect-registration-1_0.html#ClientMetadata)).
    #[must_use]
    pub const fn requiring_signature(mut self) -> Self {
        self.signature = Signature::Required;
        self
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.settings.issuer().unwrap_or_default()
    }

    /// The checks of a signed response, in the order in which they are made.
    pub fn checks() -> impl Iterator<Item = &'static Check> {
        check::checks::<SignedUserInfo>()
    }

    /// The checks of a response in plain JSON, in the order in which they are made.
    pub fn plain_checks() -> impl Iterator<Item = &'static Check> {
        plain::CHECKS.into_iter()
    }

    /// Verifies a response about `user`, the identity in the ID token, signed or plain.
    ///
    /// # Errors
    ///
    /// The first check that fails; nothing of the response is then used.
    pub fn verify_at(
        &self,
        keys: &KeyRing,
        response: &UserInfoResponse<'_>,
        user: Identity<'_>,
        now: NumericDate,
    ) -> Result<UserInfo, UserInfoError> {
        if !response.is_signed() {
            return self.verify_plain(response, user);
        }
        self.signed(Some(keys), response, user, now, |case| {
            case.verify().map(|believed| UserInfo::signed(&believed))
        })
    }

    /// Makes the checks of a signed response but for those that need a key, as of `now`; a plain one
    /// needs none. Who passes them is not thereby believed.
    ///
    /// # Errors
    ///
    /// The first check that fails.
    pub fn check_without_keys_at(
        &self,
        response: &UserInfoResponse<'_>,
        user: Identity<'_>,
        now: NumericDate,
    ) -> Result<(), UserInfoError> {
        if !response.is_signed() {
            return self.verify_plain(response, user).map(|_| ());
        }
        self.signed(None, response, user, now, |case| case.check_without_keys())
    }

    fn signed<T>(
        &self,
        keys: Option<&KeyRing>,
        response: &UserInfoResponse<'_>,
        user: Identity<'_>,
        now: NumericDate,
        run: impl FnOnce(Case<'_, '_, SignedUserInfo>) -> Result<T, Failure>,
    ) -> Result<T, UserInfoError> {
        let question = Question {
            verifier: self,
            user,
        };
        let case = Case::<SignedUserInfo> {
            keys,
            settings: &self.settings,
            token: response.body(),
            question: &question,
            now,
        };
        run(case).map_err(UserInfoError::new)
    }

    /// The same by the system's clock.
    ///
    /// # Errors
    ///
    /// As [`UserInfoVerifier::verify_at`].
    #[cfg(feature = "std")]
    pub fn verify(
        &self,
        keys: &KeyRing,
        response: &UserInfoResponse<'_>,
        user: Identity<'_>,
    ) -> Result<UserInfo, UserInfoError> {
        let now = check::now::<SignedUserInfo>().map_err(UserInfoError::new)?;
        self.verify_at(keys, response, user, now)
    }

    /// Verifies a response in plain JSON, for which no key is needed: it came over TLS from the
    /// issuer, and that is all that speaks for it.
    ///
    /// # Errors
    ///
    /// As [`UserInfoVerifier::verify_at`], for a signed response too.
    pub fn verify_plain(
        &self,
        response: &UserInfoResponse<'_>,
        user: Identity<'_>,
    ) -> Result<UserInfo, UserInfoError> {
        let verified = plain::verify(&self.settings, self.signature, response, user);
        verified.map_err(UserInfoError::new)
    }
}
