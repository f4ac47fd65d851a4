//! The certificate members of a JWK: `x5c`, `x5t` and `x5t#S256` ([RFC 7517 §4.7] to [§4.9]).
//!
//! [`check`] says whether these members belong to the key that they stand next to. It says nothing
//! about trust: no signature, no date, no name and no chain is looked at, and an expired or
//! self-signed certificate passes. A key is trusted because of where the JWK came from.
//!
//! [RFC 7517 §4.7]: https://www.rfc-editor.org/rfc/rfc7517#section-4.7
//! [§4.9]: https://www.rfc-editor.org/rfc/rfc7517#section-4.9

mod key_usage;

use alloc::boxed::Box;
use alloc::vec::Vec;

use base64ct::{Base64, Encoding};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::der_key::certificate::Certificate;
use crate::{Error, Jwk, Limits, PublicKey, Rule, base64url};

/// Whether the certificate members agree with the key and with each other.
///
/// - every element of `x5c` is base64 with padding, not base64url, without line breaks, of the DER
///   of a certificate (as far as its outline goes: names, dates and extensions are not read);
/// - the first one holds the key of the JWK, and where it has a key usage extension, that allows
///   what `use` says;
/// - `x5t` and `x5t#S256` are base64url of 20 and 32 octets, and where there is an `x5c`, the
///   SHA-1 and SHA-256 digests of its first certificate.
///
/// A JWK without these members passes.
///
/// # Errors
///
/// [`Error::Certificate`] for what concerns the certificates, [`Error::Base64`] and
/// [`Error::WrongLength`] for `x5t` and `x5t#S256`.
pub fn check(jwk: &Jwk) -> Result<(), Error> {
    let leaf = match jwk.x5c() {
        Some(chain) => Some(check_chain(chain, jwk)?),
        None => None,
    };
    let sha1 = leaf.as_ref().map(|leaf| Sha1::digest(leaf).to_vec());
    let sha256 = leaf.as_ref().map(|leaf| Sha256::digest(leaf).to_vec());
    // rfc7517-4.8-1, rfc7517-4.8-2, rfc7517-4.9-1, rfc7517-4.9-2
    check_digest("x5t", "4.8", 20, jwk.x5t(), sha1)?;
    check_digest("x5t#S256", "4.9", 32, jwk.x5t_s256(), sha256)
}

const fn fault(fault: &'static str) -> Error {
    Error::Certificate {
        member: "x5c",
        fault,
    }
}

/// Returns the first certificate.
fn check_chain(chain: &[Box<str>], jwk: &Jwk) -> Result<Vec<u8>, Error> {
    let mut leaf = None;
    for text in chain {
        // rfc7517-4.7-1, rfc4648-3.1-1, rfc4648-3.2-1, rfc4648-4-1
        let der = Base64::decode_vec(text)
            .map_err(|_| fault("an element is not base64 with padding and without line breaks"))?;
        let certificate =
            Certificate::read(&der).map_err(|_| fault("an element is not a DER certificate"))?;
        if leaf.is_none() {
            check_leaf(&certificate, jwk)?;
            leaf = Some(der);
        }
    }
    leaf.ok_or(Error::NoCertificates)
}

/// rfc7517-4.7-2, rfc7517-4.7-3, rfc7517-4.7-4, rfc7517-4.8-3, rfc7517-4.9-3. The certificate's
/// algorithm is that of its key, with which `alg` has been compared when the JWK was read.
fn check_leaf(certificate: &Certificate<'_>, jwk: &Jwk) -> Result<(), Error> {
    // The JWK has been held against the caller's limits, and an equal key is no larger.
    let limits = Limits::DEFAULT
        .with_octets(usize::MAX, usize::MAX)
        .with_rsa_modulus_bits(Limits::MAX_RSA_MODULUS_BITS);
    let certified = PublicKey::from_spki_der(certificate.spki, &limits)
        .map_err(|_| fault("the first certificate holds a key that is not supported"))?;
    if jwk.key().public() != Some(&certified) {
        return Err(fault("the first certificate holds another key"));
    }
    key_usage::check(certificate.extensions, jwk.key_use())
}

fn check_digest(
    member: &'static str,
    section: &'static str,
    expected: usize,
    text: Option<&str>,
    digest: Option<Vec<u8>>,
) -> Result<(), Error> {
    let Some(text) = text else {
        return Ok(());
    };
    let found = base64url::decode(text, member)?;
    if found.len() != expected {
        return Err(Error::WrongLength {
            member,
            expected,
            found: found.len(),
            rule: Rule::new("RFC 7517", section),
        });
    }
    match digest {
        Some(digest) if digest != found => Err(Error::Certificate {
            member,
            fault: "the digest of another certificate",
        }),
        _ => Ok(()),
    }
}
