//! Payloads that are not encoded (RFC 7797).

use jwk_types::Reason;
use jwk_types::base64url::encode;
use jws_verify::{Error, PayloadEncoding, Policy, Verifier};
use serde_json::{Value, json};

use crate::sign::sign;
use crate::token::*;

const ALG: &str = "HS256";

fn header() -> Value {
    json!({"alg": ALG, "b64": false, "crit": ["b64"]})
}

fn verifier() -> Verifier {
    verifier_for(ALG)
}

/// The header's text and a signature over it, a period, and the payload as it is.
fn unencoded(header: &Value, payload: &[u8]) -> (String, String) {
    let protected = encode(header.to_string().as_bytes());
    let input = [protected.as_bytes(), b".", payload].concat();
    (protected, encode(&sign(ALG, 1, &input)))
}

fn compact(header: &Value, payload: &str) -> String {
    let (protected, signature) = unencoded(header, payload.as_bytes());
    format!("{protected}.{payload}.{signature}")
}

fn json_form(header: &Value, payload: &str) -> Value {
    let (protected, signature) = unencoded(header, payload.as_bytes());
    json!({"protected": protected, "payload": payload, "signature": signature})
}

#[track_caller]
fn payload_is(verified: Result<jws_verify::VerifiedJws<'_, '_>, Error>, payload: &[u8]) {
    let verified = verified.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(verified.payload(), payload);
    assert!(!verified.signatures()[0].header().is_payload_encoded());
}

#[test]
fn an_unencoded_payload_is_what_it_is() {
    let verifier = verifier();
    for payload in ["", "plain text", "{\"a\":1}", " !\"#~-_=+/\\"] {
        let text = compact(&header(), payload);
        payload_is(verifier.verify_compact(&text), payload.as_bytes());
        let jws = json_form(&header(), payload);
        payload_is(verifier.verify_json(&jws.to_string()), payload.as_bytes());
        payload_is(
            verifier.verify_json(&general(&[jws]).to_string()),
            payload.as_bytes(),
        );
    }
    // The JSON forms carry anything that is text, periods too.
    for payload in ["$.02", "...", "line\r\nline\u{0}\u{1f511}"] {
        let jws = json_form(&header(), payload).to_string();
        payload_is(verifier.verify_json(&jws), payload.as_bytes());
    }
}

#[test]
fn a_detached_payload_may_hold_any_octets() {
    let verifier = verifier();
    for payload in [
        &b"$.02"[..],
        b"",
        b"a.b.c",
        b"\xff\x00\xc3\x28",
        &[7; 100_000],
    ] {
        let (protected, signature) = unencoded(&header(), payload);
        let text = format!("{protected}..{signature}");
        payload_is(verifier.verify_compact_detached(&text, payload), payload);
        let jws = json!({"protected": protected, "signature": signature}).to_string();
        payload_is(verifier.verify_json_detached(&jws, payload), payload);

        let changed = [payload, b"x"].concat();
        let result = verifier.verify_compact_detached(&text, &changed);
        refused(result, Reason::SignatureMismatch, &text);
        // Not over the encoded payload.
        let encoded = encode(payload);
        if !payload.is_empty() {
            let result = verifier.verify_compact_detached(&text, encoded.as_bytes());
            refused(result, Reason::SignatureMismatch, &text);
        }
    }
}

/// rfc7797-5.2-1 to rfc7797-5.2-3
#[test]
fn the_compact_form_carries_printable_ascii_without_periods() {
    let verifier = verifier();
    payload_is(verifier.verify_compact(&compact(&header(), "a b")), b"a b");
    for payload in [
        "a\tb",
        "a\nb",
        "a\u{7f}b",
        "a\u{0}b",
        "a\u{e9}b",
        "\u{1f511}",
    ] {
        let error = rejects(
            &verifier,
            &compact(&header(), payload),
            Reason::MalformedJws,
        );
        assert!(matches!(error, Error::Structure { .. }), "{error}");
    }
    for (payload, parts) in [("a.b", 4), ("a.b.c", 5), ("...", 6)] {
        let error = rejects(
            &verifier,
            &compact(&header(), payload),
            Reason::MalformedJws,
        );
        assert_eq!(error, Error::Segments { found: parts });
    }
}

