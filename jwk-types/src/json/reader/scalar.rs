//! Strings, numbers and literals.

use super::{Reader, Sink, next, syntax};
use crate::Error;
use crate::json::span::{octets, position};

impl<S: Sink> Reader<'_, S> {
    /// From the opening quotation mark to behind the closing one, and whether there are escapes between them.
    #[inline]
    pub(super) fn string(&self, at: u32) -> Result<(u32, bool), Error> {
        let at = self.behind_plain_octets(next(at));
        if self.peek(at) == Some(b'"') {
            return Ok((next(at), false));
        }
        self.string_with_escapes(at)
    }

    #[inline]
    fn behind_plain_octets(&self, at: u32) -> u32 {
        at.wrapping_add(plain_octets(self.bytes_from(at)))
    }

    /// From an octet on that is neither plain nor, perhaps, the end.
    #[cold]
    fn string_with_escapes(&self, mut at: u32) -> Result<(u32, bool), Error> {
        let mut escaped = false;
        loop {
            at = match self.peek(at) {
                Some(b'"') => return Ok((next(at), escaped)),
                Some(b'\\') => self.escape(at)?,
                // rfc8259-7-1
                Some(_) => return Err(syntax(at, "an escape for the control character")),
                None => return Err(syntax(at, "a closing quotation mark")),
            };
            escaped = true;
            at = self.behind_plain_octets(at);
        }
    }

    /// rfc8259-7-2
    fn escape(&self, start: u32) -> Result<u32, Error> {
        let at = next(start);
        match self.peek(at) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(next(at)),
            Some(b'u') => {
                let at = next(at);
                // rfc7493-2.1-2, rfc7515-10.13-3, rfc8259-8.2-1: only as one half of a pair.
                let lone = Error::JsonSurrogate { at: octets(start) };
                match self.four_digits(at)? {
                    (_, 0xdc00..=0xdfff) => Err(lone),
                    (at, 0xd800..=0xdbff) => {
                        if !self.bytes_from(at).starts_with(b"\\u") {
                            return Err(lone);
                        }
                        let (at, low) = self.four_digits(next(next(at)))?;
                        if !(0xdc00..=0xdfff).contains(&low) {
                            return Err(lone);
                        }
                        Ok(at)
                    }
                    (at, _) => Ok(at),
                }
            }
            _ => Err(syntax(at, "one of the escapes that RFC 8259 defines")),
        }
    }

    fn four_digits(&self, mut at: u32) -> Result<(u32, u32), Error> {
        let mut unit = 0_u32;
        for _ in 0..4 {
            let digit = self
                .peek(at)
                .and_then(|byte| char::from(byte).to_digit(16))
                .ok_or_else(|| syntax(at, "four hexadecimal digits"))?;
            unit = (unit << 4) | digit;
            at = next(at);
        }
        Ok((at, unit))
    }

    /// rfc8259-6-1, rfc8259-6-2
    pub(super) fn number(&self, mut at: u32) -> Result<u32, Error> {
        if self.peek(at) == Some(b'-') {
            at = next(at);
        }
        if self.peek(at) == Some(b'0') {
            at = next(at);
        } else {
            at = self.digits(at)?;
        }
        if self.peek(at) == Some(b'.') {
            at = self.digits(next(at))?;
        }
        if matches!(self.peek(at), Some(b'e' | b'E')) {
            at = next(at);
            if matches!(self.peek(at), Some(b'+' | b'-')) {
                at = next(at);
            }
            at = self.digits(at)?;
        }
        Ok(at)
    }

    #[inline]
    fn digits(&self, at: u32) -> Result<u32, Error> {
        let digits = self.bytes_from(at).iter();
        let count = digits.take_while(|octet| octet.is_ascii_digit()).count();
        if count == 0 {
            return Err(syntax(at, "a digit"));
        }
        Ok(at.wrapping_add(position(count)))
    }

    pub(super) fn literal(&self, at: u32, text: &'static str) -> Result<u32, Error> {
        if !self.bytes_from(at).starts_with(text.as_bytes()) {
            return Err(syntax(at, "a value"));
        }
        Ok(at.wrapping_add(position(text.len())))
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
