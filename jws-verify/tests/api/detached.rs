//! Payloads that travel beside the JWS (RFC 7515 Appendix F).

use jwk_types::Reason;
use jws_verify::{Error, Verifier};

use crate::token::*;

fn verifier() -> Verifier {
    verifier_for("ES256")
}

fn detached() -> String {
    let text = plain("ES256").compact();
    let parts: Vec<_> = text.split('.').collect();
    format!("{}..{}", parts[0], parts[2])
}

#[test]
fn a_payload_is_supplied_beside_the_jws() {
    let verifier = verifier();
    let text = detached();
    let verified = verifier.verify_compact_detached(&text, PAYLOAD);
    assert_eq!(verified.expect("a good signature").payload(), PAYLOAD);
    for jws in [plain("ES256").flattened(), plain("ES256").general()] {
        let jws = without(jws, "payload").to_string();
        let verified = verifier.verify_json_detached(&jws, PAYLOAD);
        assert_eq!(verified.expect("a good signature").payload(), PAYLOAD);
    }
}

#[test]
fn another_payload_does_not_verify() {
    let verifier = verifier();
    let text = detached();
    for other in [&b""[..], b"x", &PAYLOAD[1..], &[PAYLOAD, b"\n"].concat()] {
        let result = verifier.verify_compact_detached(&text, other);
        refused(result, Reason::SignatureMismatch, &text);
        let jws = without(plain("ES256").flattened(), "payload").to_string();
        let result = verifier.verify_json_detached(&jws, other);
        refused(result, Reason::SignatureMismatch, &jws);
    }
    // Without it, an empty payload is what was signed, and it was not.
    rejects(&verifier, &text, Reason::SignatureMismatch);
}

/// rfc7515-F-1
#[test]
fn there_is_one_payload() {
    let verifier = verifier();
    for payload in [PAYLOAD, b"", b"other"] {
        let text = plain("ES256").compact();
        let result = verifier.verify_compact_detached(&text, payload);
        let error = refused(result, Reason::MalformedJws, &text);
        assert!(matches!(error, Error::Structure { .. }), "{error}");
        for jws in [plain("ES256").flattened(), plain("ES256").general()] {
            let jws = jws.to_string();
            let result = verifier.verify_json_detached(&jws, payload);
            refused(result, Reason::MalformedJws, &jws);
        }
    }
    let jws = without(plain("ES256").flattened(), "payload");
    let error = rejects_json(&verifier, &jws, Reason::MalformedJws);
    assert!(matches!(
        error,
        Error::MissingMember {
            member: "payload",
            ..
        }
    ));
    // A member is there even if it is empty.
    let jws = with(jws, serde_json::json!({"payload": ""})).to_string();
    let result = verifier.verify_json_detached(&jws, PAYLOAD);
    refused(result, Reason::MalformedJws, &jws);
}

#[test]
fn the_limits_hold_for_the_jws_and_not_for_what_the_caller_has() {
    let long = vec![b'x'; 3 * 1024 * 1024];
    let header = serde_json::json!({"alg": "HS256"}).to_string();
    let input = signing_input(&header, &long);
    let signature = crate::sign::sign("HS256", 1, input.as_bytes());
    let text = Parts {
        header,
        payload: Vec::new(),
        signature,
    }
    .compact();
    let verifier = verifier_for("HS256");
    let verified = verifier.verify_compact_detached(&text, &long);
    assert_eq!(verified.expect("a good signature").payload(), long);
}
