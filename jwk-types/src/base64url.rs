//! base64url without padding, one spelling for each octet string ([RFC 7515 §2], [RFC 4648 §5]).
//!
//! Padding, white space, `+`, `/`, any other octet, a lone last character and spare bits that are
//! set are all refused, so decoding is the exact inverse of encoding. There are two decoders that
//! differ in time alone: [`decode`] takes the same for all octets of one length and so may decode
//! secrets; [`decode_public_into`] is faster by far.
//!
//! [RFC 7515 §2]: https://www.rfc-editor.org/rfc/rfc7515#section-2
//! [RFC 4648 §5]: https://www.rfc-editor.org/rfc/rfc4648#section-5

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine as _;
use base64ct::{Base64UrlUnpadded, Encoding};

use crate::Error;

/// Decodes `text`, which is the value of `member`.
///
/// # Errors
///
/// [`Error::Base64`] for anything but the canonical spelling; it names `member`, not the text.
pub fn decode(text: &str, member: &'static str) -> Result<Vec<u8>, Error> {
    // rfc7515-2-1, rfc7515-2-2, rfc4648-3.3-1, rfc4648-3.3-2, rfc4648-3.5-1, rfc4648-5-1,
    // rfc4648-5-2, rfc4648-10-1, rfc4648-12-1, rfc7493-4.4-1
    Base64UrlUnpadded::decode_vec(text).map_err(|_| Error::Base64 { member })
}

/// Decodes `text`, which is the value of `member`, and appends the octets. How long it takes may
/// depend on the text: it is for what is no secret, such as the parts of a token and public keys.
///
/// # Errors
///
/// As [`decode`], for the same texts. Nothing is appended then.
pub fn decode_public_into(
    text: &str,
    member: &'static str,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    let before = out.len();
    engine().decode_vec(text, out).map_err(|_| {
        out.truncate(before);
        Error::Base64 { member }
    })
}

/// Finds out once what the machine can do.
#[cfg(all(feature = "std", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn engine() -> &'static impl base64::Engine {
    use std::sync::LazyLock;

    use base64::engine::{Simd, general_purpose::NO_PAD};

    static ENGINE: LazyLock<Simd> = LazyLock::new(|| Simd::url_safe(NO_PAD));
    &*ENGINE
}

#[cfg(not(all(feature = "std", any(target_arch = "x86_64", target_arch = "aarch64"))))]
fn engine() -> &'static impl base64::Engine {
    &base64::engine::general_purpose::URL_SAFE_NO_PAD
}

/// Encodes without padding.
#[must_use]
pub fn encode(octets: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(octets)
}

#[cfg(test)]
mod tests {
    use alloc::string::String;
    use alloc::vec::Vec;

    use crate::Error;

    /// What both decoders say, which is the same.
    #[track_caller]
    fn decode(text: &str, member: &'static str) -> Result<Vec<u8>, Error> {
        let mut out = Vec::from(*b"before");
        let fast = super::decode_public_into(text, member, &mut out);
        let decoded = super::decode(text, member);
        match &decoded {
            Ok(octets) => {
                assert_eq!(
                    out.strip_prefix(b"before"),
                    Some(octets.as_slice()),
                    "{text:?}"
                );
            }
            Err(_) => assert_eq!(out, b"before", "{text:?}"),
        }
        assert_eq!(fast.err().as_ref(), decoded.as_ref().err(), "{text:?}");
        decoded
    }

    fn encode(octets: &[u8]) -> String {
        super::encode(octets)
    }

    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    fn text(symbols: &[u8]) -> String {
        let characters = symbols.iter().map(|symbol| ALPHABET[usize::from(*symbol)]);
        characters.map(char::from).collect()
    }

    /// rfc4648-3.5-1: of all texts of two and three characters, those without spare bits.
    #[test]
    fn spare_bits_are_refused() {
        for first in 0..64 {
            for second in 0..64 {
                let two = text(&[first, second]);
                assert_eq!(decode(&two, "x").is_ok(), second & 0xf == 0, "{two}");
                for third in 0..64 {
                    let three = text(&[first, second, third]);
                    assert_eq!(decode(&three, "x").is_ok(), third & 0x3 == 0, "{three}");
                }
            }
        }
    }

    /// rfc4648-10-1: both ways, for every octet string of at most two octets and many of three.
    #[test]
    fn decoding_inverts_encoding() {
        let check = |octets: &[u8]| {
            let text = encode(octets);
            assert_eq!(decode(&text, "x").as_deref(), Ok(octets), "{text}");
            assert_eq!(encode(&decode(&text, "x").unwrap()), text);
        };
        check(&[]);
        for first in 0..=255 {
            check(&[first]);
            for second in 0..=255 {
                check(&[first, second]);
                for third in [0, 1, 0x3f, 0x80, 0xfe, 0xff] {
                    check(&[first, second, third]);
                    check(&[first, second, third, first]);
                }
            }
        }
    }

    /// rfc4648-5-2: a lone last character encodes nothing.
    #[test]
    fn lengths_that_no_encoding_has_are_refused() {
        for length in 0..200 {
            let text = "A".repeat(length);
            assert_eq!(decode(&text, "x").is_ok(), length % 4 != 1, "{length}");
        }
    }

    /// rfc4648-3.3-1, rfc4648-3.3-2, rfc4648-5-1, rfc7515-2-1: nothing but the 64 characters.
    #[test]
    fn every_other_octet_is_refused_at_every_place() {
        assert!(decode("AAAAAAAA", "x").is_ok());
        let others = (0..=255_u8).map(char::from);
        for other in others.filter(|c| !c.is_ascii() || !ALPHABET.contains(&(*c as u8))) {
            for place in 0..=8 {
                let mut text = String::from("AAAAAAAA");
                text.insert(place, other);
                assert!(decode(&text, "x").is_err(), "{text:?}");
                let mut characters: Vec<char> = "AAAAAAAA".chars().collect();
                if let Some(character) = characters.get_mut(place) {
                    *character = other;
                }
                let text: String = characters.into_iter().collect();
                assert_eq!(decode(&text, "x").is_ok(), place == 8, "{text:?}");
            }
        }
        for padded in [
            "AA=", "AA==", "A=A", "AAA=", "AAAA=", "AAAA====", "=", "AA==AA",
        ] {
            assert!(decode(padded, "x").is_err(), "{padded}");
        }
    }

    /// Long enough for the fast decoder's widest steps and their ends, with one octet changed at
    /// every place to every other one.
    #[test]
    fn both_decoders_agree_on_long_texts_with_one_change() {
        let octets: Vec<u8> = (0..=255_u8).map(|n| n.wrapping_mul(167)).collect();
        for length in (0..=66).chain([97, 128, 255, 256]) {
            let good = encode(&octets[..length]);
            assert_eq!(decode(&good, "x").as_deref(), Ok(&octets[..length]));
            let step = good.len() / 4 + 1;
            for place in (0..good.len())
                .step_by(step)
                .chain(good.len().checked_sub(1))
            {
                for other in 0..=127_u8 {
                    let mut text = good.clone().into_bytes();
                    text[place] = other;
                    let text = String::from_utf8(text).expect("ASCII");
                    let is_symbol = ALPHABET.contains(&other);
                    let is_last = place + 1 == good.len();
                    let decoded = decode(&text, "x");
                    assert!(is_symbol || decoded.is_err(), "{text}");
                    assert!(!is_symbol || is_last || decoded.is_ok(), "{text}");
                }
                let mut text = good.clone();
                text.replace_range(place..=place, "é");
                assert!(decode(&text, "x").is_err(), "{text}");
            }
        }
    }
}
