//! What is minted holds, and is the same every time.

use conformance::mint::{self, Compact, Half, Key};
use jwk_types::Jwk;
use jws_verify::{Algorithm, Algorithms, KeyRing, Verifier};

const SIGNINGS: [(&str, &str); 21] = [
    ("rsa", "RS256"),
    ("rsa-2", "RS384"),
    ("rsa-3", "RS512"),
    ("rsa", "PS256"),
    ("rsa", "PS384"),
    ("rsa", "PS512"),
    ("p256", "ES256"),
    ("p256-2", "ES256"),
    ("p384", "ES384"),
    ("p521", "ES512"),
    ("secp256k1", "ES256K"),
    ("ed25519", "EdDSA"),
    ("ed25519-2", "Ed25519"),
    ("ed448", "Ed448"),
    ("secret", "HS256"),
    ("secret", "HS384"),
    ("secret", "HS512"),
    ("secret-32", "HS256"),
    ("ml-dsa-44", "ML-DSA-44"),
    ("ml-dsa-65", "ML-DSA-65"),
    ("ml-dsa-87", "ML-DSA-87"),
];

fn minted(key: &str, alg: &str) -> Compact {
    let key = Key::named(key).expect("a key");
    let header = format!(r#"{{"alg":"{alg}"}}"#);
    Compact::new(header.as_bytes(), br#"{"exp":1e400}"#, |input| {
        mint::sign(&key, alg, input)
    })
    .expect("a token")
}

fn verifier(key: &str) -> Verifier {
    let public = Key::named(key).expect("a key").public();
    let text = serde_json::to_string(&public).expect("JSON");
    let algorithms = Algorithms::only(Algorithm::all()).expect("algorithms");
    let ring = KeyRing::new(Jwk::parse(&text).expect("a JWK").into(), algorithms);
    Verifier::new(ring.expect("keys"))
}

#[test]
fn every_signature_holds() {
    for (key, alg) in SIGNINGS {
        let (verifier, text) = (verifier(key), minted(key, alg).text());
        assert_eq!(
            verifier.verify_compact(&text).expect(alg).payload(),
            br#"{"exp":1e400}"#,
            "{key} {alg}"
        );
    }
}

#[test]
fn a_changed_token_does_not_hold() {
    for (key, alg) in SIGNINGS {
        let mut token = minted(key, alg);
        token.payload = minted(key, alg).header;
        let verifier = verifier(key);
        assert!(
            verifier.verify_compact(&token.text()).is_err(),
            "{key} {alg}"
        );
    }
}

#[test]
fn equal_input_gives_equal_output() {
    for (key, alg) in SIGNINGS {
        assert_eq!(minted(key, alg), minted(key, alg), "{key} {alg}");
    }
}

#[test]
fn a_key_signs_with_its_own_algorithms_only() {
    for (key, alg) in SIGNINGS {
        let key = Key::named(key).expect("a key");
        assert!(mint::default_algorithm(&key).is_ok());
        let foreign = if alg.starts_with("ES") {
            "HS256"
        } else {
            "ES256"
        };
        assert!(mint::sign(&key, foreign, b"").is_err(), "{alg}");
        assert!(mint::sign(&key, "none", b"").is_err(), "{alg}");
    }
    assert!(Key::named("nobody").is_err());
}

#[test]
fn public_keys_hold_nothing_private() {
    for name in mint::NAMES {
        let public = Key::named(name).expect("a key").public();
        for private in ["d", "dp", "dq", "oth", "p", "priv", "q", "qi"] {
            assert!(!public.contains_key(private), "{name}");
        }
        assert!(public.contains_key("kty"), "{name}");
    }
}

#[test]
fn hashes_are_those_of_the_standard() {
    // OpenID Connect Core A.3 and A.4.
    let token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    assert_eq!(
        mint::hash_of("RS256", token).expect("a hash"),
        "77QmUPtjPfzWtF2AnpK9RQ"
    );
    let code = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";
    assert_eq!(
        mint::hash_of("RS256", code).expect("a hash"),
        "LDktKdoQak3Pk0cnXxCltA"
    );
    assert!(mint::hash_of("ML-DSA-65", code).is_err());
    assert_ne!(
        Half::Left.of("sha-256", code),
        Half::Right.of("sha-256", code)
    );
}

#[test]
fn a_salt_is_as_long_as_the_hash_unless_it_is_told() {
    let key = Key::named("rsa").expect("a key");
    let usual = mint::sign(&key, "PS256", b"input").expect("a signature");
    let salted = |salt| mint::sign_salted(&key, "PS256", salt, b"input").expect("a signature");
    assert_eq!(salted(32), usual);
    assert_ne!(salted(20), usual);
    assert!(mint::sign_salted(&key, "RS256", 32, b"").is_err());
}
