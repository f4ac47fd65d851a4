//! `provider.verify`, as a runner asks it.

use conformance::protocol::Verdict;
use conformance::provider::{AUDIENCE, CLIENT_ID, Loopback, Mutation};
use conformance::subject::ops;
use serde_json::{Map, Value, json};

use crate::client::{NONCE, NOW};
use crate::started;

fn answer(request: Value) -> Verdict {
    let request: Map<String, Value> = serde_json::from_value(request).expect("an object");
    ops::answer(&request)
}

fn id_token(op: &Loopback, mutation: Option<Mutation>) -> Value {
    let draft = op.id_token(CLIENT_ID, NOW).expect("a draft");
    let draft = draft.with_nonce(NONCE);
    let draft = match mutation {
        Some(mutation) => draft.mutated(mutation),
        None => draft,
    };
    json!({
        "op": "provider.verify", "issuer": op.issuer(), "kind": "id_token",
        "token": draft.text().expect("a token"),
        "client_id": CLIENT_ID, "nonce": NONCE, "flow": "code", "now": NOW,
    })
}

fn access_token(op: &Loopback) -> Value {
    let draft = op.access_token(AUDIENCE, NOW).expect("a draft");
    json!({
        "op": "provider.verify", "issuer": op.issuer(), "kind": "access_token",
        "token": draft.text().expect("a token"), "audience": AUDIENCE, "now": NOW,
    })
}

fn with(mut request: Value, member: &str, value: impl Into<Value>) -> Value {
    request[member] = value.into();
    request
}

#[track_caller]
fn rejects(request: Value, reason: &str) {
    match answer(request) {
        Verdict::Reject { reason: found, .. } => assert_eq!(found, reason),
        other => panic!("{other:?}"),
    }
}

fn without(mut request: Value, member: &str) -> Value {
    let members = request.as_object_mut().expect("an object");
    members.remove(member).expect(member);
    request
}

#[track_caller]
fn accepts(request: &Value) {
    let verdict = answer(request.clone());
    assert!(matches!(verdict, Verdict::Accept { .. }), "{verdict:?}");
}

#[track_caller]
fn cannot_be_answered(request: Value, why: &str) {
    match answer(request) {
        Verdict::Unsupported { detail } => assert_eq!(detail, why),
        other => panic!("{why}: {other:?}"),
    }
}

#[test]
fn tokens_of_a_live_provider_are_judged() {
    let op = started("good");
    for request in [id_token(&op, None), access_token(&op)] {
        let verdict = answer(request.clone());
        assert!(matches!(verdict, Verdict::Accept { .. }), "{verdict:?}");
    }
    for (mutation, reason) in [
        (Mutation::OtherAud, "wrong_audience"),
        (Mutation::Expired, "expired"),
        (Mutation::OtherNonce, "wrong_nonce"),
        (Mutation::BrokenSignature, "signature_mismatch"),
        (Mutation::UnknownKid, "no_matching_key"),
    ] {
        rejects(id_token(&op, Some(mutation)), reason);
    }
    rejects(
        with(access_token(&op), "audience", "https://other.example"),
        "wrong_audience",
    );
}

#[test]
fn one_kind_of_token_is_not_the_other() {
    let op = started("good");
    let id = id_token(&op, None)["token"].clone();
    rejects(with(access_token(&op), "token", id), "wrong_type");
    let access = access_token(&op)["token"].clone();
    rejects(with(id_token(&op, None), "token", access), "wrong_type");
}

#[test]
fn providers_that_cannot_be_believed_are_told_apart() {
    let op = started("good");
    let request = access_token(&op);
    let nobody = {
        let gone = started("good");
        gone.issuer()
    };
    rejects(with(request.clone(), "issuer", nobody), "fetch_failed");
    rejects(
        with(request.clone(), "issuer", "http://op.example"),
        "insecure_url",
    );
    let slash = format!("{}/", op.issuer());
    rejects(with(request, "issuer", slash), "issuer_mismatch");
    for (scenario, reason) in [
        ("wrong-issuer", "issuer_mismatch"),
        ("html", "fetch_failed"),
        ("status-500", "fetch_failed"),
        ("redirect", "fetch_failed"),
        ("huge-body", "too_large"),
        ("bad-json", "malformed_json"),
    ] {
        rejects(access_token(&started(scenario)), reason);
    }
}

#[test]
fn a_token_of_one_provider_is_not_one_of_another() {
    let (op, other) = (started("good"), started("good"));
    for good in [id_token(&op, None), access_token(&op)] {
        accepts(&good);
        rejects(with(good, "issuer", other.issuer()), "wrong_issuer");
    }
}

#[test]
fn a_request_that_lacks_a_member_is_not_answered() {
    let op = started("good");
    for good in [id_token(&op, None), access_token(&op)] {
        accepts(&good);
        for member in ["issuer", "kind", "token", "now"] {
            let why = format!("`{member}` is missing from the request");
            cannot_be_answered(without(good.clone(), member), &why);
        }
    }
}

#[test]
fn a_member_that_is_not_as_the_protocol_has_it_is_not_passed_over() {
    let op = started("good");
    for good in [id_token(&op, None), access_token(&op)] {
        accepts(&good);
        for (member, value, why) in [
            ("issuer", json!(7), "`issuer` is not a string"),
            ("issuer", json!(null), "`issuer` is not a string"),
            ("token", json!([]), "`token` is not a string"),
            ("now", json!("1"), "`now` is not a number"),
            ("now", json!(-1), "`now` is no date"),
            ("kind", json!("logout_token"), "no kind logout_token"),
            (
                "algorithms",
                json!("ES256"),
                "`algorithms` is not a list of strings",
            ),
            // The subject fetches its keys: none are told to it, nor where they are.
            (
                "keys",
                json!("{}"),
                "`keys` is no member of provider.verify",
            ),
            (
                "jwks_uri",
                json!("https://op.example/jwks"),
                "`jwks_uri` is no member of provider.verify",
            ),
        ] {
            cannot_be_answered(with(good.clone(), member, value), why);
        }
    }
}

#[test]
fn a_token_is_for_somebody_and_by_an_algorithm_that_was_accepted() {
    let op = started("good");
    let (id, access) = (id_token(&op, None), access_token(&op));
    for (good, party) in [(&id, "client_id"), (&access, "audience")] {
        accepts(good);
        rejects(without(good.clone(), party), "other");
        accepts(&with(good.clone(), "algorithms", json!(["RS256"])));
        for others in [json!(["ES256"]), json!([])] {
            let request = with(good.clone(), "algorithms", others);
            rejects(request, "algorithm_not_allowed");
        }
        // What is published is no secret.
        let hmac = json!(["RS256", "HS256"]);
        rejects(with(good.clone(), "algorithms", hmac), "other");
    }
}
