//! The flattened and the general JSON serialisation (RFC 7515 §7.2).

use jwk_types::Reason;
use jws_verify::{Error, Limits, Serialization, UnverifiedJws, Verifier};
use serde_json::{Value, json};

use crate::token::*;

const ALG: &str = "HS256";

fn verifier() -> Verifier {
    verifier_for(ALG)
}

fn in_general(entry: Value) -> Value {
    general(&[entry])
}

/// Refused flattened, and as the only entry of a general JWS.
#[track_caller]
fn both(entry: &Value, reason: Reason) -> Error {
    let payload = entry["payload"].is_string();
    if payload {
        rejects_json(&verifier(), &in_general(entry.clone()), reason);
    }
    rejects_json(&verifier(), entry, reason)
}

/// rfc7515-7.2.1-9
#[test]
fn the_three_serialisations_agree() {
    let kinds = |text: &Value| {
        let text = text.to_string();
        UnverifiedJws::parse_json(&text, &Limits::DEFAULT)
            .expect("well-formed")
            .serialization()
    };
    for alg in algs() {
        let verifier = verifier_for(alg);
        let good = plain(alg);
        accepts(&verifier, &good.compact());
        accepts_json(&verifier, &good.flattened());
        accepts_json(&verifier, &good.general());
        assert_eq!(kinds(&good.flattened()), Serialization::Flattened);
        assert_eq!(kinds(&good.general()), Serialization::General);
        let mut bad = good;
        bad.payload[3] ^= 1;
        rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
        rejects_json(&verifier, &bad.flattened(), Reason::SignatureMismatch);
        rejects_json(&verifier, &bad.general(), Reason::SignatureMismatch);
    }
}

#[test]
fn the_spelling_of_the_json_is_free() {
    let verifier = verifier();
    let good = plain(ALG).flattened();
    let pretty = serde_json::to_string_pretty(&good).expect("JSON");
    let escaped = good.to_string().replace("\"payload\"", "\"\\u0070ayload\"");
    let signature = good["signature"].as_str().expect("a string");
    let letters: String = signature
        .chars()
        .map(|c| format!("\\u{:04x}", u32::from(c)))
        .collect();
    let spelt = good.to_string().replace(signature, &letters);
    assert!(escaped.contains("u0070") && spelt.len() > 150);
    for text in [format!("\r\n\t {pretty} \n"), escaped, spelt] {
        assert_eq!(
            verifier
                .verify_json(&text)
                .expect("a good signature")
                .payload(),
            PAYLOAD
        );
    }
}

/// rfc7515-7.2.1-7
#[test]
fn members_that_are_not_known_are_ignored() {
    let stray = json!({"x": {"signature": "AA"}, "Payload": 1, "": null});
    let entry = with(plain(ALG).flattened(), stray.clone());
    accepts_json(&verifier(), &entry);
    accepts_json(&verifier(), &with(in_general(entry), stray));
}

#[test]
fn a_text_that_is_no_json_object_is_refused() {
    let good = plain(ALG).flattened().to_string();
    for (text, reason) in [
        (String::new(), Reason::MalformedJson),
        (format!("{good}x"), Reason::MalformedJson),
        (format!("{good}{good}"), Reason::MalformedJson),
        (format!("\u{feff}{good}"), Reason::MalformedJson),
        (good[..good.len() - 1].into(), Reason::MalformedJson),
        (format!("[{good}]"), Reason::MalformedJws),
        ("\"text\"".into(), Reason::MalformedJws),
        ("null".into(), Reason::MalformedJws),
        ("{}".into(), Reason::MalformedJws),
    ] {
        refused(verifier().verify_json(&text), reason, &text);
    }
}

#[test]
fn every_member_has_its_type() {
    let good = plain(ALG).flattened();
    for value in [
        json!(null),
        json!(1),
        json!(true),
        json!(["AA"]),
        json!({"a": 1}),
    ] {
        for member in ["payload", "protected", "signature"] {
            let bad = with(good.clone(), json!({ member: value }));
            let error = both(&bad, Reason::MalformedJws);
            assert!(matches!(error, Error::MemberType { member: m, .. } if m == member));
        }
    }
    for value in [
        json!(null),
        json!(1),
        json!("eyJ9"),
        json!([]),
        json!([{"kid": "1"}]),
    ] {
        let bad = with(good.clone(), json!({"header": value}));
        let error = both(&bad, Reason::MalformedJws);
        assert!(matches!(
            error,
            Error::MemberType {
                member: "header",
                ..
            }
        ));
        let bad = with(in_general(good.clone()), json!({"signatures": value}));
        rejects_json(&verifier(), &bad, Reason::MalformedJws);
    }
    for value in [json!({}), json!(["x"]), json!([null]), json!([good, 1])] {
        let bad = with(in_general(good.clone()), json!({"signatures": value}));
        let error = rejects_json(&verifier(), &bad, Reason::MalformedJws);
        let error = match error {
            Error::InSignature { error, .. } => *error,
            other => other,
        };
        assert!(matches!(error, Error::MemberType { .. }), "{error}");
    }
}

#[test]
fn members_that_are_required_are_there() {
    let good = plain(ALG).flattened();
    for member in ["signature", "protected", "payload"] {
        let error = rejects_json(
            &verifier(),
            &without(good.clone(), member),
            Reason::MalformedJws,
        );
        assert!(matches!(error, Error::MissingMember { member: m, .. } if m == member));
    }
    for member in ["signature", "protected"] {
        let bad = in_general(without(good.clone(), member));
        rejects_json(&verifier(), &bad, Reason::MalformedJws);
    }
    rejects_json(
        &verifier(),
        &without(in_general(good.clone()), "payload"),
        Reason::MalformedJws,
    );
    // An empty string, or the encoding of {}, is no header.
    for empty in ["", "e30"] {
        let bad = with(good.clone(), json!({"protected": empty}));
        let error = both(&bad, Reason::MalformedJws);
        assert!(matches!(error, Error::Structure { .. }), "{error}");
    }
    let error = both(&with(good, json!({"header": {}})), Reason::MalformedJws);
    assert!(matches!(error, Error::Structure { .. }), "{error}");
}

/// rfc7515-5.2-10, rfc7515-7.2.2-1
#[test]
fn the_two_forms_do_not_mix_and_are_not_empty() {
    let good = plain(ALG).flattened();
    let all = in_general(good.clone());
    accepts_json(&verifier(), &all);
    let error = rejects_json(
        &verifier(),
        &with(all.clone(), json!({"signatures": []})),
        Reason::MalformedJws,
    );
    assert!(matches!(error, Error::Structure { .. }), "{error}");
    for member in ["signature", "protected"] {
        let bad = with(all.clone(), json!({ member: good[member] }));
        rejects_json(&verifier(), &bad, Reason::MalformedJws);
    }
    let bad = with(all.clone(), json!({"header": {"kid": "1"}}));
    rejects_json(&verifier(), &bad, Reason::MalformedJws);
    for signatures in [json!([]), json!(null), json!([1])] {
        let bad = with(good.clone(), json!({"signatures": signatures}));
        rejects_json(&verifier(), &bad, Reason::MalformedJws);
    }
}
