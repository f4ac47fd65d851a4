//! JWKs that hold nothing private.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{Jwk, bare};
use crate::{Error, Key, KeyOperation, KeyUse, PublicKey};

/// A JWK that holds a public key and none of the registered private members. Only this kind can be
/// published.
///
/// Extra members are kept where the JWK was public when it was read: whoever wrote it published
/// them already. Of a private JWK none is kept ([`Jwk::to_public`]).
#[derive(Clone)]
pub struct PublicJwk(Jwk);

impl PublicJwk {
    /// rfc7517-7-1: nothing that is private passes.
    pub(super) fn of(jwk: &Jwk) -> Option<Self> {
        let public = jwk.key.public()?.clone();
        let mut parameters = jwk.parameters.clone();
        parameters
            .extra
            .retain(|member| !Jwk::PRIVATE_MEMBERS.contains(&member.name()));
        if jwk.is_secret() {
            // What the owner of a private key noted beside it may be private as well.
            parameters.extra.clear();
            parameters.key_ops = parameters.key_ops.map(public_operations);
        }
        Some(Self(Jwk {
            key: Key::Public(public),
            parameters,
        }))
    }

    pub(super) fn into_jwk(self) -> Jwk {
        self.0
    }

    /// The JWK, which is known to hold a public key.
    #[must_use]
    pub const fn as_jwk(&self) -> &Jwk {
        &self.0
    }

    /// The public key.
    #[must_use]
    pub const fn key(&self) -> Option<&PublicKey> {
        self.0.key.public()
    }

    /// A public key without further members, but for the `alg` that an `AKP` key has to have.
    #[must_use]
    pub fn new(key: PublicKey) -> Self {
        // rfc7638-3.5-1
        Self(bare(Key::Public(key)))
    }

    /// The same with this `kid`.
    #[must_use]
    pub fn with_kid(self, kid: &str) -> Self {
        Self(self.0.with_kid(kid))
    }

    /// The same with this `alg`.
    ///
    /// # Errors
    ///
    /// [`Error::AlgorithmDoesNotFit`] where the algorithm is registered for other keys, and for
    /// `none`.
    pub fn with_alg(self, alg: &str) -> Result<Self, Error> {
        self.0.with_alg(alg).map(Self)
    }

    /// The same with this `use`.
    ///
    /// # Errors
    ///
    /// [`Error::UseContradictsKeyOps`].
    pub fn with_use(self, key_use: KeyUse) -> Result<Self, Error> {
        self.0.with_use(key_use).map(Self)
    }

    /// The same with these `key_ops`, in this order.
    ///
    /// # Errors
    ///
    /// [`Error::DuplicateKeyOperation`] and [`Error::UseContradictsKeyOps`].
    pub fn with_key_ops(
        self,
        key_ops: impl IntoIterator<Item = KeyOperation>,
    ) -> Result<Self, Error> {
        self.0.with_key_ops(key_ops).map(Self)
    }

    /// The JWK as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        String::clone(&crate::write::jwk(&self.0))
    }
}

/// What is left to do with the public half.
fn public_operations(key_ops: Vec<KeyOperation>) -> Vec<KeyOperation> {
    let mut public = Vec::with_capacity(key_ops.len());
    for operation in key_ops {
        let operation = match operation {
            KeyOperation::Sign => KeyOperation::Verify,
            KeyOperation::Decrypt => KeyOperation::Encrypt,
            KeyOperation::UnwrapKey => KeyOperation::WrapKey,
            // The public half takes no part in these ([RFC 8037 §3.2], Web Cryptography).
            KeyOperation::DeriveKey | KeyOperation::DeriveBits => continue,
            other => other,
        };
        if !public.contains(&operation) {
            public.push(operation);
        }
    }
    public
}

impl fmt::Debug for PublicJwk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PublicJwk").field(&self.0).finish()
    }
}
