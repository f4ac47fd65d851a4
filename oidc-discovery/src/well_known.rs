//! Where metadata lies.

use crate::{Error, HttpUrl, Issuer, ResourceIdentifier, Schemes, UrlFault};

/// The last part of a well-known path ([RFC 8615]). The application says which one it uses.
///
/// ```
/// use oidc_discovery::{Issuer, WellKnown};
///
/// let issuer = Issuer::parse("https://op.example/t1")?;
/// assert_eq!(
///     WellKnown::OPENID_CONFIGURATION.after(&issuer)?.as_str(),
///     "https://op.example/t1/.well-known/openid-configuration",
/// );
/// assert_eq!(
///     WellKnown::OAUTH_AUTHORIZATION_SERVER.within(&issuer)?.as_str(),
///     "https://op.example/.well-known/oauth-authorization-server/t1",
/// );
/// # Ok::<(), oidc_discovery::Error>(())
/// ```
///
/// [RFC 8615]: https://www.rfc-editor.org/rfc/rfc8615
// rfc8414-3-3, rfc9728-3-3
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WellKnown(Suffix);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Suffix {
    Known(&'static str),
    Own(Box<str>),
}

impl WellKnown {
    /// Of an OpenID provider ([OpenID Connect Discovery §4]).
    ///
    /// [OpenID Connect Discovery §4]: https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
    pub const OPENID_CONFIGURATION: Self = Self(Suffix::Known("openid-configuration"));

    /// Of an authorization server
    /// ([RFC 8414 §3](https://www.rfc-editor.org/rfc/rfc8414#section-3)).
    // rfc8414-3-4
    pub const OAUTH_AUTHORIZATION_SERVER: Self = Self(Suffix::Known("oauth-authorization-server"));

    /// Of a protected resource ([RFC 9728 §3](https://www.rfc-editor.org/rfc/rfc9728#section-3)).
    // rfc9728-3-2
    pub const OAUTH_PROTECTED_RESOURCE: Self = Self(Suffix::Known("oauth-protected-resource"));

    /// Another one, registered for an application ([RFC 8414 §3]): letters, digits, hyphens,
    /// periods and underscores of ASCII.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] where it is no such segment of a path.
    ///
    /// [RFC 8414 §3]: https://www.rfc-editor.org/rfc/rfc8414#section-3
    pub fn new(suffix: &str) -> Result<Self, Error> {
        let allowed = |octet: u8| octet.is_ascii_alphanumeric() || b"-._".contains(&octet);
        let is_dots = suffix.bytes().all(|octet| octet == b'.');
        if is_dots || !suffix.bytes().all(allowed) {
            return Err(Error::Url {
                place: "well-known suffix",
                url: suffix.into(),
                fault: UrlFault::Malformed,
            });
        }
        Ok(Self(Suffix::Own(suffix.into())))
    }

    /// The suffix.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Suffix::Known(suffix) => suffix,
            Suffix::Own(suffix) => suffix,
        }
    }

    /// The URL with the well-known path after the issuer's own path, as OpenID Connect has it
    /// ([Discovery §4.1]). One slash that ends the issuer is left out.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] where the URL is too long.
    ///
    /// [Discovery §4.1]: https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationRequest
    pub fn after(&self, issuer: &Issuer) -> Result<HttpUrl, Error> {
        // oidc-discovery-4-1, oidc-discovery-4.1-2
        let name = issuer.as_str();
        let base = name.strip_suffix('/').unwrap_or(name);
        url(&format!("{base}/.well-known/{}", self.as_str()))
    }

    /// The URL with the well-known path between the issuer's host and its path, as OAuth has it
    /// ([RFC 8414 §3.1]). One slash that ends the issuer is left out.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] where the URL is too long.
    ///
    /// [RFC 8414 §3.1]: https://www.rfc-editor.org/rfc/rfc8414#section-3.1
    pub fn within(&self, issuer: &Issuer) -> Result<HttpUrl, Error> {
        // rfc8414-3-1, rfc8414-3.1-3
        let (origin, path) = split(issuer.as_str());
        // rfc8414-3.1-2
        let path = path.strip_suffix('/').unwrap_or(path);
        url(&format!("{origin}/.well-known/{}{path}", self.as_str()))
    }

    /// The URL with the well-known path between the resource's host and its path or query
    /// ([RFC 9728 §3.1]). A path that is a lone slash is left out.
    ///
    /// # Errors
    ///
    /// [`Error::Url`] where the URL is too long.
    ///
    /// [RFC 9728 §3.1]: https://www.rfc-editor.org/rfc/rfc9728#section-3.1
    pub fn within_resource(&self, resource: &ResourceIdentifier) -> Result<HttpUrl, Error> {
        // rfc9728-3-1
        let (origin, rest) = split(resource.as_str());
        // rfc9728-3.1-2
        let rest = match rest.strip_prefix('/') {
            Some(after) if after.is_empty() || after.starts_with('?') => after,
            _ => rest,
        };
        url(&format!("{origin}/.well-known/{}{rest}", self.as_str()))
    }
}

