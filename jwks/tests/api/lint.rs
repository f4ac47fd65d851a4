//! What an operator should fix in one key. Each set has one fault, and one finding for it.

use jwks::{Code, Finding, Limits, Severity, lint};
use serde_json::{Value, json};

use crate::data::*;

#[track_caller]
pub(crate) fn findings(text: &str) -> Vec<Finding> {
    lint(text.as_bytes(), &Limits::DEFAULT).expect("a set")
}

#[track_caller]
pub(crate) fn clean(keys: &[Value]) {
    let found = findings(&text(keys));
    assert!(found.is_empty(), "{found:#?}");
}

/// The one finding, with its section.
#[track_caller]
pub(crate) fn one(keys: &[Value], code: Code, section: &str) -> Finding {
    let found = findings(&text(keys));
    let [finding] = &found[..] else {
        panic!("{code}: {found:#?}");
    };
    assert_eq!(finding.code(), code, "{finding}");
    assert_eq!(finding.rule().section, section, "{finding}");
    assert_eq!(finding.severity(), code.severity());
    finding.clone()
}

/// Nothing to say of `key` between two good ones, and one thing of `bad`.
#[track_caller]
fn fault(key: &Value, bad: &Value, code: Code, section: &str) -> Finding {
    clean(&[good(1), key.clone(), good(3)]);
    let finding = one(&[good(1), bad.clone(), good(3)], code, section);
    assert_eq!(finding.index(), Some(1));
    assert_eq!(finding.kid(), bad.get("kid").and_then(Value::as_str));
    finding
}

/// The defect in members that are put in place of others.
#[track_caller]
fn planted(key: &Value, defect: Value, code: Code, section: &str) -> Finding {
    fault(key, &with(key, defect), code, section)
}

fn rsa() -> Value {
    with(
        &public(RSA),
        json!({"kid": "rsa", "use": "sig", "alg": "RS256"}),
    )
}

#[test]
fn a_good_set_has_no_findings() {
    clean(&[good(1)]);
    let keys = [
        good(1),
        rsa(),
        with(&public(ED25519), json!({"kid": "a", "alg": "Ed25519"})),
        with(&public(ED448), json!({"kid": "b", "use": "sig"})),
        with(&public(P384), json!({"kid": "c", "key_ops": ["verify"]})),
        with(&public(ML_DSA_44), json!({"kid": "d", "use": "sig"})),
        with(
            &public(X25519),
            json!({"kid": "e", "use": "enc", "alg": "ECDH-ES"}),
        ),
    ];
    clean(&keys);
}

#[test]
fn private_and_symmetric_keys_are_found() {
    for text in SECRET {
        let label = json!({"kid": "a", "use": "sig"});
        let secret = with(&members(text).into(), label.clone());
        let code = if text == OCT {
            Code::SymmetricKey
        } else {
            Code::PrivateMembers
        };
        let finding = one(&[good(1), secret.clone()], code, "9.2");
        assert_eq!(finding.severity(), Severity::Error);
        if text != OCT {
            clean(&[good(1), with(&public(text), label)]);
        }
        // Of a key that is skipped as well: both things are told.
        let broken = with(&secret, json!({"use": 1}));
        let codes: Vec<_> = findings(&crate::data::text(&[broken]))
            .iter()
            .map(Finding::code)
            .collect();
        assert_eq!(codes, [code, Code::UnusableKey]);
    }
    // Private operations are right in a private key.
    let signs = with(
        &members(P256).into(),
        json!({"kid": "a", "key_ops": ["sign"]}),
    );
    one(&[signs], Code::PrivateMembers, "9.2");
    for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"] {
        // A member of another key type: of no use, and perhaps secret.
        if name != "d" {
            planted(&good(2), json!({name: "AAAA"}), Code::PrivateMembers, "9.2");
        }
    }
}

#[test]
fn a_missing_kid_is_found() {
    fault(&good(2), &without(&good(2), "kid"), Code::MissingKid, "4.5");
}

