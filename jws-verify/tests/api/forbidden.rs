//! Looks for octets in what is printed.

use std::fmt::Debug;

use jwk_types::base64url::encode;
use jws_verify::Error;

const PIECE: usize = 8;

/// Pieces of the forms in which octets are usually printed.
pub(crate) struct Forbidden(Vec<String>);

impl Forbidden {
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn with(mut self, octets: &[u8]) -> Self {
        let hex: String = octets.iter().map(|octet| format!("{octet:02x}")).collect();
        let decimal: Vec<_> = octets.iter().map(u8::to_string).collect();
        let forms = [
            String::from_utf8_lossy(octets).into_owned(),
            encode(octets),
            hex.to_uppercase(),
            hex,
            decimal.join(", "),
            decimal.join(","),
        ];
        for form in forms {
            let windows = form.as_bytes().windows(PIECE);
            self.0
                .extend(windows.map(|piece| String::from_utf8_lossy(piece).into_owned()));
        }
        self.0.sort_unstable();
        self.0.dedup();
        self
    }

    #[track_caller]
    pub(crate) fn absent_from(&self, output: &str) {
        let joined: String = output.split_whitespace().collect();
        self.no_piece_in(output);
        self.no_piece_in(&joined);
    }

    #[track_caller]
    fn no_piece_in(&self, output: &str) {
        for piece in output.as_bytes().windows(PIECE) {
            let piece = String::from_utf8_lossy(piece);
            let found = self.0.binary_search_by(|known| (**known).cmp(&*piece));
            assert!(found.is_err(), "{piece} in {output}");
        }
    }

    #[track_caller]
    pub(crate) fn absent_from_debug(&self, value: &dyn Debug) {
        self.absent_from(&format!("{value:?}"));
        self.absent_from(&format!("{value:#?}"));
    }

    #[track_caller]
    pub(crate) fn absent_from_error(&self, error: &Error) {
        self.absent_from_debug(error);
        self.absent_from(&error.to_string());
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            self.absent_from(&cause.to_string());
            self.absent_from_debug(&cause);
            source = cause.source();
        }
    }
}
