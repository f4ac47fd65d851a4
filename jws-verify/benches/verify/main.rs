//! A whole verification next to the signature check alone, for every algorithm.
//!
//! `ours` is [`Verifier::verify_compact`]: base64url, JSON, choice of the key, signature. `bare` is
//! the same crate's check over the same octets: hash and arithmetic with a prepared key and a
//! decoded signature. The difference is what this crate adds. `aws_lc` is a whole verification over the other backend,
//! and `aws_lc_bare` what that backend does of it.
//!
//! `cargo bench -p jws-verify --features aws-lc-rs,ed448,es256k,ml-dsa --bench verify`

mod bare;
#[path = "../../tests/api/fixed_rng.rs"]
mod fixed_rng;
#[path = "../../tests/api/sign.rs"]
mod sign;

use jwk_types::base64url::encode;
use jws_verify::{Algorithm, Algorithms, Backend, KeyRing, RustCrypto, Verifier};
use serde_json::json;

use crate::sign::{Kind, jwk};

fn main() {
    divan::main();
}

/// About 300 octets, as in an access token.
const PAYLOAD: &str = r#"{"iss":"https://login.example.com/","sub":"248289761001","aud":"https://api.example.com/","client_id":"s6BhdRkqt3","exp":1767225600,"nbf":1767222000,"iat":1767222000,"jti":"5d6f9a0e-8c2e-4c7b-9d0a-6f2f0f7f5b11","scope":"openid profile email offline_access orders:read orders:write"}"#;

/// A compact JWS of usual size, in the forms that the two sides want.
struct Token {
    text: String,
    input: String,
    signature: Vec<u8>,
}

impl Token {
    fn new(alg: &str) -> Self {
        let header = json!({"alg": alg, "kid": "2026-01"}).to_string();
        let input = format!(
            "{}.{}",
            encode(header.as_bytes()),
            encode(PAYLOAD.as_bytes())
        );
        let signature = sign::sign(alg, 1, input.as_bytes());
        let text = format!("{input}.{}", encode(&signature));
        Self {
            text,
            input,
            signature,
        }
    }
}

fn verifier(alg: &str, backend: &dyn Backend) -> Verifier {
    let mut key = jwk(Kind::of(alg), 1);
    key["kid"] = "2026-01".into();
    let set = jwks::JwkSet::parse(&json!({"keys": [key]}).to_string()).expect("a set");
    let algorithm = Algorithm::named(alg).expect("an algorithm");
    let algorithms = Algorithms::only(&[algorithm]).expect("one");
    Verifier::new(KeyRing::with_backend(set, algorithms, backend).expect("a key"))
}

/// The backend's own check of one signature.
#[cfg(feature = "aws-lc-rs")]
fn prepared(alg: &str) -> Box<dyn jws_verify::PreparedKey> {
    use jwk_types::{Jwk, Key};
    use jws_verify::VerificationKey;

    let jwk = Jwk::parse(&jwk(Kind::of(alg), 1).to_string()).expect("a JWK");
    let key = match jwk.key() {
        Key::Symmetric(secret) => VerificationKey::Symmetric(secret),
        other => VerificationKey::Public(other.public().expect("a public key")),
    };
    let algorithm = Algorithm::named(alg).expect("an algorithm");
    jws_verify::AwsLc.prepare(key, algorithm).expect("a key")
}

macro_rules! algorithms {
    ($($(#[$attribute:meta])* $module:ident = $name:literal;)*) => {
        $(
            $(#[$attribute])*
            #[divan::bench_group(name = $name)]
            mod $module {
                use divan::Bencher;

                #[divan::bench]
                fn bare(bencher: Bencher<'_, '_>) {
                    let token = crate::Token::new($name);
                    let check = crate::bare::check($name, &token.signature);
                    assert!(check(token.input.as_bytes()));
                    bencher.bench_local(|| check(divan::black_box(token.input.as_bytes())));
                }

                #[divan::bench]
                fn ours(bencher: Bencher<'_, '_>) {
                    let token = crate::Token::new($name);
                    let verifier = crate::verifier($name, &crate::RustCrypto);
                    assert!(verifier.verify_compact(&token.text).is_ok());
                    bencher.bench_local(|| verifier.verify_compact(divan::black_box(&token.text)).is_ok());
                }

                #[cfg(feature = "aws-lc-rs")]
                #[divan::bench(ignore = $name == "Ed448")]
                fn aws_lc_bare(bencher: Bencher<'_, '_>) {
                    let token = crate::Token::new($name);
                    let key = crate::prepared($name);
                    let check = || key.verify(divan::black_box(token.input.as_bytes()), &token.signature);
                    assert!(check().is_ok());
                    bencher.bench_local(|| check().is_ok());
                }

                #[cfg(feature = "aws-lc-rs")]
                #[divan::bench(ignore = $name == "Ed448")]
                fn aws_lc(bencher: Bencher<'_, '_>) {
                    let token = crate::Token::new($name);
                    let verifier = crate::verifier($name, &jws_verify::AwsLc);
                    assert!(verifier.verify_compact(&token.text).is_ok());
                    bencher.bench_local(|| verifier.verify_compact(divan::black_box(&token.text)).is_ok());
                }
            }
        )*
    };
}

algorithms! {
    hs256 = "HS256";
    hs384 = "HS384";
    hs512 = "HS512";
    rs256 = "RS256";
    rs384 = "RS384";
    rs512 = "RS512";
    ps256 = "PS256";
    ps384 = "PS384";
    ps512 = "PS512";
    es256 = "ES256";
    es384 = "ES384";
    es512 = "ES512";
    #[cfg(feature = "es256k")]
    es256k = "ES256K";
    eddsa = "EdDSA";
    ed25519 = "Ed25519";
    #[cfg(feature = "ed448")]
    ed448 = "Ed448";
    #[cfg(feature = "ml-dsa")]
    ml_dsa_44 = "ML-DSA-44";
    #[cfg(feature = "ml-dsa")]
    ml_dsa_65 = "ML-DSA-65";
    #[cfg(feature = "ml-dsa")]
    ml_dsa_87 = "ML-DSA-87";
}