/// Scheme and authority, and what follows.
fn split(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |at| at.saturating_add(3));
    let end = url
        .get(authority..)
        .and_then(|rest| rest.find(['/', '?']))
        .map_or(url.len(), |at| authority.saturating_add(at));
    url.split_at_checked(end).unwrap_or((url, ""))
}

/// The scheme is that of a name that was allowed.
fn url(text: &str) -> Result<HttpUrl, Error> {
    HttpUrl::parse(text, Schemes::HttpsOrLoopback).map_err(|fault| Error::Url {
        place: "metadata URL",
        url: text.into(),
        fault,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issuer(name: &str) -> Issuer {
        Issuer::parse_with(name, Schemes::HttpsOrLoopback).expect(name)
    }

    #[test]
    fn openid_appends_to_the_path() {
        for (name, expected) in [
            (
                "https://op.example",
                "https://op.example/.well-known/openid-configuration",
            ),
            (
                "https://op.example/",
                "https://op.example/.well-known/openid-configuration",
            ),
            (
                "https://op.example:8443/t1",
                "https://op.example:8443/t1/.well-known/openid-configuration",
            ),
            (
                "https://op.example/t1/",
                "https://op.example/t1/.well-known/openid-configuration",
            ),
            (
                "https://op.example/t1//",
                "https://op.example/t1//.well-known/openid-configuration",
            ),
            (
                "http://127.0.0.1:8080/t1",
                "http://127.0.0.1:8080/t1/.well-known/openid-configuration",
            ),
        ] {
            let url = WellKnown::OPENID_CONFIGURATION.after(&issuer(name));
            assert_eq!(url.expect(name).as_str(), expected);
        }
    }

    #[test]
    fn oauth_inserts_between_host_and_path() {
        for (name, expected) in [
            (
                "https://as.example",
                "https://as.example/.well-known/oauth-authorization-server",
            ),
            (
                "https://as.example/",
                "https://as.example/.well-known/oauth-authorization-server",
            ),
            (
                "https://as.example/t1",
                "https://as.example/.well-known/oauth-authorization-server/t1",
            ),
            (
                "https://as.example:1/t1/",
                "https://as.example:1/.well-known/oauth-authorization-server/t1",
            ),
            (
                "https://as.example/a/b",
                "https://as.example/.well-known/oauth-authorization-server/a/b",
            ),
            (
                "http://[::1]:80/t",
                "http://[::1]:80/.well-known/oauth-authorization-server/t",
            ),
        ] {
            let url = WellKnown::OAUTH_AUTHORIZATION_SERVER.within(&issuer(name));
            assert_eq!(url.expect(name).as_str(), expected);
        }
        let url = WellKnown::OPENID_CONFIGURATION.within(&issuer("https://as.example/t1"));
        assert_eq!(
            url.expect("a URL").as_str(),
            "https://as.example/.well-known/openid-configuration/t1"
        );
    }

    #[test]
    fn a_resource_keeps_its_path_and_query() {
        const AT: &str = "https://rs.example/.well-known/oauth-protected-resource";
        for (name, rest) in [
            ("https://rs.example", ""),
            ("https://rs.example/", ""),
            ("https://rs.example/?x=1", "?x=1"),
            ("https://rs.example?x=1", "?x=1"),
            ("https://rs.example/r1?x=/1", "/r1?x=/1"),
            ("https://rs.example/r1/", "/r1/"),
        ] {
            let resource = ResourceIdentifier::parse(name).expect(name);
            let url = WellKnown::OAUTH_PROTECTED_RESOURCE.within_resource(&resource);
            assert_eq!(url.expect(name).as_str(), format!("{AT}{rest}"));
        }
    }

    #[test]
    fn a_suffix_is_one_segment() {
        let own = WellKnown::new("uma2-configuration").expect("a suffix");
        let url = own.within(&issuer("https://as.example/t"));
        assert_eq!(
            url.expect("a URL").as_str(),
            "https://as.example/.well-known/uma2-configuration/t"
        );
        for suffix in ["", ".", "..", "a/b", "a?b", "a#b", "a%2fb", "a b", "\u{e9}"] {
            assert!(WellKnown::new(suffix).is_err(), "{suffix}");
        }
    }

    #[test]
    fn a_url_that_grows_too_long_is_refused() {
        let room = HttpUrl::MAX_OCTETS - "https://as.example/".len();
        let name = format!("https://as.example/{}", "a".repeat(room));
        assert!(
            WellKnown::OPENID_CONFIGURATION
                .after(&issuer(&name))
                .is_err()
        );
    }
}
