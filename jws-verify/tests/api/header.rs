//! The header: what is read, what is ignored, and that no key comes from it.

use jwk_types::Reason;
use jws_verify::{Error, UnverifiedJws};
use serde_json::{Value, json};

use crate::sign::{Kind, jwk};
use crate::token::*;

/// rfc7515-4.1.3-1, rfc7515-4.1.2-2, rfc7515-4.1.5-2, rfc7515-4.1.6-2
#[test]
fn keys_that_the_header_brings_along_are_never_used() {
    for alg in ["ES256", "RS256", "HS256", "Ed25519"] {
        let attacker = jwk(Kind::of(alg), 2);
        let named = with(attacker.clone(), json!({"kid": "k"}));
        let ring = verifier(&[with(jwk(Kind::of(alg), 1), json!({"kid": "k"}))], &[alg]);
        for bait in [
            json!({"jwk": attacker}),
            json!({"jwk": named, "kid": "k"}),
            json!({"jwk": named}),
            json!({"jku": "https://attacker.example/keys.json", "kid": "k"}),
            json!({"x5u": "https://attacker.example/chain.pem"}),
            json!({"x5c": ["MIIB"], "x5t": "AAAA", "x5t#S256": "AAAA"}),
            json!({"jwk": {"keys": [named]}}),
        ] {
            let header = with(json!({"alg": alg}), bait.clone());
            let forged = Parts::text(alg, 2, &header.to_string());
            rejects(&ring, &forged.compact(), Reason::SignatureMismatch);
            rejects_json(&ring, &forged.general(), Reason::SignatureMismatch);
            let unprotected = with(forged.flattened(), json!({"header": {"x-bait": bait}}));
            rejects_json(&ring, &unprotected, Reason::SignatureMismatch);
            // With the caller's key it verifies: the bait is ignored, not refused.
            accepts(&ring, &Parts::signed(alg, &header).compact());
        }
        // The attacker's own kid finds nothing.
        let header =
            json!({"alg": alg, "kid": "mine", "jwk": with(attacker, json!({"kid": "mine"}))});
        let forged = Parts::text(alg, 2, &header.to_string());
        rejects(&ring, &forged.compact(), Reason::NoMatchingKey);
    }
}

#[test]
fn parameters_without_a_meaning_here_are_ignored() {
    let verifier = verifier_for("HS256");
    for extra in [
        json!({"typ": "at+jwt"}),
        json!({"typ": "NOT a media type\u{0}"}),
        json!({"cty": "text/plain"}),
        json!({"cty": "JWT"}),
        json!({"foo": {"bar": [1, null]}, "": 0, "ALG": "none"}),
        json!({"x5t": "not base64url!", "x5u": "no URL", "jku": ""}),
        json!({"enc": 1, "zip": null, "exp": 0}),
    ] {
        let header = with(json!({"alg": "HS256"}), extra);
        accepts(&verifier, &Parts::signed("HS256", &header).compact());
    }
}

#[test]
fn parameters_of_the_standard_have_their_json_type() {
    let verifier = verifier_for("HS256");
    let wrong = |text: bool| {
        let mut values = vec![
            json!(null),
            json!(1),
            json!(true),
            json!({"a": 1}),
            json!([1]),
        ];
        values.extend(text.then(|| json!("x")));
        values
    };
    for name in ["kid", "typ", "cty", "jku", "x5u", "x5t", "x5t#S256"] {
        for value in wrong(false) {
            refused_type(&verifier, name, &value);
        }
    }
    for value in wrong(true).into_iter().filter(|value| !value.is_object()) {
        refused_type(&verifier, "jwk", &value);
    }
    for value in wrong(true).into_iter().chain([json!(["MIIB", null])]) {
        refused_type(&verifier, "x5c", &value);
    }
}

#[track_caller]
fn refused_type(verifier: &jws_verify::Verifier, name: &str, value: &Value) {
    let header = with(json!({"alg": "HS256"}), json!({ name: value }));
    let token = Parts::signed("HS256", &header);
    let error = rejects(verifier, &token.compact(), Reason::MalformedJws);
    assert!(matches!(error, Error::MemberType { member, .. } if member == name));
    let jws = flattened(
        "HS256",
        Some(&json!({"alg": "HS256"})),
        Some(&json!({ name: value })),
    );
    let error = rejects_json(verifier, &jws, Reason::MalformedJws);
    assert!(matches!(error, Error::MemberType { member, .. } if member == name));
}

