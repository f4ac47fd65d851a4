//! Metadata: only of whom it was asked for, only with safe URLs, and with nothing lost.

use std::collections::BTreeSet;

use jwk_types::Reason;
use jwk_types::json::Document;
use oidc_discovery::{
    AuthorizationServerMetadata, Error, Finding, HttpUrl, Issuer, MetadataLimits,
    ProtectedResourceMetadata, ProviderMetadata, ResourceIdentifier, Schemes,
};

use super::refusal;

const LIMITS: &MetadataLimits = &MetadataLimits::DEFAULT;
const HTTPS: Schemes = Schemes::Https;
const OTHER: &str = "https://other.example";

pub(super) fn read(octets: &[u8]) -> Result<(), Reason> {
    let outcome = read_server(octets);
    let outcome = outcome.or_else(|_| read_resource(octets));
    outcome.map_err(|error| error.reason())
}

fn read_server(octets: &[u8]) -> Result<(), Error> {
    let issuer = Issuer::parse(&name(octets, "issuer"))?;
    AuthorizationServerMetadata::parse_with(octets, &issuer, HTTPS, LIMITS).map(drop)
}

fn read_resource(octets: &[u8]) -> Result<(), Error> {
    let resource = ResourceIdentifier::parse(&name(octets, "resource"))?;
    ProtectedResourceMetadata::parse_with(octets, &resource, HTTPS, LIMITS).map(drop)
}

/// The name that the document gives itself, or another.
fn name(octets: &[u8], member: &str) -> String {
    let (octets_limit, depth) = (LIMITS.octets(), MetadataLimits::MAX_DEPTH);
    let document = Document::parse(octets, "metadata", octets_limit, depth).ok();
    let name = document.as_ref().and_then(|document| {
        let name = document.root().as_object()?.get(member)?.as_str()?;
        Some(name.into_owned())
    });
    name.unwrap_or_else(|| OTHER.to_owned())
}

pub(super) fn check(octets: &[u8]) {
    match Issuer::parse(&name(octets, "issuer")) {
        Ok(issuer) => {
            let provider = ProviderMetadata::parse_with(octets, &issuer, HTTPS, LIMITS);
            let server = AuthorizationServerMetadata::parse_with(octets, &issuer, HTTPS, LIMITS);
            // The one demands more than the other, and nothing less.
            assert!(provider.is_err() || server.is_ok());
            check_provider(octets, &issuer, &provider);
            check_server(octets, &issuer, &server);
        }
        Err(error) => refusal::check(&error),
    }
    match ResourceIdentifier::parse(&name(octets, "resource")) {
        Ok(resource) => check_resource(octets, &resource),
        Err(error) => refusal::check(&error),
    }
}

fn check_provider(octets: &[u8], issuer: &Issuer, read: &Result<ProviderMetadata, Error>) {
    let Ok(metadata) = read else {
        return refused(read);
    };
    assert_eq!(metadata.issuer(), issuer);
    safe([metadata.jwks_uri()]);
    safe(
        metadata
            .names()
            .filter_map(|name| metadata.mtls_endpoint(name)),
    );
    all_members(octets, metadata.names());
    printable(&metadata.lint());
    assert_eq!(
        metadata.missing().is_empty(),
        metadata.check_complete().is_ok()
    );
    let other = [OTHER, "https://another.example"];
    let other = other.into_iter().find(|other| *other != issuer.as_str());
    let other = Issuer::parse(other.unwrap_or_default()).expect("a name");
    let other = ProviderMetadata::parse_with(octets, &other, HTTPS, LIMITS);
    assert!(matches!(other, Err(Error::IssuerMismatch { .. })));
}

fn check_server(octets: &[u8], issuer: &Issuer, read: &Result<AuthorizationServerMetadata, Error>) {
    let Ok(metadata) = read else {
        return refused(read);
    };
    assert_eq!(metadata.issuer(), issuer);
    safe(metadata.jwks_uri());
    safe(
        metadata
            .names()
            .filter_map(|name| metadata.mtls_endpoint(name)),
    );
    let resources = metadata.protected_resources().iter();
    safe(resources.map(ResourceIdentifier::url));
    all_members(octets, metadata.names());
    printable(&metadata.lint());
    assert_eq!(
        metadata.missing().is_empty(),
        metadata.check_complete().is_ok()
    );
}

fn check_resource(octets: &[u8], resource: &ResourceIdentifier) {
    let read = ProtectedResourceMetadata::parse_with(octets, resource, HTTPS, LIMITS);
    let Ok(metadata) = &read else {
        return refused(&read);
    };
    assert_eq!(metadata.resource(), resource);
    safe(metadata.jwks_uri());
    safe(metadata.authorization_servers().iter().map(Issuer::url));
    all_members(octets, metadata.names());
    printable(&metadata.lint());
}

fn refused<T>(read: &Result<T, Error>) {
    if let Err(error) = read {
        refusal::check(error);
    }
}

fn safe<'u>(urls: impl IntoIterator<Item = &'u HttpUrl>) {
    for url in urls {
        // The case of a scheme means nothing.
        let scheme = url.as_str().split(':').next().unwrap_or_default();
        assert!(
            url.is_https() && scheme.eq_ignore_ascii_case("https"),
            "{url}"
        );
        let authority = url.uri().authority().map(ToString::to_string);
        assert!(
            authority.is_some_and(|authority| !authority.contains('@')),
            "{url}"
        );
        assert!(
            !url.host().is_empty() && !url.as_str().contains('#'),
            "{url}"
        );
    }
}

/// What has a type and what is unknown are all that there is.
fn all_members<'n>(octets: &[u8], names: impl Iterator<Item = &'n str>) {
    let (octets_limit, depth) = (LIMITS.octets(), MetadataLimits::MAX_DEPTH);
    let document = Document::parse(octets, "metadata", octets_limit, depth).expect("read before");
    let object = document.root().as_object().expect("an object");
    let members: BTreeSet<_> = object
        .members()
        .map(|(name, _)| name.into_owned())
        .collect();
    let names: Vec<_> = names.map(str::to_owned).collect();
    assert_eq!(names.len(), members.len());
    assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), members);
}

fn printable(findings: &[Finding]) {
    for finding in findings {
        refusal::check_text(&finding.to_string());
    }
}
