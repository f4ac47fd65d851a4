//! Text from a stranger inside a message: quoted, escaped and cut.

use core::fmt;

/// Prints text from outside so that it cannot forge a log line or fill a page: in quotation marks,
/// with control characters and other invisible ones escaped, and cut after 64 characters.
#[derive(Clone, Copy, Debug)]
pub struct Quoted<'a>(&'a str);

const SHOWN: usize = 64;

impl<'a> Quoted<'a> {
    /// Will print `text`.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self(text)
    }
}

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.chars();
        f.write_str("\"")?;
        for character in characters.by_ref().take(SHOWN) {
            // Beyond ASCII: bidirectional overrides and look-alikes are shown by their numbers.
            if character.is_ascii() {
                write!(f, "{}", character.escape_debug())?;
            } else {
                write!(f, "{}", character.escape_unicode())?;
            }
        }
        if characters.next().is_some() {
            f.write_str("...")?;
        }
        f.write_str("\"")
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn control_characters_cannot_forge_a_line() {
        let shown = Quoted::new("a\r\nERROR \u{1b}[31m\0\u{7f}\u{85}").to_string();
        assert_eq!(shown, "\"a\\r\\nERROR \\u{1b}[31m\\0\\u{7f}\\u{85}\"");
    }

    #[test]
    fn invisible_and_look_alike_characters_are_shown_by_number() {
        let shown = Quoted::new("\u{202e}\u{2066}\u{200b}\u{feff}\u{430}\u{e9}").to_string();
        assert_eq!(
            shown,
            "\"\\u{202e}\\u{2066}\\u{200b}\\u{feff}\\u{430}\\u{e9}\""
        );
    }

    #[test]
    fn quotation_marks_cannot_end_the_quotation() {
        assert_eq!(Quoted::new("a\" b\\").to_string(), "\"a\\\" b\\\\\"");
    }

    #[test]
    fn long_text_is_cut() {
        let shown = "x".repeat(64);
        assert_eq!(
            Quoted::new(&shown).to_string(),
            alloc::format!("\"{shown}\"")
        );
        let longer = "x".repeat(65);
        assert_eq!(
            Quoted::new(&longer).to_string(),
            alloc::format!("\"{shown}...\"")
        );
        let worst = "\u{10ffff}".repeat(1_000_000);
        assert!(Quoted::new(&worst).to_string().len() < 700);
    }

    #[test]
    fn all_that_is_printed_is_printable_ascii() {
        for character in ('\0'..=char::MAX).step_by(7) {
            let shown = Quoted::new(character.encode_utf8(&mut [0; 4])).to_string();
            assert!(
                shown.bytes().all(|octet| matches!(octet, b' '..=b'~')),
                "{shown}"
            );
        }
    }
}
