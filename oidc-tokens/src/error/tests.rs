//! Every variant is produced by some input, and says what is wrong.
//!
//! These tests stand here and not with those of the public interface, because only within the crate
//! can a match name every variant of a non-exhaustive enum.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::time::Duration;
use std::time::UNIX_EPOCH;

use jwk_types::base64url::encode;
use jwks::JwkSet;
use jws_verify::{
    Algorithm, Algorithms, Backend, KeyRing, PrepareError, PreparedKey, SignatureMismatch,
    VerificationKey,
};
use serde_json::{Value, json};

use super::*;
use crate::{
    Access, AccessToken, AccessTokenVerifier, ExpectedAudience, ExpectedIssuer, IdToken,
    IdTokenVerifier, Identity, IssuerParameter, JwtVerifier, Login, LogoutTokenVerifier, Nonce,
    OpaqueAccessToken, Original, ReplayGuard, Session, Sight, UserInfoResponse, UserInfoVerifier,
    check_response_issuer,
};

/// A variant that is not in the list does not compile, and one in the list needs an input and the
/// words.
macro_rules! produced {
    ($($variant:ident: $input:expr => $words:literal,)*) => {
        fn name(error: &Error) -> &'static str {
            match error {
                $(Error::$variant { .. } => stringify!($variant),)*
            }
        }

        fn all() -> Vec<(&'static str, Error, &'static str)> {
            Vec::from([$((stringify!($variant), $input, $words),)*])
        }
    };
}