#[test]
fn weak_keys_are_found() {
    planted(&rsa(), json!({"n": of_512_bits()}), Code::WeakKey, "3.3");
    planted(&rsa(), json!({"e": "AQ"}), Code::WeakKey, "3.1");
    planted(&rsa(), json!({"e": "Aw"}), Code::LowExponent, "8.3");
    planted(&rsa(), json!({"e": "_w4"}), Code::WeakKey, "3.1");
    let okp = with(&public(ED25519), json!({"kid": "a", "use": "sig"}));
    planted(
        &okp,
        json!({"x": "A".repeat(43)}),
        Code::WeakKey,
        "no keys of small order",
    );
}

/// A modulus that is 1, a power of 65,537, modulo every one of the primes.
#[test]
fn moduli_with_the_fingerprint_of_roca_are_found() {
    let primes = [
        11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157,
    ];
    let mut product: u128 = primes.iter().product();
    let mut octets = vec![0; 256];
    product <<= product.leading_zeros();
    octets[..16].copy_from_slice(&product.to_be_bytes());
    octets[255] = 1;
    let n = jwk_types::base64url::encode(&octets);
    planted(&rsa(), json!({"n": n}), Code::WeakKey, "known weak moduli");
    octets[255] = 3;
    let n = jwk_types::base64url::encode(&octets);
    clean(&[with(&rsa(), json!({"n": n}))]);
}

#[test]
fn spellings_of_octets_are_found() {
    let text = |key: &Value, name: &str| key[name].as_str().expect("a string").to_string();
    for (key, name) in [(good(2), "x"), (good(2), "y"), (rsa(), "n"), (rsa(), "e")] {
        let value = text(&key, name);
        let padding = "=".repeat((4 - value.len() % 4) % 4);
        if !padding.is_empty() {
            planted(
                &key,
                json!({name: format!("{value}{padding}")}),
                Code::PaddedBase64url,
                "2",
            );
        }
        for foreign in ['+', '/'] {
            let spelt = format!("{foreign}{}", &value[1..]);
            planted(&key, json!({name: spelt}), Code::StandardBase64, "2");
        }
        planted(
            &key,
            json!({name: format!("{value} ")}),
            Code::MalformedBase64url,
            "2",
        );
    }
    planted(&rsa(), json!({"n": ""}), Code::LeadingZero, "2");
    planted(&rsa(), json!({"e": "AAEAAQ"}), Code::LeadingZero, "2");
    let finding = planted(&good(2), json!({"x": "AAAA"}), Code::UnusableKey, "6.2.1.2");
    assert!(
        finding.message().contains("leading zero octets"),
        "{finding}"
    );
}

#[test]
fn what_a_key_is_for_is_looked_at() {
    let bare = with(&ec(2), json!({"kid": "a", "key_ops": ["verify"]}));
    fault(
        &bare,
        &without(&bare, "key_ops"),
        Code::MissingPurpose,
        "4.2",
    );
    planted(&good(2), json!({"use": "SIG"}), Code::UnknownUse, "4.2");
    planted(&bare, json!({"use": "sig"}), Code::UseWithKeyOps, "4.3");
    planted(
        &bare,
        json!({"use": "enc"}),
        Code::UseContradictsKeyOps,
        "4.3",
    );
    planted(
        &bare,
        json!({"key_ops": ["verify", "encrypt"]}),
        Code::MixedKeyOps,
        "4.3",
    );
    planted(
        &bare,
        json!({"key_ops": ["sign"]}),
        Code::PrivateOperation,
        "4.3",
    );
    planted(
        &bare,
        json!({"key_ops": ["verify", "verify"]}),
        Code::UnusableKey,
        "4.3",
    );
    clean(&[with(&bare, json!({"key_ops": ["verify", "other"]}))]);
    clean(&[with(&bare, json!({"key_ops": ["deriveKey", "deriveBits"]}))]);
}

