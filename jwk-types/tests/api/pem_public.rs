//! Public keys in PEM.

use jwk_types::{Error, Limits, PublicKey};

use crate::data::*;
use crate::der_public::{PKCS1, SPKI};

const LIMITS: Limits = Limits::DEFAULT;

/// The label is compared, and nothing else is tried.
#[test]
fn pem_has_the_label_that_was_asked_for() {
    let pem = include_str!("../data/rsa.spki.pem");
    let relabelled = |label: &str| pem.replace("PUBLIC KEY", label);
    assert!(PublicKey::from_spki_pem(&relabelled("PUBLIC KEY"), &LIMITS).is_ok());
    for label in [
        "RSA PUBLIC KEY",
        "CERTIFICATE",
        "PRIVATE KEY",
        "public key",
        "X PUBLIC KEY",
        "",
    ] {
        let error = PublicKey::from_spki_pem(&relabelled(label), &LIMITS).unwrap_err();
        assert!(matches!(error, Error::Encoding { .. }), "{label}: {error}");
    }
    for wrong in [PKCS1, include_str!("../data/rsa.pkcs8.pem"), RSA, ""] {
        assert!(PublicKey::from_spki_pem(wrong, &LIMITS).is_err());
    }
    assert!(PublicKey::from_pkcs1_pem(pem, &LIMITS).is_err());
    // The right label around the wrong form.
    assert!(PublicKey::from_pkcs1_pem(&relabelled("RSA PUBLIC KEY"), &LIMITS).is_err());
}

#[test]
fn pem_is_one_block() {
    for (_, pem) in SPKI {
        let body = pem.trim_end();
        for accepted in [
            body.to_string(),
            pem.replace('\n', "\r\n"),
            format!("explained here\n{pem}"),
            format!("{pem}\n\n"),
            format!("{pem}\r\n \t\x0c\n"),
            format!(" \r\n\n\t{pem}"),
        ] {
            assert!(
                PublicKey::from_spki_pem(&accepted, &LIMITS).is_ok(),
                "{accepted}"
            );
        }
        for bad in [
            format!("{pem}{pem}"),
            format!("{pem}x"),
            format!("{pem}\n\nx"),
            format!("{pem}\0"),
            format!("{pem}\u{a0}"),
            format!("{pem}\n\n{pem}"),
            format!("\0{pem}"),
            pem.replace("-----BEGIN", "----BEGIN"),
            pem.replace("-----END PUBLIC KEY-----\n", ""),
            pem.replace("END PUBLIC", "END PRIVATE"),
            pem.replacen('\n', "\nComment: x\n\n", 1),
            pem.replace("\n-----END", "\n \n-----END"),
            pem.replace("\n-----END", "\nA\n-----END"),
            pem.replacen('\n', "\n ", 1),
            pem.replacen('\n', "\n=", 1),
            body.replace('\n', ""),
        ] {
            let error = PublicKey::from_spki_pem(&bad, &LIMITS).expect_err(&bad);
            assert!(matches!(error, Error::Encoding { .. }), "{error}");
        }
    }
    assert_eq!(
        public_key(RSA),
        PublicKey::from_pkcs1_pem(PKCS1, &LIMITS).expect("a key")
    );
}
