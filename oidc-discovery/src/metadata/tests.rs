use jwk_types::Reason;
use serde_json::{Value, json};

use super::*;
use crate::{Issuer, ResourceIdentifier};

const NAME: &str = "https://op.example";

fn complete() -> Value {
    json!({
        "issuer": NAME,
        "jwks_uri": "https://keys.example/jwks",
        "authorization_endpoint": "https://op.example/authorize?v=1",
        "token_endpoint": "https://op.example/token",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })
}

fn with(member: &str, value: Value) -> Value {
    let mut document = complete();
    document[member] = value;
    document
}

fn provider(document: &Value) -> Result<ProviderMetadata, Error> {
    let issuer = Issuer::parse(NAME).expect("a name");
    ProviderMetadata::parse(&document.to_string(), &issuer)
}

fn server(document: &Value) -> Result<AuthorizationServerMetadata, Error> {
    let issuer = Issuer::parse(NAME).expect("a name");
    AuthorizationServerMetadata::parse(&document.to_string(), &issuer)
}

fn resource(document: &Value) -> Result<ProtectedResourceMetadata, Error> {
    let resource = ResourceIdentifier::parse(NAME).expect("a name");
    let mut document = document.clone();
    document["resource"] = NAME.into();
    ProtectedResourceMetadata::parse(&document.to_string(), &resource)
}

#[track_caller]
fn rejects(member: &str, value: Value, reason: Reason) {
    provider(&complete()).expect("accepted without the defect");
    let document = with(member, value);
    assert_eq!(
        provider(&document).expect_err(member).reason(),
        reason,
        "{document}"
    );
}

#[test]
fn every_member_of_the_table_is_judged() {
    for member in table::SERVER {
        let (good, bad) = match member.kind {
            table::Kind::Url => (json!("https://a.example/x"), json!(["https://a.example"])),
            table::Kind::Text | table::Kind::Language => (json!("http://a.example"), json!({})),
            table::Kind::Strings | table::Kind::Defaulted(_) => (json!(["a"]), json!("a")),
            table::Kind::Boolean => (json!(true), json!("true")),
            table::Kind::Object => (json!({"a": 1}), json!([])),
            table::Kind::Aliases => (
                json!({"token_endpoint": "https://mtls.example", "x": 1}),
                json!({"token_endpoint": 1}),
            ),
            table::Kind::Issuers | table::Kind::Resources => {
                (json!(["https://a.example"]), json!(["a"]))
            }
        };
        provider(&with(member.name, good)).expect(member.name);
        rejects(member.name, bad, Reason::MalformedMetadata);
        if matches!(member.kind, table::Kind::Strings) {
            rejects(member.name, json!(["a", 1]), Reason::MalformedMetadata);
        }
        if matches!(member.kind, table::Kind::Url) {
            rejects(
                member.name,
                json!("http://a.example/x"),
                Reason::InsecureUrl,
            );
        }
        if member.name != "jwks_uri" {
            provider(&with(member.name, Value::Null)).expect("as if it were absent");
        }
    }
}

#[test]
fn names_of_the_tables_are_unique() {
    for table in [table::SERVER, table::RESOURCE] {
        let mut names: Vec<_> = table.iter().map(|member| member.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), table.len());
    }
}

#[test]
fn only_issuer_and_keys_are_demanded() {
    let short = json!({"issuer": NAME, "jwks_uri": "https://op.example/jwks"});
    let metadata = provider(&short).expect("enough to verify tokens");
    assert_eq!(metadata.missing().len(), 5);
    provider(&complete())
        .expect("metadata")
        .check_complete()
        .expect("complete");
    for member in complete().as_object().expect("an object").keys() {
        let mut document = complete();
        document.as_object_mut().expect("an object").remove(member);
        let outcome = provider(&document).and_then(|metadata| metadata.check_complete());
        let missing = Error::Missing {
            kind: MetadataKind::OpenIdProvider,
            member: outcome_member(&outcome),
        };
        assert_eq!(outcome, Err(missing), "{member}");
        assert_eq!(outcome_member(&outcome), member);
    }
}

