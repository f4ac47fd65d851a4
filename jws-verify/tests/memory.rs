//! The memory that a stranger's JWS takes.
//!
//! One test, for everything in this process counts.

use jwk_types::base64url::encode;
use jwk_types::{Jwk, Reason};
use jws_verify::{Algorithms, Error, KeyRing, Verifier};
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// What is refused, and what was allocated at most beyond what there was.
#[track_caller]
fn refused(verify: impl FnOnce() -> Result<(), Error>, reason: Reason) -> usize {
    PEAK.reset_peak_usage();
    let before = PEAK.current_usage();
    let error = verify().expect_err("too much");
    let used = PEAK.peak_usage().saturating_sub(before);
    assert_eq!(error.reason(), reason, "{error}");
    used
}

#[test]
fn memory_is_bounded_by_the_limits() {
    let key = Jwk::parse(&format!(r#"{{"kty":"oct","k":"{}"}}"#, "A".repeat(43))).expect("a JWK");
    let ring = KeyRing::new(key.into(), Algorithms::hmac()).expect("a key");
    let verifier = Verifier::new(ring);
    let compact = |text: &str| verifier.verify_compact(text).map(drop);
    let json = |text: &str| verifier.verify_json(text).map(drop);

    // Refused for its length before anything is read: nothing is allocated.
    let protected = encode(br#"{"alg":"HS256"}"#);
    let huge = format!("{protected}.{}.{}", "A".repeat(64 * MIB), "A".repeat(43));
    assert_eq!(refused(|| compact(&huge), Reason::TooLarge), 0);
    assert_eq!(refused(|| json(&huge), Reason::TooLarge), 0);
    drop(huge);
    let huge = ".".repeat(64 * MIB);
    assert_eq!(refused(|| compact(&huge), Reason::TooLarge), 0);
    drop(huge);

    // A megabyte of periods is not collected.
    let dots = ".".repeat(MIB);
    assert_eq!(refused(|| compact(&dots), Reason::MalformedJws), 0);

    // Nesting stops where the limit is.
    let deep = format!(
        "{{\"alg\":\"HS256\",\"x\":{}{}}}",
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    let token = format!("{}.AA.AA", encode(deep.as_bytes()));
    assert_eq!(refused(|| compact(&token), Reason::TooLarge), 0);
    let deep = format!(
        "{{\"alg\":\"HS256\",\"x\":{}{}}}",
        "[".repeat(2_000),
        "]".repeat(2_000)
    );
    let token = format!("{}.AA.AA", encode(deep.as_bytes()));
    let used = refused(|| compact(&token), Reason::TooLarge);
    assert!(used < 32 * 1024, "{used}");
    let text = format!("{{\"header\":{deep},\"payload\":\"\",\"signature\":\"\"}}");
    let used = refused(|| json(&text), Reason::TooLarge);
    assert!(used < 32 * 1024, "{used}");

    // The most that a text within the limits takes: the payload once, or the values of its JSON.
    let largest = format!("{protected}.{}.{}", "A".repeat(MIB - 100), "A".repeat(43));
    let used = refused(|| compact(&largest), Reason::SignatureMismatch);
    assert!(used < 2 * MIB, "{used}");
    let values = format!("[{}1]", "1,".repeat(MIB / 2 - 100));
    let text = format!("{{\"x\":{values},\"payload\":\"\",\"signature\":\"\"}}");
    let used = refused(|| json(&text), Reason::MalformedJws);
    assert!(used < 32 * MIB, "{used}");
    let entries = "{},".repeat(MIB / 3 - 100);
    let text = format!("{{\"payload\":\"\",\"signatures\":[{entries}{{}}]}}");
    let used = refused(|| json(&text), Reason::TooLarge);
    assert!(used < 32 * MIB, "{used}");
}
