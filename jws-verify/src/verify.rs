//! Verification ([RFC 7515 §5.2]): one path for all serialisations.
//!
//! [RFC 7515 §5.2]: https://www.rfc-editor.org/rfc/rfc7515#section-5.2

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::header::Header;
use crate::jws::{UnverifiedJws, UnverifiedSignature};
use crate::policy::{AlgLocation, MissingKid, PayloadEncoding, RequiredSignatures};
use crate::verified::{VerifiedJws, VerifiedSignature};
use crate::{Algorithm, Error, KeyRing, Limits};

/// Verifies JWSs with the keys of a ring. Built once, used for many.
#[derive(Debug)]
pub struct Verifier {
    keys: KeyRing,
    limits: Limits,
    understood: Vec<Box<str>>,
    alg_location: AlgLocation,
    missing_kid: MissingKid,
    payload_encoding: PayloadEncoding,
    required_signatures: RequiredSignatures,
}

impl Verifier {
    /// With the default limits and policy.
    #[must_use]
    pub fn new(keys: KeyRing) -> Self {
        Self {
            keys,
            limits: Limits::DEFAULT,
            understood: Vec::new(),
            alg_location: AlgLocation::default(),
            missing_kid: MissingKid::default(),
            payload_encoding: PayloadEncoding::default(),
            required_signatures: RequiredSignatures::default(),
        }
    }

    /// Names of header parameters that the caller processes itself when `crit` lists them
    /// ([RFC 7515 §4.1.11](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11)). `crit` is
    /// protected, a parameter that it names need not be: take its value from
    /// [`Header::protected`]. `b64` is for [`Verifier::with_payload_encoding`] to allow and not for
    /// this list.
    #[must_use]
    pub fn understanding<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.understood.extend(names.into_iter().map(Box::from));
        self
    }

    /// Other limits than [`Limits::DEFAULT`].
    #[must_use]
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Where `alg` may stand.
    #[must_use]
    pub const fn with_alg_location(mut self, location: AlgLocation) -> Self {
        self.alg_location = location;
        self
    }

    /// What to do without a `kid`.
    #[must_use]
    pub const fn with_missing_kid(mut self, missing_kid: MissingKid) -> Self {
        self.missing_kid = missing_kid;
        self
    }

    /// Whether payloads may be unencoded.
    #[must_use]
    pub const fn with_payload_encoding(mut self, encoding: PayloadEncoding) -> Self {
        self.payload_encoding = encoding;
        self
    }

    /// Which signatures of a general JWS have to hold.
    #[must_use]
    pub const fn with_required_signatures(mut self, required: RequiredSignatures) -> Self {
        self.required_signatures = required;
        self
    }

    /// The keys.
    #[must_use]
    pub const fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// The limits.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Verifies a JWS in the compact serialisation, which is what tokens are.
    ///
    /// # Errors
    ///
    /// An [`Error`] that names the rule; there is no partial result.
    pub fn verify_compact<'k, 't>(&'k self, text: &'t str) -> Result<VerifiedJws<'k, 't>, Error> {
        self.verify(UnverifiedJws::parse_compact(text, &self.limits)?)
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
        let limits = &self.limits;
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
        self.verify(UnverifiedJws::parse_json(text, &self.limits)?)
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
            &self.limits,
        )?)
    }

    /// Verifies a JWS that has been read, within the limits that it was read with.
    ///
    /// # Errors
    ///
    /// As [`Verifier::verify_compact`].
    pub fn verify<'k, 't>(&'k self, jws: UnverifiedJws<'t>) -> Result<VerifiedJws<'k, 't>, Error> {
        let mut failures: Vec<(usize, Error)> = Vec::new();
        let mut held: Vec<(usize, Held<'k>)> = Vec::new();
        for (index, signature) in jws.signatures().iter().enumerate() {
            // rfc7515-5.2-9: each with its own header and its own keys.
            match self.verify_signature(&jws, signature) {
                Ok(found) => held.push((index, found)),
                Err(error) => failures.push((index, error)),
            }
        }
        // rfc7515-5.2-10, rfc7515-5.2-11, rfc7515-5.2-12
        let enough = match self.required_signatures {
            RequiredSignatures::AtLeastOne => !held.is_empty(),
            RequiredSignatures::All => failures.is_empty(),
        };
        if !enough || held.is_empty() {
            return Err(not_enough(failures, jws.signatures().len()));
        }
        let (payload, headers) = jws.into_parts();
        let mut held = held.into_iter().peekable();
        let signatures = headers
            .into_iter()
            .enumerate()
            .filter_map(|(index, header)| {
                let (_, (algorithm, key)) = held.next_if(|(holding, _)| *holding == index)?;
                Some(VerifiedSignature {
                    index,
                    header,
                    algorithm,
                    key,
                })
            });
        Ok(VerifiedJws {
            payload,
            signatures: signatures.collect(),
            failures,
        })
    }

    fn verify_signature(
        &self,
        jws: &UnverifiedJws<'_>,
        signature: &UnverifiedSignature<'_>,
    ) -> Result<Held<'_>, Error> {
        let header = signature.unverified_header();
        // rfc7515-4-2, rfc7515-4.1.11-8: whatever the caller configured.
        self.check_crit(header)?;
        if self.alg_location == AlgLocation::Protected && !header.is_alg_protected() {
            return Err(Error::AlgUnprotected);
        }
        let chosen = self.keys.choose(header, self.missing_kid)?;
        let signing_input = jws.signing_input(signature);
        let mut first_error = None;
        for key in &chosen.keys {
            // rfc7515-5.2-8
            match key.verify(&signing_input, signature.signature()) {
                Ok(()) => return Ok((chosen.algorithm, key.jwk)),
                // A wrong signature says more than a key that could not be prepared.
                Err(Error::SignatureMismatch) => first_error = Some(Error::SignatureMismatch),
                Err(error) => {
                    first_error.get_or_insert(error);
                }
            }
        }
        Err(first_error.unwrap_or(Error::SignatureMismatch))
    }

    /// rfc7515-4.1.11-1, rfc7797-6-2, rfc7797-7-1
    fn check_crit(&self, header: &Header) -> Result<(), Error> {
        let understood = |name: &str| match name {
            "b64" => self.payload_encoding == PayloadEncoding::AsStated,
            _ => self.understood.iter().any(|known| **known == *name),
        };
        match header.crit().find(|name| !understood(name)) {
            None => Ok(()),
            Some(name) => Err(Error::UnknownCritical { name: name.into() }),
        }
    }
}

type Held<'r> = (&'static Algorithm, &'r jwk_types::Jwk);

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
