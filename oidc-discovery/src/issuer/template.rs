//! Issuers of one provider that differ in the tenant alone.

use super::{Issuer, IssuerFault};
use crate::{Error, Schemes};

/// The names of the issuers of a provider with many tenants, such as
/// `https://login.microsoftonline.com/{tenantid}/v2.0`.
///
/// The document of such a provider that is for no tenant names the template, so that nothing is an
/// issuer by it alone. Each tenant is an issuer of its own: choose the ones that you trust.
///
/// ```
/// use oidc_discovery::IssuerTemplate;
///
/// let template = IssuerTemplate::parse("https://login.microsoftonline.com/{tenantid}/v2.0")?;
/// let issuer = template.issuer("contoso.example")?;
/// assert_eq!(issuer.as_str(), "https://login.microsoftonline.com/contoso.example/v2.0");
/// assert_eq!(template.tenant_of(issuer.as_str()), Some("contoso.example"));
/// assert_eq!(template.tenant_of("https://login.microsoftonline.com/a/b/v2.0"), None);
/// # Ok::<(), oidc_discovery::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerTemplate {
    text: Box<str>,
    /// Up to the slash before the placeholder, and from what follows it.
    before: Box<str>,
    after: Box<str>,
    schemes: Schemes,
}

/// The longest tenant, in octets.
const LONGEST: usize = 64;

impl IssuerTemplate {
    /// Reads a template: the name of an issuer in which one whole segment of the path is a
    /// placeholder, a name in braces.
    ///
    /// # Errors
    ///
    /// [`Error::Issuer`] and [`Error::Url`]: it is none, or the names that it makes are none of
    /// issuers.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_with(text, Schemes::Https)
    }

    /// Reads a template that may have another scheme than `https`: for development and tests.
    ///
    /// # Errors
    ///
    /// As [`IssuerTemplate::parse`].
    pub fn parse_with(text: &str, schemes: Schemes) -> Result<Self, Error> {
        let (before, after) = split(text).ok_or_else(|| Error::Issuer {
            place: "issuer template",
            text: text.into(),
            fault: IssuerFault::Placeholder,
        })?;
        let template = Self {
            text: text.into(),
            before: before.into(),
            after: after.into(),
            schemes,
        };
        // What is right for one tenant is for all of this length.
        template.issuer(&"a".repeat(LONGEST))?;
        Ok(template)
    }

    /// The template as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The issuer of a tenant: 1 to 64 letters, digits, hyphens, periods and underscores of ASCII,
    /// and neither `.` nor `..`.
    ///
    /// # Errors
    ///
    /// [`Error::Issuer`] where this is no tenant.
    pub fn issuer(&self, tenant: &str) -> Result<Issuer, Error> {
        if !is_tenant(tenant) {
            return Err(Error::Issuer {
                place: "tenant",
                text: tenant.into(),
                fault: IssuerFault::Tenant,
            });
        }
        let name = format!("{}{tenant}{}", self.before, self.after);
        Issuer::read("issuer template", &name, self.schemes)
    }

    /// The tenant whose issuer this is, octet for octet, or `None` where it is of no tenant.
    ///
    /// That a name fits the template says nothing of whether the tenant is to be trusted.
    #[must_use]
    pub fn tenant_of<'i>(&self, issuer: &'i str) -> Option<&'i str> {
        let tenant = issuer
            .strip_prefix(&*self.before)?
            .strip_suffix(&*self.after)?;
        is_tenant(tenant).then_some(tenant)
    }
}

/// What stands before and after the one placeholder.
fn split(text: &str) -> Option<(&str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    let (_, from_host) = before.split_once("://")?;
    // A slash after the host, and at the end: the placeholder begins a segment.
    let in_path = from_host.find('/').is_some_and(|slash| slash > 0);
    let is_segment = before.ends_with('/') && (after.is_empty() || after.starts_with('/'));
    let braces = |part: &str| part.contains(['{', '}']);
    let is_one = is_name(name) && !braces(before) && !braces(after);
    (in_path && is_segment && is_one).then_some((before, after))
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|octet| octet.is_ascii_alphanumeric() || octet == b'_')
}

fn is_tenant(tenant: &str) -> bool {
    let allowed = |octet: u8| octet.is_ascii_alphanumeric() || b"-._".contains(&octet);
    (1..=LONGEST).contains(&tenant.len())
        && tenant.bytes().all(allowed)
        && !matches!(tenant, "." | "..")
}
