//! Metadata of servers and resources: read strictly, typed, and kept whole.

mod consistent;
mod lint;
mod members;
mod provider;
mod resource;
mod server;
mod table;
#[cfg(test)]
mod tests;
mod value;

use jwk_types::Rule;
use jwk_types::json::{Document, Kind};

use self::members::Members;
pub use self::provider::ProviderMetadata;
pub use self::resource::ProtectedResourceMetadata;
pub use self::server::AuthorizationServerMetadata;
use self::table::Member;
use crate::{Difference, Error, Schemes};

/// Which document it is, and so which standard asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MetadataKind {
    /// [RFC 8414](https://www.rfc-editor.org/rfc/rfc8414)
    AuthorizationServer,
    /// [OpenID Connect Discovery 1.0](https://openid.net/specs/openid-connect-discovery-1_0.html)
    OpenIdProvider,
    /// [RFC 9728](https://www.rfc-editor.org/rfc/rfc9728)
    ProtectedResource,
}

impl MetadataKind {
    /// The section that defines the members.
    pub(crate) const fn rule(self) -> Rule {
        match self {
            Self::AuthorizationServer => Rule::new("RFC 8414", "2"),
            Self::OpenIdProvider => Rule::new("OpenID Connect Discovery", "3"),
            Self::ProtectedResource => Rule::new("RFC 9728", "2"),
        }
    }

    /// The member that says whose document it is.
    const fn name_member(self) -> &'static str {
        match self {
            Self::AuthorizationServer | Self::OpenIdProvider => "issuer",
            Self::ProtectedResource => "resource",
        }
    }

    const fn table(self) -> &'static [Member] {
        match self {
            Self::AuthorizationServer | Self::OpenIdProvider => table::SERVER,
            Self::ProtectedResource => table::RESOURCE,
        }
    }
}

/// Bounds on what a document of metadata may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MetadataLimits {
    octets: usize,
}

impl MetadataLimits {
    /// The defaults: at most 256 KiB, where real documents have up to 10.
    pub const DEFAULT: Self = Self { octets: 256 * 1024 };

    /// The deepest nesting. Registered members have two levels.
    pub const MAX_DEPTH: usize = 32;

    /// The longest document, in octets.
    #[must_use]
    pub const fn with_octets(mut self, octets: usize) -> Self {
        self.octets = octets;
        self
    }

    /// The longest document, in octets.
    #[must_use]
    pub const fn octets(&self) -> usize {
        self.octets
    }
}

impl Default for MetadataLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Reads a document that has to name `expected`, and looks at nothing else before it does.
fn read(
    kind: MetadataKind,
    document: &[u8],
    expected: &str,
    schemes: Schemes,
    limits: &MetadataLimits,
) -> Result<Members, Error> {
    let depth = MetadataLimits::MAX_DEPTH;
    let document = Document::parse(document, "metadata", limits.octets, depth)
        .map_err(|error| Error::MetadataJson { error })?;
    // rfc8414-3.2-2, oidc-discovery-4.2-2, rfc9728-3.2-2
    let root = document.root();
    let object = root.as_object().ok_or_else(|| Error::MetadataNotAnObject {
        found: root.kind().name(),
    })?;
    // rfc8414-2-1, oidc-discovery-3-1, rfc9728-2-1; by exact name, rfc8414-4-3.
    let member = kind.name_member();
    let value = object.get(member);
    let value = value.filter(|value| value.kind() != Kind::Null);
    let value = value.ok_or(Error::Missing { kind, member })?;
    let found = value.as_str().ok_or_else(|| Error::MemberType {
        kind,
        member,
        expected: "a string",
        found: value.kind().name(),
    })?;
    // rfc8414-3.3-1, oidc-discovery-4.3-3, rfc9728-3.3-1: after unescaping (rfc8414-4-1), and
    // without any other change (rfc8414-4-2).
    // oidc-discovery-4.3-2, rfc8414-3.3-2, rfc9728-3.3-2: nothing else was read before.
    // rfc9728-3.3-3, rfc9728-3.3-4: where a challenge named the document, `expected` is the URL
    // that was challenged.
    if found != expected {
        return Err(Error::IssuerMismatch {
            member,
            expected: expected.into(),
            found: found.as_ref().into(),
            difference: Difference::between(expected, &found),
        });
    }
    Members::read(kind, object, schemes)
}
