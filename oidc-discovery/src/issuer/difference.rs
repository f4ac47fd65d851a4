//! In what two names of an issuer differ, for those who have to find out.

use std::fmt;

/// In what the issuer of a document differs from the one that was asked for, and in nothing else.
///
/// It is told and never overlooked: two names that differ are two issuers.
///
/// ```
/// use oidc_discovery::Difference;
///
/// let difference = Difference::between("https://op.example", "https://op.example/");
/// assert_eq!(difference, Difference::TrailingSlash);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Difference {
    /// Upper and lower case.
    Case,
    /// More than one of these, or something else.
    Other,
    /// One of them writes the default port.
    Port,
    /// `http` and `https`.
    Scheme,
    /// The document has a placeholder such as `{tenantid}`.
    Template,
    /// A slash at the end.
    TrailingSlash,
}

impl Difference {
    /// What differs between two names that are not the same: `expected` was asked for, `found`
    /// stands in the document.
    #[must_use]
    pub fn between(expected: &str, found: &str) -> Self {
        let either = |shorter: fn(&str) -> Option<&str>| {
            shorter(expected) == Some(found) || shorter(found) == Some(expected)
        };
        if found
            .split_once('{')
            .is_some_and(|(_, rest)| rest.contains('}'))
        {
            Self::Template
        } else if either(|name| name.strip_suffix('/')) {
            Self::TrailingSlash
        } else if expected.eq_ignore_ascii_case(found) {
            Self::Case
        } else if rest(expected).is_some() && rest(expected) == rest(found) {
            Self::Scheme
        } else if without_port(expected).as_deref() == Some(found)
            || without_port(found).as_deref() == Some(expected)
        {
            Self::Port
        } else {
            Self::Other
        }
    }
}

/// What follows the scheme.
fn rest(name: &str) -> Option<&str> {
    let https = name.strip_prefix("https://");
    https.or_else(|| name.strip_prefix("http://"))
}

/// The name without the default port that it writes.
fn without_port(name: &str) -> Option<String> {
    let (scheme, rest) = name.split_once("://")?;
    let port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end)?;
    let host = authority.strip_suffix(port)?;
    Some(format!("{scheme}://{host}{path}"))
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Case => {
                "they differ in upper and lower case; configure the spelling of the document \
                 if that is the provider's name"
            }
            Self::Other => {
                "configure the issuer that the provider documents, and look at who answers there"
            }
            Self::Port => {
                "one of them writes the default port; configure the spelling of the document \
                 if that is the provider's name"
            }
            Self::Scheme => "they differ in the scheme; ask the provider which one is its name",
            Self::Template => {
                "the document is for many tenants; make the name of yours with an IssuerTemplate"
            }
            Self::TrailingSlash => {
                "they differ in a slash at the end; configure the spelling of the document \
                 if that is the provider's name"
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Difference;

    const NAME: &str = "https://op.example/t";

    #[test]
    fn a_difference_has_a_name_in_both_directions() {
        for (other, difference) in [
            ("https://op.example/t/", Difference::TrailingSlash),
            ("https://OP.example/t", Difference::Case),
            ("https://op.example/T", Difference::Case),
            ("http://op.example/t", Difference::Scheme),
            ("https://op.example:443/t", Difference::Port),
            ("https://op.example:8443/t", Difference::Other),
            ("https://op.example/t//", Difference::Other),
            ("https://evil.example/t", Difference::Other),
            ("", Difference::Other),
        ] {
            assert_eq!(Difference::between(NAME, other), difference, "{other}");
            assert_eq!(Difference::between(other, NAME), difference, "{other}");
        }
    }

    #[test]
    fn a_port_is_the_default_of_its_scheme() {
        let between = Difference::between;
        assert_eq!(between("http://a:80", "http://a"), Difference::Port);
        assert_eq!(between("http://a:443", "http://a"), Difference::Other);
        assert_eq!(between("https://a:80", "https://a"), Difference::Other);
    }

    #[test]
    fn a_placeholder_is_that_of_the_document() {
        let template = "https://op.example/{tenantid}";
        assert_eq!(Difference::between(NAME, template), Difference::Template);
        assert_eq!(Difference::between(template, NAME), Difference::Other);
    }
}
