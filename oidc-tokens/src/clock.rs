//! The system's clock: the one place that reads it, and only for those who ask.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::{Error, NumericDate};

impl NumericDate {
    /// What the system's clock says.
    ///
    /// # Errors
    ///
    /// [`Error::Clock`] where it stands before 1970.
    pub fn now() -> Result<Self, Error> {
        read(SystemTime::now())
    }
}

pub(crate) fn read(clock: SystemTime) -> Result<NumericDate, Error> {
    let since_1970 = clock.duration_since(UNIX_EPOCH);
    since_1970
        .map(NumericDate::from_duration)
        .map_err(|_| Error::Clock)
}