produced! {
    Acr: id_token(json!({"acr": "0"}), login().with_acr_values(&["gold"]))
        => "acr \"0\" is none of those asked for",
    AuthenticationTooOld: id_token(json!({"auth_time": 9}), login().with_max_age(Duration::ZERO))
        => "the login at 9 is more than 0 s ago",
    Audience: id_token(json!({"aud": ["x", "y"]}), login())
        => "aud is \"x\" and does not name \"client\"",
    AudienceUnexpected: jwt(json!({}), ExpectedAudience::None)
        => "aud is \"client\", and the caller stated no audience of its own",
    AudienceUntrusted: id_token(json!({"aud": ["client", "x"]}), login())
        => "aud names \"x\" too, which is not trusted",
    AuthorizationResponse: check_response_issuer("iss=%", "a", IssuerParameter::Announced).unwrap_err()
        => "authorization response: the response is no form encoding of UTF-8",
    AuthorizedParty: id_token(json!({"azp": "x"}), login())
        => "azp is \"x\" and not \"client\"",
    Changed: id_token(json!({"auth_time": 9}), Login::refresh(&original()))
        => "auth_time is not what it was in the earlier token",
    ClaimElement: id_token(json!({"aud": ["client", 1]}), login())
        => "claim aud is an array of strings, but an element is a number",
    ClaimsJson: text(r#"{"iss":1,"iss":2}"#)
        => "claims: member \"iss\" stands again at offset 9 [RFC 7493 §2.3]",
    ClaimsNotAnObject: text("[]")
        => "claims are an object, found an array",
    ClaimType: id_token(json!({"exp": "1"}), login())
        => "claim exp is a number, found a string",
    ClaimValue: id_token(json!({"sub": ""}), login())
        => "claim sub is empty and identifies nothing",
    Clock: crate::clock::read(UNIX_EPOCH - Duration::from_secs(1)).unwrap_err()
        => "the system's clock stands before 1970",
    Configuration: IdTokenVerifier::new("", "client").unwrap_err()
        => "configuration: the issuer is empty",
    Deserialize: verified().claims::<u8>().unwrap_err()
        => "the claims do not fit the type asked for, at line 1 column 0",
    Expired: id_token(json!({"exp": 9}), login())
        => "expired at 9, it is 1700000000",
    FarFuture: id_token(json!({"exp": 1_700_000_600_000_u64}), login())
        => "exp 1700000600000 is over 50 years ahead: milliseconds instead of seconds?",
    Forbidden: logout(json!({"nonce": "n"}))
        => "claim nonce must not be there",
    Hash: id_token(json!({"at_hash": "x"}), login().with_access_token(&opaque()))
        => "at_hash is the hash of something else",
    HashUndefined: ml_dsa(json!({"at_hash": "x"}), login().with_access_token(&opaque()))
        => "at_hash cannot be checked: no hash is defined for ML-DSA-44",
    InFuture: id_token(json!({"iat": 1_700_000_031}), login())
        => "iat 1700000031 is in the future, it is 1700000000",
    Issuer: id_token(json!({"iss": "https://op.example/"}), login())
        => "iss is \"https://op.example/\" and not \"https://op.example\"",
    Jws: IdTokenVerifier::new("a", "b").unwrap().verify_at(&keys(), "a.b", &login(), NOW).unwrap_err().error().clone()
        => "2 parts instead of three [RFC 7515 §7.1]",
    LooksLike: id_token(json!({"events": {}}), login())
        => "claim events is that of a logout token or another security event",
    MacForSeveral: mac_for_several()
        => "a MAC does not tell which of several audiences made it",
    Missing: id_token(json!({"exp": null}), login())
        => "claim exp is missing",
    Nonce: id_token(json!({"nonce": "x"}), login())
        => "nonce is not the one that was sent",
    NonceUnexpected: id_token(json!({}), Login::code(Nonce::NotSent))
        => "the token has a nonce, and none was sent",
    NotSignedClaims: header(json!({"alg": "HS256", "cty": "JWT"}))
        => "a nested token, not signed claims",
    NotYetValid: id_token(json!({"nbf": 1_700_000_031}), login())
        => "not valid before 1700000031, it is 1700000000",
    Replayed: verified().refuse_replay(&Seen).unwrap_err()
        => "this nonce was used before",
    Scope: access(json!({}), Access::with_scopes(&["read", "write"]))
        => "the scope does not grant \"read write\"",
    SenderConstraint: access(json!({"cnf": {"jkt": "x"}}), Access::without_scope())
        => "the token is bound to a key, and was presented as a bearer token",
    Subject: id_token(json!({"sub": "x"}), Login::refresh(&original()))
        => "sub is another subject",
    TooOld: too_old()
        => "issued at 9, which is more than 60 s ago",
    Type: header(json!({"alg": "HS256", "typ": "at+jwt"}))
        => "typ \"at+jwt\" is not that of an ID token: this looks like an access token",
    UserInfoForm: userinfo("text/html")
        => "the response is neither application/json nor application/jwt",
}

const NOW: NumericDate = NumericDate::from_seconds(1_700_000_000);

/// Finds every signature good.
#[derive(Debug)]
struct Good;

impl Backend for Good {
    fn prepare(
        &self,
        _: VerificationKey<'_>,
        _: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        Ok(Box::new(Self))
    }
}

impl PreparedKey for Good {
    fn verify(&self, _: &[u8], _: &[u8]) -> Result<(), SignatureMismatch> {
        Ok(())
    }
}

/// Has seen everything.
struct Seen;

impl ReplayGuard for Seen {
    fn sight(&self, _: &str, _: &str, _: &str, _: NumericDate) -> Sight {
        Sight::Repeated
    }
}

fn algorithms() -> Algorithms {
    Algorithms::named(["HS256", "ML-DSA-44"]).unwrap()
}

fn keys() -> KeyRing {
    let oct = json!({"kty": "oct", "k": encode(&[1; 32])});
    let akp = json!({"kty": "AKP", "alg": "ML-DSA-44", "pub": encode(&[1; 1312])});
    let set = JwkSet::parse(&json!({"keys": [oct, akp]}).to_string()).unwrap();
    KeyRing::with_backend(set, algorithms(), &Good).unwrap()
}

fn signed(header: &Value, payload: &str) -> String {
    let octets = if header["alg"] == "ML-DSA-44" {
        2420
    } else {
        32
    };
    let parts = [
        header.to_string().as_bytes(),
        payload.as_bytes(),
        &[0; 2420][..octets],
    ]
    .map(encode);
    parts.join(".")
}

/// Good claims with some set, and without those that are set to null.
fn claims(changes: Value) -> String {
    let mut claims = json!({
        "iss": "https://op.example", "aud": "client", "sub": "a", "nonce": "n", "jti": "j",
        "exp": 1_700_000_600, "iat": 1_700_000_000, "auth_time": 1_700_000_000,
    });
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
        .as_object_mut()
        .unwrap()
        .retain(|_, value| !value.is_null());
    claims.to_string()
}

fn login() -> Login<'static> {
    Login::code(Nonce::Sent("n"))
}

