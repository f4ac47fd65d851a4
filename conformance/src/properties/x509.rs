//! Certificates: as members of a JWK, and as the one certificate of a key.

use jwk_types::{Jwk, Key, Limits, PublicKey, Reason, base64url, x509};

use super::{keys, refusal};

pub(super) fn read(octets: &[u8]) -> Result<(), Reason> {
    let jwk = Jwk::parse_with(octets, &Limits::DEFAULT).map_err(|error| error.reason())?;
    x509::check(&jwk).map_err(|error| error.reason())
}

/// The octets are a JWK, or else the DER of a certificate.
pub(super) fn check(octets: &[u8]) {
    match Jwk::parse_with(octets, &Limits::DEFAULT) {
        Ok(jwk) => check_jwk(&jwk),
        Err(_) => check_certificate(octets),
    }
}

fn check_jwk(jwk: &Jwk) {
    let verdict = x509::check(jwk);
    match &verdict {
        Err(error) => {
            refusal::check(error);
            // Only these members can be the reason.
            assert!(jwk.x5c().is_some() || jwk.x5t().is_some() || jwk.x5t_s256().is_some());
        }
        Ok(()) => {
            if let Some(leaf) = jwk.x5c().and_then(|chain| chain.first()) {
                let der = base64url::decode(&to_base64url(leaf), "x5c").expect("base64");
                holds_the_key(&der, jwk);
            }
        }
    }
    let written = Jwk::parse(&jwk.expose_json()).expect("what was written");
    if !matches!(jwk.key(), Key::Unknown(_)) {
        assert_eq!(x509::check(&written), verdict);
    }
}

/// rfc7517-4.7-2: what is accepted for a key holds that key.
fn check_certificate(der: &[u8]) {
    let Some(jwk) = certified_by(der) else { return };
    match x509::check(&jwk) {
        Ok(()) => {
            holds_the_key(der, &jwk);
            // Strict: not with anything behind it.
            let longer = certified_by(&[der, &[0]].concat());
            assert!(longer.is_none_or(|jwk| x509::check(&jwk).is_err()));
        }
        Err(error) => refusal::check(&error),
    }
}

#[track_caller]
fn holds_the_key(der: &[u8], jwk: &Jwk) {
    let spki = jwk.key().public().map(PublicKey::to_spki_der);
    let spki = spki.expect("a public key").expect("of a known algorithm");
    assert!(der.windows(spki.len()).any(|window| window == spki));
}

/// The key with this as its certificate, if it is not too long.
fn certified_by(der: &[u8]) -> Option<Jwk> {
    let key = keys::certified();
    let members = key.trim_end().trim_end_matches('}');
    let text = format!(r#"{members},"x5c":["{}"]}}"#, base64(der));
    Jwk::parse(&text).ok()
}

/// The standard alphabet, with padding.
fn base64(octets: &[u8]) -> String {
    let mut text = base64url::encode(octets)
        .replace('-', "+")
        .replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

fn to_base64url(base64: &str) -> String {
    let text = base64.trim_end_matches('=');
    text.replace('+', "-").replace('/', "_")
}
