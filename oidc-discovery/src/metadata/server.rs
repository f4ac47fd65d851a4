//! Metadata of an authorization server.

use super::members::Members;
use super::table::{accessor, accessors, common, name, server_members};
use super::{MetadataKind, MetadataLimits};
use crate::{Error, HttpUrl, Issuer, ResourceIdentifier, Schemes};

/// The metadata of an authorization server ([RFC 8414 §2]).
///
/// Only `issuer` is demanded; whatever else is there has its type, and every endpoint is an
/// `https` URL. [`AuthorizationServerMetadata::check_complete`] asks for the rest.
///
/// A member whose value is `null` or an empty array reads as an absent one. `signed_metadata` is
/// kept and neither verified nor believed.
///
/// ```
/// use oidc_discovery::{AuthorizationServerMetadata, Issuer};
///
/// let issuer = Issuer::parse("https://as.example")?;
/// let document = r#"{"issuer": "https://as.example", "scopes_supported": ["read"]}"#;
/// let metadata = AuthorizationServerMetadata::parse(document, &issuer)?;
/// assert_eq!(metadata.jwks_uri(), None);
/// assert_eq!(metadata.scopes_supported(), [Box::from("read")]);
/// assert_eq!(
///     metadata.missing(),
///     ["authorization_endpoint", "token_endpoint", "response_types_supported"],
/// );
/// # Ok::<(), oidc_discovery::Error>(())
/// ```
///
/// [RFC 8414 §2]: https://www.rfc-editor.org/rfc/rfc8414#section-2
#[derive(Clone, Debug)]
pub struct AuthorizationServerMetadata {
    issuer: Issuer,
    members: Members,
}

const KIND: MetadataKind = MetadataKind::AuthorizationServer;

impl AuthorizationServerMetadata {
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
    /// As [`AuthorizationServerMetadata::parse`].
    pub fn parse_with(
        document: &[u8],
        issuer: &Issuer,
        schemes: Schemes,
        limits: &MetadataLimits,
    ) -> Result<Self, Error> {
        let members = super::read(KIND, document, issuer.as_str(), schemes, limits)?;
        Ok(Self {
            issuer: issuer.clone(),
            members,
        })
    }

    /// What the standard requires and the document lacks.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let grants = |wanted: &[&str]| {
            let mut grants = self.grant_types_supported().iter();
            grants.any(|grant| wanted.contains(&&**grant))
        };
        let interactive = grants(&["authorization_code", "implicit"]);
        let only_implicit = !self.grant_types_supported().is_empty()
            && self
                .grant_types_supported()
                .iter()
                .all(|grant| &**grant == "implicit");
        let required = [
            // rfc8414-2-2
            (
                "authorization_endpoint",
                self.authorization_endpoint().is_none() && interactive,
            ),
            // rfc8414-2-3
            (
                "token_endpoint",
                self.token_endpoint().is_none() && !only_implicit,
            ),
            // rfc8414-2-5
            (
                "response_types_supported",
                self.response_types_supported().is_empty(),
            ),
        ];
        absent(&required)
    }

    /// Checks what the standard requires beyond what verifying tokens takes.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] for the first member that is missing.
    pub fn check_complete(&self) -> Result<(), Error> {
        complete(KIND, self.missing())
    }

    pub(super) const fn members(&self) -> &Members {
        &self.members
    }

    /// The name, as it was asked for and as the document has it.
    #[must_use]
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Where the keys lie. Without it there are no keys to be had from this document.
    #[must_use]
    pub fn jwks_uri(&self) -> Option<&HttpUrl> {
        // rfc8414-2-4
        self.members.url("jwks_uri")
    }

    server_members!(accessors);
    common!("issuer");
    of_servers!();
}

/// Of pairs of a member and whether it is missing, the names of those that are.
pub(super) fn absent(required: &[(&'static str, bool)]) -> Vec<&'static str> {
    let missing = required.iter().filter(|(_, missing)| *missing);
    missing.map(|(member, _)| *member).collect()
}

pub(super) fn complete(kind: MetadataKind, missing: Vec<&'static str>) -> Result<(), Error> {
    match missing.into_iter().next() {
        Some(member) => Err(Error::Missing { kind, member }),
        None => Ok(()),
    }
}

/// What both kinds of server have beside the members.
macro_rules! of_servers {
    () => {
        /// Where to connect with mutual TLS for an endpoint: its alias in `mtls_endpoint_aliases`,
        /// else the endpoint itself ([RFC 8705 §5]). `endpoint` is the name of its member.
        ///
        /// [RFC 8705 §5]: https://www.rfc-editor.org/rfc/rfc8705#section-5
        #[must_use]
        pub fn mtls_endpoint(&self, endpoint: &str) -> Option<&HttpUrl> {
            let alias = self.members.alias("mtls_endpoint_aliases", endpoint);
            alias.or_else(|| self.members.url(endpoint))
        }

        /// The resources that may be used with this server
        /// ([RFC 9728 §4](https://www.rfc-editor.org/rfc/rfc9728#section-4)).
        #[must_use]
        pub fn protected_resources(&self) -> &[ResourceIdentifier] {
            self.members.resources("protected_resources")
        }
    };
}
pub(super) use of_servers;
