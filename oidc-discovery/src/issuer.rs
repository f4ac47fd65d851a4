//! Who issues: names that are compared and never rewritten.

mod difference;
mod resource;
mod template;
#[cfg(test)]
mod tests;

use std::fmt;

pub use self::difference::Difference;
pub use self::resource::ResourceIdentifier;
pub use self::template::IssuerTemplate;
use crate::{Error, HttpUrl, Schemes};

/// The name of an issuer: an `https` URL with a host, without query, fragment and user information
/// ([OpenID Connect Core §1.2], [RFC 8414 §2]).
///
/// Two names are the same where they are the same octet for octet: neither a slash at the end nor
/// the case of the host nor a default port is ever removed.
///
/// ```
/// use oidc_discovery::Issuer;
///
/// let issuer = Issuer::parse("https://op.example/tenant")?;
/// assert_eq!(issuer.as_str(), "https://op.example/tenant");
/// assert_ne!(issuer, Issuer::parse("https://op.example/tenant/")?);
/// assert!(Issuer::parse("https://op.example/?tenant=1").is_err());
/// # Ok::<(), oidc_discovery::Error>(())
/// ```
///
/// [OpenID Connect Core §1.2]: https://openid.net/specs/openid-connect-core-1_0.html#Terminology
/// [RFC 8414 §2]: https://www.rfc-editor.org/rfc/rfc8414#section-2
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Issuer(HttpUrl);

/// What is wrong with the name of an issuer that is a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IssuerFault {
    /// A character that [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2) gives no place
    /// in a URL, such as the braces of a template.
    Character,
    /// A template needs one placeholder, and that as a whole segment of the path.
    Placeholder,
    /// It has a query, be it an empty one.
    Query,
    /// What is to stand for the placeholder of a template is no tenant.
    Tenant,
}

impl Issuer {
    /// Reads a name, as a user configures it.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] and [`Error::Issuer`], which say what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_with(text, Schemes::Https)
    }

    /// Reads a name that may have another scheme than `https`: for development and tests.
    ///
    /// # Errors
    ///
    /// As [`Issuer::parse`].
    pub fn parse_with(text: &str, schemes: Schemes) -> Result<Self, Error> {
        Self::read("issuer", text, schemes)
    }

    /// `place`: where it stands.
    pub(crate) fn read(place: &'static str, text: &str, schemes: Schemes) -> Result<Self, Error> {
        // rfc8414-2-1b, oidc-discovery-3-1b, oidc-discovery-2-1
        let url = HttpUrl::parse(text, schemes).map_err(|fault| Error::Url {
            place,
            url: text.into(),
            fault,
        })?;
        let refused = |fault| Error::Issuer {
            place,
            text: text.into(),
            fault,
        };
        // rfc8414-2-1c, oidc-core-1.2-1: a lone question mark begins an empty query.
        if text.contains('?') {
            return Err(refused(IssuerFault::Query));
        }
        if !text.bytes().all(is_of_a_url) {
            return Err(refused(IssuerFault::Character));
        }
        Ok(Self(url))
    }

    /// The name as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The name as a URL.
    #[must_use]
    pub const fn url(&self) -> &HttpUrl {
        &self.0
    }
}

/// The unreserved and reserved characters, and the percent sign.
pub(crate) const fn is_of_a_url(octet: u8) -> bool {
    octet.is_ascii_graphic()
        && !matches!(
            octet,
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
        )
}

impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// For verifiers, which take the name of their issuer.
impl From<&Issuer> for Box<str> {
    fn from(issuer: &Issuer) -> Self {
        issuer.as_str().into()
    }
}

impl AsRef<str> for Issuer {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for IssuerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Character => "it has a character that no URL has",
            Self::Placeholder => {
                "it is no template, which has one {name} as a whole segment of its path"
            }
            Self::Query => "it has a query, if only an empty one",
            Self::Tenant => {
                "it is no tenant, which has 1 to 64 letters, digits, hyphens, periods and underscores"
            }
        })
    }
}
