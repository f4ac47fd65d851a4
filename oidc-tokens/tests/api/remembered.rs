//! A signature that is remembered spares the arithmetic and no check.

use std::num::NonZeroUsize;

use jwk_types::Reason;
use jws_verify::{KeyRing, RustCrypto, SignatureCache};
use oidc_tokens::{Access, AccessTokenError, NumericDate};

use crate::data::*;
use crate::factory::{KEYS, Token};
use crate::purposes::*;

struct Remembering {
    cache: SignatureCache<RustCrypto>,
    keys: KeyRing,
}

impl Remembering {
    /// The issuer's keys, with a memory that holds the usual access token.
    fn usual() -> Self {
        let room = NonZeroUsize::new(10).expect("room");
        let cache = SignatureCache::new(RustCrypto, room);
        let algorithms = KEYS.algorithms().clone();
        let keys = KeyRing::with_backend(KEYS.set().clone(), algorithms, &cache).expect("keys");
        let remembering = Self { cache, keys };
        assert_eq!(remembering.asks(&Options::usual(), now()), Ok(()));
        assert_eq!(remembering.cache.len(), 1);
        remembering
    }

    fn asks(&self, options: &Options, now: NumericDate) -> Result<(), Reason> {
        let token = Token::access_token().text();
        let access = Access::with_scopes(&["read"]);
        let verifier = access_tokens(options);
        let outcome = verifier.verify_at(&self.keys, &token, &access, now);
        outcome
            .map(drop)
            .map_err(|error: AccessTokenError| error.reason())
    }
}

#[test]
fn a_remembered_token_expires() {
    let remembering = Remembering::usual();
    let long_after = at(NOW + 86_400);
    assert_eq!(
        remembering.asks(&Options::usual(), long_after),
        Err(Reason::Expired)
    );
    assert_eq!(remembering.asks(&Options::usual(), now()), Ok(()));
    assert_eq!(remembering.cache.len(), 1);
}

#[test]
fn another_verifier_judges_a_remembered_token_by_its_own_lights() {
    let remembering = Remembering::usual();
    let token = Token::access_token().text();
    let access = Access::with_scopes(&["read"]);
    let other = oidc_tokens::AccessTokenVerifier::new(ISSUER, "https://other.example")
        .expect("a verifier")
        .verify_at(&remembering.keys, &token, &access, now());
    assert_eq!(
        other.expect_err("not for it").reason(),
        Reason::WrongAudience
    );
    let access = Access::with_scopes(&["delete"]);
    let refused =
        access_tokens(&Options::usual()).verify_at(&remembering.keys, &token, &access, now());
    assert_eq!(
        refused.expect_err("no such scope").reason(),
        Reason::InsufficientScope
    );
    assert_eq!(remembering.cache.len(), 1);
}
