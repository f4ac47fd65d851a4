//! Why something was not fetched.

use core::net::IpAddr;
use std::fmt;
use std::time::Duration;

use jwk_types::{Quoted, Reason};

use crate::HttpUrl;

/// What went wrong with one request, as an HTTP client tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportError {
    /// The address is not one that the request may be sent to.
    Address {
        /// The address; `None` where the client found none that is permitted and does not say
        /// which it saw.
        address: Option<IpAddr>,
    },
    /// No connection could be made, or the name was not found.
    Connect {
        /// What the system says.
        detail: Box<str>,
    },
    /// The body has an encoding that is not understood, or does not keep to it.
    Encoding,
    /// Something else.
    Other {
        /// What.
        detail: Box<str>,
    },
    /// The connection ended before the answer did.
    Reset {
        /// What the client says.
        detail: Box<str>,
    },
    /// The time is up.
    Timeout,
    /// The server's certificate was not accepted, or no encryption could be agreed on.
    Tls {
        /// What the client says.
        detail: Box<str>,
    },
    /// The body is longer than [`Request::max_octets`](crate::Request::max_octets).
    TooLarge {
        /// The limit in octets.
        limit: usize,
    },
}

/// A fetch that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchError {
    pub(crate) url: Box<str>,
    pub(crate) fault: FetchFault,
    pub(crate) retry_after: Option<Duration>,
}

/// What was wrong with the answer, or that there was none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FetchFault {
    /// The media type is none that is expected.
    ContentType {
        /// What was found.
        found: Option<Box<str>>,
    },
    /// A 304 to a request that had no validator, or about another response.
    NotModified,
    /// A redirect, which is not followed, or not to there.
    Redirect {
        /// The status.
        status: u16,
        /// Where to.
        location: Option<Box<str>>,
    },
    /// Another status than 200.
    Status {
        /// The status.
        status: u16,
    },
    /// There was no answer, or not a whole one.
    Transport {
        /// What went wrong.
        error: TransportError,
    },
}

impl FetchError {
    /// A 304 that is about nothing that is stored.
    pub(crate) fn not_modified(url: &HttpUrl) -> Self {
        Self {
            url: url.as_str().into(),
            fault: FetchFault::NotModified,
            retry_after: None,
        }
    }

    /// The URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What was wrong.
    #[must_use]
    pub const fn fault(&self) -> &FetchFault {
        &self.fault
    }

    /// A stable code.
    #[must_use]
    pub const fn reason(&self) -> Reason {
        match self.fault {
            FetchFault::Transport {
                error: TransportError::TooLarge { .. },
            } => Reason::TooLarge,
            _ => Reason::FetchFailed,
        }
    }

    /// After how long the server asks to be asked again (`Retry-After`).
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GET {}: {}", Quoted::new(&self.url), self.fault)
    }
}

impl std::error::Error for FetchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.fault {
            FetchFault::Transport { error } => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for FetchFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContentType { found: Some(found) } => write!(
                f,
                "the answer is {}, expected JSON (a login page or a proxy, most likely)",
                Quoted::new(found)
            ),
            Self::ContentType { found: None } => {
                f.write_str("the answer has no readable content type, expected JSON")
            }
            Self::NotModified => f.write_str("status 304, and nothing it could be about is stored"),
            Self::Redirect { status, location } => {
                write!(f, "status {status}, a redirect")?;
                if let Some(location) = location {
                    write!(f, " to {}", Quoted::new(location))?;
                }
                f.write_str(", which is not followed")
            }
            Self::Status { status } => write!(f, "status {status}, expected 200"),
            Self::Transport { error } => error.fmt(f),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { address: Some(at) } => write!(f, "the address {at} is not permitted"),
            Self::Address { address: None } => f.write_str("no address of the host is permitted"),
            Self::Connect { detail } => write!(f, "no connection: {}", Quoted::new(detail)),
            Self::Encoding => f.write_str("the content encoding is not understood"),
            Self::Other { detail } => write!(f, "{}", Quoted::new(detail)),
            Self::Reset { detail } => {
                write!(f, "the connection ended early: {}", Quoted::new(detail))
            }
            Self::Timeout => f.write_str("no answer in time"),
            Self::Tls { detail } => write!(f, "TLS: {}", Quoted::new(detail)),
            Self::TooLarge { limit } => write!(f, "the answer is longer than {limit} octets"),
        }
    }
}

impl std::error::Error for TransportError {}
