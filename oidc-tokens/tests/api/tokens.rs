//! What verified tokens tell, and what is told of how they were verified.

use jwk_types::HashAlgorithm;
use oidc_tokens::{Access, Identity, Login, Nonce, NumericDate};
use serde_json::json;

use crate::data::*;
use crate::factory::{FAST, KEYS, Token, kid};
use crate::login;
use crate::purposes::*;

#[test]
fn an_id_token_tells_who_logged_in() {
    let token = Token::id_token()
        .with("aud", json!([CLIENT, CLIENT]))
        .with("azp", CLIENT)
        .with("acr", "gold")
        .with("amr", json!(["pwd", "otp"]))
        .with("jti", "id-1");
    let token = login::accepts(&token, &Login::code(Nonce::Sent(NONCE)));
    assert_eq!(token.identity(), Identity::new(ISSUER, SUBJECT));
    assert_eq!((token.issuer(), token.subject()), (ISSUER, SUBJECT));
    assert_eq!(token.authorized_party(), Some(CLIENT));
    assert_eq!(token.auth_time(), Some(at(NOW - 20)));
    assert_eq!(token.acr(), Some("gold"));
    assert_eq!(token.amr().collect::<Vec<_>>(), ["pwd", "otp"]);
    assert_eq!(token.session_id(), Some("session-1"));
    assert_eq!(token.token_id(), Some("id-1"));
    assert_eq!(token.expires_at(), Some(at(NOW + 600)));
    assert_eq!(token.issued_at(), Some(at(NOW - 10)));
    assert_eq!(token.audiences().collect::<Vec<_>>(), [CLIENT, CLIENT]);
}

#[test]
fn what_a_token_does_not_tell_is_absent() {
    let token = Token::id_token()
        .without("auth_time")
        .without("sid")
        .without("nonce");
    let token = login::accepts(&token, &Login::code(Nonce::NotSent));
    assert_eq!(token.authorized_party(), None);
    assert_eq!((token.auth_time(), token.acr()), (None, None));
    assert_eq!(token.amr().count(), 0);
    assert_eq!((token.session_id(), token.token_id()), (None, None));
}

#[test]
fn an_access_token_tells_what_its_holder_may_do() {
    let token = Token::access_token().with("amr", json!(["otp"])).text();
    let access = Access::with_scopes(&["read"]);
    let token = access_tokens(&Options::usual()).verify_at(&KEYS, &token, &access, now());
    let token = token.expect("good");
    assert_eq!(token.issuer(), ISSUER);
    assert_eq!(token.client_id(), Some(CLIENT));
    assert_eq!(token.subject(), Some(SUBJECT));
    assert_eq!(token.amr().collect::<Vec<_>>(), ["otp"]);
    assert_eq!(token.token_id(), Some("token-1"));
    assert_eq!(token.audiences().collect::<Vec<_>>(), [API]);
}

/// oidc-core-5.7-1, oidc-core-8-1: a user is an issuer and a subject, octet for octet.
#[test]
fn users_are_the_same_if_issuer_and_subject_are() {
    let user = Identity::new(ISSUER, SUBJECT);
    assert_eq!((user.issuer(), user.subject()), (ISSUER, SUBJECT));
    assert_eq!(user, Identity::new(ISSUER, SUBJECT));
    assert_ne!(user, Identity::new("https://other.example", SUBJECT));
    assert_ne!(user, Identity::new(ISSUER, "Subject-24400320"));
    let set = std::collections::HashSet::from([user, user]);
    assert_eq!(set.len(), 1);
}

/// Escapes are undone where a claim is compared, and kept where the text is handed out.
#[test]
fn claims_are_handed_out_as_they_were_signed() {
    let payload = format!(
        r#"{{ "iss" : "https:\/\/op.example", "sub":"\u0061bc","aud":"{CLIENT}","exp":17000006e2,"iat":{NOW}.5, "nonce":"{NONCE}" }}"#
    );
    let token = Token::id_token().with_payload(payload.as_bytes());
    let token = login::accepts(&token, &Login::code(Nonce::Sent(NONCE)));
    assert_eq!(token.json(), payload);
    assert_eq!(token.identity(), Identity::new(ISSUER, "abc"));
    assert_eq!(token.expires_at(), Some(at(NOW + 600)));
    let half = NumericDate::from_json("1700000000.5");
    assert_eq!(token.issued_at(), half);
    let copy = token.clone();
    assert_eq!(copy.subject(), "abc");
}

#[test]
fn how_a_token_was_verified_is_told() {
    let text = Token::access_token().text();
    let access = Access::without_scope();
    let verify = |text: &str| {
        let verified = access_tokens(&Options {
            algorithms: Some(crate::factory::only(&[FAST, "HS256"])),
            ..Options::default()
        })
        .verify_at(&KEYS, text, &access, now());
        verified.expect("good")
    };
    let token = verify(&text);
    let provenance = token.provenance();
    assert_eq!(provenance.algorithm().name(), FAST);
    assert_eq!(provenance.kid(), Some(&*kid(FAST)));
    assert_eq!(provenance.typ(), Some("at+jwt"));
    assert_eq!(provenance.verified_at(), now());
    let keys = KEYS.set().keys();
    let key = keys.iter().find(|key| key.kid() == Some(&*kid(FAST)));
    let thumbprint = key.expect("the key").thumbprint(HashAlgorithm::Sha256);
    assert_eq!(
        provenance.key().map(ToString::to_string),
        thumbprint.ok().map(|t| t.to_string())
    );
    let mac = verify(&Token::access_token().signed_with("HS256").text());
    assert!(mac.provenance().key().is_none());
    assert_eq!(mac.provenance().algorithm().name(), "HS256");
}

/// `verify` asks the system's clock.
#[test]
fn tokens_of_today_are_verified_by_the_clock() {
    let clock = NumericDate::now().expect("a clock").seconds();
    let good = Token::id_token()
        .with("exp", clock + 600)
        .with("iat", clock);
    let login = Login::code(Nonce::Sent(NONCE));
    let verifier = id_tokens(&Options::usual());
    let token = verifier.verify(&KEYS, &good.text(), &login).expect("good");
    assert!(token.provenance().verified_at() >= at(clock));
    let refused = verifier.verify(&KEYS, &Token::id_token().text(), &login);
    assert_eq!(refused.expect_err("of 2023").check().name(), "expiration");
}