fn original() -> Original {
    Original::new("a").with_auth_time(NOW).with_nonce("n")
}

fn opaque() -> OpaqueAccessToken {
    OpaqueAccessToken::new("opaque").unwrap()
}

fn id_tokens() -> IdTokenVerifier {
    let verifier = IdTokenVerifier::new("https://op.example", "client").unwrap();
    verifier.with_algorithms(algorithms())
}

#[track_caller]
fn refused(token: &str, login: &Login<'_>) -> Error {
    let refused = id_tokens().verify_at(&keys(), token, login, NOW);
    refused.unwrap_err().error().clone()
}

#[track_caller]
fn id_token(changes: Value, login: Login<'_>) -> Error {
    refused(&signed(&json!({"alg": "HS256"}), &claims(changes)), &login)
}

fn mac_for_several() -> Error {
    let token = signed(
        &json!({"alg": "HS256"}),
        &claims(json!({"aud": ["client", "api"]})),
    );
    let verifier = id_tokens().with_trusted_audiences(["api"]);
    let refused = verifier.verify_at(&keys(), &token, &login(), NOW);
    refused.unwrap_err().error().clone()
}

#[track_caller]
fn ml_dsa(changes: Value, login: Login<'_>) -> Error {
    refused(
        &signed(&json!({"alg": "ML-DSA-44"}), &claims(changes)),
        &login,
    )
}

#[track_caller]
fn text(payload: &str) -> Error {
    refused(&signed(&json!({"alg": "HS256"}), payload), &login())
}

#[track_caller]
fn header(header: Value) -> Error {
    refused(&signed(&header, &claims(json!({}))), &login())
}

fn verified() -> IdToken {
    let token = signed(&json!({"alg": "HS256"}), &claims(json!({})));
    id_tokens()
        .verify_at(&keys(), &token, &login(), NOW)
        .unwrap()
}

#[track_caller]
fn too_old() -> Error {
    let token = signed(&json!({"alg": "HS256"}), &claims(json!({"iat": 9})));
    let verifier = id_tokens().with_max_token_age(Duration::from_secs(60));
    let refused = verifier.verify_at(&keys(), &token, &login(), NOW);
    refused.unwrap_err().error().clone()
}

fn access_token(changes: Value, access: Access<'_>) -> Result<AccessToken, Error> {
    let own = json!({"client_id": "c", "nonce": null});
    let mut all = own.as_object().unwrap().clone();
    all.extend(changes.as_object().unwrap().clone());
    let token = signed(
        &json!({"alg": "HS256", "typ": "at+jwt"}),
        &claims(all.into()),
    );
    let verifier = AccessTokenVerifier::new("https://op.example", "client").unwrap();
    let verifier = verifier.with_algorithms(algorithms());
    let verified = verifier.verify_at(&keys(), &token, &access, NOW);
    verified.map_err(|refused| refused.error().clone())
}

#[track_caller]
fn access(changes: Value, access: Access<'_>) -> Error {
    access_token(json!({}), Access::without_scope()).expect("accepted without the defect");
    access_token(changes, access).unwrap_err()
}

#[track_caller]
fn logout(changes: Value) -> Error {
    let events = json!({"http://schemas.openid.net/event/backchannel-logout": {}});
    let mut all = changes.as_object().unwrap().clone();
    all.insert("events".to_string(), events);
    let token = signed(&json!({"alg": "HS256"}), &claims(all.into()));
    let verifier = LogoutTokenVerifier::new("https://op.example", "client").unwrap();
    let verifier = verifier.with_algorithms(algorithms());
    let refused = verifier.verify_at(&keys(), &token, Session::Any, NOW);
    refused.unwrap_err().error().clone()
}

