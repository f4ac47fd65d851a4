//! The memory that the tables of hot keys take: what the backend counts, and what the README tells.
//!
//! One test, for everything in this process counts.

use jwk_types::base64url::encode;
use jwk_types::{EcCurve, Jwk};
use jws_verify::{Algorithms, KeyRing, RustCryptoTables};
use p256::elliptic_curve::sec1::ToSec1Point;
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

const KIB: usize = 1024;

/// For what a ring has besides.
const RING: usize = 4 * KIB;

fn ec(curve: EcCurve, point: &[u8]) -> String {
    let (_, coordinates) = point.split_first().expect("a tag");
    let (x, y) = coordinates.split_at(curve.coordinate_octets());
    let (crv, x, y) = (curve.name(), encode(x), encode(y));
    format!(r#"{{"kty":"EC","crv":"{crv}","x":"{x}","y":"{y}"}}"#)
}

/// The generators of their curves are as good as any key.
fn keys() -> Vec<(&'static str, &'static str, String)> {
    let p256 = p256::AffinePoint::GENERATOR.to_sec1_point(false);
    let p384 = p384::AffinePoint::GENERATOR.to_sec1_point(false);
    let p521 = p521::AffinePoint::GENERATOR.to_sec1_point(false);
    let ed25519 = encode(curve25519_dalek::constants::ED25519_BASEPOINT_COMPRESSED.as_bytes());
    vec![
        (
            "ES256",
            "264 KiB\n  for P-256",
            ec(EcCurve::P256, p256.as_bytes()),
        ),
        (
            "ES384",
            "588 KiB for P-384",
            ec(EcCurve::P384, p384.as_bytes()),
        ),
        (
            "ES512",
            "1,188 KiB for P-521",
            ec(EcCurve::P521, p521.as_bytes()),
        ),
        (
            "Ed25519",
            "640 KiB for Ed25519",
            format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{ed25519}"}}"#),
        ),
    ]
}

#[test]
fn tables_take_what_is_counted_and_their_generators_what_the_readme_tells() {
    let readme = include_str!("../README.md");
    for (alg, told, key) in keys() {
        let backend = RustCryptoTables::new().with_successes(0);
        let ring = || {
            let before = (PEAK.current_usage(), backend.octets());
            let key = Jwk::parse(&key).expect("a JWK");
            let algorithms = Algorithms::named([alg]).expect("one");
            let ring = KeyRing::with_backend(key.into(), algorithms, &backend).expect("a key");
            let used = PEAK.current_usage() - before.0;
            (ring, used, backend.octets() - before.1)
        };
        let (_first, with_generator, _) = ring();
        let (_second, used, counted) = ring();
        assert!(counted > 0, "{alg}");
        assert!(used < counted + RING, "{alg}: {used}, counted {counted}");

        let generator = with_generator.saturating_sub(used) / KIB;
        let digits = told.split_once(" KiB").expect("a size").0.replace(',', "");
        assert!(readme.contains(told), "{told}");
        let told: usize = digits.parse().expect("a number");
        assert!(generator.abs_diff(told) <= 1, "{alg}: {generator} KiB");
    }
}
