//! Symmetric keys ([RFC 7518 §6.4](https://www.rfc-editor.org/rfc/rfc7518#section-6.4)), and what is
//! not taken for one.

use jwk_types::{Error, Jwk, Key, Limits, PublicKey, Reason, SymmetricKey, base64url};

use sha2::Digest;

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

/// PEM without its armour.
fn body(pem: &str) -> String {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    lines.collect::<Vec<_>>().join("\n")
}

fn der(pem: &str) -> Vec<u8> {
    let text = body(pem)
        .trim_end_matches('=')
        .replace('\n', "")
        .replace('+', "-")
        .replace('/', "_");
    base64url::decode(&text, "test").expect("base64")
}

fn hexadecimal(octets: &[u8], separator: &str) -> String {
    let digits: Vec<_> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    digits.join(separator)
}

#[test]
fn der_is_no_secret() {
    for pem in PEM {
        is_no_secret(&der(pem));
        let mut ends_in_space = der(pem);
        if let Some(last) = ends_in_space.last_mut() {
            *last = b' ';
        }
        for octets in [der(pem), ends_in_space] {
            for (before, after) in [("", "\r\n"), ("\n", ""), ("\u{feff}", "\n\0")] {
                is_no_secret(&[before.as_bytes(), &octets, after.as_bytes()].concat());
            }
            let more = [&octets, &b"\nx"[..]].concat();
            assert!(SymmetricKey::new(more).is_ok());
        }
    }
    for text in PRIVATE {
        is_no_secret(&public_key(text).to_spki_der().expect("an SPKI"));
    }
}

#[test]
fn der_in_base64_or_hexadecimal_is_no_secret() {
    for pem in PEM {
        let base64 = body(pem);
        let one_line = base64.replace('\n', "");
        let digits = hexadecimal(&der(pem), "");
        for text in [
            base64.replace('\n', "\r\n"),
            one_line.trim_end_matches('=').to_string(),
            format!("\u{feff}{one_line}\n\0"),
            one_line,
            base64,
            base64url::encode(&der(pem)),
            digits.to_uppercase(),
            hexadecimal(&der(pem), ":"),
            format!(" {digits}\n"),
            digits,
            base64url::encode(pem.as_bytes()),
        ] {
            is_no_secret(text.as_bytes());
        }
    }
}

/// The same forms, around octets that are no public key.
#[test]
fn secrets_in_base64_or_hexadecimal_are_secrets() {
    let octets: Vec<u8> = (0..64).collect();
    for text in [
        base64url::encode(&octets),
        hexadecimal(&octets, ""),
        hexadecimal(&octets, ":"),
        format!(" {}\n", hexadecimal(&octets, "")),
    ] {
        assert!(SymmetricKey::new(text.into_bytes()).is_ok());
    }
}

/// SHA-256 in counter mode.
#[test]
fn random_octets_are_secrets() {
    let mut block = [0; 32];
    for length in (32..=64).cycle().take(10_000) {
        let mut octets = Vec::new();
        while octets.len() < length {
            block = sha2::Sha256::digest(block).into();
            octets.extend_from_slice(&block);
        }
        octets.truncate(length);
        let text = hexadecimal(&octets, "");
        let base64 = base64url::encode(&octets);
        for secret in [octets, text.into_bytes(), base64.into_bytes()] {
            assert!(SymmetricKey::new(secret.clone()).is_ok(), "{secret:x?}");
        }
    }
}

#[test]
fn the_text_of_a_jwk_is_no_secret() {
    for text in PRIVATE {
        for text in [text, &public(text)] {
            for before in ["", " \r\n\t", "\u{feff}", "\0\u{feff} ", " \u{feff}\0"] {
                is_no_secret(format!("{before}{text}").as_bytes());
            }
        }
    }
    is_no_secret(format!("{{\"keys\":[{RSA}]}}").as_bytes());
    is_no_secret(br#"{"k\u0074y":"RSA"}"#);
    is_no_secret(br#"[1,{"k\u0074y":"RSA"}]"#);
    is_no_secret(br#"{"jwk":{"k\u0074y":"RSA"}}"#);
    // What is not the JSON that is read here, some other reader reads.
    for text in [
        r#"{"kty":"RSA","kty":"RSA"}"#,
        r#"{"a":1,"a":2,"jwk":{"kty":"RSA"}}"#,
        r#"{"kty":"RSA",}"#,
        r#"[{"kty":"RSA"}"#,
        "{\"kty\":\"RSA\"}\0\n",
    ] {
        is_no_secret(text.as_bytes());
    }
    let quoted = br#"the member "kty" of a JWK"#;
    assert!(SymmetricKey::new(quoted.to_vec()).is_ok());
}

#[test]
fn openssh_public_keys_are_no_secret() {
    for text in [
        "ssh-rsa AAAAB3NzaC1yc2E",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
        "ecdsa-sha2-nistp256 AAAAE2VjZHNh",
        "\n ssh-rsa AAAAB3NzaC1yc2E user@host",
        "\0\u{feff}ssh-rsa AAAAB3NzaC1yc2E user@host",
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
