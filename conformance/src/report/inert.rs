//! Text from strangers, made fit for the language that it is put into.

/// For HTML and XML, in text and between quotes, cut to `limit` characters. No character is left that XML forbids or
/// that is not seen.
pub(super) fn markup(text: &str, limit: usize) -> String {
    let text = self::text(text, limit);
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

/// As [`markup`], for text between tags alone, where quotes may stand as they are.
pub(super) fn text(text: &str, limit: usize) -> String {
    let mut safe = String::new();
    for character in crate::text::printable(text, limit).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => safe.extend(character.escape_unicode()),
            _ => safe.push(character),
        }
    }
    safe
}

/// JSON of which every character is ASCII and none begins a tag. Outside strings JSON has no such character, and
/// within them an escape is the same.
pub(super) fn json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        if (character.is_ascii() && !character.is_ascii_control() && character != '<')
            || character == '\n'
        {
            safe.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{json, markup, text};
    use serde_json::Value;

    #[test]
    fn markup_has_no_tag_no_quote_and_nothing_unseen() {
        assert_eq!(
            markup(
                "</script>&\"'\u{0}\u{1b}[2J\u{202e}\u{ffff}\u{85}\u{7f}é",
                99
            ),
            "&lt;/script&gt;&amp;&quot;&#39;\\0\\u{1b}[2J\\u{202e}\\u{ffff}\\u{85}\\u{7f}é"
        );
    }

    #[test]
    fn text_between_tags_keeps_its_quotes() {
        assert_eq!(text("<\"'&>", 99), "&lt;\"'&amp;&gt;");
    }

    #[test]
    fn a_cut_never_splits_an_escape() {
        assert_eq!(markup("a<<", 2), "a&lt;…");
    }

    #[test]
    fn json_is_ascii_and_reads_the_same() {
        let value = Value::from("</script>\u{9b}2J\u{2028}\u{202e}\u{1f511}\u{7f}\n\"");
        let safe = json(&value.to_string());
        assert!(safe.is_ascii() && !safe.contains(['<', '\u{7f}']), "{safe}");
        let read: Value = serde_json::from_str(&safe).expect("JSON");
        assert_eq!(read, value);
    }
}
