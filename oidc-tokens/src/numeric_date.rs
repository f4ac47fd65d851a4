//! `NumericDate` ([RFC 7519 §2]): a bounded decimal, never a binary fraction.
//!
//! [RFC 7519 §2]: https://www.rfc-editor.org/rfc/rfc7519#section-2

use core::fmt;
use core::time::Duration;

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted, from 0 to less than 2^53.
///
/// A fraction is kept to the nanosecond; what is finer is dropped, so that a date never lies later
/// than it was stated.
// rfc7519-2-4
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumericDate {
    seconds: u64,
    nanoseconds: u32,
}

/// Why a number is no date that a token could mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Negative,
    TooLarge,
}

impl Fault {
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Negative => "is negative",
            Self::TooLarge => "is 2^53 seconds or more",
        }
    }
}

/// 2^53: beyond it readers that keep numbers in binary floating point lose seconds.
const END: u64 = 1 << 53;
/// As many digits as no date beyond [`NumericDate::MAX`] has.
const USUAL_DIGITS: usize = 15;
/// Decimal digits before the point that a date can have.
const DIGITS: i64 = 16;
const FRACTION_DIGITS: usize = 9;

impl NumericDate {
    /// The latest date.
    pub const MAX: Self = Self {
        seconds: END - 1,
        nanoseconds: 999_999_999,
    };

    /// Whole seconds; later ones than [`NumericDate::MAX`] are that.
    #[must_use]
    pub const fn from_seconds(seconds: u64) -> Self {
        if seconds >= END {
            return Self::MAX;
        }
        Self {
            seconds,
            nanoseconds: 0,
        }
    }

    /// So long after 1970 began; later than [`NumericDate::MAX`] is that.
    #[must_use]
    pub const fn from_duration(since_1970: Duration) -> Self {
        if since_1970.as_secs() >= END {
            return Self::MAX;
        }
        Self {
            seconds: since_1970.as_secs(),
            nanoseconds: since_1970.subsec_nanos(),
        }
    }

    /// Reads a JSON number, with or without a fraction and an exponent.
    ///
    /// `None` for what is no JSON number, is negative, or is 2^53 or more.
    #[must_use]
    pub fn from_json(number: &str) -> Option<Self> {
        let json = jwk_types::json::Document::parse(number.as_bytes(), "number", number.len(), 1);
        Self::read(json.ok()?.root().as_number()?).ok()
    }

    /// Reads the text of a JSON number; the reader has checked its form.
    #[inline]
    pub(crate) fn read(number: &str) -> Result<Self, Fault> {
        // How nearly all dates are spelt: what is done else would find the same.
        match whole(number) {
            Some(seconds) => Ok(Self::from_seconds(seconds)),
            None => Self::read_any(number),
        }
    }

    fn read_any(number: &str) -> Result<Self, Fault> {
        // rfc7519-2-3, rfc7519-4.1.4-5
        if number.starts_with('-') {
            return Err(Fault::Negative);
        }
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = || whole.bytes().chain(fraction.bytes());
        let Some(zeros) = digits().position(|digit| digit != b'0') else {
            return Ok(Self::from_seconds(0));
        };
        // The value is 0.DIGITS times ten to the power of `point`, the first digit not being zero.
        let point = length(whole)
            .saturating_sub(i64::try_from(zeros).unwrap_or(i64::MAX))
            .saturating_add(power(exponent));
        if point > DIGITS {
            return Err(Fault::TooLarge);
        }
        let mut seconds = 0_u64;
        let mut nanoseconds = 0_u32;
        let mut significant = digits().skip(zeros);
        for _ in 0..point {
            seconds = seconds
                .saturating_mul(10)
                .saturating_add(u64::from(value(significant.next())));
        }
        let leading = usize::try_from(point.saturating_neg())
            .unwrap_or(0)
            .min(FRACTION_DIGITS);
        for place in 0..FRACTION_DIGITS {
            let digit = if place < leading {
                0
            } else {
                value(significant.next())
            };
            nanoseconds = nanoseconds.saturating_mul(10).saturating_add(digit);
        }
        if seconds >= END {
            return Err(Fault::TooLarge);
        }
        Ok(Self {
            seconds,
            nanoseconds,
        })
    }

    /// The whole seconds.
    #[must_use]
    pub const fn seconds(self) -> u64 {
        self.seconds
    }

    /// The nanoseconds beyond the whole seconds.
    #[must_use]
    pub const fn subsec_nanoseconds(self) -> u32 {
        self.nanoseconds
    }

    /// The time since 1970 began.
    #[must_use]
    pub const fn since_1970(self) -> Duration {
        Duration::new(self.seconds, self.nanoseconds)
    }

