//! What an HTTP client is given, and gives back.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::AddressRule;
use crate::HttpUrl;

/// One GET.
///
/// A client sends the header fields as they are and adds `Host` alone: no cookies, no credentials
/// of its own, no referrer. It follows no redirect, and judges every address that it connects to by
/// [`Request::addresses`]. What it receives goes through a [`Body`](crate::Body).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request {
    /// What is asked for.
    pub url: HttpUrl,
    /// The header fields. `Authorization` is marked as sensitive.
    pub headers: HeaderMap,
    /// How long a connection may take to be made, TLS not included.
    pub connect_timeout: Duration,
    /// How long all of it may take, the body included.
    pub timeout: Duration,
    /// The longest body, after decompression, in octets.
    pub max_octets: usize,
    /// Which addresses may be connected to.
    pub addresses: AddressRule,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// An answer with a body that was read to its end.
    #[must_use]
    pub const fn new(status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Self {
        Self {
            status,
            headers,
            body,
        }
    }
}
