//! Why an issuer's metadata or keys are not to be had.

#[cfg(test)]
mod tests;

use std::fmt;

use jwk_types::{Quoted, Reason, Rule};

use crate::issuer::{Difference, IssuerFault};
use crate::metadata::MetadataKind;
use crate::url::UrlFault;

/// What was wrong. It names values that tell an operator what to mend, quoted and cut, and never a
/// token or a key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Two documents about one server contradict each other.
    Contradiction {
        /// The member in which they differ.
        member: &'static str,
    },
    /// The name of an issuer, a template or a tenant that is none.
    Issuer {
        /// Where it stands: a member of the metadata, or what the caller passed.
        place: &'static str,
        /// The text.
        text: Box<str>,
        /// What is wrong with it.
        fault: IssuerFault,
    },
    /// The metadata is that of another issuer or resource than the one that was asked for.
    IssuerMismatch {
        /// `issuer` or `resource`.
        member: &'static str,
        /// What was asked for.
        expected: Box<str>,
        /// What the document says.
        found: Box<str>,
        /// In what they differ.
        difference: Difference,
    },
    /// An element of an array in the metadata is of another type.
    MemberElement {
        /// Which document.
        kind: MetadataKind,
        /// The member.
        member: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A member of the metadata is of another type.
    MemberType {
        /// Which document.
        kind: MetadataKind,
        /// The member.
        member: &'static str,
        /// What it is.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A member of the metadata has a value that its standard bars.
    MemberValue {
        /// Which document.
        kind: MetadataKind,
        /// The member.
        member: &'static str,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The metadata is not JSON, or too large.
    MetadataJson {
        /// What is wrong with the text.
        error: jwk_types::Error,
    },
    /// The metadata is JSON, but no object.
    MetadataNotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// A required member of the metadata is missing.
    Missing {
        /// Which document.
        kind: MetadataKind,
        /// The member.
        member: &'static str,
    },
    /// A list of the one document does not name the other, which names it.
    NotListed {
        /// The member with the list.
        member: &'static str,
        /// Whom it should name.
        name: Box<str>,
    },
    /// A URL that is not fetched.
    Url {
        /// Where it stands: a member of the metadata, or what the caller passed.
        place: &'static str,
        /// The URL.
        url: Box<str>,
        /// What is wrong with it.
        fault: UrlFault,
    },
}

impl Error {
    /// A stable code, the same in every release.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        match self {
            Self::Contradiction { .. } | Self::NotListed { .. } => Reason::Other,
            Self::Issuer { fault, .. } => match fault {
                IssuerFault::Character | IssuerFault::Query => Reason::MalformedMetadata,
                IssuerFault::Placeholder | IssuerFault::Tenant => Reason::Other,
            },
            Self::IssuerMismatch { .. } => Reason::IssuerMismatch,
            Self::MemberElement { .. }
            | Self::MemberType { .. }
            | Self::MemberValue { .. }
            | Self::MetadataNotAnObject { .. }
            | Self::Missing { .. } => Reason::MalformedMetadata,
            Self::MetadataJson { error } => error.reason(),
            Self::Url { fault, .. } => match fault {
                UrlFault::Scheme => Reason::InsecureUrl,
                _ => Reason::MalformedMetadata,
            },
        }
    }

    /// The rule that was broken.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Contradiction { .. } => Rule::new("RFC 9068", "4"),
            Self::Issuer { fault, .. } => match fault {
                IssuerFault::Character | IssuerFault::Query => Rule::new("RFC 8414", "2"),
                IssuerFault::Placeholder | IssuerFault::Tenant => {
                    Rule::new("policy", "issuer templates")
                }
            },
            Self::IssuerMismatch { member, .. } => match member.as_bytes() {
                b"resource" => Rule::new("RFC 9728", "3.3"),
                _ => Rule::new("RFC 8414", "3.3"),
            },
            Self::MemberElement { kind, .. }
            | Self::MemberType { kind, .. }
            | Self::MemberValue { kind, .. }
            | Self::Missing { kind, .. } => kind.rule(),
            Self::MetadataJson { error } => error.rule(),
            Self::MetadataNotAnObject { .. } => Rule::new("RFC 8414", "3.2"),
            Self::NotListed { .. } => Rule::new("RFC 9728", "4"),
            Self::Url { .. } => Rule::new("RFC 8414", "2"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Contradiction { member } => {
                write!(f, "two documents of one server differ in {member}")?;
            }
            Self::Issuer { place, text, fault } => {
                write!(f, "{place} {}: {fault}", Quoted::new(text))?;
            }
            Self::IssuerMismatch {
                member,
                expected,
                found,
                difference,
            } => {
                let (expected, found) = (Quoted::new(expected), Quoted::new(found));
                write!(
                    f,
                    "{member} is {found} and not {expected}, which was asked for: {difference}"
                )?;
            }
            Self::MemberElement { member, found, .. } => {
                let found = format_args!("but an element is {found}");
                write!(f, "member {member} is an array of strings, {found}")?;
            }
            Self::MemberType {
                member,
                expected,
                found,
                ..
            } => write!(f, "member {member} is {expected}, found {found}")?,
            Self::MemberValue { member, fault, .. } => write!(f, "member {member} {fault}")?,
            // It prints its rule itself.
            Self::MetadataJson { error } => return write!(f, "metadata: {error}"),
            Self::MetadataNotAnObject { found } => {
                write!(f, "metadata is an object, found {found}")?;
            }
            Self::Missing { member, .. } => write!(f, "member {member} is missing")?,
            Self::NotListed { member, name } => {
                write!(f, "{member} does not list {}", Quoted::new(name))?;
            }
            Self::Url { place, url, fault } => {
                write!(f, "{place} {}: {fault}", Quoted::new(url))?;
            }
        }
        write!(f, " [{}]", self.rule())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::MetadataJson { error } => Some(error),
            _ => None,
        }
    }
}
