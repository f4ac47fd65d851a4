use super::{LONGEST_DETAIL, OPS, answer};
use crate::protocol::{Op, Verdict};
use serde_json::{Map, Value, json};

/// A JWS of RFC 7515 Appendix A.1 with its key: accepted.
fn good() -> Map<String, Value> {
    let line = include_str!("../../../cases/rfc7515/a.1-hs256.jsonl").lines();
    let mut cases = line.map(|line| serde_json::from_str(line).expect("a case"));
    let case: Value = cases
        .find(|case: &Value| case["id"] == "rfc7515-a.1")
        .expect("the case");
    case["request"].as_object().cloned().expect("a request")
}

fn with(member: &str, value: Value) -> Map<String, Value> {
    let mut request = good();
    request.insert(member.to_owned(), value);
    request
}

#[track_caller]
fn is_accepted(request: &Map<String, Value>) {
    let verdict = answer(request);
    assert!(matches!(verdict, Verdict::Accept { .. }), "{verdict:?}");
}

#[track_caller]
fn is_unsupported(request: &Map<String, Value>, words: &str) {
    let Verdict::Unsupported { detail } = answer(request) else {
        panic!("{:?}", answer(request));
    };
    assert_eq!(detail, words);
}

#[test]
fn every_op_is_one_of_the_protocol() {
    for (name, _) in OPS {
        assert!(Op::named(name).is_some(), "{name}");
    }
}

#[test]
fn a_request_may_have_an_id_and_the_members_of_its_op() {
    is_accepted(&good());
    is_accepted(&with("id", json!("x")));
    is_accepted(&with("algorithms", json!(["HS256"])));
    is_accepted(&with("understood_crit", json!(["b64"])));
}

#[test]
fn a_member_of_another_type_is_unsupported() {
    for (member, value, kind) in [
        ("algorithms", json!("HS512"), "a list of strings"),
        ("algorithms", json!(null), "a list of strings"),
        ("algorithms", json!(["HS256", 1]), "a list of strings"),
        ("understood_crit", json!("b64"), "a list of strings"),
        ("detached_payload", json!(5), "a string"),
        ("detached_payload", json!(null), "a string"),
        ("jws", json!({}), "a string"),
        ("keys", json!({}), "a string"),
    ] {
        is_unsupported(&with(member, value), &format!("`{member}` is not {kind}"));
    }
}

#[test]
fn a_member_that_the_op_does_not_have_is_unsupported() {
    is_unsupported(
        &with("require_all_signatures", json!(true)),
        "`require_all_signatures` is no member of jws.verify",
    );
    is_unsupported(&with("now", json!(1)), "`now` is no member of jws.verify");
}

#[test]
fn a_member_that_is_missing_is_unsupported() {
    let mut request = good();
    request.remove("keys");
    is_unsupported(&request, "`keys` is missing from the request");
}

#[test]
fn what_a_detail_quotes_is_fit_to_print_and_cut() {
    let hostile = "\n\u{1b}[2J\u{202e}".repeat(30);
    let jws = |alg: &str| {
        let header = json!({"alg": alg}).to_string();
        format!("{}..", jwk_types::base64url::encode(header.as_bytes()))
    };
    let mut thumbprint = Map::new();
    thumbprint.insert("op".to_owned(), "jwk.thumbprint".into());
    thumbprint.insert("jwk".to_owned(), "{}".into());
    thumbprint.insert("hash".to_owned(), hostile.clone().into());
    let mut algorithm = with("algorithms", json!([hostile]));
    algorithm.insert("jws".to_owned(), jws(&hostile).into());
    for request in [
        with("op", json!(hostile)),
        with(&hostile, json!(1)),
        algorithm,
        thumbprint,
    ] {
        let verdict = answer(&request);
        let Verdict::Unsupported { detail } = &verdict else {
            panic!("{verdict:?}");
        };
        let characters: Vec<char> = detail.chars().collect();
        assert!(characters.len() <= LONGEST_DETAIL + 1, "{detail:?}");
        assert!(
            characters.iter().all(|c| matches!(c, ' '..='~' | '…')),
            "{detail:?}"
        );
    }
}
