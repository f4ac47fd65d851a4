use std::sync::Arc;
use std::time::Duration;

use jwk_types::Reason;
use jws_verify::Algorithms;
use oidc_tokens::{Access, AccessTokenVerifier};

use super::Error;
use crate::blocking::Provider;
use crate::{
    AuthorizationServerMetadata, FetchError, HttpUrl, Issuer, IssuerTemplate,
    ProtectedResourceMetadata, ProviderMetadata, Providers, ResourceIdentifier, Settings, Snapshot,
    VerifyError, WebFinger,
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
    Abandoned: Error::Abandoned
        => "the fetch was stopped before its end [policy: fetches end]",
    Configuration: Settings::new("https://op.example").unwrap().with_algorithms(Algorithms::hmac()).unwrap_err()
        => "published keys are no secrets, so HS256, HS384 and HS512 cannot be used [policy: a fault of this side]",
    DuplicateIssuer: Providers::new([one_provider(), one_provider()]).unwrap_err()
        => "there are two providers for \"https://op.example\" [RFC 9207 §4]",
    Fetch: Error::fetch(FetchError::not_modified(issuer().url()))
        => "GET \"https://op.example\": status 304, and nothing it could be about is stored [OpenID Connect Discovery §4.2]",
    KeyNotFound: key_not_found()
        => "the issuer has no key for RS256 with kid \"a\"; it was looked for just before, and is again in 9s [OpenID Connect Core 1.0 §10.1.1]",
    Keys: static_keys(r#"{"keys":[]}"#)
        => "keys: the key set has no key [RFC 7515 §6]",
    KeySet: static_keys("[]")
        => "JWK Set: expected an object, found an array [RFC 7517 §5]",
    KeysUnavailable: unavailable()
        => "there are no keys that may be used; asked again in 2s; the last fetch failed: the fetch was stopped before its end [policy: fetches end] [RFC 9111 §4.2.4]",
    NoIssuerLink: WebFinger::about("joe@op.example").unwrap().issuer(b"{}").unwrap_err()
        => "the answer of WebFinger: it has no array of links [OpenID Connect Discovery §2]",
    NoJwksUri: Error::NoJwksUri
        => "the metadata has no jwks_uri, so nothing can be verified [RFC 8414 §2]",
    NoRuntime: Error::NoRuntime
        => "there is no tokio runtime; the blocking provider needs none [policy: a fault of this side]",
    NoUserInfoEndpoint: Error::NoUserInfoEndpoint
        => "there is no userinfo_endpoint [OpenID Connect Core 1.0 §5.3]",
    OtherIssuer: other_issuer()
        => "the keys are those of \"https://op.example\", and the verifier is for tokens of \"https://other.example\" [RFC 7515 §10.3]",
    RefreshLimited: limited()
        => "no key for RS256 is at hand; keys are fetched again in 30s [policy: fetches for unknown keys]",
    Reload: Error::Reload { cause: Arc::new(Error::NoJwksUri) }
        => "not reloaded, the keys stay as they are: the metadata has no jwks_uri, so nothing can be verified [RFC 8414 §2]",
    SecretKeys: static_keys(r#"{"keys":[{"kty":"oct","kid":"a","k":"AAAA"}]}"#)
        => "the set has 1 private or symmetric keys and no other, the first with kid \"a\"; whoever read it can sign with them, so the issuer has to be told [OpenID Connect Discovery §3]",
    Snapshot: Snapshot::parse("{}").unwrap_err()
        => "no snapshot of this crate: issuer [policy: a fault of this side]",
    UnknownIssuer: Providers::new([one_provider()]).unwrap().of_token("").unwrap_err()
        => "the token names no issuer [RFC 8725 §3.8]",
    UserIdentifier: WebFinger::about("=joe").unwrap_err()
        => "what the user typed: it is an XRI [OpenID Connect Discovery §2.1]",
    UserInfoNotUtf8: Error::UserInfoNotUtf8
        => "the UserInfo response is not UTF-8 [OpenID Connect Core 1.0 §5.3]",
    Contradiction: contradiction()
        => "two documents of one server differ in jwks_uri [RFC 9068 §4]",
    Issuer: Issuer::parse("https://op.example?").unwrap_err()
        => "issuer \"https://op.example?\": it has a query, if only an empty one [RFC 8414 §2]",
    IssuerMismatch: provider(r#"{"issuer":"https://op.example/"}"#)
        => "issuer is \"https://op.example/\" and not \"https://op.example\", which was asked for: they differ in a slash at the end; configure the spelling of the document if that is the provider's name [RFC 8414 §3.3]",
    MemberElement: provider(r#"{"issuer":"https://op.example","scopes_supported":[1]}"#)
        => "member scopes_supported is an array of strings, but an element is a number [OpenID Connect Discovery §3]",
    MemberType: provider(r#"{"issuer":"https://op.example","jwks_uri":[]}"#)
        => "member jwks_uri is a string, found an array [OpenID Connect Discovery §3]",
    MemberValue: none_listed()
        => "member resource_signing_alg_values_supported lists none [RFC 9728 §2]",
    MetadataJson: provider(r#"{"a":1,"a":2}"#)
        => "metadata: member \"a\" stands again at offset 7 [RFC 7493 §2.3]",
    MetadataNotAnObject: provider("[]")
        => "metadata is an object, found an array [RFC 8414 §3.2]",
    Missing: provider("{}")
        => "member issuer is missing [OpenID Connect Discovery §3]",
    NotListed: not_listed()
        => "authorization_servers does not list \"https://op.example\" [RFC 9728 §4]",
    Url: Issuer::parse("http://op.example").unwrap_err()
        => "issuer \"http://op.example\": its scheme is not https [RFC 8414 §2]",
}

fn key_not_found() -> Error {
    Error::KeyNotFound {
        alg: "RS256",
        kid: Some("a".into()),
        retry_after: Some(Duration::from_secs(9)),
    }
}

fn limited() -> Error {
    Error::RefreshLimited {
        alg: "RS256",
        kid: None,
        retry_after: Duration::from_secs(30),
    }
}

fn unavailable() -> Error {
    Error::KeysUnavailable {
        retry_after: Duration::from_secs(2),
        cause: Some(Arc::new(Error::Abandoned)),
    }
}

fn static_keys(jwks: &str) -> Error {
    let settings = Settings::new("https://op.example").unwrap();
    Provider::with_static_keys(settings, jwks).unwrap_err()
}

fn one_provider() -> Provider {
    let settings = Settings::new("https://op.example").unwrap();
    let jwks = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
    Provider::with_static_keys(settings, jwks).unwrap()
}

fn other_issuer() -> Error {
    let provider = one_provider();
    let verifier = AccessTokenVerifier::new("https://other.example", "api").unwrap();
    match provider.verify(&verifier, "", &Access::without_scope()) {
        Err(VerifyError::Keys(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn issuer() -> Issuer {
    Issuer::parse("https://op.example").unwrap()
}

fn provider(document: &str) -> Error {
    ProviderMetadata::parse(document, &issuer()).unwrap_err()
}

fn contradiction() -> Error {
    let document = |keys| format!(r#"{{"issuer":"https://op.example","jwks_uri":"{keys}"}}"#);
    let one = ProviderMetadata::parse(&document("https://a.example"), &issuer()).unwrap();
    let two = document("https://b.example");
    let two = AuthorizationServerMetadata::parse(&two, &issuer()).unwrap();
    one.check_consistent(&two).unwrap_err()
}

fn resource(more: &str) -> ProtectedResourceMetadata {
    let resource = ResourceIdentifier::parse("https://rs.example").unwrap();
    let document = format!(r#"{{"resource":"https://rs.example",{more}}}"#);
    ProtectedResourceMetadata::parse(&document, &resource).unwrap()
}

fn none_listed() -> Error {
    let resource = resource(r#""resource_signing_alg_values_supported":["none"]"#);
    resource.check_complete().unwrap_err()
}

fn not_listed() -> Error {
    let resource = resource(r#""authorization_servers":["https://as.example"]"#);
    resource.check_listed(&issuer(), &[]).unwrap_err()
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
    for (name, error, _) in all() {
        let is_other = error.reason() == Reason::Other;
        assert_eq!(
            is_other,
            [
                "Configuration",
                "Contradiction",
                "DuplicateIssuer",
                "NoJwksUri",
                "NoRuntime",
                "NoUserInfoEndpoint",
                "NotListed",
                "Snapshot",
                "UserIdentifier",
            ]
            .contains(&name)
                // Its cause is there.
                || name == "Reload",
            "{name}"
        );
    }
    let template = IssuerTemplate::parse("https://op.example").unwrap_err();
    assert_eq!(template.reason(), Reason::Other);
}

#[test]
fn what_is_wrapped_is_the_source() {
    for (name, error, _) in all() {
        let source = std::error::Error::source(&error);
        let wraps = [
            "Fetch",
            "Keys",
            "KeySet",
            "KeysUnavailable",
            "MetadataJson",
            "Reload",
        ];
        assert_eq!(source.is_some(), wraps.contains(&name), "{name}");
    }
}

/// A crowd of hostile characters, wherever a message repeats what it was given.
#[test]
fn hostile_text_is_quoted_and_cut() {
    let hostile: String = "\u{202e}\u{0}\r\n\u{1b}[2J\"".repeat(400);
    let json = serde_json::json!({"issuer": hostile}).to_string();
    let errors = [
        Issuer::parse(&hostile).unwrap_err(),
        IssuerTemplate::parse(&hostile).unwrap_err(),
        provider(&json),
    ];
    let longest = "a".repeat(HttpUrl::MAX_OCTETS);
    let long = Issuer::parse(&format!("https://op.example/{longest}")).unwrap_err();
    for error in errors.into_iter().chain([long]) {
        let message = error.to_string();
        let printable = |c| matches!(c, ' '..='~' | '§');
        assert!(message.chars().all(printable), "{message}");
        assert!(message.len() < 1500, "{message}");
    }
}
