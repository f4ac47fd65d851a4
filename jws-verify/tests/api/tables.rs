//! Tables for hot keys: when they are built, what they take, and that no verdict changes.

mod wycheproof;

use std::sync::{Arc, Mutex};

use jwk_types::Reason;
use jws_verify::{KeyRing, RustCryptoTables, TableJob, Verifier};

use crate::sign::{Kind, jwk};
use crate::token::*;

const KIB: usize = 1024;

/// Of each algorithm whose keys have tables, the KiB of one.
fn tabled() -> Vec<(&'static str, usize)> {
    let mut tabled = vec![
        ("ES256", 87),
        ("ES384", 196),
        ("ES512", 237),
        ("Ed25519", 216),
    ];
    if cfg!(feature = "es256k") {
        // Its field keeps more with each element where assertions are on.
        tabled.push(("ES256K", if cfg!(debug_assertions) { 140 } else { 119 }));
    }
    tabled
}

#[track_caller]
fn verifier_over(backend: &RustCryptoTables, alg: &str) -> Verifier {
    let keys = set(&[jwk(Kind::of(alg), 1)]);
    Verifier::new(KeyRing::with_backend(keys, only(&[alg]), backend).expect("a usable key"))
}

fn kib(backend: &RustCryptoTables) -> usize {
    backend.octets().div_ceil(KIB)
}

fn forged(alg: &str) -> String {
    let mut parts = plain(alg);
    parts.payload.push(b' ');
    parts.compact()
}

#[test]
fn the_readme_tells_what_a_table_takes() {
    let readme = include_str!("../../README.md");
    for (alg, size) in [("ES256K", 119)].into_iter().chain(tabled()) {
        // The one that differs where assertions are on is told as it is where they are off.
        let size = if alg == "ES256K" { 119 } else { size };
        let row = format!("| `{alg}` | {size} KiB |");
        assert!(readme.contains(&row), "{row}");
    }
}

#[test]
fn a_key_gets_its_table_after_so_many_signatures_that_held() {
    for (alg, size) in tabled() {
        let backend = RustCryptoTables::new().with_successes(3);
        let verifier = verifier_over(&backend, alg);
        for _ in 0..2 {
            accepts(&verifier, &plain(alg).compact());
        }
        for _ in 0..5 {
            rejects(&verifier, &forged(alg), Reason::SignatureMismatch);
        }
        assert_eq!(backend.octets(), 0, "{alg}");
        accepts(&verifier, &plain(alg).compact());
        assert_eq!(kib(&backend), size, "{alg}");
        for _ in 0..10 {
            accepts(&verifier, &plain(alg).compact());
            rejects(&verifier, &forged(alg), Reason::SignatureMismatch);
        }
        assert_eq!(kib(&backend), size, "{alg}");
        drop(verifier);
        assert_eq!(backend.octets(), 0, "{alg}: given back");
    }
}

#[test]
fn with_a_table_from_the_start_the_verdicts_are_those_without() {
    let backend = RustCryptoTables::new().with_successes(0);
    for (alg, size) in tabled() {
        let verifier = verifier_over(&backend, alg);
        assert_eq!(kib(&backend), size, "{alg}");
        let good = plain(alg);
        accepts(&verifier, &good.compact());
        for bit in 0..good.signature.len() * 8 {
            let mut bad = good.clone();
            bad.signature[bit / 8] ^= 1 << (bit % 8);
            rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
        }
        for octet in [0, 0xff] {
            let mut bad = good.clone();
            bad.signature.fill(octet);
            rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
        }
    }
}

#[test]
fn other_keys_are_prepared_as_ever_and_have_no_table() {
    let backend = RustCryptoTables::new().with_successes(0);
    for alg in ["RS256", "PS256", "HS256"] {
        let verifier = verifier_over(&backend, alg);
        accepts(&verifier, &plain(alg).compact());
        rejects(&verifier, &forged(alg), Reason::SignatureMismatch);
    }
    assert_eq!(backend.octets(), 0);
}

#[test]
fn a_key_that_finds_no_room_verifies_without_and_asks_again() {
    let backend = RustCryptoTables::new()
        .with_successes(2)
        .with_octets(100 * KIB);
    let first = verifier_over(&backend, "ES256");
    let second = verifier_over(&backend, "ES256");
    let twice = |verifier: &Verifier| {
        for _ in 0..2 {
            accepts(verifier, &plain("ES256").compact());
        }
        rejects(verifier, &forged("ES256"), Reason::SignatureMismatch);
    };
    twice(&first);
    assert_eq!(kib(&backend), 87);
    twice(&second);
    assert_eq!(kib(&backend), 87);
    drop(first);
    assert_eq!(backend.octets(), 0);
    twice(&second);
    assert_eq!(kib(&backend), 87);
    twice(&second);
}

#[test]
fn without_octets_there_are_no_tables() {
    let backend = RustCryptoTables::new().with_successes(0).with_octets(0);
    for (alg, _) in tabled() {
        let verifier = verifier_over(&backend, alg);
        for _ in 0..3 {
            accepts(&verifier, &plain(alg).compact());
        }
    }
    assert_eq!(backend.octets(), 0);
}

#[test]
fn the_builder_gets_one_job_for_a_key() {
    let jobs: Arc<Mutex<Vec<TableJob>>> = Arc::default();
    let queue = Arc::clone(&jobs);
    let backend = RustCryptoTables::new()
        .with_successes(1)
        .with_builder(move |job| queue.lock().expect("a queue").push(job));
    let verifier = verifier_over(&backend, "Ed25519");
    for _ in 0..5 {
        accepts(&verifier, &plain("Ed25519").compact());
    }
    let mut taken = std::mem::take(&mut *jobs.lock().expect("a queue"));
    assert_eq!(taken.len(), 1);
    assert_eq!(kib(&backend), 216, "its octets are set aside");
    let job = taken.remove(0);
    std::thread::spawn(job).join().expect("a table");
    for _ in 0..5 {
        accepts(&verifier, &plain("Ed25519").compact());
        rejects(&verifier, &forged("Ed25519"), Reason::SignatureMismatch);
    }
    assert!(jobs.lock().expect("a queue").is_empty());
}

#[test]
fn a_job_that_nobody_does_gives_its_octets_back() {
    let backend = RustCryptoTables::new().with_successes(1).with_builder(drop);
    let verifier = verifier_over(&backend, "ES256");
    for _ in 0..3 {
        accepts(&verifier, &plain("ES256").compact());
    }
    assert_eq!(backend.octets(), 0);
}

#[test]
fn many_threads_share_a_key_while_its_table_is_built() {
    let backend = RustCryptoTables::new().with_successes(8);
    let verifier = verifier_over(&backend, "Ed25519");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    accepts(&verifier, &plain("Ed25519").compact());
                    rejects(&verifier, &forged("Ed25519"), Reason::SignatureMismatch);
                }
            });
        }
    });
    assert_eq!(kib(&backend), 216);
}
