//! `discovery.parse`.

use oidc_discovery::{
    AuthorizationServerMetadata, Error, Issuer, ProtectedResourceMetadata, ProviderMetadata,
    ResourceIdentifier,
};
use serde_json::{Map, Value, json};

use super::ops::{accept, reject, text, unsupported};
use super::request::Request;
use crate::protocol::Verdict;

type Outcome = Result<Map<String, Value>, Error>;

/// Strict: what a verifier can do without is asked for too.
pub(super) fn parse(request: &Request<'_>) -> Verdict {
    let (name, document) = (text(request, "issuer"), text(request, "document"));
    let outcome = match text(request, "spec") {
        "openid" => provider(name, document),
        "oauth" => server(name, document),
        "resource" => resource(name, document),
        other => return unsupported(&format!("no spec {other}")),
    };
    match outcome {
        Ok(output) => accept(Value::Object(output)),
        Err(error) => reject!(error),
    }
}

/// The registered members that are not `null`, lists with their defaults.
macro_rules! output {
    ($metadata:ident: $($member:ident)*) => {{
        let mut output = Map::new();
        $(output.insert(stringify!($member).to_owned(), json!($metadata.$member()));)*
        output
    }};
}

macro_rules! of_servers {
    ($metadata:ident) => {
        output!($metadata:
            authorization_response_iss_parameter_supported
            backchannel_logout_session_supported
            backchannel_logout_supported
            claim_types_supported
            claims_parameter_supported
            code_challenge_methods_supported
            grant_types_supported
            id_token_signing_alg_values_supported
            introspection_endpoint_auth_methods_supported
            request_parameter_supported
            request_uri_parameter_supported
            require_request_uri_registration
            response_modes_supported
            response_types_supported
            revocation_endpoint_auth_methods_supported
            scopes_supported
            signed_metadata
            subject_types_supported
            token_endpoint_auth_methods_supported
        )
    };
}

fn provider(name: &str, document: &str) -> Outcome {
    let metadata = ProviderMetadata::parse(document, &Issuer::parse(name)?)?;
    metadata.check_complete()?;
    let mut output = of_servers!(metadata);
    output.insert("issuer".to_owned(), metadata.issuer().as_str().into());
    output.insert("jwks_uri".to_owned(), metadata.jwks_uri().as_str().into());
    Ok(output)
}

fn server(name: &str, document: &str) -> Outcome {
    let metadata = AuthorizationServerMetadata::parse(document, &Issuer::parse(name)?)?;
    metadata.check_complete()?;
    let mut output = of_servers!(metadata);
    output.insert("issuer".to_owned(), metadata.issuer().as_str().into());
    let jwks_uri = metadata.jwks_uri().map(oidc_discovery::HttpUrl::as_str);
    output.insert("jwks_uri".to_owned(), jwks_uri.into());
    Ok(output)
}

fn resource(name: &str, document: &str) -> Outcome {
    let metadata = ProtectedResourceMetadata::parse(document, &ResourceIdentifier::parse(name)?)?;
    metadata.check_complete()?;
    let mut output = output!(metadata:
        bearer_methods_supported
        dpop_bound_access_tokens_required
        resource_name
        resource_signing_alg_values_supported
        scopes_supported
        signed_metadata
        tls_client_certificate_bound_access_tokens
    );
    output.insert("resource".to_owned(), metadata.resource().as_str().into());
    let jwks_uri = metadata.jwks_uri().map(oidc_discovery::HttpUrl::as_str);
    output.insert("jwks_uri".to_owned(), jwks_uri.into());
    let servers = metadata.authorization_servers().iter();
    let servers: Vec<_> = servers.map(Issuer::as_str).collect();
    output.insert("authorization_servers".to_owned(), servers.into());
    Ok(output)
}