#[test]
fn signed_as_one_kind_and_read_as_the_other_is_refused() {
    let verifier = verifier();
    // The signing input is the same: what is read is what the signed header says.
    let mut token = Parts::signed(ALG, &header());
    let text = encode(PAYLOAD);
    payload_is(verifier.verify_compact(&token.compact()), text.as_bytes());
    let detached = token.compact().replacen(&text, "", 1);
    let result = verifier.verify_compact_detached(&detached, PAYLOAD);
    refused(result, Reason::SignatureMismatch, &detached);
    // Signed over the text, though the header does not say so.
    token.header = json!({"alg": ALG}).to_string();
    let input = [encode(token.header.as_bytes()).as_bytes(), b".", PAYLOAD].concat();
    token.signature = sign(ALG, 1, &input);
    rejects(&verifier, &token.compact(), Reason::SignatureMismatch);
    let detached = token.compact().replacen(&text, "", 1);
    let result = verifier.verify_compact_detached(&detached, PAYLOAD);
    refused(result, Reason::SignatureMismatch, &detached);
}

#[test]
fn b64_true_is_as_if_it_were_absent() {
    for header in [
        json!({"alg": ALG, "b64": true, "crit": ["b64"]}),
        json!({"alg": ALG}),
    ] {
        let good = Parts::signed(ALG, &header);
        accepts(&verifier(), &good.compact());
        accepts_json(&verifier(), &good.flattened());
    }
}

#[test]
fn b64_keeps_its_own_rules() {
    for (header, section) in [
        (json!({"alg": ALG, "b64": false}), "6"),
        (json!({"alg": ALG, "b64": true}), "6"),
        (
            json!({"alg": ALG, "b64": false, "x": 1, "crit": ["x"]}),
            "6",
        ),
        (json!({"alg": ALG, "b64": "false", "crit": ["b64"]}), "3"),
        (json!({"alg": ALG, "b64": 0, "crit": ["b64"]}), "3"),
        (json!({"alg": ALG, "b64": null, "crit": ["b64"]}), "3"),
        (json!({"alg": ALG, "b64": [false], "crit": ["b64"]}), "3"),
    ] {
        let verifier = verifier().with_policy(Policy::new().understanding(["x"]));
        for text in [
            compact(&header, "text"),
            Parts::signed(ALG, &header).compact(),
        ] {
            let error = rejects(&verifier, &text, Reason::MalformedJws);
            assert!(matches!(error, Error::B64 { rule, .. } if rule.section == section));
        }
        rejects_json(&verifier, &json_form(&header, "text"), Reason::MalformedJws);
    }
    // rfc7797-3-4
    for b64 in [json!(true), json!(false), json!(null)] {
        let unprotected = json!({ "b64": b64 });
        let jws = flattened(ALG, Some(&json!({"alg": ALG})), Some(&unprotected));
        let error = rejects_json(&verifier(), &jws, Reason::MalformedJws);
        assert!(matches!(error, Error::B64 { .. }), "{error}");
        let protected = json!({"alg": ALG, "crit": ["b64"]});
        let jws = flattened(ALG, Some(&protected), Some(&unprotected));
        rejects_json(&verifier(), &jws, Reason::MalformedJws);
    }
    // crit names it, and it is not there.
    let header = json!({"alg": ALG, "crit": ["b64"]});
    rejects(
        &verifier(),
        &Parts::signed(ALG, &header).compact(),
        Reason::MalformedJws,
    );
}

/// rfc7797-3-5
#[test]
fn all_signatures_of_one_jws_agree_about_the_payload() {
    let text = encode(PAYLOAD);
    let plain = plain(ALG).flattened();
    let stated = Parts::signed(ALG, &json!({"alg": ALG, "b64": true, "crit": ["b64"]}));
    let unencoded = json_form(&header(), &text);
    let accepted = |entries: &[Value]| {
        verifier()
            .verify_json(&general(entries).to_string())
            .is_ok()
    };
    assert!(accepted(&[plain.clone(), plain.clone()]));
    assert!(accepted(&[plain.clone(), stated.flattened()]));
    assert!(accepted(&[unencoded.clone(), unencoded.clone()]));
    for mixed in [
        [plain.clone(), unencoded.clone()],
        [unencoded.clone(), plain.clone()],
        [stated.flattened(), unencoded],
    ] {
        let error = rejects_json(&verifier(), &general(&mixed), Reason::MalformedJws);
        assert!(matches!(error, Error::B64 { .. }), "{error}");
    }
}

/// rfc7797-7-1
#[test]
fn a_caller_can_insist_on_base64url() {
    // The list of understood names does not loosen it.
    let policy = Policy::new()
        .with_payload_encoding(PayloadEncoding::Base64Url)
        .understanding(["b64"]);
    let insisting = verifier().with_policy(policy);
    accepts(&insisting, &plain(ALG).compact());
    let stated = Parts::signed(ALG, &json!({"alg": ALG, "b64": true, "crit": ["b64"]}));
    for text in [compact(&header(), "text"), stated.compact()] {
        verifier().verify_compact(&text).expect("a good signature");
        let error = rejects(&insisting, &text, Reason::UnknownCrit);
        assert_eq!(error, Error::UnknownCritical { name: "b64".into() });
    }
}
