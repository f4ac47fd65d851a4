//! What a set says of a key, next to the key itself.

use alloc::boxed::Box;
use alloc::vec::Vec;

use jwk_types::{ExtraMember, Jwk, KeyOperation, KeyUse};

/// Every parameter, in a form without order: by `kid` first. Not printed, for extra members may be
/// private.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Label<'s> {
    kid: Option<&'s str>,
    kty: &'s str,
    alg: Option<&'s str>,
    key_use: Option<&'s str>,
    key_ops: Option<Vec<&'s str>>,
    x5u: Option<&'s str>,
    x5c: Option<&'s [Box<str>]>,
    x5t: Option<&'s str>,
    x5t_s256: Option<&'s str>,
    extra: Vec<(&'s str, &'s str)>,
}

impl<'s> Label<'s> {
    pub(super) fn of(key: &'s Jwk) -> Self {
        let key_ops = key.key_ops().map(|operations| {
            let mut operations: Vec<_> = operations.iter().map(KeyOperation::as_str).collect();
            operations.sort_unstable();
            operations
        });
        let extra = key.extra().iter();
        let mut extra: Vec<_> = extra
            .map(|e| (e.name(), ExtraMember::expose_json(e)))
            .collect();
        extra.sort_unstable();
        Self {
            kid: key.kid(),
            kty: key.kty(),
            alg: key.alg(),
            key_use: key.key_use().map(KeyUse::as_str),
            key_ops,
            x5u: key.x5u(),
            x5c: key.x5c(),
            x5t: key.x5t(),
            x5t_s256: key.x5t_s256(),
            extra,
        }
    }

    /// Not after any label with this `kid`, and after all with a lesser one.
    pub(super) fn first_of(kid: &'s str) -> Self {
        Self {
            kid: Some(kid),
            ..Self::default()
        }
    }

    pub(super) const fn kid(&self) -> Option<&'s str> {
        self.kid
    }
}
