//! The caller's own claims.

use serde::Deserialize;

use crate::Error;

/// The text has been read by the strict reader before.
pub(crate) fn read<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| Error::Deserialize {
        line: error.line(),
        column: error.column(),
    })
}
