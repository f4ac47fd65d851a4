//! The flows of OpenID Connect Core: what came with the token, and which nonce was sent.

use jwk_types::Reason;
use oidc_tokens::{Login, Nonce, OpaqueAccessToken, StateHash};
use serde_json::json;

use crate::given::{NONCE, half_hash, id_token, refused};

const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";
const STATE: &str = "af0ifjsldkj";

fn access_token() -> OpaqueAccessToken {
    OpaqueAccessToken::new("SlAV32hkKG").expect("a token")
}

#[test]
fn a_front_channel_token_has_the_hash_of_its_access_token() {
    let token = access_token();
    let hash = json!({"at_hash": half_hash("SlAV32hkKG")});
    for login in [
        Login::id_token_token(NONCE, &token),
        Login::code_id_token_token(NONCE, CODE, &token),
    ] {
        let mut changes = hash.clone();
        changes["c_hash"] = half_hash(CODE).into();
        id_token(changes, &login).expect("a right hash");
    }
}

#[test]
fn a_front_channel_token_without_the_hash_of_its_access_token_is_refused() {
    let token = access_token();
    for login in [
        Login::id_token_token(NONCE, &token),
        Login::code_id_token_token(NONCE, CODE, &token),
    ] {
        let said = id_token(json!({"c_hash": half_hash(CODE)}), &login);
        refused(said, "access_token_hash", Reason::MissingClaim);
    }
}

#[test]
fn a_front_channel_token_has_the_hash_of_its_code() {
    let login = Login::code_id_token(NONCE, CODE);
    id_token(json!({"c_hash": half_hash(CODE)}), &login).expect("a right hash");
}

#[test]
fn a_front_channel_token_without_the_hash_of_its_code_is_refused() {
    let login = Login::code_id_token(NONCE, CODE);
    refused(
        id_token(json!({}), &login),
        "code_hash",
        Reason::MissingClaim,
    );
}

#[test]
fn a_hash_of_what_was_not_given_is_left_alone() {
    let login = Login::id_token(NONCE);
    id_token(json!({"at_hash": "anything"}), &login).expect("no access token was given");
    let token = access_token();
    let said = id_token(
        json!({"at_hash": "anything"}),
        &login.with_access_token(&token),
    );
    refused(said, "access_token_hash", Reason::WrongHash);
}

#[test]
fn the_token_of_the_other_channel_may_lack_the_hashes() {
    let front = id_token(
        json!({"c_hash": half_hash(CODE)}),
        &Login::code_id_token(NONCE, CODE),
    );
    let front = front.expect("a front-channel token");
    let token = access_token();
    let login = Login::code(Nonce::Sent(NONCE)).after_front_channel(&front);
    let login = login.with_access_token(&token).with_code(CODE);
    id_token(json!({}), &login).expect("hashes may be left out");
    let said = id_token(json!({"c_hash": half_hash("another")}), &login);
    refused(said, "code_hash", Reason::WrongHash);
}

#[test]
fn tokens_of_both_channels_are_about_one_login() {
    let front = id_token(json!({"acr": "1"}), &Login::id_token(NONCE)).expect("a token");
    let login = Login::code(Nonce::Sent(NONCE)).after_front_channel(&front);
    id_token(json!({"acr": "1"}), &login).expect("the same login");
}

#[test]
fn tokens_of_both_channels_about_two_users_are_refused() {
    let front = id_token(json!({}), &Login::id_token(NONCE)).expect("a token");
    let login = Login::code(Nonce::Sent(NONCE)).after_front_channel(&front);
    let said = id_token(json!({"sub": "somebody else"}), &login);
    refused(said, "both_channels_agree", Reason::WrongSubject);
}

#[test]
fn tokens_of_both_channels_about_two_logins_are_refused() {
    let front = id_token(json!({}), &Login::id_token(NONCE)).expect("a token");
    let login = Login::code(Nonce::Sent(NONCE)).after_front_channel(&front);
    let said = id_token(json!({"auth_time": 1_699_999_901}), &login);
    refused(said, "both_channels_agree", Reason::Other);
}

#[test]
fn the_nonce_of_the_second_channel_is_compared_too() {
    let front = id_token(json!({}), &Login::id_token(NONCE)).expect("a token");
    let login = Login::code(Nonce::Sent(NONCE)).after_front_channel(&front);
    id_token(json!({}), &login).expect("the same nonce");
    let said = id_token(json!({"nonce": "another"}), &login);
    refused(said, "nonce", Reason::WrongNonce);
}

#[test]
fn a_nonce_may_be_the_hash_of_a_cookie() {
    let nonce = half_hash("the session's secret");
    let login = Login::code(Nonce::Sent(&nonce));
    id_token(json!({"nonce": nonce}), &login).expect("a string like any other");
    let other = half_hash("another session's secret");
    refused(
        id_token(json!({"nonce": other}), &login),
        "nonce",
        Reason::WrongNonce,
    );
}

#[test]
fn an_empty_nonce_ties_a_token_to_nothing() {
    let login = Login::code(Nonce::Sent(""));
    refused(
        id_token(json!({"nonce": ""}), &login),
        "nonce",
        Reason::WrongNonce,
    );
}

#[test]
fn the_hash_of_the_state_is_compared() {
    let login = Login::id_token(NONCE);
    let required = login.with_state(STATE, StateHash::Required);
    id_token(json!({"s_hash": half_hash(STATE)}), &required).expect("a right hash");
    id_token(json!({}), &login.with_state(STATE, StateHash::IfPresent)).expect("it may be absent");
    refused(
        id_token(json!({}), &required),
        "state_hash",
        Reason::MissingClaim,
    );
    let wrong = id_token(json!({"s_hash": half_hash("x")}), &required);
    refused(wrong, "state_hash", Reason::WrongHash);
}

#[test]
fn the_issuer_of_the_login_is_the_one_that_counts() {
    let login = Login::id_token(NONCE);
    id_token(json!({}), &login).expect("the issuer that the client stored");
    // rfc9700-2.1-1: the login was begun with one server, and another answers.
    let said = id_token(json!({"iss": "https://attacker.example"}), &login);
    refused(said, "issuer", Reason::WrongIssuer);
}
