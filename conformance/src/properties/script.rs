//! Octets that choose what is done. At their end every choice is the first one.

use crate::properties::keys::Signing;
use crate::properties::mutation::Edit;

pub(super) struct Script<'a>(&'a [u8]);

impl<'a> Script<'a> {
    pub(super) const fn new(octets: &'a [u8]) -> Self {
        Self(octets)
    }

    pub(super) fn octet(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    pub(super) fn number(&mut self) -> usize {
        usize::from(u16::from_le_bytes([self.octet(), self.octet()]))
    }

    pub(super) fn choose<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::from(self.octet()) % from.len()]
    }

    /// At most 255 octets.
    pub(super) fn octets(&mut self) -> Vec<u8> {
        let length = usize::from(self.octet()).min(self.0.len());
        let (octets, rest) = self.0.split_at(length);
        self.0 = rest;
        octets.to_vec()
    }

    /// A JSON string.
    pub(super) fn string(&mut self) -> String {
        let length = usize::from(self.octet() % 32).min(self.0.len());
        let (octets, rest) = self.0.split_at(length);
        self.0 = rest;
        serde_json::Value::from(String::from_utf8_lossy(octets)).to_string()
    }

    /// A header for this algorithm, in one of its many spellings (rfc7515-2-3).
    pub(super) fn header(&mut self, signing: Signing) -> String {
        let Signing { alg, kid } = signing;
        let mut members = vec![format!(r#""alg":"{alg}""#)];
        let flags = self.octet();
        // Without it every key that fits is tried.
        if flags & 1 == 0 {
            members.push(format!(r#""kid":"{kid}""#));
        }
        if flags & 2 != 0 {
            members.push(format!(r#""typ":{}"#, self.string()));
        }
        if flags & 4 != 0 {
            members.push(format!(r#""new":[{},{{"alg":"none"}}]"#, self.string()));
        }
        if flags & 8 != 0 {
            members.reverse();
        }
        let space = self.choose(&["", " ", "\r\n", "\t"]);
        let separator = format!("{space},{space}");
        format!(
            "{space}{{{space}{}{space}}}{space}",
            members.join(&separator)
        )
    }

    pub(super) fn edit(&mut self) -> Edit {
        Edit::new(self.octet(), self.number(), self.number())
    }
}
