//! What is done with a response that would have been right.

mod text;

use std::time::Duration;

/// How an endpoint answers. Each is the right response with one defect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// Rightly.
    Normal,
    /// The right document under another status.
    Status(u16),
    /// The same, with `Retry-After` in seconds.
    RetryAfter {
        /// The status, 429 or 503 for instance.
        status: u16,
        /// The value of `Retry-After`.
        seconds: u32,
    },
    /// 304, whatever was asked.
    NotModified,
    /// 204 without a body.
    NoContent,
    /// So many octets of the body at a time, with a pause behind each.
    SlowDrip {
        /// Octets at a time, at least 1.
        octets: usize,
        /// The pause.
        every: Duration,
    },
    /// `Content-Length` promises the whole body, the connection closes after half of it.
    HalfBody,
    /// The same, but the connection stays open and silent.
    Stall,
    /// A body in chunks that has no end.
    EndlessBody,
    /// A gzip of over 20 MB of a document in under 64 KiB.
    GzipBomb,
    /// The right body under `Content-Encoding: gzip`, whether it was asked for or not.
    GzipHonest,
    /// 302 to this address.
    Redirect(String),
    /// 200 with a page for people, as captive portals give.
    Html,
    /// A document about another issuer (or resource).
    WrongIssuer(IssuerDefect),
    /// The connection is reset without a response.
    Reset,
    /// The request is read and never answered.
    Hang,
    /// The document without its last octet.
    BadJson,
    /// The document with white space behind it, so many octets in all.
    Huge(usize),
    /// The right body under this `Content-Type`.
    ContentType(String),
    /// The body behind a byte order mark.
    Bom,
}

/// How the issuer in a document differs from the one that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerDefect {
    /// `1` stands behind it.
    Appended,
    /// In capital letters.
    Case,
    /// `/` stands behind it.
    Slash,
}

impl IssuerDefect {
    /// The issuer with the defect.
    #[must_use]
    pub fn of(self, issuer: &str) -> String {
        match self {
            Self::Appended => format!("{issuer}1"),
            Self::Case => issuer.to_uppercase(),
            Self::Slash => format!("{issuer}/"),
        }
    }
}

impl Behaviour {
    /// One of each kind, with usual parameters.
    #[must_use]
    pub fn examples() -> Vec<Self> {
        vec![
            Self::Normal,
            Self::Status(500),
            Self::RetryAfter {
                status: 503,
                seconds: 120,
            },
            Self::NotModified,
            Self::NoContent,
            Self::SlowDrip {
                octets: 1,
                every: Duration::from_millis(100),
            },
            Self::HalfBody,
            Self::Stall,
            Self::EndlessBody,
            Self::GzipBomb,
            Self::GzipHonest,
            Self::Redirect("http://127.0.0.1:9/".to_owned()),
            Self::Html,
            Self::WrongIssuer(IssuerDefect::Appended),
            Self::WrongIssuer(IssuerDefect::Case),
            Self::WrongIssuer(IssuerDefect::Slash),
            Self::Reset,
            Self::Hang,
            Self::BadJson,
            Self::Huge(20_000_000),
            Self::ContentType("text/plain".to_owned()),
            Self::Bom,
        ]
    }
}
