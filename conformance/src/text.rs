//! Text from strangers, made fit to print.

/// The text with everything that is not printable escaped, cut to `limit` characters.
pub fn printable(text: &str, limit: usize) -> String {
    let mut shown = String::new();
    let mut length = 0;
    for character in text.chars() {
        let escaped: String = match character {
            '"' | '\'' | '\\' => character.into(),
            _ => character.escape_debug().collect(),
        };
        length += escaped.chars().count();
        if length > limit {
            shown.push('…');
            break;
        }
        shown.push_str(&escaped);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn control_and_direction_characters_are_escaped() {
        assert_eq!(
            printable("a\n\u{1b}[31m\u{202e}\"é", 80),
            "a\\n\\u{1b}[31m\\u{202e}\"é"
        );
    }

    #[test]
    fn long_text_is_cut_and_says_so() {
        assert_eq!(printable("abcdef", 3), "abc…");
        assert_eq!(printable("abc", 3), "abc");
    }
}
