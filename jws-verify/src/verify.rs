//! Verification ([RFC 7515 §5.2]): one path for all serialisations.
//!
//! [RFC 7515 §5.2]: https://www.rfc-editor.org/rfc/rfc7515#section-5.2

#[cfg(feature = "rayon")]
mod many;

use alloc::vec::Vec;

use crate::one_or_more::OneOrMore;
use crate::verified::{VerifiedJws, VerifiedSignature};
use crate::{Error, HoldingKey, KeyRing, Policy, RequiredSignatures, UnverifiedJws};

/// Verifies JWSs with the keys of a ring. Built once, used for many.
#[derive(Debug)]
pub struct Verifier {
    keys: KeyRing,
    policy: Policy,
}

impl Verifier {
    /// With the default policy.
    #[must_use]
    pub const fn new(keys: KeyRing) -> Self {
        Self {
            keys,
            policy: Policy::new(),
        }
    }

    /// With another policy than [`Policy::new`].
    #[must_use]
    pub fn with_policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The keys.
    #[must_use]
    pub const fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// The policy.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Verifies a JWS in the compact serialisation, which is what tokens are.
    ///
    /// # Errors
    ///
    /// An [`Error`] that names the rule; there is no partial result.
    pub fn verify_compact<'k, 't>(&'k self, text: &'t str) -> Result<VerifiedJws<'k, 't>, Error> {
        self.verify(UnverifiedJws::parse_compact(text, self.policy.limits())?)
    }

    /// Verifies a compact JWS whose payload is `payload`.
    ///
    /// # Errors
    ///
    /// As [`Verifier::verify_compact`].
    pub fn verify_compact_detached<'k, 't>(
        &'k self,
        text: &'t str,
        payload: &'t [u8],
    ) -> Result<VerifiedJws<'k, 't>, Error> {
        let limits = self.policy.limits();
        self.verify(UnverifiedJws::parse_compact_detached(
            text, payload, limits,
        )?)
    }

    /// Verifies a JWS in the flattened or general JSON serialisation.
    ///
    /// # Errors
    ///
    /// As [`Verifier::verify_compact`].
    pub fn verify_json<'k, 't>(&'k self, text: &'t str) -> Result<VerifiedJws<'k, 't>, Error> {
        self.verify(UnverifiedJws::parse_json(text, self.policy.limits())?)
    }

    /// Verifies a JSON serialised JWS whose payload is `payload`.
    ///
    /// # Errors
    ///
    /// As [`Verifier::verify_compact`].
    pub fn verify_json_detached<'k, 't>(
        &'k self,
        text: &'t str,
        payload: &'t [u8],
    ) -> Result<VerifiedJws<'k, 't>, Error> {
        self.verify(UnverifiedJws::parse_json_detached(
            text,
            payload,
            self.policy.limits(),
        )?)
    }

    /// Verifies a JWS that has been read, within the limits that it was read with.
    ///
    /// # Errors
    ///
    /// As [`Verifier::verify_compact`].
    pub fn verify<'k, 't>(&'k self, jws: UnverifiedJws<'t>) -> Result<VerifiedJws<'k, 't>, Error> {
        // rfc7515-7.2.1-9: from here on nobody asks in which form it came.
        let signatures = jws.signatures().len();
        let outcomes: OneOrMore<Result<HoldingKey<'k>, Error>> = (0..signatures)
            // rfc7515-5.2-9: each with its own header and its own keys.
            .map(|index| self.keys.check_signature(&self.policy, &jws, index))
            .collect();
        let held = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        // rfc7515-5.2-10, rfc7515-5.2-11, rfc7515-5.2-12
        let enough = match self.policy.required_signatures {
            RequiredSignatures::AtLeastOne => held > 0,
            RequiredSignatures::All => held > 0 && held == signatures,
        };
        let (payload, headers) = jws.into_parts();
        let mut failures: Vec<(usize, Error)> = Vec::new();
        let of_each = headers.zip(outcomes).enumerate();
        let holding = of_each.filter_map(|(index, (header, outcome))| match outcome {
            Ok(holding) => Some(VerifiedSignature {
                index,
                header,
                algorithm: holding.algorithm(),
                key: holding.key(),
            }),
            Err(error) => {
                failures.push((index, error));
                None
            }
        });
        let holding = holding.collect();
        if !enough {
            return Err(not_enough(failures, signatures));
        }
        Ok(VerifiedJws {
            payload,
            signatures: holding,
            failures,
        })
    }
}

fn not_enough(mut failures: Vec<(usize, Error)>, signatures: usize) -> Error {
    match (signatures, failures.pop()) {
        (1, Some((_, error))) => error,
        (_, last) => {
            failures.extend(last);
            Error::NotEnoughSignatures {
                failures: failures.into_boxed_slice(),
            }
        }
    }
}
