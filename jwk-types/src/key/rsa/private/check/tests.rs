use alloc::vec;
use alloc::vec::Vec;

use super::*;

fn octets(value: &[u8]) -> SecretOctets {
    SecretOctets::new(value.to_vec())
}

/// The same number with many more limbs than it needs.
fn wide(value: u8) -> Secret {
    let mut octets = vec![0; 511];
    octets.push(value);
    Zeroizing::new(BoxedUint::from_be_slice_vartime(&octets))
}

fn narrow(value: u8) -> Secret {
    number(&octets(&[value]))
}

#[test]
fn numbers_of_different_precision_are_compared_by_value() {
    assert_ne!(narrow(15).bits_precision(), wide(15).bits_precision());
    assert!(*narrow(15) == *wide(15));
    assert!(*wide(15) == *narrow(15));
    assert!(*narrow(15) != *wide(14));
    let mut high = vec![1];
    high.extend([0; 63]);
    high.push(15);
    assert!(*narrow(15) != *number(&octets(&high)));
    assert!(*number(&octets(&high)) != *narrow(15));
}

#[test]
fn inverses_are_found_whatever_the_precision() {
    for left in [narrow(3), wide(3)] {
        for right in [narrow(5), wide(5)] {
            for modulus in [narrow(7), wide(7)] {
                assert!(inverts(&left, &right, modulus.clone()), "15 = 1 modulo 7");
                assert!(!inverts(&left, &narrow(4), modulus.clone()));
                assert!(!inverts(&narrow(2), &right, modulus));
            }
        }
    }
}

#[test]
fn exponents_undo_each_other_modulo_one_less_than_the_prime() {
    for exponent in [narrow(3), wide(3)] {
        for prime in [narrow(11), wide(11)] {
            assert!(undoes(&narrow(7), &exponent, &prime), "21 = 1 modulo 10");
            assert!(!undoes(&narrow(5), &exponent, &prime));
        }
    }
}

#[test]
fn a_modulus_of_zero_or_one_has_no_inverses() {
    for modulus in [0, 1] {
        for modulus in [narrow(modulus), wide(modulus)] {
            assert!(!inverts(&narrow(1), &narrow(1), modulus));
        }
    }
}

#[test]
fn minimal_integers_are_compared_by_length_first() {
    assert!(is_less(&[255], &[1, 0]));
    assert!(!is_less(&[1, 0], &[255]));
    assert!(is_less(&[1, 0], &[1, 1]));
    assert!(!is_less(&[7], &[7]));
}

#[test]
fn sizes_are_judged_before_any_arithmetic() {
    let modulus = [&[0x81][..], &[0; 254], &[1]].concat();
    let limits = crate::Limits::DEFAULT;
    let public = RsaPublicKey::new(&modulus, &[1, 0, 1], &limits).expect("a modulus");
    let long: Vec<u8> = vec![0xff; 1 << 20];
    let small: &[u8] = &[3];
    let half: &[u8] = &[0xff; 128];
    let many: &[u8] = &[0xff; 255];
    // Two defects each, for the order of the checks is what counts.
    let cases: [([&[u8]; 5], &str); 7] = [
        ([&long, half, small, small, small], "p"),
        ([half, &long, small, small, small], "q"),
        ([small, half, &long, small, small], "p"),
        ([half, many, &long, small, small], "p"),
        ([half, half, &long, small, small], "dp"),
        ([half, half, small, &long, small], "dq"),
        ([half, half, small, small, &long], "qi"),
    ];
    for (crt, member) in cases {
        let refused = RsaPrivateMembers::two_primes(&public, &[3], crt).unwrap_err();
        assert!(
            matches!(refused, Error::PrivateMismatch { member: found, .. } if found == member),
            "{refused} instead of {member}"
        );
    }
}