fn outcome_member(outcome: &Result<(), Error>) -> &'static str {
    match outcome {
        Err(Error::Missing { member, .. }) => member,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_issuer_is_compared_before_anything_else_is_read() {
    let mut document = with("issuer", json!("https://evil.example"));
    document["jwks_uri"] = json!(1);
    let error = provider(&document).expect_err("another issuer");
    assert_eq!(error.reason(), Reason::IssuerMismatch);
    rejects("issuer", json!(1), Reason::MalformedMetadata);
    rejects("issuer", Value::Null, Reason::MalformedMetadata);
    rejects("issuer", json!([NAME]), Reason::MalformedMetadata);
}

/// rfc9728-3.3-2, rfc9728-3.3-3, rfc9728-3.3-4: also where the other resource named the place.
#[test]
fn metadata_of_another_resource_are_refused_unread() {
    let asked = ResourceIdentifier::parse("https://rs.example/api").expect("a name");
    let read = |resource: &str, servers: Value| {
        let document = json!({"resource": resource, "authorization_servers": servers});
        ProtectedResourceMetadata::parse(&document.to_string(), &asked)
    };
    read("https://rs.example/api", json!([NAME])).expect("metadata");
    for other in [
        "https://rs.evil/api",
        "https://rs.example",
        "https://rs.example/api/",
    ] {
        for servers in [json!([NAME]), json!(1)] {
            let error = read(other, servers).expect_err(other);
            assert_eq!(error.reason(), Reason::IssuerMismatch, "{other}");
        }
    }
}

#[test]
fn defaults_are_assumed_where_nothing_is_stated() {
    let metadata = provider(&complete()).expect("metadata");
    assert_eq!(
        strings(metadata.response_modes_supported()),
        ["query", "fragment"]
    );
    assert_eq!(
        strings(metadata.grant_types_supported()),
        ["authorization_code", "implicit"]
    );
    for methods in [
        metadata.token_endpoint_auth_methods_supported(),
        metadata.revocation_endpoint_auth_methods_supported(),
    ] {
        assert_eq!(strings(methods), ["client_secret_basic"]);
    }
    assert_eq!(strings(metadata.claim_types_supported()), ["normal"]);
    assert!(
        metadata
            .introspection_endpoint_auth_methods_supported()
            .is_empty()
    );
    assert!(metadata.request_uri_parameter_supported());
    assert!(!metadata.claims_parameter_supported());
    assert!(!metadata.request_parameter_supported());
    assert!(!metadata.require_request_uri_registration());
    assert!(!metadata.authorization_response_iss_parameter_supported());
    let null = provider(&with("grant_types_supported", Value::Null)).expect("metadata");
    assert_eq!(null.grant_types_supported().len(), 2);
}

fn strings(list: &[Box<str>]) -> Vec<&str> {
    list.iter().map(AsRef::as_ref).collect()
}

/// The default would say that more is allowed.
#[test]
fn an_empty_list_does_not_become_a_default() {
    let metadata = provider(&with("grant_types_supported", json!([]))).expect("metadata");
    assert!(metadata.grant_types_supported().is_empty());
}

#[test]
fn without_a_statement_there_is_no_pkce() {
    let metadata = server(&complete()).expect("metadata");
    assert!(metadata.code_challenge_methods_supported().is_empty());
}

#[test]
fn the_metadata_keeps_whether_the_server_sends_iss() {
    let member = "authorization_response_iss_parameter_supported";
    let metadata = server(&with(member, json!(true))).expect("metadata");
    assert!(metadata.authorization_response_iss_parameter_supported());
    assert!(server(&with(member, json!("true"))).is_err());
}

#[test]
fn signed_metadata_is_kept_and_not_believed() {
    // {"alg":"none"}.{"jwks_uri":"https://evil.example"}
    let unsecured = "eyJhbGciOiJub25lIn0.eyJqd2tzX3VyaSI6Imh0dHBzOi8vZXZpbC5leGFtcGxlIn0.";
    for signed in [unsecured, "garbage"] {
        let metadata = provider(&with("signed_metadata", json!(signed))).expect("metadata");
        assert_eq!(metadata.signed_metadata(), Some(signed));
        assert_eq!(metadata.jwks_uri().as_str(), "https://keys.example/jwks");
    }
}

#[test]
fn signed_metadata_of_a_resource_is_not_believed() {
    let document = json!({"signed_metadata": "garbage", "scopes_supported": ["a"]});
    let metadata = resource(&document).expect("metadata");
    assert_eq!(strings(metadata.scopes_supported()), ["a"]);
}

#[test]
fn signed_metadata_that_is_no_text_is_refused() {
    rejects(
        "signed_metadata",
        json!({"payload": ""}),
        Reason::MalformedMetadata,
    );
    assert!(resource(&json!({"signed_metadata": {}})).is_err());
}

#[test]
fn a_language_is_found_without_regard_to_case() {
    let document =
        json!({"resource_name": "a", "resource_name#IT": "b", "scopes_supported#it": "c"});
    let metadata = resource(&document).expect("metadata");
    assert_eq!(metadata.resource_name(), Some("a"));
    assert_eq!(metadata.localized("resource_name", "it"), Some("b"));
    assert_eq!(metadata.localized("resource_name", "fr"), None);
    assert_eq!(metadata.extra("scopes_supported#it"), Some("\"c\""));
    assert!(resource(&json!({"resource_name#it": 1})).is_err());
}

#[test]
fn no_bearer_method_is_not_the_same_as_none_said() {
    let methods = |document: Value| {
        let metadata = resource(&document).expect("metadata");
        metadata.bearer_methods_supported().map(<[_]>::len)
    };
    assert_eq!(methods(json!({})), None);
    assert_eq!(methods(json!({"bearer_methods_supported": null})), None);
    assert_eq!(methods(json!({"bearer_methods_supported": []})), Some(0));
    assert_eq!(
        methods(json!({"bearer_methods_supported": ["header"]})),
        Some(1)
    );
}

/// oidcc-client-test-mtls-endpoint-aliases
#[test]
fn with_mutual_tls_the_alias_is_used() {
    let aliases = json!({"token_endpoint": "https://mtls.example/token", "other": []});
    let metadata = provider(&with("mtls_endpoint_aliases", aliases)).expect("metadata");
    let endpoint = |name| metadata.mtls_endpoint(name).map(crate::HttpUrl::as_str);
    assert_eq!(
        endpoint("token_endpoint"),
        Some("https://mtls.example/token")
    );
    assert_eq!(
        endpoint("authorization_endpoint"),
        Some("https://op.example/authorize?v=1")
    );
    assert_eq!(endpoint("userinfo_endpoint"), None);
    let http = json!({"token_endpoint": "http://mtls.example/token"});
    rejects("mtls_endpoint_aliases", http, Reason::InsecureUrl);
}

#[test]
fn two_documents_that_agree_are_accepted() {
    let one = provider(&complete()).expect("metadata");
    one.check_consistent(&server(&complete()).expect("metadata"))
        .expect("the same");
    let silent = server(&json!({"issuer": NAME})).expect("metadata");
    one.check_consistent(&silent).expect("no contradiction");
}

#[test]
fn two_documents_with_different_keys_are_refused() {
    let one = provider(&complete()).expect("metadata");
    let other = server(&with("jwks_uri", json!("https://op.example/jwks"))).expect("metadata");
    let error = one.check_consistent(&other).expect_err("other keys");
    assert_eq!(error, Error::Contradiction { member: "jwks_uri" });
    let issuer = Issuer::parse("https://as.example").expect("a name");
    let document = r#"{"issuer": "https://as.example"}"#;
    let other = AuthorizationServerMetadata::parse(document, &issuer).expect("metadata");
    assert!(one.check_consistent(&other).is_err());
}

#[test]
fn a_resource_and_a_server_that_list_each_other_are_accepted() {
    let listing = json!({"authorization_servers": ["https://x.example", NAME]});
    let resources = json!(["https://y.example", NAME]);
    let server = server(&with("protected_resources", resources)).expect("metadata");
    let listing = resource(&listing).expect("metadata");
    for resource in [listing, resource(&json!({})).expect("metadata")] {
        let listed = resource.check_listed(server.issuer(), server.protected_resources());
        listed.expect("listed");
        let silent = resource.check_listed(server.issuer(), &[]);
        silent.expect("no contradiction");
    }
}

#[test]
fn a_resource_that_its_server_does_not_list_is_refused() {
    let server = with("protected_resources", json!(["https://y.example"]));
    let server = self::server(&server).expect("metadata");
    let listed = |document: Value| {
        let resource = resource(&document).expect("metadata");
        resource.check_listed(server.issuer(), server.protected_resources())
    };
    let error = listed(json!({"authorization_servers": [NAME]})).expect_err("not listed");
    assert!(error.to_string().starts_with("protected_resources"));
    let error = listed(json!({"authorization_servers": ["https://x.example"]}));
    let error = error.expect_err("not listed");
    assert!(error.to_string().starts_with("authorization_servers"));
}

#[test]
fn a_document_at_the_limit_is_read() {
    let text = complete().to_string();
    let issuer = Issuer::parse(NAME).expect("a name");
    let read = |limits: &MetadataLimits| {
        ProviderMetadata::parse_with(text.as_bytes(), &issuer, Schemes::Https, limits)
    };
    let limits = MetadataLimits::DEFAULT.with_octets(text.len());
    read(&limits).expect("at the limit");
    let error = read(&limits.with_octets(text.len() - 1)).expect_err("beyond it");
    assert_eq!(error.reason(), Reason::TooLarge);
}

#[test]
fn all_members_are_named() {
    let mut document = with("x", json!({"a": [1]}));
    document["display_name#de"] = json!("Anbieter");
    document["scopes_supported"] = json!([]);
    document["op_tos_uri"] = Value::Null;
    let metadata = provider(&document).expect("metadata");
    let mut names: Vec<_> = metadata.names().collect();
    names.sort_unstable();
    let mut expected: Vec<_> = document.as_object().expect("an object").keys().collect();
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(
        metadata.extras().collect::<Vec<_>>(),
        [("x", "{\"a\":[1]}")]
    );
}

/// rfc9207-2.3-1
#[test]
fn the_issuer_of_the_metadata_is_that_of_an_authorization_response() {
    use oidc_tokens::{IssuerParameter, check_response_issuer};

    let member = "authorization_response_iss_parameter_supported";
    let metadata = provider(&with(member, json!(true))).expect("metadata");
    let issuer = metadata.issuer().as_str();
    let check =
        |response: &str| check_response_issuer(response, issuer, IssuerParameter::Announced);
    check("code=1&iss=https%3A%2F%2Fop.example").expect("the issuer");
    // That of the key set, of an endpoint, and of a host alone.
    for other in [
        "https%3A%2F%2Fkeys.example",
        "https%3A%2F%2Fop.example%2Ftoken",
        "op.example",
    ] {
        let error = check(&format!("code=1&iss={other}")).expect_err("another issuer");
        assert_eq!(error.reason(), Reason::WrongIssuer, "{other}");
    }
}
