//! Names of protected resources.

use std::fmt;

use crate::{Error, HttpUrl, Schemes};

/// The identifier of a protected resource: an `https` URL with a host, without fragment and user
/// information ([RFC 9728 §1.2]). Other than an issuer it may have a query.
///
/// ```
/// use oidc_discovery::ResourceIdentifier;
///
/// let resource = ResourceIdentifier::parse("https://rs.example/api?v=1")?;
/// assert_eq!(resource.as_str(), "https://rs.example/api?v=1");
/// assert!(ResourceIdentifier::parse("https://rs.example/#api").is_err());
/// # Ok::<(), oidc_discovery::Error>(())
/// ```
///
/// [RFC 9728 §1.2]: https://www.rfc-editor.org/rfc/rfc9728#section-1.2
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ResourceIdentifier(HttpUrl);

impl ResourceIdentifier {
    /// Reads an identifier.
    ///
    /// # Errors
    ///
    /// [`Error::Url`], which says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_with(text, Schemes::Https)
    }

    /// Reads an identifier that may have another scheme than `https`: for development and tests.
    ///
    /// # Errors
    ///
    /// As [`ResourceIdentifier::parse`].
    pub fn parse_with(text: &str, schemes: Schemes) -> Result<Self, Error> {
        Self::read("resource", text, schemes)
    }

    /// `place`: where it stands.
    pub(crate) fn read(place: &'static str, text: &str, schemes: Schemes) -> Result<Self, Error> {
        // rfc9728-1.2-1
        let url = HttpUrl::parse(text, schemes).map_err(|fault| Error::Url {
            place,
            url: text.into(),
            fault,
        })?;
        Ok(Self(url))
    }

    /// The identifier as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The identifier as a URL.
    #[must_use]
    pub const fn url(&self) -> &HttpUrl {
        &self.0
    }
}

impl fmt::Debug for ResourceIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for ResourceIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
