//! Moduli of a generator that gave its secrets away (CVE-2017-15361).
//!
//! The generator made primes that are powers of 65,537 modulo each of many small primes, and so the
//! moduli are. Of other moduli, one in many millions is.

/// Small primes of which 65,537 generates a small part.
const PRIMES: [u32; 17] = [
    11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157,
];

pub(super) fn is_fingerprint(n: &[u8]) -> bool {
    PRIMES
        .into_iter()
        .all(|prime| is_power(remainder(n, prime), prime))
}

fn remainder(n: &[u8], prime: u32) -> u32 {
    n.iter().fold(0, |rest, octet| {
        let next = rest.wrapping_shl(8) | u32::from(*octet);
        next.checked_rem(prime).unwrap_or_default()
    })
}

/// Whether `wanted` is a power of 65,537 modulo `prime`.
fn is_power(wanted: u32, prime: u32) -> bool {
    let mut power = 1;
    for _ in 0..prime {
        if power == wanted {
            return true;
        }
        // Less than 157 times 65,537.
        let next: u32 = 65_537_u32.wrapping_mul(power);
        power = next.checked_rem(prime).unwrap_or_default();
    }
    false
}
