//! ID tokens that a refresh brings (OpenID Connect Core §12.2).

use std::time::Duration;

use jwk_types::Reason;
use oidc_tokens::{Error, IdToken, Login, Original};
use serde_json::json;

use crate::data::*;
use crate::factory::{KEYS, Token};
use crate::login::{accepts, verify};
use crate::purposes::{Options, id_tokens};

use oidc_tokens::Nonce;

/// The ID token of the login, and what is kept of it.
fn original() -> Original {
    let token = Token::id_token().with("aud", json!([CLIENT]));
    accepts(&token, &Login::code(Nonce::Sent(NONCE))).original()
}

/// An hour later, without the nonce.
fn refreshed() -> Token {
    Token::id_token().without("nonce")
}

#[track_caller]
fn rejects(defect: impl FnOnce(Token) -> Token, check: &str, reason: Reason) -> Error {
    let original = original();
    let login = Login::refresh(&original);
    accepts(&refreshed(), &login);
    let refused = verify(&defect(refreshed()), &login).expect_err("a defect");
    assert_eq!((refused.check().name(), refused.reason()), (check, reason));
    refused.error().clone()
}

#[track_caller]
fn keeps(token: &Token) -> IdToken {
    let original = original();
    accepts(token, &Login::refresh(&original))
}

/// oidc-core-12.2-1
#[test]
fn the_issuer_of_the_original_is_kept() {
    assert_eq!(keeps(&refreshed()).issuer(), ISSUER);
}

#[test]
fn another_issuer_than_the_originals_is_refused() {
    let other = "https://op.example.org";
    rejects(|t| t.with("iss", other), "issuer", Reason::WrongIssuer);
}

/// oidc-core-12.2-2
#[test]
fn the_subject_of_the_original_is_kept() {
    assert_eq!(keeps(&refreshed()).identity(), USER);
}

#[test]
fn another_subject_than_the_originals_is_refused() {
    for sub in ["another", "SUBJECT-24400320", "subject-24400320 "] {
        let error = rejects(
            |t| t.with("sub", sub),
            "refreshed_subject",
            Reason::WrongSubject,
        );
        assert_eq!(error, Error::Subject);
    }
}

/// oidc-core-12.2-3
#[test]
fn iat_is_the_time_of_the_refreshed_tokens_own_issue() {
    let token = refreshed().with("iat", NOW - 1);
    assert_eq!(keeps(&token).issued_at(), Some(at(NOW - 1)));
}

#[test]
fn a_refreshed_token_of_the_future_is_refused() {
    rejects(
        |t| t.with("iat", NOW + 31),
        "issued_at",
        Reason::IssuedInFuture,
    );
}

/// oidc-core-12.2-4: the same audiences, in whichever form and order.
#[test]
fn the_audience_of_the_original_is_kept() {
    keeps(&refreshed().with("aud", CLIENT));
    keeps(&refreshed().with("aud", json!([CLIENT])));
    let original = original().with_audience(["trusted", CLIENT]);
    let verifier = id_tokens(&Options::usual()).with_trusted_audiences(["trusted", "third"]);
    let token = |aud: serde_json::Value| refreshed().with("aud", aud).text();
    let verify = |aud| verifier.verify_at(&KEYS, &token(aud), &Login::refresh(&original), now());
    verify(json!([CLIENT, "trusted"])).expect("the same");
    let words = format!("aud is \"{CLIENT}\" and does not name \"trusted\"");
    let more = "aud names \"third\" too, which is not trusted".to_owned();
    for (aud, words) in [
        (json!(CLIENT), &words),
        (json!([CLIENT, "third"]), &words),
        (json!([CLIENT, "trusted", "third"]), &more),
    ] {
        let refused = verify(aud).expect_err("not the same");
        assert_eq!(refused.error().to_string(), *words);
        assert_eq!(refused.check().name(), "refreshed_audience");
        assert_eq!(refused.reason(), Reason::WrongAudience);
    }
}

#[test]
fn another_audience_than_the_originals_is_refused() {
    rejects(
        |t| t.with("aud", "another"),
        "audience",
        Reason::WrongAudience,
    );
    let verifier = id_tokens(&Options::usual()).with_trusted_audiences(["trusted"]);
    let token = refreshed().with("aud", json!([CLIENT, "trusted"])).text();
    let original = original();
    let refused = verifier.verify_at(&KEYS, &token, &Login::refresh(&original), now());
    let refused = refused.expect_err("one more");
    assert_eq!(refused.check().name(), "refreshed_audience");
    assert_eq!(refused.error().found().as_deref(), Some("trusted"));
}

