//! The issuer in a response that has an ID token too.

use oidc_tokens::jwk_types::Reason;
use oidc_tokens::jws_verify::{Algorithms, KeyRing};
use oidc_tokens::{
    Error, IdTokenError, IdTokenVerifier, IssuerParameter, Login, NumericDate,
    check_response_issuer, jwks::JwkSet,
};

use crate::given::{ISSUED, ISSUER};

const RESPONSE: &str = "code=SplxlOBeZQQYbYS6WxSbIA&iss=https%3A%2F%2Fop.example";

/// What a client makes of a response and its ID token that sent the user to `issuer`.
fn answer(issuer: &str) -> (Result<(), Error>, Result<String, IdTokenError>) {
    let response = check_response_issuer(RESPONSE, issuer, IssuerParameter::Announced);
    let set = JwkSet::parse(include_str!("../../examples/jwks.json")).expect("a set");
    let keys = KeyRing::new(set, Algorithms::asymmetric()).expect("a key");
    let client = IdTokenVerifier::new(issuer, "my-client").expect("a verifier");
    let token = include_str!("../../examples/id_token.jwt").trim();
    let login = Login::id_token("n-0S6_WzA2Mj");
    let now = NumericDate::from_seconds(ISSUED + 60);
    let verified = client.verify_at(&keys, token, &login, now);
    (response, verified.map(|token| token.issuer().to_owned()))
}

#[test]
fn the_parameter_and_a_front_channel_id_token_have_the_issuer_that_was_asked() {
    // rfc9207-2.4-6, rfc9207-4-2, rfc9700-2.1-2
    let (response, token) = answer(ISSUER);
    response.expect("the issuer of the request");
    assert_eq!(token.expect("a good token"), ISSUER);
}

#[test]
fn neither_is_accepted_where_another_server_was_asked() {
    // rfc9207-2.4-6, rfc9207-4-2, rfc9700-2.1-1, rfc9700-2.1-2
    let (response, token) = answer("https://other.example");
    assert_eq!(
        response.expect_err("parameter").reason(),
        Reason::WrongIssuer
    );
    assert_eq!(token.expect_err("token").reason(), Reason::WrongIssuer);
}

/// The two are compared with one issuer, so one that differs from the other is refused.
#[test]
fn a_parameter_that_differs_from_the_id_token_is_refused() {
    // rfc9207-2.4-6, rfc9207-4-2
    let (_, token) = answer(ISSUER);
    let issuer = token.expect("a good token");
    let other = RESPONSE.replace("op.example", "other.example");
    let result = check_response_issuer(&other, &issuer, IssuerParameter::IfPresent);
    assert_eq!(result.expect_err("parameter").reason(), Reason::WrongIssuer);
}
