//! A JWS: nothing verifies that nobody signed, and the form does not change the verdict.

use jwk_types::Reason;
use jws_verify::{Error, Limits, Serialization, UnverifiedJws, VerifiedJws};
use serde_json::{Value, json};

use super::{explanation, keys, refusal, text};

pub(super) fn read_compact(octets: &[u8]) -> Result<(), Reason> {
    let jws = UnverifiedJws::parse_compact(text(octets)?, &Limits::DEFAULT);
    jws.map(drop).map_err(|error| error.reason())
}

pub(super) fn read_json(octets: &[u8]) -> Result<(), Reason> {
    let jws = UnverifiedJws::parse_json(text(octets)?, &Limits::DEFAULT);
    jws.map(drop).map_err(|error| error.reason())
}

/// Longer ones may be too large in the form that they are rewritten in.
const ROOM: usize = 256 * 1024;

pub(super) fn check_compact(octets: &[u8]) {
    let Ok(text) = text(octets) else { return };
    let verifier = &*keys::STRANGER;
    let error = refused(verifier.verify_compact(text));
    refused(verifier.verify_compact_detached(text, b"detached"));
    let jws = match UnverifiedJws::parse_compact(text, &Limits::DEFAULT) {
        Ok(jws) => jws,
        Err(parse_error) => return assert_eq!(parse_error, error),
    };
    assert_eq!(jws.serialization(), Serialization::Compact);
    seen(&jws);
    assert_eq!(jws.signatures().len(), 1);
    let header = jws.signatures()[0].unverified_header();
    assert!(header.is_alg_protected() && header.unprotected().is_none());

    // rfc7515-7.2.1-9
    if octets.len() > ROOM {
        return;
    }
    let [flattened, general] = json_forms(text).expect("three parts");
    for text in [flattened, general] {
        let in_json = refused(verifier.verify_json(&text));
        assert_eq!(in_json, error, "{text}");
    }
}

pub(super) fn check_json(octets: &[u8]) {
    let Ok(text) = text(octets) else { return };
    let verifier = &*keys::STRANGER;
    let error = refused(verifier.verify_json(text));
    refused(verifier.verify_json_detached(text, b"detached"));
    let jws = match UnverifiedJws::parse_json(text, &Limits::DEFAULT) {
        Ok(jws) => jws,
        Err(parse_error) => return assert_eq!(parse_error, error),
    };
    seen(&jws);
    assert!((1..=Limits::DEFAULT.signatures()).contains(&jws.signatures().len()));
    match jws.serialization() {
        Serialization::Flattened => assert_eq!(jws.signatures().len(), 1),
        Serialization::General => {}
        other => panic!("{other:?}"),
    }
    if octets.len() <= ROOM {
        let text = other_form(text).expect("a JSON object");
        let other = refused(verifier.verify_json(&text));
        assert_eq!(other.reason(), error.reason(), "{text}");
    }
}

/// What can be seen before verification is safe to look at.
fn seen(jws: &UnverifiedJws<'_>) {
    for signature in jws.signatures() {
        let header = signature.unverified_header();
        assert!(header.crit().all(|name| !name.is_empty()));
        assert!(header.protected().is_some() || header.unprotected().is_some());
        for parameters in header.protected().into_iter().chain(header.unprotected()) {
            assert!(parameters.json().starts_with('{'));
            let alg = parameters.get("alg");
            let alg = alg.and_then(|alg| serde_json::from_str::<String>(&alg).ok());
            assert!(alg.is_none_or(|alg| alg == header.alg()));
        }
    }
    assert!(!format!("{jws:?}").is_empty());
    explanation::check(&keys::STRANGER, jws);
}

/// rfc7515-5.2-8: nobody has signed with these keys.
#[track_caller]
fn refused(result: Result<VerifiedJws<'_, '_>, Error>) -> Error {
    let error = result.expect_err("nobody signed this");
    refusal::check(&error);
    error
}

/// A compact JWS in the flattened and in the general form.
pub(super) fn json_forms(compact: &str) -> Option<[String; 2]> {
    let mut parts = compact.split('.');
    let (protected, payload) = (parts.next()?, parts.next()?);
    let signature = parts.next()?;
    let entry = json!({"protected": protected, "signature": signature});
    let mut flattened = entry.clone();
    flattened["payload"] = payload.into();
    let general = json!({"payload": payload, "signatures": [entry]});
    Some([flattened.to_string(), general.to_string()])
}

/// Flattened in the general form; general with the signatures in the other order.
fn other_form(text: &str) -> Option<String> {
    // Numbers in an unprotected header may lose digits here, which nobody looks at.
    let mut object: serde_json::Map<String, Value> = serde_json::from_str(text).ok()?;
    match object.get_mut("signatures").and_then(Value::as_array_mut) {
        // Of several signatures, the first that fails in a telling way is told.
        Some(signatures) if signatures.len() == 1 => {
            let entry = signatures.pop()?;
            object.remove("signatures");
            object.extend(
                entry.as_object()?.clone().into_iter().filter(|(name, _)| {
                    ["protected", "header", "signature"].contains(&name.as_str())
                }),
            );
        }
        Some(_) => {}
        None => {
            let names = ["protected", "header", "signature"];
            let entry = names.into_iter().filter_map(|name| {
                let value = object.remove(name)?;
                Some((name.to_owned(), value))
            });
            let entry: Value = entry.collect::<serde_json::Map<_, _>>().into();
            object.insert("signatures".to_owned(), json!([entry]));
        }
    }
    Some(Value::Object(object).to_string())
}
