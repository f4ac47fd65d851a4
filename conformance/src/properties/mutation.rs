//! Changes to an input, and a sequence of numbers that looks random and is always the same.

/// One change. Positions and lengths are taken modulo what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Turns one bit over.
    Flip {
        /// Which octet.
        at: usize,
        /// Which bit of it.
        bit: u8,
    },
    /// Puts another octet in the place of one.
    Set {
        /// Which octet.
        at: usize,
        /// By what.
        octet: u8,
    },
    /// Puts an octet between two.
    Insert {
        /// Before which octet.
        at: usize,
        /// What.
        octet: u8,
    },
    /// Takes octets away.
    Delete {
        /// From where.
        at: usize,
        /// How many.
        length: usize,
    },
    /// Repeats octets.
    Repeat {
        /// From where.
        at: usize,
        /// How many.
        length: usize,
    },
    /// Inserts a part of another input.
    Splice {
        /// Before which octet.
        at: usize,
        /// From where in the other.
        from: usize,
        /// How many.
        length: usize,
    },
}

/// The most octets that one change adds.
const LONGEST: usize = 4096;

impl Edit {
    /// The change that these numbers stand for.
    pub fn new(kind: u8, at: usize, number: usize) -> Self {
        let [octet, ..] = number.to_le_bytes();
        let length = number % 64 + 1;
        match kind % 6 {
            0 => Self::Flip { at, bit: octet },
            1 => Self::Set { at, octet },
            2 => Self::Insert { at, octet },
            3 => Self::Delete { at, length },
            4 => Self::Repeat { at, length },
            _ => Self::Splice {
                at,
                from: number / 64,
                length,
            },
        }
    }

    /// Makes the change.
    pub fn apply(self, octets: &mut Vec<u8>, other: &[u8]) {
        let there = octets.len();
        let place = |at: usize| at % (there + 1);
        match self {
            Self::Insert { at, octet } => octets.insert(place(at), octet),
            Self::Splice { at, from, length } => {
                let part = part(other, from, length).to_vec();
                octets.splice(place(at)..place(at), part);
            }
            Self::Repeat { at, length } => {
                let part = part(octets, at, length).to_vec();
                octets.splice(place(at)..place(at), part);
            }
            Self::Delete { at, length } => {
                let end = place(at).saturating_add(length).min(there);
                octets.drain(place(at)..end);
            }
            Self::Flip { .. } | Self::Set { .. } if there == 0 => {}
            Self::Flip { at, bit } => octets[at % there] ^= 1 << (bit % 8),
            Self::Set { at, octet } => octets[at % there] = octet,
        }
    }
}

fn part(octets: &[u8], from: usize, length: usize) -> &[u8] {
    let start = from % (octets.len() + 1);
    let end = start.saturating_add(length.min(LONGEST)).min(octets.len());
    &octets[start..end]
}

/// A sequence of numbers that depends on nothing but where it starts: xorshift64*.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The sequence that starts here.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// The next number.
    pub fn next_number(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number less than `limit`, or 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let number = usize::try_from(self.next_number() >> 33).unwrap_or_default();
        number % limit.max(1)
    }

    /// Random octets.
    pub fn octets(&mut self, length: usize) -> Vec<u8> {
        let mut octets = Vec::with_capacity(length + 8);
        while octets.len() < length {
            octets.extend_from_slice(&self.next_number().to_le_bytes());
        }
        octets.truncate(length);
        octets
    }

    /// Makes one to four changes.
    pub fn mutate(&mut self, octets: &mut Vec<u8>, other: &[u8]) {
        for _ in 0..=self.below(4) {
            let kind = self.next_number().to_le_bytes()[7];
            let at = self.below(octets.len() + 1);
            Edit::new(kind, at, self.below(usize::MAX)).apply(octets, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, Random};

    #[track_caller]
    fn becomes(edit: Edit, expected: &str) {
        let mut octets = b"abcdef".to_vec();
        edit.apply(&mut octets, b"XYZ");
        assert_eq!(String::from_utf8_lossy(&octets), expected);
        // Nothing to change is no fault.
        edit.apply(&mut Vec::new(), b"");
    }

    #[test]
    fn changes_are_what_they_are_called() {
        becomes(Edit::Flip { at: 7, bit: 1 }, "a`cdef");
        becomes(Edit::Set { at: 0, octet: b'_' }, "_bcdef");
        becomes(Edit::Insert { at: 6, octet: b'_' }, "abcdef_");
        becomes(Edit::Delete { at: 4, length: 9 }, "abcd");
        becomes(Edit::Repeat { at: 1, length: 2 }, "abcbcdef");
        becomes(
            Edit::Splice {
                at: 3,
                from: 1,
                length: 5,
            },
            "abcYZdef",
        );
    }

    #[test]
    fn the_sequence_is_always_the_same() {
        assert_eq!(Random::new(1).octets(9), Random::new(1).octets(9));
        assert_ne!(Random::new(1).octets(9), Random::new(2).octets(9));
        assert!((0..1000).all(|seed| Random::new(seed).below(7) < 7));
    }
}
