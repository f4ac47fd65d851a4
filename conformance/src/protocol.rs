//! What is asked and what is answered, one JSON object a line (`PROTOCOL.md`).

mod answer;
mod op;

pub use answer::{Answer, Verdict};
pub use op::{OPS, Op};

use serde_json::{Map, Value};

/// The codes for a rejection.
pub const REASONS: [&str; 37] = [
    "malformed_json",
    "duplicate_member",
    "malformed_base64",
    "malformed_jwk",
    "malformed_jwk_set",
    "malformed_jws",
    "malformed_claims",
    "unsupported_key_type",
    "weak_key",
    "key_use_mismatch",
    "algorithm_mismatch",
    "algorithm_not_allowed",
    "unsecured",
    "unknown_crit",
    "no_matching_key",
    "ambiguous_key",
    "signature_mismatch",
    "wrong_type",
    "wrong_issuer",
    "wrong_audience",
    "wrong_authorized_party",
    "wrong_subject",
    "expired",
    "not_yet_valid",
    "issued_in_future",
    "too_old",
    "wrong_nonce",
    "wrong_hash",
    "wrong_acr",
    "missing_claim",
    "insufficient_scope",
    "issuer_mismatch",
    "malformed_metadata",
    "insecure_url",
    "fetch_failed",
    "too_large",
    "other",
];

/// Whether the protocol has such a code.
pub fn is_reason(code: &str) -> bool {
    REASONS.contains(&code)
}

/// The line that asks a subject, with the line end.
pub fn request_line(id: &str, request: &Map<String, Value>) -> String {
    let mut members = request.clone();
    members.insert("id".to_owned(), id.into());
    format!("{}\n", Value::Object(members))
}

#[cfg(test)]
mod tests {
    use super::request_line;
    use serde_json::{Map, Value, json};

    #[test]
    fn a_request_is_one_line_that_keeps_the_text_of_documents() {
        let mut request = Map::new();
        request.insert("op".to_owned(), "jwk.parse".into());
        request.insert("jwk".to_owned(), "{\n \"a\":1,\"a\":2}".into());
        let line = request_line("x", &request);
        assert_eq!(line.find('\n'), Some(line.len() - 1));
        let value: Value = serde_json::from_str(&line).expect("JSON");
        let expected = json!({"id": "x", "op": "jwk.parse", "jwk": "{\n \"a\":1,\"a\":2}"});
        assert_eq!(value, expected);
    }
}
