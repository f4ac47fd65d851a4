//! Keys for the properties, and signatures by them.

use std::sync::LazyLock;

use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, KeyInit, Mac};
use jwk_types::{Jwk, base64url};
use jws_verify::{
    AlgLocation, Algorithm, Algorithms, KeyRing, PayloadEncoding, Policy, RequiredSignatures,
    Verifier,
};
use sha2::{Sha256, Sha384, Sha512};

/// Keys of all types, made for tests, with which nobody signs anything.
const STRANGERS: [&str; 11] = [
    include_str!("../../../jwk-types/tests/data/ed25519.json"),
    include_str!("../../../jwk-types/tests/data/ed448.json"),
    include_str!("../../../jwk-types/tests/data/ml-dsa-44.json"),
    include_str!("../../../jwk-types/tests/data/ml-dsa-65.json"),
    include_str!("../../../jwk-types/tests/data/ml-dsa-87.json"),
    include_str!("../../../jwk-types/tests/data/oct.json"),
    include_str!("../../../jwk-types/tests/data/p256.json"),
    include_str!("../../../jwk-types/tests/data/p384.json"),
    include_str!("../../../jwk-types/tests/data/p521.json"),
    include_str!("../../../jwk-types/tests/data/rsa.json"),
    include_str!("../../../jwk-types/tests/data/secp256k1.json"),
];

/// The key of the certificate among the test keys.
pub(super) const fn certified() -> &'static str {
    include_str!("../../../jwk-types/tests/data/rsa.json")
}

/// Takes every algorithm, with a key for each, and has nothing to accept.
pub(super) static STRANGER: LazyLock<Verifier> = LazyLock::new(|| {
    let keys = STRANGERS.map(|text| Jwk::parse(text).expect("a key"));
    verifier(keys.into_iter().map(|key| match key.to_public() {
        Some(public) => public.into(),
        None => key,
    }))
});

/// 64 octets in base64url: a key for every HMAC.
pub(super) const SECRET: &str =
    "c2lnbmVkLWp3cy1zZWNyZXQtb2YtdGhlLXByb3BlcnRpZXMtNjQtb2N0ZXRzLWxvbmctMDEyMzQ1Njc4OWFiYw";
const SEED: [u8; 32] = *b"seed of the key of the property.";

/// The verifier of what [`sign`] signs.
pub(super) static SIGNERS: LazyLock<Verifier> = LazyLock::new(|| verifier(signers()));

/// The same, with the keys in the other order.
pub(super) static REVERSED: LazyLock<Verifier> =
    LazyLock::new(|| verifier(signers().into_iter().rev()));

/// The same as the first, with the strictest policy.
pub(super) static STRICT: LazyLock<Verifier> = LazyLock::new(|| {
    let policy = Policy::new()
        .with_required_signatures(RequiredSignatures::All)
        .with_alg_location(AlgLocation::Protected)
        .with_payload_encoding(PayloadEncoding::Base64Url);
    verifier(signers()).with_policy(policy)
});

/// The same without the keys that sign.
pub(super) static OTHERS: LazyLock<Verifier> = LazyLock::new(|| {
    let signs = |jwk: &Jwk| jwk.kid().is_some_and(|kid| SIGNING.contains(&kid));
    verifier(signers().into_iter().filter(|jwk| !signs(jwk)))
});

const SIGNING: [&str; 2] = ["ed", "mac"];

/// The secret in the words of messages that must not hold it.
pub(super) static SECRETS: LazyLock<[String; 3]> = LazyLock::new(|| {
    let secret = octets_of_secret();
    let as_text = String::from_utf8_lossy(&secret).into_owned();
    [SECRET.to_owned(), as_text, format!("{secret:?}")]
});

static SIGNING_KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_bytes(&SEED));

fn octets_of_secret() -> Vec<u8> {
    base64url::decode(SECRET, "k").expect("base64url")
}

/// What verifies `Ed25519` signatures.
pub(super) fn public_octets() -> [u8; 32] {
    SIGNING_KEY.verifying_key().to_bytes()
}

fn signers() -> Vec<Jwk> {
    let x = base64url::encode(&public_octets());
    let texts = [
        format!(r#"{{"kty":"oct","kid":"mac","k":"{SECRET}"}}"#),
        format!(r#"{{"kty":"OKP","crv":"Ed25519","kid":"ed","x":"{x}"}}"#),
        // Others of the same kinds.
        format!(
            r#"{{"kty":"oct","kid":"other-mac","k":"{}"}}"#,
            SECRET.replace('b', "e")
        ),
        format!(r#"{{"kty":"oct","k":"{}"}}"#, SECRET.replace('b', "f")),
        STRANGERS[0].replace("{\"kty\"", "{\"kid\":\"other-ed\",\"kty\""),
        STRANGERS[6].to_owned(),
    ];
    texts.map(|text| Jwk::parse(&text).expect("a key")).into()
}

fn verifier(keys: impl IntoIterator<Item = Jwk>) -> Verifier {
    let algorithms = Algorithms::only(Algorithm::all()).expect("algorithms");
    Verifier::new(KeyRing::new(keys.into_iter().collect(), algorithms).expect("keys"))
}

/// An algorithm with which [`sign`] signs, and the `kid` of its key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signing {
    pub(super) alg: &'static str,
    pub(super) kid: &'static str,
}

pub(super) const SIGNINGS: [Signing; 5] = [
    Signing {
        alg: "HS256",
        kid: "mac",
    },
    Signing {
        alg: "HS384",
        kid: "mac",
    },
    Signing {
        alg: "HS512",
        kid: "mac",
    },
    Signing {
        alg: "Ed25519",
        kid: "ed",
    },
    Signing {
        alg: "EdDSA",
        kid: "ed",
    },
];

/// The signature over the input by the key of the algorithm.
pub(super) fn sign(alg: &str, input: &[u8]) -> Vec<u8> {
    if alg.starts_with("Ed") {
        return SIGNING_KEY.sign(input).to_bytes().to_vec();
    }
    authenticate(alg, &octets_of_secret(), input)
}

/// The HMAC of the input under any secret.
pub(super) fn authenticate(alg: &str, secret: &[u8], input: &[u8]) -> Vec<u8> {
    match alg {
        "HS384" => mac::<Hmac<Sha384>>(secret, input),
        "HS512" => mac::<Hmac<Sha512>>(secret, input),
        _ => mac::<Hmac<Sha256>>(secret, input),
    }
}

fn mac<M: Mac + KeyInit>(secret: &[u8], input: &[u8]) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(secret).expect("any length");
    mac.update(input);
    mac.finalize().into_bytes().to_vec()
}
