//! Looks for what must not be printed.

use std::collections::HashSet;
use std::error::Error;
use std::fmt::Debug;

use jwk_types::base64url::encode;

/// So many characters in a row are no coincidence, of text or of octets as decimal numbers.
const TEXT: usize = 8;
const NUMBERS: usize = 24;

#[derive(Clone, Default)]
pub(crate) struct Search(HashSet<Vec<u8>>);

impl Search {
    /// As it is, and in base64url.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.add(text, TEXT);
        self.add(&encode(text.as_bytes()), TEXT);
        self
    }

    /// In the forms in which octets are usually printed.
    pub(crate) fn octets(mut self, octets: &[u8]) -> Self {
        let hex: String = octets.iter().map(|octet| format!("{octet:02x}")).collect();
        let decimal: Vec<_> = octets.iter().map(u8::to_string).collect();
        self.add(&encode(octets), TEXT);
        self.add(&hex.to_uppercase(), 2 * TEXT);
        self.add(&hex, 2 * TEXT);
        self.add(&decimal.join(", "), NUMBERS);
        self.add(&decimal.join(","), NUMBERS);
        self
    }

    fn add(&mut self, form: &str, length: usize) {
        let windows = form.as_bytes().windows(length);
        self.0.extend(windows.map(<[u8]>::to_vec));
    }

    #[track_caller]
    pub(crate) fn absent_from(&self, output: &str) {
        for length in [TEXT, 2 * TEXT, NUMBERS] {
            for piece in output.as_bytes().windows(length) {
                let found = self.0.contains(piece);
                assert!(!found, "{} in {output}", String::from_utf8_lossy(piece));
            }
        }
    }

    #[track_caller]
    pub(crate) fn absent_from_debug(&self, value: &dyn Debug) {
        self.absent_from(&format!("{value:?}"));
    }

    #[track_caller]
    pub(crate) fn absent_from_error(&self, error: &(dyn Error + 'static)) {
        let mut next = Some(error);
        while let Some(error) = next {
            self.absent_from(&error.to_string());
            self.absent_from_debug(&error);
            next = error.source();
        }
    }
}

#[test]
fn the_search_finds_what_it_looks_for() {
    let search = Search::default().text("jane.doe@personal.invalid");
    let search = search.octets(b"thirty-two octets of a secret...");
    let found = |output: &str| {
        let absent = std::panic::AssertUnwindSafe(|| search.absent_from(output));
        std::panic::catch_unwind(absent).is_err()
    };
    for output in [
        "email \"jane.doe\"",
        &encode(b"jane.doe@personal.invalid")[3..14],
        "k: dGhpcnR5LXR3byBv",
        "7468697274792d74776f",
        "7468697274792D74776F",
        "[116, 104, 105, 114, 116, 121, 45]",
        "116,104,105,114,116,121,45,116",
    ] {
        assert!(found(output), "{output}");
    }
    assert!(!found("IdToken(<redacted>) of https://op.example"));
}
