use core::num::Wrapping;

use proptest::prelude::*;

use crate::rust_crypto::tables::comb::{Comb, octets};

fn sum(comb: &Comb<i128>, scalar: &[u8]) -> i128 {
    let terms = comb.terms(scalar);
    terms
        .map(|(multiple, negative)| if negative { -multiple } else { *multiple })
        .sum()
}

proptest! {
    #[test]
    fn the_terms_of_a_scalar_add_up_to_it(width in 2..=8_usize, bits in 1..=64_usize, any in any::<u64>()) {
        // Integers are a group as well.
        let comb = Comb::new(width, bits, 1_i128, |multiples| multiples).expect("all of them");
        let most = u64::MAX >> (64 - bits);
        for scalar in [any & most, most, most - (any & 1), 1 << (bits - 1), 0] {
            prop_assert_eq!(sum(&comb, &scalar.to_le_bytes()), i128::from(scalar));
        }
    }
}

#[test]
fn a_comb_that_lost_a_point_is_none() {
    let lost = Comb::new(4, 64, 1_i128, |mut multiples| {
        multiples.pop();
        multiples
    });
    assert!(lost.is_none());
}

#[test]
fn a_comb_takes_what_it_says() {
    let mut points = 0;
    let comb = Comb::new(6, 256, Wrapping(1_i128), |multiples| {
        points = multiples.len();
        multiples
    });
    assert_eq!(points, 43 * 32);
    assert_eq!(
        size_of_val(&comb.expect("all")) + points * 16,
        octets::<Wrapping<i128>>(6, 256)
    );
}
