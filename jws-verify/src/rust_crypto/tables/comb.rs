//! A comb: the multiples of one point from which any multiple is a sum without doublings.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::Add;

/// A row of multiples for each digit of a scalar, least significant first.
///
/// The digits have `width` bits and a sign: they go from minus half of 2^width to half of it. The
/// digit d at place i stands for d·2^(width·i) times the point, and its row holds what the digits
/// from 1 to half stand for.
pub(super) struct Comb<P> {
    width: usize,
    /// Points of a row.
    half: usize,
    /// No more memory than [`octets`] says: a vector may have room to spare.
    points: Box<[P]>,
}

/// One summand of a multiple, and whether it is to be subtracted.
pub(super) type Term<'c, P> = (&'c P, bool);

/// What a comb for scalars of at most `bits` bits takes.
#[expect(clippy::arithmetic_side_effects, reason = "of small constants")]
pub(super) const fn octets<P>(width: usize, bits: usize) -> usize {
    size_of::<Comb<P>>() + size_of::<P>() * (rows(width, bits) << (width - 1))
}

/// Where the bits end with a row there is one more, for the last carry.
#[expect(clippy::arithmetic_side_effects, reason = "of small constants")]
const fn rows(width: usize, bits: usize) -> usize {
    bits / width + 1
}

impl<P> Comb<P> {
    /// Computes the multiples of `point` with the group's own addition, and lets `finish` turn all of
    /// them into the form in which they will be added. `None` where that loses one. `width` is at
    /// least 2 and at most 8.
    #[expect(clippy::arithmetic_side_effects, reason = "the addition of a group")]
    pub(super) fn new<G: Copy + Add<Output = G>>(
        width: usize,
        bits: usize,
        point: G,
        finish: impl FnOnce(Vec<G>) -> Vec<P>,
    ) -> Option<Self> {
        let half = 1 << (width - 1);
        let mut multiples = Vec::with_capacity(half * rows(width, bits));
        let mut unit = point;
        for _ in 0..rows(width, bits) {
            let mut multiple = unit;
            multiples.push(multiple);
            for _ in 1..half {
                multiple = multiple + unit;
                multiples.push(multiple);
            }
            unit = multiple + multiple;
        }
        let count = multiples.len();
        let points = finish(multiples);
        (points.len() == count).then_some(Self {
            width,
            half,
            points: points.into_boxed_slice(),
        })
    }

    /// The summands of `scalar` times the point, from the octets of the scalar, least significant
    /// first. A digit of zero has none.
    pub(super) fn terms<'c>(&'c self, scalar: &'c [u8]) -> impl Iterator<Item = Term<'c, P>> {
        let mut carry = false;
        self.points
            .chunks_exact(self.half)
            .zip(windows(scalar, self.width))
            .filter_map(move |(row, window)| {
                let digit = window.saturating_add(usize::from(carry));
                // More than half is less than zero, and one more of the next digit.
                carry = digit > self.half;
                let multiple = match carry {
                    true => self.half.saturating_mul(2).saturating_sub(digit),
                    false => digit,
                };
                Some((row.get(multiple.checked_sub(1)?)?, carry))
            })
    }
}

/// The bits of a scalar, `width` at a time, and zeros without end.
#[expect(clippy::arithmetic_side_effects, reason = "a scalar has few bits")]
fn windows(scalar: &[u8], width: usize) -> impl Iterator<Item = usize> {
    let octet = |at: usize| scalar.get(at).copied().map_or(0, usize::from);
    (0_usize..).map(move |place| {
        let bit = place * width;
        let octets = octet(bit / 8) | (octet(bit / 8 + 1) << 8);
        (octets >> (bit % 8)) & ((1 << width) - 1)
    })
}
