//! Facts about the types that callers build on.

use jws_verify::*;

fn is_shared<T: Send + Sync>() {}

fn is_owned<T: Send + Sync + 'static>() {}

#[test]
fn values_can_be_shared_between_threads() {
    is_owned::<Verifier>();
    is_owned::<KeyRing>();
    is_owned::<Error>();
    is_owned::<Algorithms>();
    is_owned::<Header>();
    is_owned::<Limits>();
    is_shared::<VerifiedJws<'_>>();
    is_shared::<VerifiedSignature<'_>>();
    is_shared::<UnverifiedJws<'_>>();
    is_owned::<Box<dyn PreparedKey>>();
    is_owned::<Box<dyn Backend>>();
}

#[test]
fn one_verifier_serves_many_threads() {
    use crate::token::{PAYLOAD, plain, verifier_for};
    let verifier = verifier_for("ES256");
    let text = plain("ES256").compact();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let jws = verifier.verify_compact(&text).expect("a good signature");
                assert_eq!(jws.payload(), PAYLOAD);
            });
        }
    });
}

/// The payload is not copied where it is read from the caller's own octets.
#[test]
fn a_detached_unencoded_payload_is_borrowed() {
    use crate::sign::sign;
    use crate::token::verifier_for;
    use jwk_types::base64url::encode;
    let protected = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let payload = b"octets";
    let input = [protected.as_bytes(), b".", payload].concat();
    let text = format!("{protected}..{}", encode(&sign("HS256", 1, &input)));
    let verifier = verifier_for("HS256");
    let jws = verifier
        .verify_compact_detached(&text, payload)
        .expect("a good signature");
    let payload = std::borrow::Cow::Borrowed(&payload[..]);
    let verified = jws.into_payload();
    assert!(matches!(verified, std::borrow::Cow::Borrowed(_)));
    assert_eq!(verified, payload);
}

#[test]
fn policies_default_to_what_the_standards_allow() {
    assert_eq!(AlgLocation::default(), AlgLocation::Either);
    assert_eq!(MissingKid::default(), MissingKid::TryEach);
    assert_eq!(PayloadEncoding::default(), PayloadEncoding::AsStated);
    assert_eq!(
        RequiredSignatures::default(),
        RequiredSignatures::AtLeastOne
    );
}

#[test]
fn errors_are_errors() {
    let error: Box<dyn std::error::Error + Send + Sync> = Box::new(Error::NoAlgorithms);
    assert!(error.source().is_none());
    let limits = Limits::DEFAULT;
    let error = UnverifiedJws::parse_compact("=..", &limits).expect_err("no base64url");
    let source = std::error::Error::source(&error).expect("a cause");
    assert!(error.to_string().contains(&source.to_string()));
}
