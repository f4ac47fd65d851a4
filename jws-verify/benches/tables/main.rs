//! Keys with tables next to the same keys without and to aws-lc-rs, in rounds that take turns.
//!
//! `aws-lc-rs` is the bare signature check, hash and arithmetic, with a key parsed once; so is
//! `crate`, of the crate below. The other two are [`PreparedKey::verify`] of `RustCrypto` and of
//! `RustCryptoTables`. The ratios are to `aws-lc-rs`, of the best rounds and of the medians.
//!
//! `cargo bench -p jws-verify --features es256k,tables --bench tables`

#[path = "../verify/bare.rs"]
mod bare;
#[path = "../../tests/api/fixed_rng.rs"]
mod fixed_rng;
#[path = "../../tests/api/sign.rs"]
mod sign;

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_lc_rs::signature as aws;
use jwk_types::Jwk;
use jwk_types::base64url::decode;
use jws_verify::{Algorithm, Backend, PreparedKey, RustCrypto, RustCryptoTables, VerificationKey};

use crate::sign::Kind;

const ALGORITHMS: [&str; 5] = ["ES256", "ES384", "ES512", "Ed25519", "ES256K"];

/// As long as the signing input of an access token.
const INPUT: [u8; 600] = [b'a'; 600];

type Check = Box<dyn Fn(&[u8]) -> bool>;

fn main() {
    // `cargo bench -- --test` wants to know whether it works, not how fast it is.
    let (rounds, round) = match std::env::args().any(|argument| argument == "--test") {
        true => (1, Duration::ZERO),
        false => (40, Duration::from_millis(10)),
    };
    println!(
        "{:8} {:20} {:>9} {:>6} {:>9} {:>6}",
        "", "", "best", "", "median", ""
    );
    for alg in ALGORITHMS {
        if alg == "ES256K" && !cfg!(feature = "es256k") {
            continue;
        }
        let signature = sign::sign(alg, 1, &INPUT);
        let checks: [(&str, Check); 4] = [
            ("aws-lc-rs", aws_lc(alg, &signature)),
            ("crate", bare::check(alg, &signature)),
            ("prepared", prepared(&RustCrypto, alg, &signature)),
            ("prepared, with table", with_table(alg, &signature)),
        ];
        let mut times: [Vec<f64>; 4] = Default::default();
        for _ in 0..rounds {
            for ((_, check), times) in checks.iter().zip(&mut times) {
                times.push(micros(check, round));
            }
        }
        let figures = times.map(|mut times| {
            times.sort_by(f64::total_cmp);
            (times[0], times[times.len() / 2])
        });
        for ((name, _), (best, median)) in checks.iter().zip(figures) {
            let (best_ratio, median_ratio) = (best / figures[0].0, median / figures[0].1);
            println!(
                "{alg:8} {name:20} {best:6.1} µs {best_ratio:5.2}x {median:6.1} µs {median_ratio:5.2}x"
            );
        }
        let start = Instant::now();
        drop(prepare(&RustCryptoTables::new().with_successes(0), alg));
        println!(
            "{alg:8} building a table: {:.2} ms",
            start.elapsed().as_secs_f64() * 1e3
        );
    }
}

/// For one verification, over a round of at least `round`.
fn micros(check: &Check, round: Duration) -> f64 {
    let start = Instant::now();
    let mut count = 0;
    loop {
        assert!(check(black_box(&INPUT)));
        count += 1;
        let elapsed = start.elapsed();
        if elapsed >= round {
            return elapsed.as_secs_f64() * 1e6 / f64::from(count);
        }
    }
}

fn prepare(backend: &dyn Backend, alg: &str) -> Box<dyn PreparedKey> {
    let jwk = Jwk::parse(&sign::jwk(Kind::of(alg), 1).to_string()).expect("a key");
    let key = VerificationKey::Public(jwk.key().public().expect("a public key"));
    let algorithm = Algorithm::named(alg).expect("an algorithm");
    backend.prepare(key, algorithm).expect("a prepared key")
}

fn prepared(backend: &dyn Backend, alg: &str, signature: &[u8]) -> Check {
    let (key, signature) = (prepare(backend, alg), signature.to_vec());
    Box::new(move |input| key.verify(input, &signature).is_ok())
}

fn with_table(alg: &str, signature: &[u8]) -> Check {
    let backend = RustCryptoTables::new().with_successes(0);
    let start = Instant::now();
    let check = prepared(&backend, alg, signature);
    let (millis, kib) = (
        start.elapsed().as_secs_f64() * 1e3,
        backend.octets().div_ceil(1024),
    );
    println!("{alg:8} a table of {kib} KiB; with that of the generator built in {millis:.2} ms");
    check
}

fn aws_lc(alg: &str, signature: &[u8]) -> Check {
    let algorithm: &'static dyn aws::VerificationAlgorithm = match alg {
        "ES256" => &aws::ECDSA_P256_SHA256_FIXED,
        "ES384" => &aws::ECDSA_P384_SHA384_FIXED,
        "ES512" => &aws::ECDSA_P521_SHA512_FIXED,
        "ES256K" => &aws::ECDSA_P256K1_SHA256_FIXED,
        "Ed25519" => &aws::ED25519,
        _ => panic!("{alg} is none"),
    };
    let jwk = sign::jwk(Kind::of(alg), 1);
    let member =
        |name: &str| decode(jwk[name].as_str().expect("a string"), "test").expect("octets");
    let octets = match alg {
        "Ed25519" => member("x"),
        _ => [vec![4], member("x"), member("y")].concat(),
    };
    let key = aws::ParsedPublicKey::new(algorithm, octets).expect("a key");
    let signature = signature.to_vec();
    Box::new(move |input| key.verify_sig(input, &signature).is_ok())
}
