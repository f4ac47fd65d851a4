//! Checks that several purposes share.

pub(crate) mod claims;
pub(crate) mod parties;
mod rows;
pub(crate) mod time;
pub(crate) mod token;

/// Names of specifications, as rules cite them.
pub(crate) const JWT: &str = "RFC 7519";
pub(crate) const BCP: &str = "RFC 8725";
pub(crate) const CORE: &str = "OpenID Connect Core 1.0";
pub(crate) const LOGOUT: &str = "OpenID Connect Back-Channel Logout 1.0";
pub(crate) const AT: &str = "RFC 9068";
pub(crate) const POLICY: &str = "policy";
