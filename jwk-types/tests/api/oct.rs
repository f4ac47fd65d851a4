//! Symmetric keys ([RFC 7518 §6.4](https://www.rfc-editor.org/rfc/rfc7518#section-6.4)), and what is
//! not taken for one.

use jwk_types::{Error, Jwk, Key, Limits, PublicKey, Reason, SymmetricKey, base64url};

use crate::data::*;

#[test]
fn any_octets_are_a_key() {
    for octets in [
        &[0][..],
        b"k",
        b"secret",
        &[0xff; 64],
        &[0x30, 0x1e],
        b"{}",
        b"[1]",
        b"{\"k\":1}",
    ] {
        let key = SymmetricKey::new(octets.to_vec()).expect("a key");
        assert_eq!(key.k().expose_secret(), octets);
        assert_eq!(key.k().len(), octets.len());
        let text = Jwk::from(key).expose_json();
        let Key::Symmetric(again) = jwk(&text).key().clone() else {
            panic!("not symmetric");
        };
        assert_eq!(again.k().expose_secret(), octets);
    }
}

#[test]
fn no_octets_are_no_key() {
    assert_eq!(
        SymmetricKey::new(Vec::new()).unwrap_err(),
        Error::EmptySecret
    );
    assert_eq!(
        rejects(OCT, Reason::WeakKey, with("k", "")),
        Error::EmptySecret
    );
}

#[track_caller]
fn is_no_secret(octets: &[u8]) {
    let error = SymmetricKey::new(octets.to_vec()).unwrap_err();
    assert_eq!(error, Error::PublicKeyAsSecret);
    assert_eq!(error.reason(), Reason::AlgorithmMismatch);
    rejects(
        OCT,
        Reason::AlgorithmMismatch,
        with("k", base64url::encode(octets)),
    );
}

const PEM: [&str; 6] = [
    include_str!("../data/rsa.spki.pem"),
    include_str!("../data/rsa-public.pkcs1.pem"),
    include_str!("../data/rsa.certificate.pem"),
    include_str!("../data/p256.spki.pem"),
    include_str!("../data/ed25519.spki.pem"),
    include_str!("../data/ml-dsa-44.spki.pem"),
];

/// Whatever stands before or after it.
#[test]
fn pem_is_no_secret() {
    for pem in PEM {
        for before in ["", " ", "\n\n", "\u{feff}", "\0", "junk\n", "subject=CN"] {
            for after in ["", "\n", " \0"] {
                is_no_secret(format!("{before}{pem}{after}").as_bytes());
            }
        }
    }
}

#[test]
fn der_is_no_secret() {
    for pem in PEM {
        let lines = pem.lines().filter(|line| !line.starts_with("-----"));
        let text: String = lines.collect();
        let text = text
            .trim_end_matches('=')
            .replace('+', "-")
            .replace('/', "_");
        is_no_secret(&base64url::decode(&text, "test").expect("base64"));
    }
    for text in PRIVATE {
        is_no_secret(&public_key(text).to_spki_der().expect("an SPKI"));
    }
}

#[test]
fn the_text_of_a_jwk_is_no_secret() {
    for text in PRIVATE {
        for text in [text, &public(text)] {
            for before in ["", " \r\n\t", "\u{feff}", "\u{feff} ", " \u{feff}"] {
                is_no_secret(format!("{before}{text}").as_bytes());
            }
        }
    }
    is_no_secret(format!("{{\"keys\":[{RSA}]}}").as_bytes());
    is_no_secret(br#"{"k\u0074y":"RSA"}"#);
}

#[test]
fn openssh_public_keys_are_no_secret() {
    for text in [
        "ssh-rsa AAAAB3NzaC1yc2E",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
        "ecdsa-sha2-nistp256 AAAAE2VjZHNh",
        "\n ssh-rsa AAAAB3NzaC1yc2E user@host",
    ] {
        is_no_secret(text.as_bytes());
    }
}

/// No public key becomes a symmetric one by any call: there is no conversion, and `shape` differs.
#[test]
fn public_keys_are_not_symmetric() {
    for text in PRIVATE {
        assert!(!matches!(jwk(&public(text)).key(), Key::Symmetric(_)));
        rejects(&public(text), Reason::MalformedJwk, with("kty", "oct"));
        let with_k = accepts(&public(text), with("k", "AAAA"));
        assert!(matches!(with_k.key(), Key::Public(_)));
    }
    assert!(PublicKey::from_spki_der(&[], &Limits::DEFAULT).is_err());
}
