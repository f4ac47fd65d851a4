//! Strings, numbers and literals.

use super::{Reader, position};
use crate::Error;
use crate::json::document::octets;
use crate::json::value::Kind;

impl Reader<'_> {
    /// Reads a string from its opening to its closing quotation mark; tells whether it has escapes.
    #[inline]
    pub(super) fn string(&mut self) -> Result<bool, Error> {
        self.advance();
        self.skip_plain_octets();
        if self.peek() == Some(b'"') {
            self.advance();
            return Ok(false);
        }
        self.string_with_escapes()
    }

    #[inline]
    fn skip_plain_octets(&mut self) {
        self.at = self.at.wrapping_add(plain_octets(self.bytes_from(self.at)));
    }

    /// From an octet on that is neither plain nor, perhaps, the end.
    #[cold]
    fn string_with_escapes(&mut self) -> Result<bool, Error> {
        let mut escaped = false;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.advance();
                    return Ok(escaped);
                }
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                // rfc8259-7-1
                Some(_) => return Err(self.syntax("an escape for the control character")),
                None => return Err(self.syntax("a closing quotation mark")),
            }
            self.skip_plain_octets();
        }
    }

    /// rfc8259-7-2
    fn escape(&mut self) -> Result<(), Error> {
        let start = octets(self.at);
        self.advance();
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.advance(),
            Some(b'u') => {
                self.advance();
                // rfc7493-2.1-2, rfc7515-10.13-3, rfc8259-8.2-1: only as one half of a pair.
                let lone = Error::JsonSurrogate { at: start };
                match self.four_digits()? {
                    0xdc00..=0xdfff => return Err(lone),
                    0xd800..=0xdbff => {
                        if !self.bytes_from(self.at).starts_with(b"\\u") {
                            return Err(lone);
                        }
                        self.advance();
                        self.advance();
                        if !(0xdc00..=0xdfff).contains(&self.four_digits()?) {
                            return Err(lone);
                        }
                    }
                    _ => {}
                }
            }
            _ => return Err(self.syntax("one of the escapes that RFC 8259 defines")),
        }
        Ok(())
    }

    fn four_digits(&mut self) -> Result<u32, Error> {
        let mut unit = 0_u32;
        for _ in 0..4 {
            let digit = self
                .peek()
                .and_then(|byte| char::from(byte).to_digit(16))
                .ok_or_else(|| self.syntax("four hexadecimal digits"))?;
            unit = (unit << 4) | digit;
            self.advance();
        }
        Ok(unit)
    }

    /// rfc8259-6-1, rfc8259-6-2
    pub(super) fn number(&mut self) -> Result<Kind, Error> {
        if self.peek() == Some(b'-') {
            self.advance();
        }
        if self.peek() == Some(b'0') {
            self.advance();
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.advance();
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.advance();
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.advance();
            }
            self.digits()?;
        }
        Ok(Kind::Number)
    }

    #[inline]
    fn digits(&mut self) -> Result<(), Error> {
        let digits = self.bytes_from(self.at).iter();
        let count = digits.take_while(|octet| octet.is_ascii_digit()).count();
        if count == 0 {
            return Err(self.syntax("a digit"));
        }
        self.at = self.at.wrapping_add(position(count));
        Ok(())
    }

    pub(super) fn literal(&mut self, text: &'static str, kind: Kind) -> Result<Kind, Error> {
        if !self.bytes_from(self.at).starts_with(text.as_bytes()) {
            return Err(self.syntax("a value"));
        }
        self.at = self.at.wrapping_add(position(text.len()));
        Ok(kind)
    }
}

/// How many octets come before the first quotation mark, reverse solidus or control character: eight are looked at together.
#[inline]
fn plain_octets(octets: &[u8]) -> u32 {
    let mut count = 0_u32;
    let mut rest = octets;
    while let Some((group, others)) = rest.split_first_chunk::<8>() {
        let found = not_plain(u64::from_le_bytes(*group));
        if found != 0 {
            // The first octet is the lowest; of those behind it, some may be marked that are plain.
            return count.wrapping_add(found.trailing_zeros() / 8);
        }
        count = count.wrapping_add(8);
        rest = others;
    }
    for octet in rest {
        if matches!(octet, b'"' | b'\\' | 0..=0x1f) {
            break;
        }
        count = count.wrapping_add(1);
    }
    count
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGHEST: u64 = EACH * 0x80;

/// The highest bit of each octet that is not plain, up to the first one.
const fn not_plain(group: u64) -> u64 {
    // It makes 0x20 of the quotation mark, 0x22 of the space, and of each control character another one.
    let mark_or_control = below::<0x21>(group ^ (EACH * 0x02));
    let reverse_solidus = below::<0x01>(group ^ (EACH * 0x5c));
    (mark_or_control | reverse_solidus) & !group & HIGHEST
}

/// Sets the highest bit of each octet below `BOUND`, up to the first one, and of some others that are not below 0x80.
const fn below<const BOUND: u64>(octets: u64) -> u64 {
    octets.wrapping_sub(EACH.wrapping_mul(BOUND))
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::plain_octets;

    /// Every octet at every place of texts of every short length.
    #[test]
    fn plain_octets_are_counted_as_one_by_one() {
        for length in 0..=20 {
            for place in 0..=length {
                for octet in 0..=255_u8 {
                    let mut text = Vec::from([b'a'; 20]);
                    text.truncate(length);
                    if let Some(there) = text.get_mut(place) {
                        *there = octet;
                    }
                    // Behind it, what may be marked with it.
                    if let Some(behind) = text.get_mut(place + 1) {
                        *behind = b'!';
                    }
                    let is_plain = |octet: &u8| !matches!(octet, b'"' | b'\\' | 0..=0x1f);
                    let expected = text.iter().take_while(|octet| is_plain(octet)).count();
                    assert_eq!(plain_octets(&text) as usize, expected, "{text:?}");
                }
            }
        }
    }
}
