//! The memory that reading a set takes.
//!
//! One test, for everything in this process counts.

#[path = "support/ec.rs"]
mod ec;

use jwk_types::Reason;
use jwks::{JwkSet, Limits, lint};
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

/// What `run` allocates at most beyond what there was.
fn peak<T>(run: impl FnOnce() -> T) -> (T, usize) {
    PEAK.reset_peak_usage();
    let before = PEAK.current_usage();
    let result = run();
    (result, PEAK.peak_usage().saturating_sub(before))
}

#[track_caller]
fn refused(text: &str) -> usize {
    let (refused, used) = peak(|| JwkSet::parse(text));
    assert_eq!(refused.expect_err("too much").reason(), Reason::TooLarge);
    let (refused, linted) = peak(|| lint(text.as_bytes(), &Limits::DEFAULT));
    assert_eq!(refused.expect_err("too much").reason(), Reason::TooLarge);
    used.max(linted)
}

#[test]
fn memory_is_bounded_by_the_length_of_the_text_and_by_the_limits() {
    const MIB: usize = 1 << 20;

    // Refused for its length before anything is read: nothing is allocated.
    let huge = format!(r#"{{"keys":[{}{{}}]}}"#, "{},".repeat(64 * MIB / 3));
    assert_eq!(refused(&huge), 0);
    drop(huge);

    // Refused at the first bracket that goes too deep.
    let deep = format!(r#"{{"keys":[{}{}]}}"#, "[".repeat(5_000), "]".repeat(5_000));
    let used = refused(&deep);
    assert!(used < 16 * 1024, "{used}");

    // As many members of `keys` as the length allows: refused at the limit.
    let many = format!(r#"{{"keys":[{}0]}}"#, "0,".repeat(125 * 1024));
    let used = refused(&many);
    assert!(used < 32 * many.len(), "{used} for {}", many.len());

    for (name, text) in [
        ("1,000 keys", ec::set(1000)),
        ("1,000 skipped", ec::set(1000).replace("\"EC\"", "\"XY\"")),
    ] {
        let (set, used) = peak(|| JwkSet::parse(&text));
        let set = set.expect("a set");
        assert_eq!(set.keys().len() + set.skipped().len(), 1000);
        assert!(used < 20 * text.len(), "{name}: {used} for {}", text.len());
        let (findings, linted) = peak(|| lint(text.as_bytes(), &Limits::DEFAULT));
        drop(findings.expect("a set"));
        assert!(
            linted < 20 * text.len(),
            "{name}: {linted} for {}",
            text.len()
        );
        let (_, compared) = peak(|| drop(set.compare(&JwkSet::default())));
        let each = |used: usize| used as f64 / text.len() as f64;
        println!(
            "{name}: {:.1} octets an octet to read, {:.1} to lint, {:.1} to compare",
            each(used),
            each(linted),
            each(compared)
        );
    }
}
