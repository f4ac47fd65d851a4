//! Many at once: each outcome is that of one alone, in the order of the tokens.

use oidc_tokens::{Access, AccessTokenError, Login, Nonce};

use crate::data::*;
use crate::factory::{KEYS, Token};
use crate::purposes::*;

#[test]
fn outcomes_are_those_of_each_alone_and_in_order() {
    let good = Token::access_token();
    let kinds = [
        good.text(),
        good.clone().with("aud", "https://other.example").text(),
        good.clone().with("exp", NOW - 86_400).text(),
        Token::id_token().text(),
        String::from("no token"),
    ];
    let tokens: Vec<&str> = (0..500).map(|at| kinds[at % 5].as_str()).collect();
    let verifier = access_tokens(&Options::usual());
    let access = Access::with_scopes(&["read"]);
    let outcomes = verifier.verify_many_at(&KEYS, &tokens, &access, now());
    assert_eq!(outcomes.len(), tokens.len());
    for (index, (token, outcome)) in tokens.iter().zip(&outcomes).enumerate() {
        let alone = verifier.verify_at(&KEYS, token, &access, now());
        let reason = |error: &AccessTokenError| error.reason();
        assert_eq!(
            outcome.as_ref().err().map(reason),
            alone.as_ref().err().map(reason)
        );
        assert_eq!(outcome.is_ok(), index % 5 == 0, "{index}");
    }
}

#[test]
fn every_kind_of_token_can_be_many() {
    let text = Token::id_token().text();
    let login = Login::code(Nonce::Sent(NONCE));
    let verifier = id_tokens(&Options::usual());
    let outcomes = verifier.verify_many_at(&KEYS, [text.as_str()], &login, now());
    assert!(outcomes[0].is_ok());
}
