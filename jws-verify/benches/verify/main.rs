//! A whole verification next to the signature check alone, for every algorithm.
//!
//! `ours` is [`Verifier::verify_compact`]: base64url, JSON, choice of the key, signature. `bare` is
//! the same crate's check over the same octets: hash and arithmetic with a prepared key and a
//! decoded signature. The difference is what this crate adds.
//!
//! `cargo bench -p jws-verify --features ed448,es256k,ml-dsa --bench verify`

mod bare;
#[path = "../../tests/api/fixed_rng.rs"]
mod fixed_rng;
#[path = "../../tests/api/sign.rs"]
mod sign;

use jwk_types::base64url::encode;
use jws_verify::{Algorithm, Algorithms, KeyRing, Verifier};
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

fn verifier(alg: &str) -> Verifier {
    let mut key = jwk(Kind::of(alg), 1);
    key["kid"] = "2026-01".into();
    let set = jwks::JwkSet::parse(&json!({"keys": [key]}).to_string()).expect("a set");
    let algorithm = Algorithm::named(alg).expect("an algorithm");
    let algorithms = Algorithms::only(&[algorithm]).expect("one");
    Verifier::new(KeyRing::new(set, algorithms).expect("a key"))
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
                    let verifier = crate::verifier($name);
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
