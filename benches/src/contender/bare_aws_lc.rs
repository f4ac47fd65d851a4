//! The check of `aws-lc-rs` alone, with a key that was parsed once.

use std::hint::black_box;

use aws_lc_rs::hmac;
use aws_lc_rs::signature::{
    self, ParsedPublicKey, RsaParameters, RsaPublicKeyComponents, VerificationAlgorithm,
};

use super::Check;
use crate::sample::Sample;

pub(super) fn prepare(sample: &Sample) -> Option<Check> {
    let key = match sample.alg() {
        "HS256" => return Some(mac(hmac::HMAC_SHA256, sample)),
        "HS384" => return Some(mac(hmac::HMAC_SHA384, sample)),
        "HS512" => return Some(mac(hmac::HMAC_SHA512, sample)),
        "RS256" => rsa(&signature::RSA_PKCS1_2048_8192_SHA256, sample),
        "RS384" => rsa(&signature::RSA_PKCS1_2048_8192_SHA384, sample),
        "RS512" => rsa(&signature::RSA_PKCS1_2048_8192_SHA512, sample),
        "PS256" => rsa(&signature::RSA_PSS_2048_8192_SHA256, sample),
        "PS384" => rsa(&signature::RSA_PSS_2048_8192_SHA384, sample),
        "PS512" => rsa(&signature::RSA_PSS_2048_8192_SHA512, sample),
        "ES256" => point(&signature::ECDSA_P256_SHA256_FIXED, sample),
        "ES384" => point(&signature::ECDSA_P384_SHA384_FIXED, sample),
        "ES512" => point(&signature::ECDSA_P521_SHA512_FIXED, sample),
        "ES256K" => point(&signature::ECDSA_P256K1_SHA256_FIXED, sample),
        "EdDSA" => octets(&signature::ED25519, sample.member("x")),
        "ML-DSA-44" => octets(&signature::ML_DSA_44, sample.member("pub")),
        "ML-DSA-65" => octets(&signature::ML_DSA_65, sample.member("pub")),
        "ML-DSA-87" => octets(&signature::ML_DSA_87, sample.member("pub")),
        _ => return None,
    };
    let (input, signature) = (sample.signing_input().to_vec(), sample.signature().to_vec());
    Some(Box::new(move || {
        key.verify_sig(black_box(&input), black_box(&signature))
            .is_ok()
    }))
}

fn octets(algorithm: &'static dyn VerificationAlgorithm, octets: Vec<u8>) -> ParsedPublicKey {
    ParsedPublicKey::new(algorithm, octets).expect("a key")
}

fn point(algorithm: &'static dyn VerificationAlgorithm, sample: &Sample) -> ParsedPublicKey {
    let point = [vec![4], sample.member("x"), sample.member("y")].concat();
    octets(algorithm, point)
}

fn rsa(algorithm: &'static RsaParameters, sample: &Sample) -> ParsedPublicKey {
    let [n, e] = ["n", "e"].map(|name| sample.member(name));
    let key = RsaPublicKeyComponents { n, e }.to_parsed_public_key(algorithm);
    key.expect("a key")
}

fn mac(algorithm: hmac::Algorithm, sample: &Sample) -> Check {
    let key = hmac::Key::new(algorithm, &sample.member("k"));
    let (input, tag) = (sample.signing_input().to_vec(), sample.signature().to_vec());
    Box::new(move || hmac::verify(&key, black_box(&input), black_box(&tag)).is_ok())
}
