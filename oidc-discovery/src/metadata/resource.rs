//! Metadata of a protected resource.

use super::members::Members;
use super::table::{accessor, accessors, common, name, resource_members};
use super::{MetadataKind, MetadataLimits};
use crate::{Error, HttpUrl, Issuer, ResourceIdentifier, Schemes};

/// The metadata of a protected resource ([RFC 9728 §2]).
///
/// Only `resource` is demanded; whatever else is there has its type. That an authorization server
/// is listed makes it no one to trust: the caller decides whose tokens are good.
///
/// A member whose value is `null` or an empty array reads as an absent one, but for
/// [`ProtectedResourceMetadata::bearer_methods_supported`]. `signed_metadata` is kept and neither
/// verified nor believed, as §2.2 has it for those who do not support it.
///
/// ```
/// use oidc_discovery::{ProtectedResourceMetadata, ResourceIdentifier};
///
/// let resource = ResourceIdentifier::parse("https://rs.example/api")?;
/// let document = r#"{
///     "resource": "https://rs.example/api",
///     "authorization_servers": ["https://as.example"],
///     "resource_name#it": "La mia risorsa"
/// }"#;
/// let metadata = ProtectedResourceMetadata::parse(document, &resource)?;
/// assert_eq!(metadata.authorization_servers()[0].as_str(), "https://as.example");
/// assert_eq!(metadata.localized("resource_name", "IT"), Some("La mia risorsa"));
/// # Ok::<(), oidc_discovery::Error>(())
/// ```
///
/// [RFC 9728 §2]: https://www.rfc-editor.org/rfc/rfc9728#section-2
#[derive(Clone, Debug)]
pub struct ProtectedResourceMetadata {
    resource: ResourceIdentifier,
    members: Members,
}

const KIND: MetadataKind = MetadataKind::ProtectedResource;

impl ProtectedResourceMetadata {
    /// Reads the document that was found at the place of `resource`, with the default limits.
    ///
    /// # Errors
    ///
    /// [`Error::IssuerMismatch`] if it is that of another resource, before anything else of it is
    /// looked at; and otherwise what is wrong with it.
    pub fn parse(document: &str, resource: &ResourceIdentifier) -> Result<Self, Error> {
        let limits = MetadataLimits::DEFAULT;
        Self::parse_with(document.as_bytes(), resource, Schemes::Https, &limits)
    }

    /// Reads the document within `limits`. `schemes` is for all URLs but those of pages.
    ///
    /// # Errors
    ///
    /// As [`ProtectedResourceMetadata::parse`].
    pub fn parse_with(
        document: &[u8],
        resource: &ResourceIdentifier,
        schemes: Schemes,
        limits: &MetadataLimits,
    ) -> Result<Self, Error> {
        let members = super::read(KIND, document, resource.as_str(), schemes, limits)?;
        Ok(Self {
            resource: resource.clone(),
            members,
        })
    }

    /// Checks what the standard bars beyond what using the document takes.
    ///
    /// # Errors
    ///
    /// [`Error::MemberValue`] where `none` is listed as an algorithm.
    pub fn check_complete(&self) -> Result<(), Error> {
        // rfc9728-2-5
        let mut algorithms = self.resource_signing_alg_values_supported().iter();
        if algorithms.any(|alg| &**alg == "none") {
            return Err(Error::MemberValue {
                kind: KIND,
                member: "resource_signing_alg_values_supported",
                fault: "lists none",
            });
        }
        Ok(())
    }

    pub(super) const fn members(&self) -> &Members {
        &self.members
    }

    /// The identifier, as it was asked for and as the document has it.
    #[must_use]
    pub const fn resource(&self) -> &ResourceIdentifier {
        &self.resource
    }

    /// The authorization servers whose tokens the resource takes, not necessarily all.
    #[must_use]
    pub fn authorization_servers(&self) -> &[Issuer] {
        // rfc9728-7.6-1: they are told, and nothing is asked of them.
        self.members.issuers("authorization_servers")
    }

    resource_members!(accessors);
    common!("resource");
}
