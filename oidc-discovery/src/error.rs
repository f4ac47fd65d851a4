//! Why an issuer's metadata or keys are not to be had.

use std::fmt;

use jwk_types::{Quoted, Reason, Rule};

use crate::url::UrlFault;

/// What was wrong. It names values that tell an operator what to mend, quoted and cut, and never a
/// token or a key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
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
            Self::Url { .. } => Rule::new("RFC 8414", "2"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url { place, url, fault } => {
                write!(f, "{place} {}: {fault}", Quoted::new(url))?;
            }
        }
        write!(f, " [{}]", self.rule())
    }
}

impl std::error::Error for Error {}
