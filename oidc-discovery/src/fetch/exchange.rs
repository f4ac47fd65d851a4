//! One fetch: a request, at most one more try, and what counts as its answer.

#[cfg(test)]
mod tests;

use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use http::header::{LAST_MODIFIED, LOCATION, RETRY_AFTER, USER_AGENT};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::freshness::Stored;
use super::{AddressRule, ContentTypes, FetchError, FetchFault, FetchPolicy, Redirects, Request};
use super::{Response, TransportError, media_type};
use crate::HttpUrl;

const MOST_REDIRECTS: u8 = 3;
/// What a caller is told at most: it may add it to a time.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(86_400);
const OUR_NAME: &str = concat!("oidc-discovery/", env!("CARGO_PKG_VERSION"));

/// What is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    KeySet,
    Metadata,
    UserInfo,
}

#[derive(Debug)]
pub(crate) struct Exchange {
    policy: FetchPolicy,
    purpose: Purpose,
    url: HttpUrl,
    headers: HeaderMap,
    conditional: bool,
    retried: bool,
    redirects: u8,
}

/// What to do after an answer.
#[derive(Debug)]
pub(crate) enum Next {
    Done(Result<Arrived, FetchError>),
    /// Sends [`Exchange::request`] again after this time.
    Again(Duration),
}

/// An answer that counts.
#[derive(Debug)]
pub(crate) enum Arrived {
    Body {
        headers: HeaderMap,
        body: Vec<u8>,
    },
    /// 304.
    NotModified {
        headers: HeaderMap,
    },
}

impl Exchange {
    pub(crate) fn new(policy: FetchPolicy, purpose: Purpose, url: HttpUrl) -> Self {
        let accept = match purpose {
            Purpose::KeySet => "application/jwk-set+json, application/json",
            Purpose::Metadata => "application/json",
            Purpose::UserInfo => "application/json, application/jwt",
        };
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert(USER_AGENT, HeaderValue::from_static(OUR_NAME));
        Self {
            policy,
            purpose,
            url,
            headers,
            conditional: false,
            retried: false,
            redirects: 0,
        }
    }

    /// rfc9111-4.3.1-1, rfc9111-4.3.1-2
    pub(crate) fn validating(mut self, stored: &Stored) -> Self {
        for (from, to) in [(ETAG, IF_NONE_MATCH), (LAST_MODIFIED, IF_MODIFIED_SINCE)] {
            if let Some(value) = stored.headers().get(from) {
                self.headers.insert(to, value.clone());
                self.conditional = true;
            }
        }
        self
    }

    /// rfc6750-5.3-3, oidc-core-5.3.1-1, oidc-core-5.3.1-2
    pub(crate) fn bearing(mut self, mut credentials: HeaderValue) -> Self {
        credentials.set_sensitive(true);
        self.headers.insert(AUTHORIZATION, credentials);
        self
    }

    /// What to send now; `elapsed` is the time since the exchange began.
    pub(crate) fn request(&self, elapsed: Duration) -> Request {
        let timeout = self.policy.timeout().saturating_sub(elapsed);
        let addresses = if self.url.is_https() {
            self.policy.addresses()
        } else {
            AddressRule::Loopback
        };
        // rfc9728-7.7-1: address, time and size are limited here, the scheme in `HttpUrl`.
        Request {
            url: self.url.clone(),
            headers: self.headers.clone(),
            connect_timeout: self.policy.connect_timeout().min(timeout),
            timeout,
            max_octets: self.policy.max_octets(),
            addresses,
        }
    }

    /// Judges an answer. `chance` is between 0 and 1.
    pub(crate) fn answered(
        &mut self,
        answer: Result<Response, TransportError>,
        elapsed: Duration,
        chance: f32,
    ) -> Next {
        match self.judge(answer) {
            Judged::Done(arrived) => Next::Done(Ok(arrived)),
            Judged::Redirected(url) => {
                self.url = url;
                self.redirects = self.redirects.saturating_add(1);
                Next::Again(Duration::ZERO)
            }
            Judged::Failed(error, Worth::AnotherTry) => {
                let pause = Duration::from_millis(100)
                    .saturating_add(Duration::from_millis(200).mul_f32(chance.clamp(0.0, 1.0)));
                let in_time = elapsed.saturating_add(pause) < self.policy.timeout();
                if self.retried || !in_time {
                    return Next::Done(Err(error));
                }
                self.retried = true;
                Next::Again(pause)
            }
            Judged::Failed(error, Worth::Nothing) => Next::Done(Err(error)),
        }
    }

