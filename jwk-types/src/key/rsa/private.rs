//! The private members of an RSA key ([RFC 7518 §6.3.2]).
//!
//! [RFC 7518 §6.3.2]: https://www.rfc-editor.org/rfc/rfc7518#section-6.3.2

mod check;
mod read;

use alloc::vec::Vec;
use core::fmt;

pub(super) use self::read::read;
use super::RsaPublicKey;
use crate::Error;
use crate::key::write_secret;
use crate::secret::SecretOctets;

/// `d` and, where the key has them, its primes. Wiped when dropped, never printed.
#[derive(Clone)]
pub struct RsaPrivateMembers {
    d: SecretOctets,
    primes: Option<Primes>,
}

/// `p`, `q`, `dp`, `dq`, `qi` and `oth`: all there or none.
#[derive(Clone)]
struct Primes {
    p: SecretOctets,
    q: SecretOctets,
    dp: SecretOctets,
    dq: SecretOctets,
    qi: SecretOctets,
    others: Vec<OtherPrime>,
}

/// One element of `oth`: a prime beyond the second.
#[derive(Clone)]
pub struct OtherPrime {
    r: SecretOctets,
    d: SecretOctets,
    t: SecretOctets,
}

impl OtherPrime {
    /// The prime factor.
    #[must_use]
    pub const fn r(&self) -> &SecretOctets {
        &self.r
    }

    /// Its exponent.
    #[must_use]
    pub const fn d(&self) -> &SecretOctets {
        &self.d
    }

    /// Its coefficient.
    #[must_use]
    pub const fn t(&self) -> &SecretOctets {
        &self.t
    }
}

impl RsaPrivateMembers {
    /// The private exponent.
    #[must_use]
    pub const fn d(&self) -> &SecretOctets {
        &self.d
    }

    /// `p` and `q`.
    #[must_use]
    pub fn primes(&self) -> Option<(&SecretOctets, &SecretOctets)> {
        self.primes.as_ref().map(|primes| (&primes.p, &primes.q))
    }

    /// The primes beyond the second. A user without support for them must not use the key
    /// ([RFC 7518 §6.3.2.7]).
    ///
    /// [RFC 7518 §6.3.2.7]: https://www.rfc-editor.org/rfc/rfc7518#section-6.3.2.7
    #[must_use]
    pub fn other_primes(&self) -> &[OtherPrime] {
        self.primes
            .as_ref()
            .map(|primes| primes.others.as_slice())
            .unwrap_or_default()
    }

    pub(in crate::key) fn write_members(&self, each: &mut dyn FnMut(&str, &str)) {
        write_secret(each, "d", &self.d);
        if let Some(primes) = &self.primes {
            write_secret(each, "p", &primes.p);
            write_secret(each, "q", &primes.q);
            write_secret(each, "dp", &primes.dp);
            write_secret(each, "dq", &primes.dq);
            write_secret(each, "qi", &primes.qi);
        }
    }

    /// Calls `each` with the members of every element of `oth`.
    pub(crate) fn write_other_primes(&self, mut each: impl FnMut(usize, &str, &str)) {
        for (index, prime) in self.other_primes().iter().enumerate() {
            for (name, value) in [("r", &prime.r), ("d", &prime.d), ("t", &prime.t)] {
                write_secret(&mut |name, text| each(index, name, text), name, value);
            }
        }
    }

    /// The private members of a two-prime key that was not read from JSON.
    pub(crate) fn two_primes(
        public: &RsaPublicKey,
        d: &[u8],
        [p, q, dp, dq, qi]: [&[u8]; 5],
    ) -> Result<Self, Error> {
        let secret = |octets: &[u8]| SecretOctets::new(octets.to_vec());
        let members = Self {
            d: secret(d),
            primes: Some(Primes {
                p: secret(p),
                q: secret(q),
                dp: secret(dp),
                dq: secret(dq),
                qi: secret(qi),
                others: Vec::new(),
            }),
        };
        check::check(&members, public)?;
        Ok(members)
    }
}

impl fmt::Debug for RsaPrivateMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RsaPrivateMembers(<redacted>)")
    }
}

impl fmt::Debug for OtherPrime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OtherPrime(<redacted>)")
    }
}
