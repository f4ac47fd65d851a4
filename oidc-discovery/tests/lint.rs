//! What `lint` finds in metadata that can be read.

use oidc_discovery::{
    AuthorizationServerMetadata, Code, Finding, Issuer, MetadataLimits, ProtectedResourceMetadata,
    ProviderMetadata, ResourceIdentifier, Schemes, Severity,
};
use serde_json::{Value, json};

const NAME: &str = "https://op.example";

fn good() -> Value {
    json!({
        "issuer": NAME,
        "authorization_endpoint": "https://op.example/authorize",
        "token_endpoint": "https://op.example/token",
        "userinfo_endpoint": "https://op.example/userinfo",
        "registration_endpoint": "https://op.example/register",
        "jwks_uri": "https://op.example/jwks",
        "scopes_supported": ["openid"],
        "claims_supported": ["sub"],
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })
}

fn lint(document: &Value) -> Vec<Finding> {
    let name = document["issuer"].as_str().expect("a name");
    let schemes = Schemes::HttpsOrLoopback;
    let issuer = Issuer::parse_with(name, schemes).expect("an issuer");
    let text = document.to_string();
    let limits = MetadataLimits::DEFAULT;
    let metadata = ProviderMetadata::parse_with(text.as_bytes(), &issuer, schemes, &limits);
    metadata.expect("metadata").lint()
}

#[track_caller]
fn finds(member: &str, value: Value, code: Code) {
    assert_eq!(lint(&good()), []);
    let mut document = good();
    document[member] = value;
    let found: Vec<_> = lint(&document).iter().map(Finding::code).collect();
    assert_eq!(found, [code], "{document}");
}

#[test]
fn a_complete_document_has_no_findings() {
    assert_eq!(lint(&good()), []);
}

#[test]
fn algorithms_of_id_tokens_are_looked_at() {
    let member = "id_token_signing_alg_values_supported";
    finds(member, json!(["ES256"]), Code::NoRs256);
    finds(member, json!(["RS256", "none"]), Code::NoneListed);
    finds(member, json!(["RS256", "HS256"]), Code::MacListed);
}

#[test]
fn members_without_a_meaning_are_found() {
    finds("acr_values_supported", json!([]), Code::EmptyArray);
    finds("op_tos_uri", Value::Null, Code::NullMember);
    finds("x", json!(1), Code::UnknownMember);
    finds("signed_metadata", json!("a.b.c"), Code::SignedMetadata);
    finds("scopes_supported", json!([]), Code::EmptyArray);
}

#[test]
fn what_is_missing_is_found() {
    for (member, code) in [
        ("token_endpoint", Code::MissingRequired),
        ("subject_types_supported", Code::MissingRequired),
        ("scopes_supported", Code::MissingRecommended),
        ("userinfo_endpoint", Code::MissingRecommended),
    ] {
        let mut document = good();
        document.as_object_mut().expect("an object").remove(member);
        let findings = lint(&document);
        let found: Vec<_> = findings
            .iter()
            .map(|each| (each.place(), each.code()))
            .collect();
        assert_eq!(found, [(Some(member), code)]);
    }
}

#[test]
fn places_are_looked_at() {
    finds(
        "jwks_uri",
        json!("https://keys.example/jwks"),
        Code::JwksElsewhere,
    );
    finds(
        "userinfo_endpoint",
        json!("http://127.0.0.1/userinfo"),
        Code::InsecureUrl,
    );
    let aliases = json!({"token_endpoint": "http://localhost/token"});
    finds("mtls_endpoint_aliases", aliases, Code::InsecureUrl);
    finds("issuer", json!("https://op.example/"), Code::TrailingSlash);
}

#[test]
fn an_authentication_method_without_algorithms_is_found() {
    for endpoint in ["token", "revocation", "introspection"] {
        let methods = format!("{endpoint}_endpoint_auth_methods_supported");
        let algorithms = format!("{endpoint}_endpoint_auth_signing_alg_values_supported");
        finds(&methods, json!(["private_key_jwt"]), Code::AuthAlgsMissing);
        finds(
            &methods,
            json!(["client_secret_jwt"]),
            Code::AuthAlgsMissing,
        );
        let mut document = good();
        document[&methods] = json!(["private_key_jwt"]);
        document[&algorithms] = json!(["ES256"]);
        assert_eq!(lint(&document), []);
    }
}

#[test]
fn none_among_the_algorithms_of_clients_is_found() {
    for endpoint in ["token", "revocation", "introspection"] {
        let algorithms = format!("{endpoint}_endpoint_auth_signing_alg_values_supported");
        finds(&algorithms, json!(["ES256", "none"]), Code::AuthAlgNone);
    }
}

#[test]
fn a_server_is_asked_for_what_its_standard_asks() {
    let issuer = Issuer::parse(NAME).expect("an issuer");
    let codes = |document: Value| {
        let metadata = AuthorizationServerMetadata::parse(&document.to_string(), &issuer);
        let findings = metadata.expect("metadata").lint();
        findings.iter().map(Finding::code).collect::<Vec<_>>()
    };
    assert_eq!(codes(good()), []);
    let mut document = good();
    document["id_token_signing_alg_values_supported"] = json!(["ES256"]);
    assert_eq!(codes(document), []);
    let short = codes(json!({"issuer": NAME}));
    assert_eq!(
        short
            .iter()
            .filter(|code| **code == Code::MissingRequired)
            .count(),
        3
    );
}

#[test]
fn a_resource_may_say_that_it_takes_no_bearer_tokens() {
    let resource = ResourceIdentifier::parse("https://rs.example").expect("a resource");
    let codes = |more: Value| {
        let mut document = json!({
            "resource": "https://rs.example", "scopes_supported": ["a"], "resource_name": "b",
        });
        let all = document.as_object_mut().expect("an object");
        all.extend(more.as_object().cloned().unwrap_or_default());
        let metadata = ProtectedResourceMetadata::parse(&document.to_string(), &resource);
        let findings = metadata.expect("metadata").lint();
        findings.iter().map(Finding::code).collect::<Vec<_>>()
    };
    assert_eq!(codes(json!({"bearer_methods_supported": []})), []);
    let none = json!({"resource_signing_alg_values_supported": ["none"]});
    assert_eq!(codes(none), [Code::AuthAlgNone]);
}

#[test]
fn a_finding_is_one_line() {
    let mut document = good();
    document["\u{1b}[31m\n"] = json!(1);
    let findings = lint(&document);
    assert_eq!(findings[0].severity(), Severity::Note);
    assert_eq!(
        findings[0].to_string(),
        "note unknown_member: \"\\u{1b}[31m\\n\": no registered member; readers ignore it \
         [OpenID Connect Discovery §3]"
    );
}

#[test]
fn codes_are_unique_and_sorted() {
    let names: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert!(names.is_sorted_by(|one, two| one < two), "{names:?}");
}
