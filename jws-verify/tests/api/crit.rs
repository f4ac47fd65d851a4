//! `crit` (RFC 7515 §4.1.11): every rule, in every serialisation.

use jwk_types::Reason;
use jws_verify::{Error, Policy, Verifier};
use serde_json::{Value, json};

use crate::sign::{Kind, jwk};
use crate::token::*;

fn strict() -> Verifier {
    verifier_for("HS256")
}

fn understanding() -> Verifier {
    that_understands(["urn:x", "exp"])
}

fn that_understands<'n>(names: impl IntoIterator<Item = &'n str>) -> Verifier {
    strict().with_policy(Policy::new().understanding(names))
}

fn header(crit: Value) -> Value {
    json!({"alg": "HS256", "crit": crit, "urn:x": 1, "exp": 2})
}

/// The same verdict for the three serialisations.
#[track_caller]
fn everywhere(verifier: &Verifier, header: &Value, reason: Reason) -> Error {
    let bad = Parts::signed("HS256", header);
    rejects_json(verifier, &bad.flattened(), reason);
    rejects_json(verifier, &bad.general(), reason);
    rejects(verifier, &bad.compact(), reason)
}

#[test]
fn an_extension_is_accepted_by_those_who_understand_it_only() {
    for crit in [json!(["urn:x"]), json!(["exp"]), json!(["urn:x", "exp"])] {
        let header = header(crit);
        let good = Parts::signed("HS256", &header);
        accepts(&understanding(), &good.compact());
        accepts_json(&understanding(), &good.flattened());
        accepts_json(&understanding(), &good.general());
        let error = everywhere(&strict(), &header, Reason::UnknownCrit);
        assert!(matches!(error, Error::UnknownCritical { .. }));
    }
    // One of two is not enough.
    let half = that_understands(["exp"]);
    let error = everywhere(&half, &header(json!(["exp", "urn:x"])), Reason::UnknownCrit);
    assert_eq!(
        error,
        Error::UnknownCritical {
            name: "urn:x".into()
        }
    );
    // Understanding is not requiring.
    accepts(&understanding(), &plain("HS256").compact());
    // Names are compared octet for octet.
    let other = that_understands(["URN:X", "urn:", "urn:x "]);
    everywhere(&other, &header(json!(["urn:x"])), Reason::UnknownCrit);
}

#[test]
fn crit_is_an_array_of_strings() {
    for crit in [
        json!(null),
        json!("exp"),
        json!(1),
        json!(true),
        json!({"exp": 1}),
        json!([1]),
        json!([null]),
        json!(["exp", ["urn:x"]]),
        json!([["exp"]]),
    ] {
        let error = everywhere(&understanding(), &header(crit), Reason::MalformedJws);
        assert!(
            matches!(error, Error::MemberType { member: "crit", .. }),
            "{error}"
        );
    }
}

#[test]
fn crit_follows_the_rules_for_its_form() {
    for crit in [
        json!([]),
        json!(["exp", "exp"]),
        json!(["exp", "urn:x", "exp"]),
        json!(["absent"]),
        json!(["exp", "absent"]),
        json!([""]),
    ] {
        let understanding = that_understands(["urn:x", "exp", "absent", ""]);
        let error = everywhere(&understanding, &header(crit), Reason::MalformedJws);
        assert!(matches!(error, Error::Crit { .. }), "{error}");
    }
}

/// rfc7515-4.1.11-4: whether or not the caller claims to understand them.
#[test]
fn crit_does_not_name_parameters_of_the_standard() {
    for (name, value) in [
        ("alg", json!("HS256")),
        ("crit", json!(null)),
        ("cty", json!("x")),
        ("jku", json!("x")),
        ("jwk", json!({})),
        ("kid", json!("x")),
        ("typ", json!("x")),
        ("x5c", json!(["x"])),
        ("x5t", json!("x")),
        ("x5t#S256", json!("x")),
        ("x5u", json!("x")),
    ] {
        let crit = json!({"alg": "HS256", "crit": [name]});
        let header = with(json!({ name: value }), crit);
        let verifier = that_understands([name]);
        let error = everywhere(&verifier, &header, Reason::MalformedJws);
        assert!(matches!(error, Error::Crit { .. }), "{name}: {error}");
    }
}

/// They have no meaning in a JWS, so that a caller may give them one.
#[test]
fn parameters_of_encryption_are_extensions_like_others() {
    for name in ["enc", "zip"] {
        let header = json!({"alg": "HS256", "crit": [name], name: "x"});
        everywhere(&strict(), &header, Reason::UnknownCrit);
        let jws = Parts::signed("HS256", &header);
        accepts(&that_understands([name]), &jws.compact());
    }
}

/// rfc7515-4.1.11-7
#[test]
fn crit_in_the_unprotected_header_is_refused() {
    let alg = json!({"alg": "HS256"});
    for unprotected in [
        json!({"crit": ["urn:x"], "urn:x": 1}),
        json!({"crit": ["exp"]}),
        json!({"crit": []}),
        json!({"crit": null}),
    ] {
        let jws = flattened("HS256", Some(&alg), Some(&unprotected));
        let error = rejects_json(&understanding(), &jws, Reason::MalformedJws);
        assert!(matches!(error, Error::Crit { .. }), "{error}");
    }
    // The parameter that a protected crit names may be unprotected.
    let protected = json!({"alg": "HS256", "crit": ["urn:x"]});
    let unprotected = json!({"urn:x": 1});
    let jws = flattened("HS256", Some(&protected), Some(&unprotected));
    accepts_json(&understanding(), &jws);
    rejects_json(&strict(), &jws, Reason::UnknownCrit);
}

#[test]
fn crit_is_told_to_the_caller() {
    let text = Parts::signed("HS256", &header(json!(["urn:x", "exp"]))).compact();
    let verifier = understanding();
    let verified = verifier.verify_compact(&text).expect("a good signature");
    let names: Vec<_> = verified.signatures()[0].header().crit().collect();
    assert_eq!(names, ["urn:x", "exp"]);
}

/// rfc7515-4.1.11-8: also when nothing else would be looked at.
#[test]
fn crit_is_checked_before_keys_and_signatures() {
    let mut bad = Parts::signed("HS256", &header(json!(["urn:x"])));
    bad.signature = Vec::new();
    rejects(&strict(), &bad.compact(), Reason::UnknownCrit);
    let header = with(header(json!(["urn:x"])), json!({"kid": "unknown"}));
    let bad = Parts::signed("HS256", &header);
    let key = with(jwk(Kind::Oct, 1), json!({"kid": "k"}));
    let verifier = verifier(&[key], &["HS256"]);
    rejects(&verifier, &bad.compact(), Reason::UnknownCrit);
    let understanding = verifier.with_policy(Policy::new().understanding(["urn:x"]));
    rejects(&understanding, &bad.compact(), Reason::NoMatchingKey);
}
