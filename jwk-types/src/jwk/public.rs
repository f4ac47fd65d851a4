//! JWKs that hold nothing private.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{Jwk, bare, read};
use crate::{Error, Key, KeyOperation, KeyUse, PublicKey};

/// A JWK that holds a public key and nothing private. Only this kind can be published.
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
    pub fn with_kid(mut self, kid: &str) -> Self {
        self.0.parameters.kid = Some(kid.into());
        self
    }

    /// The same with this `alg`.
    ///
    /// # Errors
    ///
    /// [`Error::AlgorithmDoesNotFit`] where the algorithm is registered for other keys.
    pub fn with_alg(mut self, alg: &str) -> Result<Self, Error> {
        read::check_alg(alg, &self.0.key)?;
        self.0.parameters.alg = Some(alg.into());
        Ok(self)
    }

    /// The same with this `use`.
    ///
    /// # Errors
    ///
    /// [`Error::UseContradictsKeyOps`].
    pub fn with_use(mut self, key_use: KeyUse) -> Result<Self, Error> {
        read::check_use(Some(&key_use), self.0.key_ops())?;
        self.0.parameters.key_use = Some(key_use);
        Ok(self)
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
