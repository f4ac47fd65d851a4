//! Where and when, as the results tell it.

use std::time::{SystemTime, UNIX_EPOCH};
use std::{fs, thread};

use serde::{Deserialize, Serialize};

/// The machine and the day of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    pub date: String,
    pub processor: String,
    pub threads: usize,
    pub system: String,
    pub compiler: String,
}

impl Machine {
    /// This one, today.
    #[must_use]
    pub fn here() -> Self {
        let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let mut lines = information.lines();
        let model = lines.find_map(|line| line.strip_prefix("model name"));
        let model = model.map(|line| line.trim_start_matches([' ', '\t', ':']));
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            date: date(since.map_or(0, |since| since.as_secs() / 86_400)),
            processor: model.unwrap_or(std::env::consts::ARCH).to_owned(),
            threads: thread::available_parallelism().map_or(1, Into::into),
            system: std::env::consts::OS.to_owned(),
            compiler: compiler().to_owned(),
        }
    }
}

/// The compiler that built this program.
#[must_use]
pub const fn compiler() -> &'static str {
    env!("BENCHES_RUSTC")
}

/// The version of a crate that this program was built with.
#[must_use]
pub fn version_of(name: &str) -> String {
    let lock = include_str!("../Cargo.lock");
    let entry = format!("name = \"{name}\"\nversion = \"");
    let versions = lock.split(entry.as_str()).skip(1);
    let versions = versions.filter_map(|rest| rest.split('"').next());
    versions.last().unwrap_or_default().to_owned()
}

/// A day counted from 1970, as year, month and day.
fn date(days: u64) -> String {
    let mut year = 1970;
    let mut left = days;
    loop {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let february = if leap { 29 } else { 28 };
        let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        for (month, length) in (1..).zip(months) {
            if left < length {
                return format!("{year}-{month:02}-{:02}", left + 1);
            }
            left -= length;
        }
        year += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(59), "1970-03-01");
        assert_eq!(date(11_016), "2000-02-29");
        assert_eq!(date(20_786), "2026-11-29");
    }

    #[test]
    fn versions_are_those_of_the_lock_file() {
        assert_eq!(version_of("benches"), env!("CARGO_PKG_VERSION"));
        assert_eq!(version_of("no-such-crate"), "");
    }
}
