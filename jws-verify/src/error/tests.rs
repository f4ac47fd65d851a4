//! Every variant is produced by some input.
//!
//! These tests stand here and not with those of the public interface, because only within the crate
//! can a match name every variant of a non-exhaustive enum.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jwk_types::base64url::encode;
use jwks::JwkSet;
use serde_json::{Value, json};

use super::*;
use crate::backend::{Backend, PrepareError, PreparedKey, SignatureMismatch, VerificationKey};
use crate::{
    AlgLocation, Algorithm, Algorithms, ES256, HS256, KeyRing, Limits, Policy, UnverifiedJws,
    Verifier,
};

/// A variant that is not in the list does not compile, and one in the list needs an input.
macro_rules! produced {
    ($($variant:ident => $input:expr,)*) => {
        fn name(error: &Error) -> &'static str {
            match error {
                $(Error::$variant { .. } => stringify!($variant),)*
            }
        }

        fn all() -> Vec<(&'static str, Error)> {
            Vec::from([$((stringify!($variant), $input),)*])
        }
    };
}

produced! {
    AlgorithmNotAllowed => compact(json!({"alg": "None"})),
    AlgUnprotected => json(json!({"header": {"alg": "HS256"}, "payload": "", "signature": ""})),
    AmbiguousKey => verify(&Found, &[oct(1), oct(2), oct(3), oct(4), oct(5)], json!({"alg": "HS256"})),
    B64 => compact(json!({"alg": "HS256", "b64": false})),
    Crit => compact(json!({"alg": "HS256", "crit": []})),
    InBothHeaders => json(json!({
        "protected": encode(br#"{"alg":"HS256"}"#),
        "header": {"alg": "HS256"},
        "payload": "",
        "signature": "",
    })),
    InSignature => json(json!({"payload": "", "signatures": [entry(), {}]})),
    InvalidKey => verify(&Refused(PrepareError::Invalid), &[oct(1)], json!({"alg": "HS256"})),
    KeyUnfit => compact(json!({"alg": "ES256"})),
    Malformed => verifier(&Found, &[oct(1)]).verify_compact("=..").unwrap_err(),
    MemberType => compact(json!({"alg": null})),
    MissingMember => compact(json!({})),
    NoAlgorithms => Algorithms::only(&[]).unwrap_err(),
    NoMatchingKey => compact(json!({"alg": "HS256", "kid": "other"})),
    NoSuchSignature => no_such_signature(),
    NotEnoughSignatures => json(json!({"payload": "", "signatures": [entry(), entry()]})),
    NoUsableKey => KeyRing::new(JwkSet::default(), Algorithms::hmac()).unwrap_err(),
    HeaderNotAnObject => compact(json!([])),
    Segments => verifier(&Found, &[oct(1)]).verify_compact("a.b.c.d.e").unwrap_err(),
    SignatureMismatch => compact(json!({"alg": "HS256"})),
    Structure => json(json!({"payload": "", "signatures": []})),
    TooLarge => too_large(),
    UnknownAlgorithm => Algorithms::named(["none"]).unwrap_err(),
    UnknownCritical => compact(json!({"alg": "HS256", "crit": ["x"], "x": 1})),
    Unsecured => compact(json!({"alg": "none"})),
    UnsupportedByBackend => verify(&Refused(PrepareError::Unsupported), &[oct(1)], json!({"alg": "HS256"})),
    WeakSecret => verify(&Found, &[json!({"kty": "oct", "k": "AAAA"})], json!({"alg": "HS256"})),
}

/// Has every key, and finds every signature wrong.
#[derive(Debug)]
struct Found;

/// Has no key.
#[derive(Debug)]
struct Refused(PrepareError);

impl Backend for Found {
    fn prepare(
        &self,
        _: VerificationKey<'_>,
        _: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        Ok(Box::new(Self))
    }
}

impl PreparedKey for Found {
    fn verify(&self, _: &[u8], _: &[u8]) -> Result<(), SignatureMismatch> {
        Err(SignatureMismatch)
    }
}

impl Backend for Refused {
    fn prepare(
        &self,
        _: VerificationKey<'_>,
        _: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        Err(self.0)
    }
}

fn oct(number: u8) -> Value {
    json!({"kty": "oct", "k": encode(&[number; 32]), "kid": format!("{number}")})
}

#[track_caller]
fn verifier(backend: &dyn Backend, keys: &[Value]) -> Verifier {
    let set = JwkSet::parse(&json!({ "keys": keys }).to_string()).unwrap();
    let algorithms = Algorithms::only(&[&HS256, &ES256]).unwrap();
    let ring = KeyRing::with_backend(set, algorithms, backend).unwrap();
    Verifier::new(ring).with_policy(policy())
}

fn policy() -> Policy {
    Policy::new().with_alg_location(AlgLocation::Protected)
}

#[track_caller]
fn verify(backend: &dyn Backend, keys: &[Value], header: Value) -> Error {
    let text = format!("{}..", encode(header.to_string().as_bytes()));
    verifier(backend, keys).verify_compact(&text).unwrap_err()
}

#[track_caller]
fn compact(header: Value) -> Error {
    verify(&Found, &[oct(1)], header)
}

#[track_caller]
fn json(jws: Value) -> Error {
    verifier(&Found, &[oct(1)])
        .verify_json(&jws.to_string())
        .unwrap_err()
}

fn entry() -> Value {
    json!({"protected": encode(br#"{"alg":"HS256"}"#), "signature": ""})
}

fn no_such_signature() -> Error {
    let text = format!("{}..", encode(br#"{"alg":"HS256"}"#));
    let jws = UnverifiedJws::parse_compact(&text, &Limits::DEFAULT).unwrap();
    let verifier = verifier(&Found, &[oct(1)]);
    let checked = verifier.keys().check_signature(&policy(), &jws, 1);
    checked.unwrap_err()
}

fn too_large() -> Error {
    let policy = policy().with_limits(Limits::DEFAULT.with_octets(10));
    let limited = verifier(&Found, &[oct(1)]).with_policy(policy);
    limited.verify_compact("01234567890").unwrap_err()
}

#[test]
fn every_variant_is_produced_by_some_input() {
    for (expected, error) in all() {
        assert_eq!(name(&error), expected, "{error}");
    }
}

#[test]
fn every_variant_has_a_reason_and_a_rule() {
    for (name, error) in all() {
        assert!(Reason::ALL.contains(&error.reason()), "{name}");
        assert_ne!(error.reason(), Reason::Other, "{name}");
        let rule = error.rule();
        assert!(!rule.section.is_empty(), "{name}");
        let known = rule.specification == "policy" || rule.specification.starts_with("RFC ");
        assert!(known, "{name}: {rule}");
        assert!(
            error.to_string().ends_with(&format!(" [{rule}]")),
            "{error}"
        );
    }
}

/// Lower case but for abbreviations, no full stop, one line of printable ASCII, not too long.
#[test]
fn messages_read_as_parts_of_a_sentence() {
    for (name, error) in all() {
        let message = error.to_string();
        let text = message.rsplit_once(" [").unwrap().0.replace('§', "");
        let first_word = text.split([' ', ':']).next().unwrap();
        let capitals = first_word.chars().filter(char::is_ascii_uppercase).count();
        let lower = first_word.starts_with(|first: char| !first.is_ascii_uppercase());
        assert!(lower || capitals > 1, "{name}: {message}");
        assert!(
            !text.ends_with(['.', '!', ' ', ';', ':']),
            "{name}: {message}"
        );
        assert!(printable(&text), "{name}: {message}");
        assert!(message.len() < 1000, "{name}: {message}");
    }
}

fn printable(text: &str) -> bool {
    text.bytes().all(|octet| matches!(octet, b' '..=b'~'))
}

/// A crowd of hostile characters, wherever a message repeats what it was given.
#[test]
fn hostile_text_is_quoted_and_cut() {
    let hostile: String = "\u{202e}\u{0}\r\n\u{1b}[2J\"".repeat(40);
    let critical = json!({"alg": "HS256", "crit": [hostile], hostile.clone(): 1});
    let errors = [
        compact(json!({ "alg": hostile })),
        compact(json!({"alg": "HS256", "kid": hostile})),
        compact(critical),
        json(json!({
            "protected": encode(json!({"alg": "HS256", hostile.clone(): 1}).to_string().as_bytes()),
            "header": {hostile.clone(): 1},
            "payload": "",
            "signature": "",
        })),
        json(json!({
            "payload": "",
            "signatures": [
                {"protected": encode(json!({ "alg": hostile }).to_string().as_bytes()), "signature": ""},
                entry(),
            ],
        })),
    ];
    for error in errors {
        let message = error.to_string();
        assert!(printable(&message.replace('§', "")), "{message}");
        assert!(message.len() < 1500, "{message}");
    }
}

/// Where several signatures failed, a wrong one says more than a key that was not there.
#[test]
fn the_most_telling_failure_names_the_reason() {
    let other = json!({
        "protected": encode(br#"{"alg":"HS256","kid":"other"}"#),
        "signature": "",
    });
    for signatures in [[other.clone(), entry()], [entry(), other.clone()]] {
        let error = json(json!({"payload": "", "signatures": signatures}));
        assert_eq!(error.reason(), Reason::SignatureMismatch);
    }
    let error = json(json!({"payload": "", "signatures": [other.clone(), other]}));
    assert_eq!(error.reason(), Reason::NoMatchingKey);
}
