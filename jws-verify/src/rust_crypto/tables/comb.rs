//! A comb: the multiples of one point from which any multiple is a sum without doublings.

use alloc::vec::Vec;
use core::ops::Add;

/// For each digit of a scalar, least significant first, the multiples that the digit can ask for.
///
/// A scalar is written with digits of `width` bits from minus half to half of 2^width. The digit d at
/// place i stands for d·2^(width·i)·P; its row holds the multiples of 2^(width·i)·P from 1 to half.
pub(super) struct Comb<P> {
    width: u32,
    half: usize,
    rows: Vec<P>,
}

/// One summand of a multiple, and whether it is to be subtracted.
pub(super) type Term<'c, P> = (&'c P, bool);

/// What a comb for scalars of at most `bits` bits takes.
pub(super) const fn octets<P>(width: u32, bits: u32) -> usize {
    size_of::<Comb<P>>() + points(width, bits) * size_of::<P>()
}

const fn points(width: u32, bits: u32) -> usize {
    (rows(width, bits) as usize) << (width - 1)
}

/// Where the bits end with a row there is one more, for the last carry.
const fn rows(width: u32, bits: u32) -> u32 {
    bits / width + 1
}

impl<P> Comb<P> {
    /// Computes the multiples of `point` with the group's own addition, and `finish` turns all of
    /// them into the form in which they are added. `width` is at most 8. `None` where a point got
    /// lost.
    #[expect(clippy::arithmetic_side_effects, reason = "the addition of a group")]
    pub(super) fn new<G: Copy + Add<Output = G>>(
        width: u32,
        bits: u32,
        point: G,
        finish: impl FnOnce(Vec<G>) -> Vec<P>,
    ) -> Option<Self> {
        let half = 1 << (width - 1);
        let mut all = Vec::with_capacity(points(width, bits));
        let mut first = point;
        for _ in 0..rows(width, bits) {
            let mut multiple = first;
            all.push(multiple);
            for _ in 1..half {
                multiple = multiple + first;
                all.push(multiple);
            }
            first = multiple + multiple;
        }
        let rows = finish(all);
        (rows.len() == points(width, bits)).then_some(Self { width, half, rows })
    }

    /// The summands of `scalar` times the point, from the octets of the scalar, least significant
    /// first. A digit of zero has none.
    pub(super) fn terms<'c>(&'c self, scalar: &'c [u8]) -> impl Iterator<Item = Term<'c, P>> {
        let mut carry = false;
        let rows = self.rows.chunks_exact(self.half);
        rows.zip(windows(scalar, self.width))
            .filter_map(move |(row, window)| {
                let digit = window.saturating_add(usize::from(carry));
                carry = digit > self.half;
                let multiple = if carry {
                    self.half.saturating_mul(2).abs_diff(digit)
                } else {
                    digit
                };
                Some((row.get(multiple.checked_sub(1)?)?, carry))
            })
    }
}

/// The bits of a scalar, `width` at a time and without end.
fn windows(scalar: &[u8], width: u32) -> impl Iterator<Item = usize> {
    let octet = |at: usize| u32::from(scalar.get(at).copied().unwrap_or(0));
    let mask = (1u32 << width) - 1;
    (0usize..).map(move |place| {
        let bit = place * width as usize;
        let two = octet(bit / 8) | (octet(bit / 8 + 1) << 8);
        ((two >> (bit % 8)) & mask) as usize
    })
}
