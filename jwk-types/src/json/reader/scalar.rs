//! Strings, numbers and literals.

use super::Reader;
use crate::Error;
use crate::json::value::Kind;

impl Reader<'_> {
    /// Reads a string from its opening to its closing quotation mark; tells whether it has escapes.
    pub(super) fn string(&mut self) -> Result<bool, Error> {
        self.advance();
        let mut escaped = false;
        loop {
            let mut rest = self.bytes_from(self.at).iter();
            let plain = rest.position(|octet| matches!(octet, b'"' | b'\\' | 0..=0x1f));
            self.at = plain.map_or(self.bytes.len(), |plain| self.at.saturating_add(plain));
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
        }
    }

    /// rfc8259-7-2
    fn escape(&mut self) -> Result<(), Error> {
        let start = self.at;
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

    fn digits(&mut self) -> Result<(), Error> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.syntax("a digit"));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.advance();
        }
        Ok(())
    }

    pub(super) fn literal(&mut self, text: &'static str, kind: Kind) -> Result<Kind, Error> {
        if !self.bytes_from(self.at).starts_with(text.as_bytes()) {
            return Err(self.syntax("a value"));
        }
        self.at = self.at.saturating_add(text.len());
        Ok(kind)
    }
}
