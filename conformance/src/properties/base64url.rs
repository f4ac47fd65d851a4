//! base64url: one text for each octet string.

use jwk_types::{Reason, base64url};

use super::{refusal, text};

pub(super) fn read(octets: &[u8]) -> Result<(), Reason> {
    let decoded = base64url::decode(text(octets)?, "text");
    decoded.map(drop).map_err(|error| error.reason())
}

/// rfc4648-10-1, rfc4648-12-1
pub(super) fn check(octets: &[u8]) {
    let encoded = base64url::encode(octets);
    assert!(is_canonical(&encoded), "{encoded}");
    assert_eq!(base64url::decode(&encoded, "text").as_deref(), Ok(octets));

    let Ok(text) = text(octets) else { return };
    let decoded = base64url::decode(text, "text");
    // The other decoder differs in time alone.
    let mut appended = vec![1, 2, 3];
    let fast = base64url::decode_public_into(text, "text", &mut appended);
    assert_eq!(fast.as_ref().err(), decoded.as_ref().err());
    assert_eq!(
        appended.get(3..),
        Some(decoded.as_deref().unwrap_or_default())
    );
    match decoded {
        Ok(decoded) => assert_eq!(base64url::encode(&decoded), text),
        Err(error) => {
            refusal::check(&error);
            assert!(!is_canonical(text), "{text}");
        }
    }
}

/// The definition, without regard to speed.
fn is_canonical(text: &str) -> bool {
    let value = |octet: u8| match octet {
        b'A'..=b'Z' => Some(octet - b'A'),
        b'a'..=b'z' => Some(octet - b'a' + 26),
        b'0'..=b'9' => Some(octet - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    };
    let values: Option<Vec<u8>> = text.bytes().map(value).collect();
    let Some(values) = values else { return false };
    let spare_bits = match values.len() % 4 {
        0 => 0,
        2 => 0b1111,
        3 => 0b11,
        _ => return false,
    };
    values.last().is_none_or(|last| last & spare_bits == 0)
}
