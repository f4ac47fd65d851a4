//! What users type (OpenID Connect Discovery §2.1).

use crate::{HttpUrl, Schemes};

/// Who is asked about, and at which host.
pub(super) struct Identifier {
    resource: Box<str>,
    /// `https`, the host and its port, and a slash.
    site: HttpUrl,
    is_https: bool,
}

type Fault = &'static str;

impl Identifier {
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        if text.is_empty() {
            return Err("it is empty");
        }
        // oidc-discovery-2.1.1-1
        if text.starts_with(['=', '@', '!']) {
            return Err("it is an XRI");
        }
        if !text.bytes().all(crate::issuer::is_of_a_url) {
            return Err("it has a character that no URL has");
        }
        // oidc-discovery-2.1.2-5
        let (whole, fragment) = match text.split_once('#') {
            Some((whole, fragment)) => (whole, Some(fragment)),
            None => (text, None),
        };
        // oidc-discovery-2.1.2-4: `example.com:8080` has a port and no scheme.
        if let Some(account) = without_scheme(whole, "acct:") {
            let (user, host) = account.rsplit_once('@').ok_or("it has no host")?;
            return Self::account(whole.into(), user, host);
        }
        if let Some(rest) = without_scheme(whole, "https://") {
            return Self::url(whole.into(), rest, true);
        }
        if let Some(rest) = without_scheme(whole, "http://") {
            return Self::url(whole.into(), rest, false);
        }
        if whole
            .split_once("://")
            .is_some_and(|(name, _)| is_scheme(name))
        {
            return Err("its scheme is none of acct, http and https");
        }
        // oidc-discovery-2.1.2-2
        if let (None, Some((user, host))) = (fragment, whole.rsplit_once('@')) {
            let user = user.replace('@', "%40");
            let is_name = is_user(&user) && !host.contains(['/', '?', '%']);
            if is_name && site(host)?.uri().port().is_none() {
                return Self::account(format!("acct:{user}@{host}"), &user, host);
            }
        }
        // oidc-discovery-2.1.2-3
        Self::url(format!("https://{whole}"), whole, false)
    }

    fn account(resource: String, user: &str, host: &str) -> Result<Self, Fault> {
        if !is_user(user) {
            return Err("it has no name of an account before the host");
        }
        Ok(Self {
            resource: resource.into(),
            site: site(host)?,
            is_https: false,
        })
    }

    /// `rest`: what follows the scheme.
    fn url(resource: String, rest: &str, is_https: bool) -> Result<Self, Fault> {
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let authority = rest.get(..end).unwrap_or(rest);
        let (user, host) = match authority.split_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, authority),
        };
        // The resource is sent to a host that a stranger named.
        if user.is_some_and(|user| user.contains(':')) {
            return Err("it has a password, or a scheme that is not known");
        }
        Ok(Self {
            resource: resource.into(),
            site: site(host)?,
            is_https,
        })
    }

    pub(super) fn resource(&self) -> &str {
        &self.resource
    }

    pub(super) fn into_resource(self) -> Box<str> {
        self.resource
    }

    /// The host, and the port if one is written.
    pub(super) fn host(&self) -> &str {
        let authority = self.site.uri().authority();
        authority.map_or("", http::uri::Authority::as_str)
    }

    /// Whether it is a loopback address, and nobody asked for `https`.
    pub(super) fn may_be_plain(&self) -> bool {
        !self.is_https && self.site.is_loopback()
    }
}

fn site(host: &str) -> Result<HttpUrl, Fault> {
    if host.contains(['/', '?', '@', '%']) {
        return Err("its host is none");
    }
    HttpUrl::parse(&format!("https://{host}/"), Schemes::Https).map_err(|_| "its host is none")
}

/// RFC 3986 §3.1: in any case.
fn without_scheme<'t>(text: &'t str, scheme: &str) -> Option<&'t str> {
    let (begin, rest) = text.split_at_checked(scheme.len())?;
    begin.eq_ignore_ascii_case(scheme).then_some(rest)
}

fn is_scheme(name: &str) -> bool {
    let allowed = |octet: u8| octet.is_ascii_alphanumeric() || b"+-.".contains(&octet);
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(allowed)
}

/// RFC 7565 §7: unreserved characters, sub-delimiters and the percent sign.
fn is_user(user: &str) -> bool {
    let allowed = |octet: u8| octet.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=%".contains(&octet);
    !user.is_empty() && user.bytes().all(allowed)
}
