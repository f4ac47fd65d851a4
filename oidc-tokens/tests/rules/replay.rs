//! Seeing something twice.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jwk_types::Reason;
use oidc_tokens::{Access, Login, Nonce, NumericDate, ReplayGuard, Sight};
use serde_json::json;

use crate::given::{NONCE, access_token, id_token};

#[derive(Default)]
struct Memory(RefCell<BTreeSet<(String, String)>>);

impl ReplayGuard for Memory {
    fn sight(&self, issuer: &str, value: &str, until: NumericDate) -> Sight {
        assert_eq!(
            until.seconds(),
            1_700_000_600,
            "as long as the token could be accepted"
        );
        if self
            .0
            .borrow_mut()
            .insert((issuer.to_owned(), value.to_owned()))
        {
            Sight::First
        } else {
            Sight::Repeated
        }
    }
}

#[test]
fn a_nonce_is_good_once() {
    let memory = Memory::default();
    let token = id_token(json!({}), &Login::code(Nonce::Sent(NONCE))).expect("a token");
    token.refuse_replay(&memory).expect("for the first time");
}

#[test]
fn a_nonce_that_was_seen_is_refused() {
    let memory = Memory::default();
    let token = id_token(json!({}), &Login::code(Nonce::Sent(NONCE))).expect("a token");
    token.refuse_replay(&memory).expect("for the first time");
    let error = token
        .refuse_replay(&memory)
        .expect_err("for the second time");
    assert_eq!(error.reason(), Reason::WrongNonce);
}

#[test]
fn a_token_id_is_good_once() {
    let memory = Memory::default();
    let token = access_token(json!({}), &Access::without_scope()).expect("a token");
    token.refuse_replay(&memory).expect("for the first time");
}

#[test]
fn a_token_id_that_was_seen_is_refused() {
    let memory = Memory::default();
    let token = access_token(json!({}), &Access::without_scope()).expect("a token");
    token.refuse_replay(&memory).expect("for the first time");
    let error = token
        .refuse_replay(&memory)
        .expect_err("for the second time");
    assert_eq!(error.reason(), Reason::Other);
}
