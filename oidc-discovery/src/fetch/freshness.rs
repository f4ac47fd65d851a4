//! How long a response may be kept ([RFC 9111]).
//!
//! [RFC 9111]: https://www.rfc-editor.org/rfc/rfc9111

mod directives;
#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{AGE, CACHE_CONTROL, DATE, ETAG, EXPIRES, HeaderName, LAST_MODIFIED};

use self::directives::Directives;

/// The header fields that say how long a stored response may be used, and by which it is
/// validated.
const KEPT: [HeaderName; 5] = [CACHE_CONTROL, DATE, ETAG, EXPIRES, LAST_MODIFIED];

/// What a server said of one response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Freshness {
    /// How long it is fresh, from the moment at which it was asked for. `None` where the server
    /// says nothing.
    pub(crate) lifetime: Option<Duration>,
    pub(crate) stale: Stale,
}

/// Whether a response may be used when it is no longer fresh and the server cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stale {
    Usable,
    /// The server forbids it.
    Forbidden,
}

/// The header fields of a stored response that count when it is used or validated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stored(HeaderMap);

impl Freshness {
    /// Reads the header fields of a response that was asked for at `asked`.
    ///
    /// An apparent age by the server's clock is not computed: a clock that is wrong by minutes
    /// would make every response stale, and caches on the way say `Age`.
    pub(crate) fn of(headers: &HeaderMap, asked: SystemTime) -> Self {
        let directives = Directives::of(headers.get_all(CACHE_CONTROL));
        // rfc9111-4.2.1-1, rfc9111-4.2.2-1, rfc9111-4.2.2-2, rfc9111-5.3-2
        let lifetime = match directives.max_age() {
            Some(lifetime) => Some(lifetime),
            None => expires(headers, asked),
        };
        // rfc9111-3-1, rfc9111-4-2, rfc9111-5.2.2.4-1, rfc9111-5.2.2.5-1
        let lifetime = if directives.forbids_reuse() {
            Some(Duration::ZERO)
        } else {
            lifetime
        };
        let stale = if directives.forbids_stale() {
            Stale::Forbidden
        } else {
            Stale::Usable
        };
        Self {
            // rfc9111-4.2-4: whole seconds, and none is added.
            lifetime: lifetime.map(|lifetime| lifetime.saturating_sub(age(headers))),
            stale,
        }
    }
}

impl Stored {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut stored = Self::default();
        stored.renew(headers);
        stored
    }

    /// rfc9111-4.3.4-2: the fields of a 304 take the place of the stored ones.
    pub(crate) fn renewed_by(&self, headers: &HeaderMap) -> Self {
        let mut stored = self.clone();
        stored.renew(headers);
        stored
    }

    fn renew(&mut self, headers: &HeaderMap) {
        for name in KEPT {
            if !headers.contains_key(&name) {
                continue;
            }
            self.0.remove(&name);
            for value in headers.get_all(&name) {
                self.0.append(&name, value.clone());
            }
        }
    }

    /// rfc9111-4.3.4-1: whether a 304 is about this response.
    pub(crate) fn fits(&self, headers: &HeaderMap) -> bool {
        let strong = |headers: &HeaderMap| {
            headers
                .get(ETAG)
                .filter(|tag| !tag.as_bytes().starts_with(b"W/"))
                .cloned()
        };
        strong(headers).is_none_or(|tag| self.0.get(ETAG) == Some(&tag))
    }

    /// What the server said of it. `headers` are those of the response that came last, whose `Age`
    /// counts.
    pub(crate) fn freshness(&self, headers: &HeaderMap, asked: SystemTime) -> Freshness {
        let mut all = self.0.clone();
        if let Some(age) = headers.get(AGE) {
            all.insert(AGE, age.clone());
        }
        Freshness::of(&all, asked)
    }

    pub(crate) const fn headers(&self) -> &HeaderMap {
        &self.0
    }
}

/// `Expires` less `Date`, or less the time of asking where the server gives no date.
fn expires(headers: &HeaderMap, asked: SystemTime) -> Option<Duration> {
    let expires = headers.get(EXPIRES)?;
    // rfc9111-5.3-1, rfc9111-4.2.2-2: what cannot be read has expired.
    let Some(expires) = date(expires.as_bytes()) else {
        return Some(Duration::ZERO);
    };
    let from = headers
        .get(DATE)
        .and_then(|value| date(value.as_bytes()))
        .unwrap_or(asked);
    Some(expires.duration_since(from).unwrap_or_default())
}

/// rfc9111-4.2-2, rfc9111-4.2-3: in any case, and in GMT.
fn date(value: &[u8]) -> Option<SystemTime> {
    let text = std::str::from_utf8(value).ok()?;
    let mut canonical = String::with_capacity(text.len());
    let mut in_word = false;
    for letter in text.trim().chars() {
        let letter = if in_word {
            letter.to_ascii_lowercase()
        } else {
            letter.to_ascii_uppercase()
        };
        in_word = letter.is_ascii_alphabetic();
        canonical.push(letter);
    }
    let canonical = canonical.replace(" Gmt", " GMT");
    httpdate::parse_http_date(&canonical).ok()
}

/// rfc9111-5.1-1: the first counts, and what is no number of seconds is ignored.
fn age(headers: &HeaderMap) -> Duration {
    let value = headers.get(AGE).and_then(|value| value.to_str().ok());
    let first = value.and_then(|value| value.split(',').next());
    first
        .and_then(|value| directives::delta_seconds(value.trim()))
        .unwrap_or_default()
}
