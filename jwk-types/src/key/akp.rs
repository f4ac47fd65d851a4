//! Algorithm key pairs ([RFC 9964 §3]).
//!
//! [RFC 9964 §3]: https://www.rfc-editor.org/rfc/rfc9964#section-3

use alloc::boxed::Box;

use super::members::KeyMembers;
use super::{Key, PrivateMembers, PublicKey, encoded};
use crate::{Error, KeyShape, Rule, algorithm};

/// The public half of an algorithm key pair. It goes with the one algorithm that it names.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AkpPublicKey {
    alg: Box<str>,
    public: Box<[u8]>,
}

/// Octets of an ML-DSA public key ([RFC 9964 §5]); other algorithms are not judged.
///
/// [RFC 9964 §5]: https://www.rfc-editor.org/rfc/rfc9964#section-5
const fn public_octets(alg: &str) -> Option<usize> {
    match alg.as_bytes() {
        b"ML-DSA-44" => Some(1312),
        b"ML-DSA-65" => Some(1952),
        b"ML-DSA-87" => Some(2592),
        _ => None,
    }
}

/// Octets of the seed that is an ML-DSA private key.
pub(crate) const SEED_OCTETS: usize = 32;

impl AkpPublicKey {
    /// The public key for `alg` with these octets.
    ///
    /// # Errors
    ///
    /// [`Error::WrongLength`] where `alg` is an ML-DSA algorithm and `public` has not its length;
    /// [`Error::MemberType`] where `public` is empty; [`Error::AlgorithmDoesNotFit`] where `alg` is
    /// registered for other keys, and for `none`.
    pub fn new(alg: &str, public: &[u8]) -> Result<Self, Error> {
        if let Some(expected) = public_octets(alg)
            && public.len() != expected
        {
            // rfc9964-5-1
            return Err(Error::WrongLength {
                member: "pub",
                expected,
                found: public.len(),
                rule: Rule::new("RFC 9964", "5"),
            });
        }
        if public.is_empty() {
            return Err(Error::MemberType {
                member: "pub",
                expected: "octets",
                found: "none",
                rule: Rule::new("RFC 9964", "3"),
            });
        }
        algorithm::check(alg, Some(&KeyShape::Akp(alg)))?;
        Ok(Self {
            alg: alg.into(),
            public: public.into(),
        })
    }

    /// The algorithm that this key goes with.
    #[must_use]
    pub const fn alg(&self) -> &str {
        &self.alg
    }

    /// The octets of the member `pub`.
    #[must_use]
    pub const fn public(&self) -> &[u8] {
        &self.public
    }

    pub(super) fn write_members(&self, each: &mut dyn FnMut(&str, &str)) {
        each("pub", &encoded(&self.public));
    }
}

impl core::fmt::Debug for AkpPublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("AkpPublicKey")
            .field("alg", &self.alg)
            .field("pub", &encoded(&self.public))
            .finish()
    }
}

pub(super) fn read(members: &KeyMembers<'_, '_>) -> Result<Key, Error> {
    let members = members.under(Rule::new("RFC 9964", "3"));
    // rfc9964-3-1, rfc9964-3-2, rfc9964-3-4
    let alg = members.string("alg")?;
    let public = AkpPublicKey::new(&alg, &members.octets("pub")?)?;
    // rfc9964-3-3, rfc9964-7.3-1
    let private = match (members.has("priv"), public_octets(&alg)) {
        (false, _) => None,
        // rfc9964-4-1, rfc9964-7.3-2. Whether the seed gives this public key is not checked here:
        // nothing expands seeds (rfc9964-7.3-3, rfc9964-7.4-1).
        (true, Some(_)) => Some(
            members
                .under(Rule::new("RFC 9964", "4"))
                .secret_exactly("priv", SEED_OCTETS)?,
        ),
        (true, None) => Some(members.secret("priv")?),
    };
    Ok(Key::public_or_private(
        PublicKey::Akp(public),
        private.map(PrivateMembers::Akp),
    ))
}
