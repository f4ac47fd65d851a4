//! Metadata of an OpenID provider.

use super::members::Members;
use super::table::{accessor, accessors, common, name, server_members};
use super::{MetadataKind, MetadataLimits, server};
use crate::{Error, HttpUrl, Issuer, ResourceIdentifier, Schemes};

/// The metadata of an OpenID provider ([OpenID Connect Discovery §3]).
///
/// To verify ID tokens only `issuer` and `jwks_uri` are needed, and real providers that issue
/// tokens for machines publish little else; so only these are demanded. Whatever else is there has
/// its type, and every endpoint is an `https` URL. [`ProviderMetadata::check_complete`] asks for
/// the rest.
///
/// A member whose value is `null` or an empty array reads as an absent one. `signed_metadata` is
/// kept and neither verified nor believed.
///
/// ```
/// use oidc_discovery::{Issuer, ProviderMetadata};
///
/// let issuer = Issuer::parse("https://op.example")?;
/// let document = r#"{
///     "issuer": "https://op.example",
///     "jwks_uri": "https://keys.example/jwks.json",
///     "x_version": 3
/// }"#;
/// let metadata = ProviderMetadata::parse(document, &issuer)?;
/// assert_eq!(metadata.jwks_uri().as_str(), "https://keys.example/jwks.json");
/// assert_eq!(metadata.extra("x_version"), Some("3"));
/// assert!(metadata.check_complete().is_err());
///
/// let other = Issuer::parse("https://op.example/")?;
/// let error = ProviderMetadata::parse(document, &other).unwrap_err();
/// assert_eq!(error.reason().as_str(), "issuer_mismatch");
/// # Ok::<(), oidc_discovery::Error>(())
/// ```
///
/// [OpenID Connect Discovery §3]: https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata
#[derive(Clone, Debug)]
pub struct ProviderMetadata {
    issuer: Issuer,
    jwks_uri: HttpUrl,
    members: Members,
}

const KIND: MetadataKind = MetadataKind::OpenIdProvider;

impl ProviderMetadata {
    /// Reads the document that was found at the place of `issuer`, with the default limits.
    ///
    /// # Errors
    ///
    /// [`Error::IssuerMismatch`] if it is that of another issuer, before anything else of it is
    /// looked at; and otherwise what is wrong with it.
    pub fn parse(document: &str, issuer: &Issuer) -> Result<Self, Error> {
        let limits = MetadataLimits::DEFAULT;
        Self::parse_with(document.as_bytes(), issuer, Schemes::Https, &limits)
    }

    /// Reads the document within `limits`. `schemes` is for all endpoints.
    ///
    /// # Errors
    ///
    /// As [`ProviderMetadata::parse`].
    pub fn parse_with(
        document: &[u8],
        issuer: &Issuer,
        schemes: Schemes,
        limits: &MetadataLimits,
    ) -> Result<Self, Error> {
        let members = super::read(KIND, document, issuer.as_str(), schemes, limits)?;
        // oidc-discovery-3-6
        let jwks_uri = members.url("jwks_uri").ok_or(Error::Missing {
            kind: KIND,
            member: "jwks_uri",
        })?;
        Ok(Self {
            issuer: issuer.clone(),
            jwks_uri: jwks_uri.clone(),
            members,
        })
    }

    /// What the standard requires and the document lacks.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let responses = self.response_types_supported();
        let code = |response: &str| response.split(' ').any(|word| word == "code");
        let only_implicit = !responses.is_empty() && !responses.iter().any(|each| code(each));
        let list = |member| self.members.strings(member).is_empty();
        let url = |member| self.members.url(member).is_none();
        let required = [
            // oidc-discovery-3-2
            ("authorization_endpoint", url("authorization_endpoint")),
            // oidc-discovery-3-3
            ("token_endpoint", url("token_endpoint") && !only_implicit),
            // oidc-discovery-3-12
            ("response_types_supported", responses.is_empty()),
            // oidc-discovery-3-13
            ("subject_types_supported", list("subject_types_supported")),
            // oidc-discovery-3-14
            (
                "id_token_signing_alg_values_supported",
                list("id_token_signing_alg_values_supported"),
            ),
        ];
        server::absent(&required)
    }

    /// Checks what the standard requires beyond what verifying tokens takes.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] for the first member that is missing.
    pub fn check_complete(&self) -> Result<(), Error> {
        server::complete(KIND, self.missing())
    }

    pub(super) const fn members(&self) -> &Members {
        &self.members
    }

    /// The name, as it was asked for and as the document has it.
    #[must_use]
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Where the keys lie. Nothing ties its host to that of the issuer.
    #[must_use]
    pub const fn jwks_uri(&self) -> &HttpUrl {
        &self.jwks_uri
    }

    server_members!(accessors);
    common!("issuer");
    server::of_servers!();
}