    fn judge(&self, answer: Result<Response, TransportError>) -> Judged {
        let response = match answer {
            Ok(response) => response,
            Err(error) => {
                let worth = match error {
                    TransportError::Connect { .. } | TransportError::Reset { .. } => {
                        Worth::AnotherTry
                    }
                    _ => Worth::Nothing,
                };
                return self.failed(FetchFault::Transport { error }, None, worth);
            }
        };
        let (status, headers) = (response.status, &response.headers);
        let retry_after = retry_after(headers);
        match status {
            // oidc-discovery-4.2-1, rfc8414-3.2-1, rfc9111-3-2: nothing else brings a document.
            StatusCode::OK => self.judge_body(response),
            StatusCode::NOT_MODIFIED if self.conditional => Judged::Done(Arrived::NotModified {
                headers: response.headers,
            }),
            StatusCode::NOT_MODIFIED => self.failed(FetchFault::NotModified, None, Worth::Nothing),
            _ if status.is_redirection() => self.judge_redirect(status, headers),
            // oidc-core-5.3.3-1: by its status; the body of an error is never read.
            _ => {
                let passing = matches!(status.as_u16(), 408 | 502 | 503 | 504);
                let worth = if passing && retry_after.is_none() {
                    Worth::AnotherTry
                } else {
                    Worth::Nothing
                };
                let status = status.as_u16();
                self.failed(FetchFault::Status { status }, retry_after, worth)
            }
        }
    }

    fn judge_body(&self, response: Response) -> Judged {
        let found = media_type::of(&response.headers);
        // oidc-discovery-4-2, rfc8414-3.2-2, oidc-core-5.3.2-6, oidc-core-5.3.2-8
        let expected = found.as_deref().is_some_and(|found| {
            media_type::is_json(found)
                || (self.purpose == Purpose::UserInfo && found == "application/jwt")
        });
        let lenient =
            self.policy.content_types() == ContentTypes::Any && self.purpose != Purpose::UserInfo;
        if !expected && !lenient {
            let found = found.map(String::into_boxed_str);
            return self.failed(FetchFault::ContentType { found }, None, Worth::Nothing);
        }
        if response.body.len() > self.policy.max_octets() {
            let error = TransportError::TooLarge {
                limit: self.policy.max_octets(),
            };
            return self.failed(FetchFault::Transport { error }, None, Worth::Nothing);
        }
        Judged::Done(Arrived::Body {
            headers: response.headers,
            body: response.body,
        })
    }

    fn judge_redirect(&self, status: StatusCode, headers: &HeaderMap) -> Judged {
        let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
        let followed = location
            .filter(|_| self.policy.redirects() == Redirects::SameOrigin)
            // A bearer token goes to the one place that it was meant for.
            .filter(|_| self.purpose != Purpose::UserInfo)
            .filter(|_| self.redirects < MOST_REDIRECTS)
            .and_then(|location| self.target(location));
        match followed {
            Some(url) => Judged::Redirected(url),
            None => {
                let fault = FetchFault::Redirect {
                    status: status.as_u16(),
                    location: location.map(Box::from),
                };
                self.failed(fault, None, Worth::Nothing)
            }
        }
    }

    /// The URL that a redirect names, if it is of the same origin: a whole URL, or a path.
    fn target(&self, location: &str) -> Option<HttpUrl> {
        let whole = if location.starts_with('/') && !location.starts_with("//") {
            let authority = self.url.uri().authority()?;
            let scheme = self.url.uri().scheme_str()?;
            format!("{scheme}://{authority}{location}")
        } else {
            location.to_owned()
        };
        let url = HttpUrl::parse(&whole, self.policy.schemes()).ok()?;
        let same = url.is_https() == self.url.is_https()
            && url.host().eq_ignore_ascii_case(self.url.host())
            && url.port() == self.url.port();
        same.then_some(url)
    }

    fn failed(&self, fault: FetchFault, retry_after: Option<Duration>, worth: Worth) -> Judged {
        let error = FetchError {
            url: self.url.as_str().into(),
            fault,
            retry_after,
        };
        Judged::Failed(error, worth)
    }
}

enum Judged {
    Done(Arrived),
    Failed(FetchError, Worth),
    Redirected(HttpUrl),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Worth {
    AnotherTry,
    Nothing,
}

/// In seconds; the form with a date is passed over, and the back-off holds.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?;
    let seconds: u64 = value.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_RETRY_AFTER))
}
