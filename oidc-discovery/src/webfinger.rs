//! From what a user typed to the issuer that answers for them.

mod identifier;
#[cfg(test)]
mod tests;

use std::fmt;

use jwk_types::json::{Document, Object, Value};

use self::identifier::Identifier;
use crate::{Error, HttpUrl, Issuer, MetadataLimits, Schemes};

/// The question of WebFinger: which issuer answers for a user ([OpenID Connect Discovery §2]).
///
/// It says what to ask for and reads the answer. The GET between them is the caller's, since its
/// host is whatever a stranger typed: only over `https`, to public addresses alone, and with bounds
/// on time and size. The answer is the word of that host and no one else's, and what it says of an
/// issuer goes for the issuer alone; [`Settings::from_a_third_party`] is for such issuers.
///
/// ```
/// use oidc_discovery::WebFinger;
///
/// let question = WebFinger::about("joe@example.com")?;
/// assert_eq!(question.resource(), "acct:joe@example.com");
/// assert_eq!(
///     question.url().as_str(),
///     "https://example.com/.well-known/webfinger?resource=acct%3Ajoe%40example.com\
///      &rel=http%3A%2F%2Fopenid.net%2Fspecs%2Fconnect%2F1.0%2Fissuer",
/// );
/// let answer = br#"{"subject": "acct:joe@example.com", "links": [
///     {"rel": "http://openid.net/specs/connect/1.0/issuer", "href": "https://op.example"}
/// ]}"#;
/// assert_eq!(question.issuer(answer)?.as_str(), "https://op.example");
/// # Ok::<(), oidc_discovery::Error>(())
/// ```
///
/// [OpenID Connect Discovery §2]: https://openid.net/specs/openid-connect-discovery-1_0.html#IssuerDiscovery
/// [`Settings::from_a_third_party`]: crate::Settings::from_a_third_party
#[derive(Clone, PartialEq, Eq)]
pub struct WebFinger {
    resource: Box<str>,
    url: HttpUrl,
    schemes: Schemes,
}

impl WebFinger {
    /// The relation of a user to the issuer.
    pub const REL: &'static str = "http://openid.net/specs/connect/1.0/issuer";

    /// The longest answer, in octets.
    pub const MAX_OCTETS: usize = 64 * 1024;

    /// Reads what a user typed: an e-mail address, a host with or without port and path, an `acct`
    /// URI, or an `http` or `https` URL. What has no scheme gets `acct` where it is a name and a
    /// host and nothing else, and otherwise `https`. A fragment is cut off, and nothing else is
    /// changed; in particular no slash is added.
    ///
    /// # Errors
    ///
    /// [`Error::UserIdentifier`] where it is none of these, or has a password.
    pub fn about(identifier: &str) -> Result<Self, Error> {
        Self::about_with(identifier, Schemes::Https)
    }

    /// The same, where loopback addresses may be asked over `http` and may name such issuers: for
    /// development and tests.
    ///
    /// # Errors
    ///
    /// As [`WebFinger::about`].
    pub fn about_with(identifier: &str, schemes: Schemes) -> Result<Self, Error> {
        let identifier =
            Identifier::read(identifier).map_err(|fault| Error::UserIdentifier { fault })?;
        // oidc-discovery-2-2
        let scheme = match schemes {
            Schemes::HttpsOrLoopback if identifier.may_be_plain() => "http",
            _ => "https",
        };
        let mut url = format!(
            "{scheme}://{}/.well-known/webfinger?resource=",
            identifier.host()
        );
        encode(&mut url, identifier.resource());
        url.push_str("&rel=");
        encode(&mut url, Self::REL);
        let url = HttpUrl::parse(&url, schemes).map_err(|_| Error::UserIdentifier {
            fault: "it is too long",
        })?;
        Ok(Self {
            resource: identifier.into_resource(),
            url,
            schemes,
        })
    }

    /// Who is asked about, as a URI.
    #[must_use]
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// What is to be fetched. It holds the identifier of the user.
    #[must_use]
    pub const fn url(&self) -> &HttpUrl {
        &self.url
    }

    /// The issuer in the answer: the first link that has the relation. Whatever else is there is not
    /// looked at, the subject neither, which may be another name of the user.
    ///
    /// # Errors
    ///
    /// [`Error::MetadataJson`] for what is no JSON or longer than [`WebFinger::MAX_OCTETS`],
    /// [`Error::NoIssuerLink`] where there is no such link, and [`Error::Url`] or [`Error::Issuer`]
    /// where it leads to what is no issuer, such as an `http` URL.
    pub fn issuer(&self, answer: &[u8]) -> Result<Issuer, Error> {
        let depth = MetadataLimits::MAX_DEPTH;
        let document = Document::parse(answer, "answer of WebFinger", Self::MAX_OCTETS, depth)
            .map_err(|error| Error::MetadataJson { error })?;
        let none = |fault| Error::NoIssuerLink { fault };
        let object = document.root().as_object();
        let object = object.ok_or_else(|| none("it is no object"))?;
        let links = object.get("links").and_then(Value::as_array);
        let links = links.ok_or_else(|| none("it has no array of links"))?;
        let is_to_issuer = |link: &Object<'_, '_>| {
            let rel = link.get("rel").and_then(Value::as_str);
            rel.is_some_and(|rel| rel == Self::REL)
        };
        // oidc-discovery-2-4
        let mut links = links.elements().filter_map(Value::as_object);
        let link = links.find(is_to_issuer);
        let link = link.ok_or_else(|| none("no link leads to an issuer"))?;
        let href = link.get("href").and_then(Value::as_str);
        let href = href.ok_or_else(|| none("the link has no href"))?;
        // oidc-discovery-2-1, oidc-discovery-2-3
        Issuer::read("href", &href, self.schemes)
    }
}

/// All but the unreserved characters of RFC 3986 §2.3 as octets.
fn encode(out: &mut String, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().map(char::from);
    for octet in text.bytes() {
        if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) {
            out.push(char::from(octet));
        } else {
            out.push('%');
            out.extend(digit(octet >> 4));
            out.extend(digit(octet & 15));
        }
    }
}

/// Without the user.
impl fmt::Debug for WebFinger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.host();
        f.debug_struct("WebFinger")
            .field("host", &host)
            .finish_non_exhaustive()
    }
}