/// rfc7515-2-3: the octets as received.
#[test]
fn the_spelling_of_the_header_is_free_and_is_signed() {
    let verifier = verifier_for("HS256");
    for header in [
        "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}",
        " \t{ \"alg\" : \"HS256\" } \n",
        r#"{"z":1,"alg":"HS256","a":2}"#,
        r#"{"\u0061lg":"\u0048S256"}"#,
        "{\"alg\":\"HS256\", \"ü\":\"\u{1f511}\"}",
    ] {
        let good = Parts::text("HS256", 1, header);
        accepts(&verifier, &good.compact());
        let same: Value = serde_json::from_str(header).expect("JSON");
        let bad = Parts {
            header: same.to_string(),
            ..good
        };
        assert_ne!(bad.header, header);
        rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
    }
}

#[test]
fn the_protected_header_is_one_json_object() {
    let verifier = verifier_for("HS256");
    for (header, reason) in [
        ("", Reason::MalformedJson),
        ("{", Reason::MalformedJson),
        ("[]", Reason::MalformedJson),
        ("\"x\"", Reason::MalformedJson),
        ("1", Reason::MalformedJson),
        ("null", Reason::MalformedJson),
        (r#"{"alg":"HS256"}x"#, Reason::MalformedJson),
        (r#"{"alg":"HS256"}{}"#, Reason::MalformedJson),
        (r#"{"alg":"HS256",}"#, Reason::MalformedJson),
        ("{'alg':'HS256'}", Reason::MalformedJson),
        ("\u{feff}{\"alg\":\"HS256\"}", Reason::MalformedJson),
        (r#"{"alg":"HS256","kid":"\ud834"}"#, Reason::MalformedJson),
        (r#"{"alg":"HS256","alg":"HS256"}"#, Reason::DuplicateMember),
        (
            r#"{"alg":"HS256","\u0061lg":"none"}"#,
            Reason::DuplicateMember,
        ),
        (
            r#"{"alg":"HS256","jwk":{"k":1,"k":1}}"#,
            Reason::DuplicateMember,
        ),
        (
            r#"{"alg":"HS256","x":[{"k":1,"\u006b":1}]}"#,
            Reason::DuplicateMember,
        ),
    ] {
        rejects(
            &verifier,
            &Parts::text("HS256", 1, header).compact(),
            reason,
        );
    }
}

#[test]
fn the_parameters_are_shown_apart() {
    let protected = json!({"alg": "HS256", "typ": "a", "x": [1, {"y": 2}]});
    let header = json!({"kid": "k", "cty": "b", "jwk": {"kty": "oct"}});
    let jws = flattened("HS256", Some(&protected), Some(&header)).to_string();
    let verifier = verifier(&[with(jwk(Kind::Oct, 1), json!({"kid": "k"}))], &["HS256"]);
    let limits = jws_verify::Limits::DEFAULT;
    let unverified = UnverifiedJws::parse_json(&jws, &limits).expect("well-formed");
    let verified = verifier.verify_json(&jws).expect("a good signature");
    assert_eq!(verified.signatures()[0].kid(), Some("k"));
    assert_eq!(verified.signatures()[0].key().kid(), Some("k"));
    for shown in [
        unverified.signatures()[0].unverified_header(),
        verified.signatures()[0].header(),
    ] {
        assert_eq!(shown.alg(), "HS256");
        assert!(shown.is_alg_protected());
        assert!(shown.is_payload_encoded());
        assert_eq!(
            (shown.kid(), shown.typ(), shown.cty()),
            // What anybody can add says nothing.
            (Some("k"), Some("a"), None)
        );
        assert_eq!(shown.crit().count(), 0);
        let parameters = shown.protected().expect("protected parameters");
        assert_eq!(parameters.json(), protected.to_string());
        assert_eq!(parameters.get("x").as_deref(), Some(r#"[1,{"y":2}]"#));
        assert_eq!(parameters.get("kid"), None);
        let parameters = shown.unprotected().expect("unprotected parameters");
        assert_eq!(parameters.get("jwk").as_deref(), Some(r#"{"kty":"oct"}"#));
        assert_eq!(parameters.get("alg"), None);
    }
}
