//! The URLs that are fetched: parsed once, never rewritten.

#[cfg(test)]
mod tests;

use core::net::{IpAddr, Ipv6Addr};
use std::fmt;

use http::Uri;
use http::uri::Scheme;

/// Which schemes a URL may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Schemes {
    /// `https` alone.
    #[default]
    Https,
    /// `https`, and `http` where the host is a loopback address or `localhost`: for development and
    /// tests.
    HttpsOrLoopback,
}

/// A URL that may be fetched: absolute, `https` (or what [`Schemes`] allows beside it), with a host,
/// without user information and without a fragment, in ASCII.
///
/// It is kept as it was written, and what is judged is what is fetched.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct HttpUrl {
    text: Box<str>,
    uri: Uri,
}

/// What is wrong with a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UrlFault {
    /// It has a fragment.
    Fragment,
    /// It has no host.
    Host,
    /// It is longer than [`HttpUrl::MAX_OCTETS`].
    Length,
    /// It is no URL, or a relative one.
    Malformed,
    /// The port is 0 or no number.
    Port,
    /// It has a scheme that is not allowed.
    Scheme,
    /// It has user information before the host.
    UserInformation,
}

impl HttpUrl {
    /// The longest URL, in octets.
    pub const MAX_OCTETS: usize = 2048;

    /// Reads a URL.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(text: &str, schemes: Schemes) -> Result<Self, UrlFault> {
        if text.len() > Self::MAX_OCTETS {
            return Err(UrlFault::Length);
        }
        // `Uri` drops a fragment.
        if text.contains('#') {
            return Err(UrlFault::Fragment);
        }
        // `Uri` takes octets beyond ASCII in a path, and DEL.
        if !text.bytes().all(|octet| octet.is_ascii_graphic()) {
            return Err(UrlFault::Malformed);
        }
        let uri: Uri = text.parse().map_err(|_| UrlFault::Malformed)?;
        let scheme = uri.scheme().ok_or(UrlFault::Malformed)?.clone();
        let authority = uri.authority().ok_or(UrlFault::Malformed)?;
        if authority.as_str().contains('@') {
            return Err(UrlFault::UserInformation);
        }
        if authority.host().is_empty() {
            return Err(UrlFault::Host);
        }
        // `Uri` takes anything in brackets, and a port with a plus sign.
        let is_bracketed = authority.host().starts_with('[');
        if is_bracketed && bracketed(authority.host()).is_none() {
            return Err(UrlFault::Malformed);
        }
        let port = authority.as_str().get(authority.host().len()..);
        let is_port = |port: &str| {
            let digits = port.strip_prefix(':').unwrap_or_default();
            digits.bytes().all(|octet| octet.is_ascii_digit())
                && authority.port_u16().is_some_and(|port| port > 0)
        };
        if port.is_some_and(|port| !port.is_empty() && !is_port(port)) {
            return Err(UrlFault::Port);
        }
        let url = Self {
            text: text.into(),
            uri,
        };
        // rfc8414-3-2, oidc-core-5.3-1, rfc6750-5.3-2
        let allowed = match schemes {
            Schemes::Https => scheme == Scheme::HTTPS,
            Schemes::HttpsOrLoopback => {
                scheme == Scheme::HTTPS || (scheme == Scheme::HTTP && url.is_loopback())
            }
        };
        allowed.then_some(url).ok_or(UrlFault::Scheme)
    }

    /// The URL as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same, for an HTTP client.
    #[must_use]
    pub const fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The host as it was written; an IPv6 address is in brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        self.uri.host().unwrap_or_default()
    }

    /// The port, that of the scheme where none is written.
    #[must_use]
    pub fn port(&self) -> u16 {
        let otherwise = if self.is_https() { 443 } else { 80 };
        self.uri.port_u16().unwrap_or(otherwise)
    }

    /// Whether the scheme is `https`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.uri.scheme() == Some(&Scheme::HTTPS)
    }

    /// The host, where it is written as an address.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        let host = self.host();
        let otherwise = || host.parse().ok().map(IpAddr::V4);
        bracketed(host).map(IpAddr::V6).or_else(otherwise)
    }

    /// Whether the host is a loopback address or `localhost`.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.address().map_or_else(
            || self.host().eq_ignore_ascii_case("localhost"),
            |address| address.is_loopback(),
        )
    }
}

/// The address in brackets.
fn bracketed(host: &str) -> Option<Ipv6Addr> {
    let inner = host.strip_prefix('[')?.strip_suffix(']')?;
    inner.parse().ok()
}

impl fmt::Debug for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl fmt::Display for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl UrlFault {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Fragment => "it has a fragment",
            Self::Host => "it has no host",
            Self::Length => "it is too long",
            Self::Malformed => "it is not an absolute URL",
            Self::Port => "its port is no port number",
            Self::Scheme => "its scheme is not https",
            Self::UserInformation => "it has user information before the host",
        }
    }
}

impl fmt::Display for UrlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
