use jwk_types::Reason;

use super::Providers;
use crate::blocking::Provider;
use crate::{Error, Settings};

const JWKS: &str =
    r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;

fn provider(issuer: &str) -> Provider {
    Provider::with_static_keys(Settings::new(issuer).unwrap(), JWKS).unwrap()
}

fn two() -> Providers<Provider> {
    Providers::new([provider("https://a.example"), provider("https://b.example")]).unwrap()
}

/// `{"alg":"ES256"}` with these claims, in base64url.
fn token(claims: &str) -> String {
    format!("eyJhbGciOiJFUzI1NiJ9.{claims}.AAAA")
}

/// rfc9207-4-1
#[test]
fn two_providers_of_one_issuer_are_refused() {
    let issuers = ["https://a.example", "https://b.example"];
    assert_eq!(two().iter().count(), 2);
    let twice = issuers.into_iter().chain([issuers[0]]).map(provider);
    assert_eq!(
        Providers::new(twice).unwrap_err(),
        Error::DuplicateIssuer {
            issuer: "https://a.example".into()
        }
    );
}

#[test]
fn a_token_leads_to_the_provider_that_it_names() {
    // {"iss":"https://b.example"}
    let token = token("eyJpc3MiOiJodHRwczovL2IuZXhhbXBsZSJ9");
    let found = two();
    let found = found.of_token(&token).unwrap();
    assert_eq!(found.issuer().as_str(), "https://b.example");
}

#[test]
fn a_token_of_another_issuer_leads_nowhere() {
    // {"iss":"https://b.example/"}, {"iss":["https://b.example"]}, {}
    for (claims, issuer) in [
        (
            "eyJpc3MiOiJodHRwczovL2IuZXhhbXBsZS8ifQ",
            Some("https://b.example/"),
        ),
        ("eyJpc3MiOlsiaHR0cHM6Ly9iLmV4YW1wbGUiXX0", None),
        ("e30", None),
        ("!", None),
    ] {
        let providers = two();
        let error = providers.of_token(&token(claims)).unwrap_err();
        let issuer = issuer.map(Box::from);
        assert_eq!(error, Error::UnknownIssuer { issuer });
        assert_eq!(error.reason(), Reason::WrongIssuer);
    }
}
