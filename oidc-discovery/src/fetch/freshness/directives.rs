//! The directives of `Cache-Control`.

use std::time::Duration;

use http::HeaderValue;

/// rfc9111-1.2.2-1: what a number of seconds that is too large to hold counts as.
const FOREVER: u64 = 1 << 31;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Directives {
    max_age: Option<Duration>,
    no_cache: bool,
    no_store: bool,
    must_revalidate: bool,
}

impl Directives {
    pub(super) fn of<'v>(values: impl IntoIterator<Item = &'v HeaderValue>) -> Self {
        let mut found = Self::default();
        for value in values {
            // An octet that is no text makes one directive unreadable, and the response stale.
            let text = String::from_utf8_lossy(value.as_bytes());
            for directive in split(&text) {
                found.read(directive);
            }
        }
        found
    }

    /// rfc9111-5.2.2-1
    fn read(&mut self, directive: &str) {
        let (name, argument) = match directive.split_once('=') {
            Some((name, argument)) => (name.trim_end(), Some(argument.trim_start())),
            None => (directive, None),
        };
        // rfc9111-5.2-1; rfc9111-5.2.3-1: others are passed over, `s-maxage` and `private` among them.
        if name.eq_ignore_ascii_case("max-age") {
            // rfc9111-4.2.1-2: the first counts, and one that cannot be read makes the response stale.
            let seconds = argument.map(unquoted).and_then(delta_seconds);
            let stated = seconds.unwrap_or_default();
            self.max_age = Some(self.max_age.unwrap_or(stated));
        } else if name.eq_ignore_ascii_case("no-cache") {
            self.no_cache = true;
        } else if name.eq_ignore_ascii_case("no-store") {
            self.no_store = true;
        } else if name.eq_ignore_ascii_case("must-revalidate") {
            self.must_revalidate = true;
        }
    }

    pub(super) const fn max_age(&self) -> Option<Duration> {
        self.max_age
    }

    pub(super) const fn forbids_reuse(&self) -> bool {
        self.no_cache || self.no_store
    }

    /// rfc9111-4.2.4-1, rfc9111-5.2.2.2-1
    pub(super) const fn forbids_stale(&self) -> bool {
        self.no_cache || self.no_store || self.must_revalidate
    }
}

/// At the commas that are outside quoted strings.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |letter| {
        let ends = letter == ',' && !quoted;
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        ends
    })
    .map(str::trim)
    .filter(|directive| !directive.is_empty())
}

/// A token, or a quoted string, whose escapes no number has.
fn unquoted(argument: &str) -> &str {
    argument
        .strip_prefix('"')
        .and_then(|argument| argument.strip_suffix('"'))
        .unwrap_or(argument)
}

pub(super) fn delta_seconds(text: &str) -> Option<Duration> {
    let digits = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    digits.then(|| Duration::from_secs(text.parse().unwrap_or(FOREVER).min(FOREVER)))
}