#[test]
fn algorithms_are_looked_at() {
    let okp = with(&public(ED25519), json!({"kid": "a", "alg": "Ed25519"}));
    planted(
        &good(2),
        json!({"alg": "RS256"}),
        Code::AlgDoesNotFit,
        "4.4",
    );
    planted(&good(2), json!({"alg": "none"}), Code::AlgNone, "4.4");
    planted(&good(2), json!({"alg": "es256"}), Code::UnknownAlg, "4.4");
    planted(&okp, json!({"alg": "EdDSA"}), Code::DeprecatedAlg, "4.1.2");
    let encryption = with(&rsa(), json!({"use": "enc", "alg": "RSA-OAEP"}));
    planted(
        &encryption,
        json!({"alg": "RSA1_5"}),
        Code::DeprecatedAlg,
        "3.2",
    );
    planted(
        &encryption,
        json!({"alg": "RS256"}),
        Code::AlgContradictsUse,
        "4.4",
    );
    planted(
        &good(2),
        json!({"use": "enc"}),
        Code::AlgContradictsUse,
        "4.4",
    );
    let by_operations = with(&without(&good(2), "use"), json!({"key_ops": ["verify"]}));
    clean(&[with(&by_operations, json!({"key_ops": ["other"]}))]);
    planted(
        &by_operations,
        json!({"key_ops": ["encrypt"]}),
        Code::AlgContradictsUse,
        "4.4",
    );
}

#[test]
fn unknown_key_types_and_anything_else_skipped_are_found() {
    planted(&good(2), json!({"kty": "XYZ"}), Code::UnknownKeyType, "4.1");
    planted(
        &good(2),
        json!({"crv": "P-999"}),
        Code::UnknownKeyType,
        "6.2.1.1",
    );
    fault(
        &good(2),
        &without(&good(2), "kty"),
        Code::UnusableKey,
        "4.1",
    );
    planted(
        &good(2),
        json!({"y": good(2)["x"]}),
        Code::UnusableKey,
        "6.2.1",
    );
    fault(&good(2), &json!(1), Code::UnusableKey, "4");
    planted(&good(2), json!({"x5c": []}), Code::BadX5c, "4.7");
}

#[cfg(feature = "x509")]
#[test]
fn certificates_are_compared_with_the_key() {
    let pem = include_str!("../../../jwk-types/tests/data/rsa.certificate.pem");
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    let certificate: String = lines.collect();
    let certified = with(&rsa(), json!({"x5c": [certificate]}));
    planted(
        &certified,
        json!({"x5c": [certificate.trim_end_matches('=')]}),
        Code::BadX5c,
        "4.7",
    );
    planted(&certified, json!({"x5c": ["AAAA"]}), Code::BadX5c, "4.7");
    planted(&good(2), json!({"x5c": [certificate]}), Code::BadX5c, "4.7");
    planted(
        &certified,
        json!({"use": "enc", "alg": "RSA-OAEP"}),
        Code::BadX5c,
        "4.7",
    );
    // Of that certificate.
    let (sha1, sha256) = (
        "UtDCuqyO8EWOPLN-ITcV4pJ8zxQ",
        "lirhWcUR3qvbSdSkQNQONmMcR1f4phiSRXG6AMHT2Qg",
    );
    clean(&[with(&certified, json!({"x5t": sha1, "x5t#S256": sha256}))]);
    planted(
        &certified,
        json!({"x5t": "A".repeat(27)}),
        Code::BadX5t,
        "4.8",
    );
    planted(&certified, json!({"x5t": sha256}), Code::BadX5t, "4.8");
    planted(
        &certified,
        json!({"x5t": format!("{sha1}=")}),
        Code::BadX5t,
        "2",
    );
    planted(
        &certified,
        json!({"x5t#S256": "A".repeat(43)}),
        Code::BadX5t,
        "4.9",
    );
}

#[cfg(not(feature = "x509"))]
#[test]
fn certificates_are_not_looked_at() {
    clean(&[with(&good(2), json!({"x5c": ["AAAA"], "x5t": "x"}))]);
}
