//! Strings: undoing escapes, and writing them.

use alloc::borrow::Cow;
use alloc::string::String;

/// The string between the quotation marks with its escapes undone. The reader has checked `raw`.
#[inline]
pub(super) fn unescape(raw: &str, escaped: bool) -> Cow<'_, str> {
    if escaped {
        Cow::Owned(without_escapes(raw))
    } else {
        Cow::Borrowed(raw)
    }
}

fn without_escapes(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, after)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut chars = after.chars();
        let (character, used) = match chars.next() {
            Some('b') => ('\u{8}', 1),
            Some('f') => ('\u{c}', 1),
            Some('n') => ('\n', 1),
            Some('r') => ('\r', 1),
            Some('t') => ('\t', 1),
            Some('u') => unescape_unicode(after),
            Some(same) => (same, 1),
            None => break,
        };
        out.push(character);
        rest = after.get(used..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// `after` starts with the `u`; a high surrogate is followed by its low one.
fn unescape_unicode(after: &str) -> (char, usize) {
    let unit = |from: usize| {
        let digits = after.get(from..from.saturating_add(4)).unwrap_or_default();
        u32::from_str_radix(digits, 16).unwrap_or(0xfffd)
    };
    let first = unit(1);
    // rfc7515-10.13-2, rfc8259-7-3; noncharacters are kept as they are (rfc7493-2.1-3).
    if (0xd800..0xdc00).contains(&first) {
        let high = first.wrapping_sub(0xd800) << 10;
        let low = unit(7).wrapping_sub(0xdc00);
        let scalar = 0x1_0000_u32.wrapping_add(high).wrapping_add(low);
        (char::from_u32(scalar).unwrap_or('\u{fffd}'), 11)
    } else {
        (char::from_u32(first).unwrap_or('\u{fffd}'), 5)
    }
}

/// Appends `text` as a JSON string, quotation marks included ([RFC 8259 §7]).
///
/// [RFC 8259 §7]: https://www.rfc-editor.org/rfc/rfc8259#section-7
pub fn escape_into(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{0}'..='\u{1f}' => {
                out.push_str("\\u00");
                for shift in [4_u32, 0] {
                    let digit = (u32::from(character) >> shift) & 0xf;
                    out.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
