//! Members for a key that has none yet, with the checks that a key that is read passes.

use alloc::vec::Vec;

use super::{Jwk, read};
use crate::{Error, Key, KeyOperation, KeyUse, algorithm};

/// Members for a key that was made, not read. A [`Key::Unknown`] stays as it came.
impl Jwk {
    /// The same with this `kid`; the same as before for [`Key::Unknown`].
    #[must_use]
    pub fn with_kid(mut self, kid: &str) -> Self {
        if self.refuse_unknown().is_ok() {
            self.parameters.kid = Some(kid.into());
        }
        self
    }

    /// The same with this `alg`.
    ///
    /// # Errors
    ///
    /// [`Error::AlgorithmDoesNotFit`] where the algorithm is registered for other keys, and for
    /// `none`; [`Error::UnsupportedKeyType`] or [`Error::UnsupportedCurve`] for [`Key::Unknown`].
    pub fn with_alg(mut self, alg: &str) -> Result<Self, Error> {
        self.refuse_unknown()?;
        algorithm::check(alg, self.key.shape().as_ref())?;
        self.parameters.alg = Some(alg.into());
        Ok(self)
    }

    /// The same with this `use`.
    ///
    /// # Errors
    ///
    /// [`Error::UseContradictsKeyOps`]; [`Error::UnsupportedKeyType`] or
    /// [`Error::UnsupportedCurve`] for [`Key::Unknown`].
    pub fn with_use(mut self, key_use: KeyUse) -> Result<Self, Error> {
        self.refuse_unknown()?;
        // As it will be read: `Other` may hold a registered value.
        let key_use = KeyUse::from(key_use.as_str());
        read::check_use(Some(&key_use), self.key_ops())?;
        self.parameters.key_use = Some(key_use);
        Ok(self)
    }

    /// The same with these `key_ops`, in this order.
    ///
    /// # Errors
    ///
    /// [`Error::DuplicateKeyOperation`], [`Error::UseContradictsKeyOps`];
    /// [`Error::UnsupportedKeyType`] or [`Error::UnsupportedCurve`] for [`Key::Unknown`].
    pub fn with_key_ops(
        mut self,
        key_ops: impl IntoIterator<Item = KeyOperation>,
    ) -> Result<Self, Error> {
        self.refuse_unknown()?;
        let key_ops: Vec<_> = key_ops
            .into_iter()
            .map(|operation| KeyOperation::from(operation.as_str()))
            .collect();
        read::check_key_ops(&key_ops)?;
        read::check_use(self.key_use(), Some(&key_ops))?;
        self.parameters.key_ops = Some(key_ops);
        Ok(self)
    }

    fn refuse_unknown(&self) -> Result<(), Error> {
        match &self.key {
            Key::Unknown(key) => Err(key.error()),
            _ => Ok(()),
        }
    }
}
