//! The two headers of a JSON serialised JWS, and names that repeat.

use jwk_types::Reason;
use jws_verify::{AlgLocation, Error, Policy, Verifier};
use serde_json::{Value, json};

use crate::token::*;

const ALG: &str = "HS256";

fn verifier() -> Verifier {
    verifier_for(ALG)
}

/// Refused flattened, and as the only entry of a general JWS.
#[track_caller]
fn both(entry: &Value, reason: Reason) -> Error {
    rejects_json(&verifier(), &general(std::slice::from_ref(entry)), reason);
    rejects_json(&verifier(), entry, reason)
}

/// rfc7515-5.2-4b
#[test]
fn no_parameter_stands_in_both_headers() {
    let protected = json!({"alg": ALG, "x": 1});
    let fine = flattened(ALG, Some(&protected), Some(&json!({"y": 1})));
    accepts_json(&verifier(), &fine);
    for (name, value) in [
        ("x", json!(1)),
        ("x", json!(2)),
        ("alg", json!(ALG)),
        ("alg", json!(null)),
    ] {
        let both_headers = flattened(ALG, Some(&protected), Some(&json!({ name: value })));
        let error = both(&both_headers, Reason::DuplicateMember);
        assert_eq!(error, Error::InBothHeaders { name: name.into() });
    }
    // After unescaping, too.
    let text = fine.to_string().replace(r#"{"y":1}"#, r#"{"\u0078":1}"#);
    assert!(text.contains("u0078"));
    refused(
        verifier().verify_json(&text),
        Reason::DuplicateMember,
        &text,
    );
}

/// rfc7515-10.12-2
#[test]
fn no_name_stands_twice_at_any_level() {
    let good = flattened(ALG, Some(&json!({"alg": ALG})), Some(&json!({"y": 1}))).to_string();
    let body = &good[..good.len() - 1];
    let signature = plain(ALG).flattened()["signature"].to_string();
    for bad in [
        format!("{body},\"payload\":\"\"}}"),
        format!("{body},\"signature\":{signature}}}"),
        format!("{body},\"\\u0073ignature\":{signature}}}"),
        format!("{body},\"x\":1,\"x\":1}}"),
        format!("{body},\"x\":[{{\"a\":1,\"\\u0061\":1}}]}}"),
        good.replace(r#"{"y":1}"#, r#"{"y":1,"y":1}"#),
        good.replace(r#"{"y":1}"#, r#"{"y":1,"\u0079":2}"#),
    ] {
        assert_ne!(bad, good);
        refused(verifier().verify_json(&bad), Reason::DuplicateMember, &bad);
    }
}

/// rfc7515-10.7-1
#[test]
fn alg_may_be_unprotected_unless_the_caller_insists() {
    let policy = Policy::new().with_alg_location(AlgLocation::Protected);
    let insisting = || verifier().with_policy(policy.clone());
    let alg = json!({"alg": ALG});
    for jws in [
        flattened(ALG, None, Some(&alg)),
        flattened(ALG, Some(&json!({"x": 1})), Some(&alg)),
    ] {
        for jws in [jws.clone(), general(&[jws])] {
            accepts_json(&verifier(), &jws);
            let error = rejects_json(&insisting(), &jws, Reason::MalformedJws);
            assert_eq!(error, Error::AlgUnprotected);
        }
    }
    let protected = flattened(ALG, Some(&alg), Some(&json!({"kid": "1"})));
    accepts_json(&insisting(), &protected);
    accepts(&insisting(), &plain(ALG).compact());
    // Wherever it stands, the list decides.
    for alg in ["none", "HS512", "RS256"] {
        let jws = flattened(ALG, None, Some(&json!({ "alg": alg })));
        let error = verifier()
            .verify_json(&jws.to_string())
            .expect_err("another alg");
        assert!(matches!(
            error,
            Error::Unsecured | Error::AlgorithmNotAllowed { .. }
        ));
    }
}

/// rfc7515-6-3
#[test]
fn what_is_unprotected_is_not_signed() {
    let alg = json!({"alg": ALG});
    let jws = flattened(ALG, Some(&alg), Some(&json!({"typ": "a"})));
    accepts_json(&verifier(), &jws);
    accepts_json(
        &verifier(),
        &with(jws.clone(), json!({"header": {"typ": "b"}})),
    );
    accepts_json(&verifier(), &without(jws, "header"));
}
