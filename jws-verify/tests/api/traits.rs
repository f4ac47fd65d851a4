//! Facts about the types that callers build on.

use jws_verify::*;

use crate::token::{only, plain, verifier_for};

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
    is_owned::<Policy>();
    is_shared::<HoldingKey<'_>>();
    is_shared::<KeyReport<'_>>();
    is_shared::<VerifiedJws<'_, '_>>();
    is_shared::<VerifiedSignature<'_>>();
    is_shared::<UnverifiedJws<'_>>();
    is_owned::<Box<dyn PreparedKey>>();
    is_owned::<Box<dyn Backend>>();
}

#[test]
fn one_verifier_serves_many_threads() {
    use crate::token::PAYLOAD;
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
    let defaults = Policy::new()
        .with_limits(Limits::default())
        .with_alg_location(AlgLocation::default())
        .with_missing_kid(MissingKid::default())
        .with_payload_encoding(PayloadEncoding::default())
        .with_required_signatures(RequiredSignatures::default());
    assert_eq!(Policy::new(), defaults);
    assert_eq!(Policy::default(), defaults);
    assert_eq!(*verifier_for("ES256").policy(), defaults);
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

/// What is verified outlives the text, and the key outlives both.
#[test]
fn a_verified_jws_need_not_hold_the_text() {
    fn verified(verifier: &Verifier) -> VerifiedJws<'_, 'static> {
        let text = plain("HS256").compact();
        let jws = verifier.verify_compact(&text).expect("a good signature");
        jws.into_owned()
    }
    let verifier = verifier_for("HS256");
    let jws = verified(&verifier);
    let again = plain("HS256").compact();
    let expected = verifier.verify_compact(&again).expect("a good signature");
    assert_eq!(jws.payload(), expected.payload());
    let key = jws.signatures()[0].key();
    drop(jws);
    assert_eq!(key.kty(), "oct");
}

#[test]
fn algorithms_come_from_a_configuration() {
    let named = Algorithms::named(["ES256", "RS256"]).expect("two algorithms");
    assert_eq!(named, only(&["ES256", "RS256"]));
    for (name, error) in [
        ("none", "\"none\" is no signature algorithm [RFC 7518 §3.1]"),
        (
            "es256",
            "\"es256\" is no signature algorithm [RFC 7518 §3.1]",
        ),
    ] {
        let refused = Algorithms::named(["ES256", name]).expect_err("no algorithm");
        assert_eq!(refused.to_string(), error);
    }
    assert_eq!(Algorithms::named([]), Err(Error::NoAlgorithms));
}

#[test]
fn what_is_not_on_the_list_is_not_accepted() {
    let listed = only(&["ES256", "HS256"]);
    for name in ["ES256", "HS256"] {
        let accepted = listed.accept(name).expect("it is listed");
        assert_eq!(accepted.name(), name);
    }
    assert_eq!(listed.accept("none"), Err(Error::Unsecured));
    for name in ["RS256", "es256", "None", ""] {
        let refused = listed.accept(name).expect_err("it is not listed");
        assert_eq!(refused, Error::AlgorithmNotAllowed { alg: name.into() });
    }
}