#[track_caller]
fn jwt(changes: Value, audience: ExpectedAudience) -> Error {
    let token = signed(&json!({"alg": "HS256"}), &claims(changes));
    let verifier = JwtVerifier::new(ExpectedIssuer::Any, audience).unwrap();
    let verifier = verifier.with_algorithms(algorithms());
    let refused = verifier.verify_at(&keys(), &token, NOW);
    refused.unwrap_err().error().clone()
}

#[track_caller]
fn userinfo(content_type: &str) -> Error {
    let verifier = UserInfoVerifier::new("https://op.example", "client").unwrap();
    let response = UserInfoResponse::new(content_type, "{}");
    let user = Identity::new("https://op.example", "a");
    let refused = verifier.verify_plain(&response, user);
    refused.unwrap_err().error().clone()
}

#[test]
fn every_variant_is_produced_by_some_input() {
    for (expected, error, _) in all() {
        assert_eq!(name(&error), expected, "{error}");
    }
}

#[test]
fn every_variant_says_what_is_wrong() {
    for (name, error, words) in all() {
        assert_eq!(error.to_string(), words, "{name}");
    }
}

#[test]
fn every_variant_has_a_reason() {
    const OTHER: [&str; 8] = [
        "AuthorizationResponse",
        "Changed",
        "Clock",
        "Configuration",
        "Forbidden",
        "SenderConstraint",
        "UserInfoForm",
        "",
    ];
    for (name, error, _) in all() {
        assert!(Reason::ALL.contains(&error.reason()), "{name}");
        let is_other = error.reason() == Reason::Other;
        assert_eq!(is_other, OTHER.contains(&name), "{name}");
    }
}

/// A token that is not well-formed is the client's; a clock and a configuration are of this side.
#[test]
fn faults_are_those_of_the_client_but_for_clock_configuration_and_keys() {
    for (name, error, _) in all() {
        let own = ["Clock", "Configuration"].contains(&name);
        assert_eq!(error.fault() == Fault::Infrastructure, own, "{name}");
    }
    let error = jws_verify::Error::InvalidKey { alg: "RS256" };
    assert_eq!(Error::Jws { error }.fault(), Fault::Infrastructure);
}

/// Lower case but for abbreviations, no full stop, one line of printable ASCII, not too long.
#[test]
fn messages_read_as_parts_of_a_sentence() {
    for (name, error, _) in all() {
        let message = error.to_string();
        let text = message.split(" [").next().unwrap();
        let first_word = text.split([' ', ':']).next().unwrap();
        let capitals = first_word.chars().filter(char::is_ascii_uppercase).count();
        let lower = first_word.starts_with(|first: char| !first.is_ascii_uppercase());
        assert!(lower || capitals > 1, "{name}: {message}");
        assert!(
            !text.ends_with(['.', '!', ' ', ';', ':']),
            "{name}: {message}"
        );
        assert!(printable(&message), "{name}: {message}");
        assert!(message.len() < 300, "{name}: {message}");
    }
}

fn printable(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ' '..='~' | '§'))
}

#[test]
fn what_is_wrapped_is_the_source() {
    for (name, error, _) in all() {
        let source = core::error::Error::source(&error);
        let wraps = ["ClaimsJson", "Jws"].contains(&name);
        assert_eq!(source.is_some(), wraps, "{name}");
    }
}

/// A crowd of hostile characters, wherever a message repeats what it was given.
#[test]
fn hostile_text_is_quoted_and_cut() {
    let hostile: String = "\u{202e}\u{0}\r\n\u{1b}[2J\"".repeat(400);
    let errors = [
        id_token(json!({"iss": hostile}), login()),
        id_token(json!({"aud": hostile}), login()),
        id_token(json!({"aud": ["client", hostile]}), login()),
        id_token(json!({"azp": hostile}), login()),
        id_token(json!({"acr": hostile}), login().with_acr_values(&["gold"])),
        header(json!({"alg": "HS256", "typ": hostile})),
        header(json!({"alg": hostile})),
        header(json!({"alg": "HS256", "kid": hostile})),
        jwt(json!({"aud": hostile}), ExpectedAudience::None),
        access(json!({}), Access::with_scopes(&[hostile.as_str()])),
    ];
    for error in errors {
        let message = error.to_string();
        assert!(printable(&message), "{message}");
        assert!(message.len() < 1500, "{message}");
    }
}