/// oidc-core-12.2-5
#[test]
fn the_time_of_the_login_is_kept_or_not_told() {
    let original = original();
    assert_eq!(original.auth_time(), Some(at(NOW - 20)));
    let token = keeps(&refreshed());
    assert_eq!(token.auth_time(), original.auth_time());
    keeps(&refreshed().without("auth_time"));
    keeps(&refreshed().with("auth_time", (NOW - 20) as f64));
}

#[test]
fn another_time_of_the_login_is_refused() {
    for auth_time in [NOW - 10, NOW - 19, NOW - 21] {
        let error = rejects(
            |t| t.with("auth_time", auth_time),
            "refreshed_authentication_time",
            Reason::Other,
        );
        assert_eq!(error, Error::Changed { claim: "auth_time" });
    }
}

/// oidc-core-12.2-6
#[test]
fn the_authorized_party_may_change_and_is_still_this_client() {
    let original = original();
    let login = Login::refresh(&original);
    accepts(&refreshed(), &login);
    let token = accepts(&refreshed().with("azp", CLIENT), &login);
    assert_eq!(token.authorized_party(), Some(CLIENT));
    let check = "authorized_party";
    let another = |t: Token| t.with("azp", "another");
    rejects(another, check, Reason::WrongAuthorizedParty);
}

/// oidc-core-12.2-7
#[test]
fn a_refreshed_token_lacks_the_nonce_or_repeats_it() {
    assert_eq!(original().nonce(), Some(NONCE));
    keeps(&refreshed());
    keeps(&refreshed().with("nonce", NONCE));
}

#[test]
fn another_nonce_than_the_originals_is_refused() {
    let error = rejects(|t| t.with("nonce", "another"), "nonce", Reason::WrongNonce);
    assert_eq!(error, Error::Nonce);
    // The original had none.
    let original = Original::new(SUBJECT);
    let repeats = refreshed().with("nonce", NONCE);
    let refused = verify(&repeats, &Login::refresh(&original)).expect_err("a nonce");
    assert_eq!(*refused.error(), Error::NonceUnexpected);
}

/// oidc-core-12.2-8
#[test]
fn in_all_else_a_refreshed_token_is_verified_like_the_first() {
    keeps(&refreshed());
    rejects(|t| t.with("exp", NOW - 30), "expiration", Reason::Expired);
    let signature = "signature";
    rejects(
        Token::signed_by_another,
        signature,
        Reason::SignatureMismatch,
    );
    rejects(|t| t.with("aud", API), "audience", Reason::WrongAudience);
    rejects(
        |t| t.with_header("typ", "at+jwt"),
        "type",
        Reason::WrongType,
    );
    rejects(|t| t.without("iat"), "issued_at", Reason::MissingClaim);
}

/// The defaults of the registration are for logins.
#[test]
fn a_refresh_asks_for_no_new_login() {
    let verifier = id_tokens(&Options::usual())
        .with_default_max_age(Duration::from_secs(5))
        .with_default_acr_values(["gold"]);
    let original = original();
    let token = refreshed().text();
    let login = Login::refresh(&original);
    let verified = verifier.verify_at(&KEYS, &token, &login, now());
    verified.expect("nothing was asked for");
    let login = login.with_max_age(Duration::ZERO);
    let verified = verifier.verify_at(&KEYS, &token, &login, now());
    assert_eq!(verified.map(drop), Ok(()), "within the leeway");
    let verified = verifier.verify_at(&KEYS, &token, &login, at(NOW + 11));
    let refused = verified.expect_err("asked for with the refresh");
    assert_eq!(refused.reason(), Reason::TooOld);
    let login = Login::refresh(&original).with_acr_values(&["gold"]);
    let refused = verifier.verify_at(&KEYS, &token, &login, now());
    assert_eq!(refused.expect_err("no acr").reason(), Reason::WrongAcr);
}

/// From a store, nothing but the subject may be known.
#[test]
fn what_was_not_kept_is_not_compared() {
    let original = Original::new(SUBJECT);
    assert_eq!(original.subject(), SUBJECT);
    assert!(original.audience().is_none());
    assert_eq!((original.auth_time(), original.nonce()), (None, None));
    accepts(
        &refreshed().with("auth_time", NOW),
        &Login::refresh(&original),
    );
    let stored = Original::new(SUBJECT)
        .with_issuer(ISSUER)
        .with_issued_at(at(NOW - 10))
        .with_audience([CLIENT])
        .with_auth_time(at(NOW - 20))
        .with_nonce(NONCE);
    assert_eq!(stored, self::original());
}
