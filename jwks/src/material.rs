//! Whether two keys are the same key, whatever is said about them.

use alloc::boxed::Box;

use jwk_types::{HashAlgorithm, Jwk, Key, PublicKey};

/// What makes two keys one: of a private key the public half counts. Not printed: the thumbprint
/// of a symmetric key tells those who can guess it what it is ([RFC 7638 §7]).
///
/// [RFC 7638 §7]: https://www.rfc-editor.org/rfc/rfc7638#section-7
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Material {
    Thumbprint(Box<[u8]>),
    /// An `AKP` key whose `alg` no thumbprint can hold ([RFC 7638 §3.3]).
    ///
    /// [RFC 7638 §3.3]: https://www.rfc-editor.org/rfc/rfc7638#section-3.3
    Akp(Box<str>, Box<[u8]>),
}

impl Material {
    /// `None` for a key of unknown type.
    pub(crate) fn of(key: &Jwk) -> Option<Self> {
        match (key.thumbprint(HashAlgorithm::Sha256), key.key().public()) {
            (Ok(thumbprint), _) => Some(Self::Thumbprint(thumbprint.digest().into())),
            (Err(_), Some(PublicKey::Akp(akp))) => {
                Some(Self::Akp(akp.alg().into(), akp.public().into()))
            }
            (Err(_), _) => None,
        }
    }
}

/// Whether two keys are the same for verification. Of symmetric keys only digests are compared.
pub(crate) fn same_key(left: &Jwk, right: &Jwk) -> bool {
    match (left.key(), right.key()) {
        (Key::Symmetric(_), Key::Symmetric(_)) => Material::of(left) == Material::of(right),
        (left, right) => match (left.public(), right.public()) {
            (Some(left), Some(right)) => left == right,
            _ => false,
        },
    }
}
