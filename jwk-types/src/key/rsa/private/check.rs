//! Whether the private members belong to the public ones ([RFC 8017 §3.2]).
//!
//! That the factors are prime is not tested.
//!
//! [RFC 8017 §3.2]: https://www.rfc-editor.org/rfc/rfc8017#section-3.2

use crypto_bigint::{BoxedUint, ConcatenatingMul, NonZero};
use zeroize::Zeroizing;

use super::{OtherPrime, Primes, RsaPrivateMembers};
use crate::key::rsa::RsaPublicKey;
use crate::secret::SecretOctets;
use crate::{Error, Rule};

type Secret = Zeroizing<BoxedUint>;

pub(super) fn check(members: &RsaPrivateMembers, public: &RsaPublicKey) -> Result<(), Error> {
    if !is_odd(&members.d) || !is_less(members.d.expose_secret(), public.n()) {
        return mismatch("d");
    }
    match &members.primes {
        None => Ok(()),
        Some(primes) => {
            primes.check_sizes(public)?;
            primes.check_values(public, &members.d)
        }
    }
}

fn mismatch(member: &'static str) -> Result<(), Error> {
    let section = match member {
        "d" => "6.3.2.1",
        "p" => "6.3.2.2",
        "q" => "6.3.2.3",
        "dp" => "6.3.2.4",
        "dq" => "6.3.2.5",
        "qi" => "6.3.2.6",
        _ => "6.3.2.7",
    };
    Err(Error::PrivateMismatch {
        member,
        rule: Rule::new("RFC 7518", section),
    })
}

impl Primes {
    /// Bounds everything by the modulus, which is within the limits, before any arithmetic: what
    /// follows costs no more than it does for a good key.
    fn check_sizes(&self, public: &RsaPublicKey) -> Result<(), Error> {
        let mut octets = 0_usize;
        let mut carries = 0_usize;
        for (member, prime) in self.primes() {
            if !is_less(prime.expose_secret(), public.n()) {
                return mismatch(member);
            }
            octets = octets.saturating_add(prime.len());
            carries = carries.saturating_add(1);
        }
        // A product of k numbers has at most k - 1 octets fewer than they have together.
        let fewest = octets.saturating_sub(carries).saturating_add(1);
        if !(fewest..=octets).contains(&public.n().len()) {
            return mismatch("p");
        }
        let below = [
            ("dp", &self.dp, &self.p),
            ("dq", &self.dq, &self.q),
            ("qi", &self.qi, &self.p),
        ];
        for (member, value, prime) in below {
            if !is_less(value.expose_secret(), prime.expose_secret()) {
                return mismatch(member);
            }
        }
        for OtherPrime { r, d, t } in &self.others {
            for value in [d, t] {
                if !is_less(value.expose_secret(), r.expose_secret()) {
                    return mismatch("oth");
                }
            }
        }
        Ok(())
    }

    /// The primes multiply to the modulus, every exponent undoes `e`, every coefficient inverts.
    fn check_values(&self, public: &RsaPublicKey, d: &SecretOctets) -> Result<(), Error> {
        let (p, q) = (number(&self.p), number(&self.q));
        let pq = Zeroizing::new(p.concatenating_mul(&*q));
        // rfc7518-6.3.2.7-2: the product covers the primes of `oth`.
        let product = self.others.iter().fold(pq.clone(), |product, other| {
            Zeroizing::new(product.concatenating_mul(&*number(&other.r)))
        });
        if *product != BoxedUint::from_be_slice_vartime(public.n()) {
            return mismatch("p");
        }
        let e = Zeroizing::new(BoxedUint::from_be_slice_vartime(public.e()));
        let d = number(d);
        for (_, prime) in self.primes() {
            if !undoes(&e, &d, &number(prime)) {
                return mismatch("d");
            }
        }
        if !undoes(&e, &number(&self.dp), &p) {
            return mismatch("dp");
        }
        if !undoes(&e, &number(&self.dq), &q) {
            return mismatch("dq");
        }
        if !inverts(&number(&self.qi), &q, p.clone()) {
            return mismatch("qi");
        }
        let mut before = pq;
        for other in &self.others {
            let r = number(&other.r);
            let sound =
                undoes(&e, &number(&other.d), &r) && inverts(&number(&other.t), &before, r.clone());
            if !sound {
                return mismatch("oth");
            }
            before = Zeroizing::new(before.concatenating_mul(&*r));
        }
        Ok(())
    }

    fn primes(&self) -> impl Iterator<Item = (&'static str, &SecretOctets)> {
        let others = self.others.iter().map(|other| ("oth", &other.r));
        [("p", &self.p), ("q", &self.q)].into_iter().chain(others)
    }
}

/// Whether `e` times `exponent` is 1 modulo `prime` - 1.
fn undoes(e: &Secret, exponent: &Secret, prime: &Secret) -> bool {
    inverts(
        exponent,
        e,
        Zeroizing::new(prime.wrapping_sub(BoxedUint::one())),
    )
}

/// Whether `left` times `right` is 1 modulo `modulus`.
fn inverts(left: &Secret, right: &Secret, modulus: Secret) -> bool {
    let Some(modulus) = NonZero::new(BoxedUint::clone(&modulus)).into_option() else {
        return false;
    };
    let modulus: Zeroizing<NonZero<BoxedUint>> = Zeroizing::new(modulus);
    let product = Zeroizing::new(left.concatenating_mul(&**right));
    *Zeroizing::new(product.rem(&*modulus)) == BoxedUint::one()
}

fn number(octets: &SecretOctets) -> Secret {
    Zeroizing::new(BoxedUint::from_be_slice_vartime(octets.expose_secret()))
}

fn is_odd(octets: &SecretOctets) -> bool {
    let last = octets.expose_secret().last();
    last.is_some_and(|octet| octet & 1 == 1)
}

/// Compares minimal big-endian integers.
fn is_less(left: &[u8], right: &[u8]) -> bool {
    (left.len(), left) < (right.len(), right)
}

#[cfg(test)]
mod tests;
