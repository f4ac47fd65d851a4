//! The list of algorithms that a caller accepts.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::error::Error;
use crate::{
    Algorithm, ED25519, EDDSA, ES256, ES384, ES512, HS256, HS384, HS512, Header, PS256, PS384,
    PS512, RS256, RS384, RS512,
};

/// The algorithms that a caller accepts: at least one. A name that is not among them does not exist.
// rfc7518-8.1-1, rfc8725-3.1-1: values that a caller adds and leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Algorithms(Vec<&'static Algorithm>);

impl Algorithms {
    /// These and no others.
    ///
    /// # Errors
    ///
    /// [`Error::NoAlgorithms`] for an empty list: it does not mean "any".
    pub fn only(algorithms: &[&'static Algorithm]) -> Result<Self, Error> {
        let mut list: Vec<&'static Algorithm> = Vec::with_capacity(algorithms.len());
        for algorithm in algorithms {
            if !list.contains(algorithm) {
                list.push(algorithm);
            }
        }
        if list.is_empty() {
            return Err(Error::NoAlgorithms);
        }
        Ok(Self(list))
    }

    /// Those with these names, as they stand in a configuration.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownAlgorithm`] for a name that is none of [`Algorithm::all`], such as `none`, and
    /// [`Error::NoAlgorithms`] for no name at all.
    pub fn named<'n>(names: impl IntoIterator<Item = &'n str>) -> Result<Self, Error> {
        let find = |name| {
            Algorithm::named(name).ok_or_else(|| Error::UnknownAlgorithm {
                name: Box::from(name),
            })
        };
        let algorithms: Vec<_> = names.into_iter().map(find).collect::<Result<_, _>>()?;
        Self::only(&algorithms)
    }

    /// What issuers sign with today: `RS`, `PS` and `ES` with 256, 384 and 512, `Ed25519`, and its
    /// older name `EdDSA`. No MAC: a key that verifies a MAC can also make one.
    #[must_use]
    pub fn asymmetric() -> Self {
        // rfc8725-3.2-1, rfc9864-4.1.2-1
        Self(alloc::vec![
            &RS256, &RS384, &RS512, &PS256, &PS384, &PS512, &ES256, &ES384, &ES512, &ED25519,
            &EDDSA,
        ])
    }

    /// `HS256`, `HS384` and `HS512`, for parties that share a secret.
    #[must_use]
    pub fn hmac() -> Self {
        Self(alloc::vec![&HS256, &HS384, &HS512])
    }

    /// The algorithms in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &'static Algorithm> + '_ {
        self.0.iter().copied()
    }

    /// The algorithm of this name, if it is accepted.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'static Algorithm> {
        // rfc8725-3.1-2, rfc9864-5-2: the list is literal.
        self.iter().find(|algorithm| algorithm.name() == name)
    }

    /// The algorithm that `alg` names.
    ///
    /// # Errors
    ///
    /// [`Error::Unsecured`] for `none`, and [`Error::AlgorithmNotAllowed`] for every other name that
    /// is not among them.
    pub fn accept(&self, alg: &str) -> Result<&'static Algorithm, Error> {
        self.accept_found(Algorithm::named(alg), alg)
    }

    /// The algorithm that a header names.
    ///
    /// # Errors
    ///
    /// As [`Algorithms::accept`].
    pub fn accept_header(&self, header: &Header) -> Result<&'static Algorithm, Error> {
        self.accept_found(header.algorithm(), header.alg())
    }

    /// `found` has the name `alg`.
    fn accept_found(
        &self,
        found: Option<&'static Algorithm>,
        alg: &str,
    ) -> Result<&'static Algorithm, Error> {
        // rfc8725-3.1-2, rfc7515-5.2-13
        match found.filter(|found| self.0.contains(found)) {
            Some(algorithm) => Ok(algorithm),
            // rfc7518-3.6-1, rfc7518-3.6-2, rfc7518-3.6-3, rfc7518-3.6-4, rfc8725-2.1-1
            None if alg == "none" => Err(Error::Unsecured),
            None => Err(Error::AlgorithmNotAllowed { alg: alg.into() }),
        }
    }
}

impl Default for Algorithms {
    /// [`Algorithms::asymmetric`].
    fn default() -> Self {
        Self::asymmetric()
    }
}