    /// Later by `duration`, at most [`NumericDate::MAX`].
    #[must_use]
    pub const fn saturating_add(self, duration: Duration) -> Self {
        Self::from_duration(self.since_1970().saturating_add(duration))
    }
}

/// At most [`USUAL_DIGITS`], and nothing else.
#[inline]
fn whole(number: &str) -> Option<u64> {
    if number.len() > USUAL_DIGITS {
        return None;
    }
    let mut seconds = 0_u64;
    for octet in number.bytes() {
        let digit = octet.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        seconds = seconds.wrapping_mul(10).wrapping_add(u64::from(digit));
    }
    Some(seconds)
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

/// An exponent of any length: beyond the bounds of `i64` there is no difference any more.
fn power(text: &str) -> i64 {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let magnitude = digits.bytes().fold(0_i64, |all, digit| {
        all.saturating_mul(10)
            .saturating_add(i64::from(value(Some(digit))))
    });
    if negative {
        magnitude.saturating_neg()
    } else {
        magnitude
    }
}

/// A digit; those beyond the last one are zero.
fn value(digit: Option<u8>) -> u32 {
    char::from(digit.unwrap_or(b'0')).to_digit(10).unwrap_or(0)
}

impl fmt::Display for NumericDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            seconds,
            nanoseconds,
        } = self;
        if *nanoseconds == 0 {
            return write!(f, "{seconds}");
        }
        let fraction = alloc::format!("{nanoseconds:09}");
        write!(f, "{seconds}.{}", fraction.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[track_caller]
    fn reads(text: &str, shown: &str) {
        let date = NumericDate::from_json(text).expect("a date");
        assert_eq!(date.to_string(), shown, "{text}");
    }

    #[test]
    fn whole_seconds_have_the_value_of_their_longer_spelling() {
        for digits in 1..=16_u32 {
            for seconds in [10_u64.pow(digits - 1), 10_u64.pow(digits) - 1] {
                let (usual, longer) = (seconds.to_string(), alloc::format!("{seconds}.0"));
                let read = |text: &str| NumericDate::from_json(text);
                assert_eq!(read(&usual), read(&longer), "{usual}");
            }
        }
        reads("0", "0");
    }

    #[test]
    fn every_spelling_of_a_number_gives_its_value() {
        for (text, shown) in [
            ("0", "0"),
            ("0.0e99999999999999999999", "0"),
            ("1300819380", "1300819380"),
            ("1.30081938e9", "1300819380"),
            ("1.30081938E+9", "1300819380"),
            ("130081938000e-2", "1300819380"),
            ("13008193805e-1", "1300819380.5"),
            ("1795464584.336896", "1795464584.336896"),
            ("0.000000001", "0.000000001"),
            ("0.00000000099", "0"),
            ("1e-99999999999999999999", "0"),
            ("999.9999999999999", "999.999999999"),
            ("9007199254740991", "9007199254740991"),
            ("0.0009e4", "9"),
            ("1e15", "1000000000000000"),
        ] {
            reads(text, shown);
        }
    }

    #[test]
    fn what_no_token_could_mean_is_refused() {
        for (text, fault) in [
            ("-1", Fault::Negative),
            ("-0", Fault::Negative),
            ("-1e-400", Fault::Negative),
            ("9007199254740992", Fault::TooLarge),
            ("1e16", Fault::TooLarge),
            ("1e400", Fault::TooLarge),
            ("1e99999999999999999999", Fault::TooLarge),
            ("10000000000000000000000000", Fault::TooLarge),
        ] {
            assert_eq!(NumericDate::read(text), Err(fault), "{text}");
            assert_eq!(NumericDate::from_json(text), None, "{text}");
        }
    }

    #[test]
    fn text_that_is_no_number_is_refused() {
        for text in [
            "", "\"1\"", "01", "1.", "NaN", "Infinity", "true", "[1]", "1 2",
        ] {
            assert_eq!(NumericDate::from_json(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_ordered_to_the_nanosecond() {
        let date = |text| NumericDate::from_json(text).expect("a date");
        assert!(date("999.9") < date("1000"));
        assert!(date("1000") < date("1000.000000001"));
        assert_eq!(date("1e3"), date("1000.0"));
    }

    #[test]
    fn adding_stops_at_the_latest_date() {
        let late = NumericDate::MAX.saturating_add(Duration::from_secs(1));
        assert_eq!(late, NumericDate::MAX);
        assert_eq!(NumericDate::from_seconds(u64::MAX), NumericDate::MAX);
        assert_eq!(NumericDate::from_duration(Duration::MAX), NumericDate::MAX);
    }
}
