//! What both kinds of `Provider` do in the same way, written once: with `async` and `.await` in the
//! one, and without in the other.

/// The methods, given the tokens before `fn` and after each call that may wait. The type has `core`
/// and `client`; `start(ticket)`, `wait(ended, time)`, `wait_for_end(ended)` and `send(exchange)`
/// are its own.
macro_rules! provider_methods {
    ([$($async:tt)*] [$($await:tt)*]) => {
        /// Begins without keys, or with those of a snapshot; they are fetched when the first token
        /// comes.
        ///
        /// # Errors
        ///
        /// Where the snapshot of the settings cannot be used.
        pub fn new(
            settings: crate::Settings,
            client: std::sync::Arc<dyn HttpClient>,
        ) -> Result<Self, crate::Error> {
            Ok(Self {
                core: std::sync::Arc::new(crate::core::Core::new(settings)?),
                client: Some(client),
            })
        }

        /// Keys that never change and are never fetched, for tests: `jwks` is the text of a JWK Set.
        ///
        /// # Errors
        ///
        /// Where it is none, or has no key that can be used.
        pub fn with_static_keys(
            settings: crate::Settings,
            jwks: &str,
        ) -> Result<Self, crate::Error> {
            Ok(Self {
                core: std::sync::Arc::new(crate::core::Core::fixed(settings, jwks)?),
                client: None,
            })
        }

        /// Fetches the keys if there are none that may be used.
        ///
        /// # Errors
        ///
        /// Why they are not to be had. The next caller asks again, as far as the back-off lets it.
        pub $($async)* fn warm_up(&self) -> Result<(), crate::Error> {
            let mut attempt = self.core.attempt(None)?;
            self.keys(&mut attempt) $($await)* .map(|_| ())
        }

        /// Fetches the keys now, whatever budget and back-off say.
        ///
        /// # Errors
        ///
        /// Why they are not to be had; those at hand stay.
        pub $($async)* fn reload(&self) -> Result<(), crate::Error> {
            let ticket = self.core.reload();
            self.start(Some(ticket))?;
            while let Some(ended) = self.core.end_of(ticket) {
                self.wait_for_end(ended) $($await)*;
            }
            self.core.reloaded()
        }

        /// Trusts the keys at hand no longer, as of now, for every clone; the next token fetches
        /// them anew.
        pub fn revoke_now(&self) {
            self.core.revoke();
        }

        /// Verifies a token with the keys of the issuer: `question` is what the verifier asks
        /// beside its configuration.
        ///
        /// If a token that is right in all else names a key that is not in the set, the set is
        /// fetched once, within the budget of [`CachePolicy`](crate::CachePolicy), and the token is
        /// tried again.
        ///
        /// # Errors
        ///
        /// [`VerifyError::Token`](crate::VerifyError::Token) where the token is refused,
        /// [`VerifyError::Keys`](crate::VerifyError::Keys) where the keys are not to be had or the
        /// verifier is for another issuer.
        pub $($async)* fn verify<V: oidc_tokens::Verify>(
            &self,
            verifier: &V,
            token: &str,
            question: V::Question<'_>,
        ) -> Result<V::Verified, crate::VerifyError<V::Error>> {
            self.with_keys(
                verifier.expected_issuer(),
                |keys, now| verifier.verify_with(keys, token, question, now),
                |now| verifier.check_without_keys(token, question, now),
            )
            $($await)*
        }

        /// Asks for the user's claims with an access token, and verifies the answer: it is about
        /// `user`, the identity in the ID token ([OpenID Connect Core §5.3]).
        ///
        /// # Errors
        ///
        /// As [`Provider::verify`];
        /// [`Error::NoUserInfoEndpoint`](crate::Error::NoUserInfoEndpoint), and
        /// [`Error::Fetch`](crate::Error::Fetch) with status 401 where the token is not accepted.
        ///
        /// [OpenID Connect Core §5.3]: https://openid.net/specs/openid-connect-core-1_0.html#UserInfo
        pub $($async)* fn userinfo(
            &self,
            verifier: &oidc_tokens::UserInfoVerifier,
            token: &oidc_tokens::OpaqueAccessToken,
            user: oidc_tokens::Identity<'_>,
        ) -> Result<oidc_tokens::UserInfo, crate::VerifyError<oidc_tokens::UserInfoError>> {
            use crate::VerifyError::Keys;

            let issuer = Some(verifier.issuer());
            let arrived = self.ask_for_userinfo(issuer, token) $($await)*;
            let (content_type, body) =
                arrived.and_then(crate::userinfo::read).map_err(Keys)?;
            let response = oidc_tokens::UserInfoResponse::new(&content_type, &body);
            self.with_keys(
                issuer,
                |keys, now| verifier.verify_at(keys, &response, user, now),
                |now| verifier.check_without_keys_at(&response, user, now),
            )
            $($await)*
        }

        $($async)* fn ask_for_userinfo(
            &self,
            issuer: Option<&str>,
            token: &oidc_tokens::OpaqueAccessToken,
        ) -> Result<crate::fetch::Arrived, crate::Error> {
            let mut attempt = self.core.attempt(issuer)?;
            let keys = self.keys(&mut attempt) $($await)* ?;
            let exchange = self.core.userinfo_exchange(&keys, token)?;
            self.send(exchange) $($await)*
        }

        /// The issuer.
        #[must_use]
        pub fn issuer(&self) -> &crate::Issuer {
            self.core.issuer()
        }

        /// The metadata, once they were fetched.
        #[must_use]
        pub fn metadata(&self) -> Option<crate::Metadata> {
            self.core.metadata()
        }

        /// How the keys are.
        #[must_use]
        pub fn health(&self) -> crate::Health {
            self.core.health()
        }

        /// What is known now, to begin with after a restart
        /// ([`Settings::with_snapshot`](crate::Settings::with_snapshot)).
        #[must_use]
        pub fn snapshot(&self) -> Option<crate::Snapshot> {
            self.core.snapshot()
        }

        $($async)* fn with_keys<T, E: oidc_tokens::TokenError>(
            &self,
            issuer: Option<&str>,
            verify: impl Fn(
                &jws_verify::KeyRing,
                oidc_tokens::NumericDate,
            ) -> Result<T, E>,
            check_without_keys: impl Fn(oidc_tokens::NumericDate) -> Result<(), E>,
        ) -> Result<T, crate::VerifyError<E>> {
            use crate::VerifyError::Keys;

            let mut attempt = self.core.attempt(issuer).map_err(Keys)?;
            self.core.check_before_a_fetch(&check_without_keys)?;
            loop {
                let keys = self.keys(&mut attempt) $($await)* .map_err(Keys)?;
                let verified =
                    self.core
                        .verify(&mut attempt, &keys.ring, &verify, &check_without_keys);
                if let Some(verified) = verified {
                    return verified;
                }
            }
        }

        $($async)* fn keys(
            &self,
            attempt: &mut crate::core::Attempt,
        ) -> Result<std::sync::Arc<crate::keys::Keys>, crate::Error> {
            use crate::core::Step;

            loop {
                match self.core.step(attempt) {
                    Step::Ready { keys, refresh } => {
                        // Who has keys need not know that a refresh did not begin: the observer does.
                        if refresh.is_some() {
                            let _ = self.start(refresh);
                        }
                        return Ok(keys);
                    }
                    Step::Wait { start, ended, time } => {
                        self.start(start)?;
                        if !self.wait(ended, time) $($await)* {
                            self.core.waited(attempt);
                        }
                    }
                    Step::Failed(error) => return Err(error),
                }
            }
        }
    };
}
pub(crate) use provider_methods;
