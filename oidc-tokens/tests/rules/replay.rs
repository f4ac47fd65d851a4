//! Seeing something twice.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jwk_types::Reason;
use oidc_tokens::{Access, Login, Nonce, NumericDate, ReplayGuard, Sight};
use serde_json::json;

use crate::given::{NONCE, access_token, id_token};

#[derive(Default)]
struct Memory(RefCell<BTreeSet<[String; 3]>>);

impl ReplayGuard for Memory {
    fn sight(&self, issuer: &str, claim: &str, value: &str, until: NumericDate) -> Sight {
        assert_eq!(
            until.seconds(),
            1_700_000_900,
            "as long as the token could be accepted"
        );
        let seen = [issuer, claim, value].map(str::to_owned);
        if self.0.borrow_mut().insert(seen) {
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

// Attack row 84: uniqueness was not checked, or not in one step.
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
