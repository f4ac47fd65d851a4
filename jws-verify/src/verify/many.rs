//! Many JWSs on all processors.

use alloc::vec::Vec;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Verifier;
use crate::{Error, VerifiedJws};

impl Verifier {
    /// Verifies many compact JWSs on all processors. The outcomes are in the order of the texts, each that of
    /// [`Verifier::verify_compact`].
    ///
    /// All outcomes are in memory at once, and the texts have to be: where there are too many for that, verify them some
    /// thousands at a time, as the example `verify_file` does. It runs in the thread pool of `rayon` that the caller is
    /// in, or in the global one.
    ///
    /// # Errors
    ///
    /// None for all of them: one text does not keep another from being verified.
    pub fn verify_many<'k, 't, T: AsRef<str> + Sync + ?Sized + 't>(
        &'k self,
        texts: impl IntoIterator<Item = &'t T>,
    ) -> Vec<Result<VerifiedJws<'k, 't>, Error>> {
        let texts: Vec<&'t T> = texts.into_iter().collect();
        let outcomes = texts
            .par_iter()
            .map(|text| self.verify_compact((*text).as_ref()));
        outcomes.collect()
    }
}
