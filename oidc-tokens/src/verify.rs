//! What the verifiers have in common, for code that holds the keys and is about no purpose.

use jws_verify::KeyRing;

use crate::error::sealed::Sealed;
use crate::{
    Access, AccessToken, AccessTokenError, AccessTokenVerifier, IdToken, IdTokenError,
    IdTokenVerifier, Jwt, JwtError, JwtVerifier, Login, LogoutToken, LogoutTokenError,
    LogoutTokenVerifier, NumericDate, Session, TokenError,
};

/// A verifier of tokens, for code that obtains the keys: it calls the verifier's own methods, and
/// gives out its own type of token. Nothing else implements it.
pub trait Verify: Sealed {
    /// What is asked of one token beside the verifier's configuration.
    type Question<'q>: Copy;
    /// A token that is believed.
    type Verified;
    /// Why one is not.
    type Error: TokenError;

    /// The issuer whose tokens are accepted, if there is one.
    fn expected_issuer(&self) -> Option<&str>;

    /// Verifies a token with the issuer's keys, as of `now`.
    ///
    /// # Errors
    ///
    /// The first check that fails; there is no partial result.
    fn verify_with(
        &self,
        keys: &KeyRing,
        token: &str,
        question: Self::Question<'_>,
        now: NumericDate,
    ) -> Result<Self::Verified, Self::Error>;

    /// Makes the same checks but for those that need a key. Who passes them is not thereby
    /// believed.
    ///
    /// # Errors
    ///
    /// The first check that fails.
    fn check_without_keys(
        &self,
        token: &str,
        question: Self::Question<'_>,
        now: NumericDate,
    ) -> Result<(), Self::Error>;
}

macro_rules! verify {
    ($verifier:ty, $verified:ty, $error:ty, $question:ty, |$this:ident| $issuer:expr $(, $asked:ident)?) => {
        impl Sealed for $verifier {}

        impl Verify for $verifier {
            type Question<'q> = $question;
            type Verified = $verified;
            type Error = $error;

            fn expected_issuer(&self) -> Option<&str> {
                let $this = self;
                $issuer
            }

            fn verify_with(
                &self,
                keys: &KeyRing,
                token: &str,
                _question: Self::Question<'_>,
                now: NumericDate,
            ) -> Result<Self::Verified, Self::Error> {
                $(let $asked = _question;)?
                self.verify_at(keys, token, $($asked,)? now)
            }

            fn check_without_keys(
                &self,
                token: &str,
                _question: Self::Question<'_>,
                now: NumericDate,
            ) -> Result<(), Self::Error> {
                $(let $asked = _question;)?
                self.check_without_keys_at(token, $($asked,)? now)
            }
        }
    };
}

verify!(
    IdTokenVerifier,
    IdToken,
    IdTokenError,
    &'q Login<'q>,
    |this| Some(this.issuer()),
    login
);
verify!(
    AccessTokenVerifier,
    AccessToken,
    AccessTokenError,
    &'q Access<'q>,
    |this| Some(this.issuer()),
    access
);
verify!(
    LogoutTokenVerifier,
    LogoutToken,
    LogoutTokenError,
    Session<'q>,
    |this| Some(this.issuer()),
    session
);
verify!(JwtVerifier, Jwt, JwtError, (), |this| this.issuer());
