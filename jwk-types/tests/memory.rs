//! The memory that reading takes, as the documentation of `json` promises it.
//!
//! One test, for everything in this process counts.

use jwk_types::json::Document;
use jwk_types::{Error, Jwk, Thumbprint};
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

fn parse(text: &str) -> (Result<(), Error>, usize) {
    let (result, peak) = peak(|| Document::parse(text.as_bytes(), "test", usize::MAX, 128));
    (result.map(drop), peak)
}

#[test]
fn memory_is_bounded_by_the_length_of_the_text_and_by_the_limits() {
    const MIB: usize = 1 << 20;

    // Refused for its length before anything is read: nothing is allocated.
    let huge = "[".repeat(64 * MIB);
    let (refused, used) = peak(|| Jwk::parse(&huge));
    assert!(matches!(refused, Err(Error::TooLarge { found, .. }) if found == 64 * MIB));
    assert_eq!(used, 0);

    // Refused at the first bracket that goes too deep: what follows is not read.
    let (refused, used) = parse(&huge);
    assert!(matches!(
        refused,
        Err(Error::JsonTooDeep {
            limit: 128,
            at: 128
        })
    ));
    assert!(used < 16 * 1024, "{used}");
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let (refused, used) = peak(|| Jwk::parse(&deep));
    assert!(matches!(refused, Err(Error::JsonTooDeep { .. })));
    assert!(used < 16 * 1024, "{used}");
    drop(huge);
    let prefix = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:";
    let uri = format!("{prefix}{}", "A".repeat(64 * MIB));
    let (refused, used) = peak(|| Thumbprint::from_uri(&uri));
    assert!(matches!(refused, Err(Error::ThumbprintUri { .. })));
    assert_eq!(used, 0);
    drop(uri);

    // The texts with the most values and names for their length.
    let digits = format!("[{}1]", "1,".repeat(MIB / 2));
    let empty = format!("[{}[]]", "[],".repeat(MIB / 3));
    let names: Vec<_> = (0..MIB / 10)
        .map(|index| format!("\"{index:x}\":1"))
        .collect();
    let escaped: Vec<_> = (0..MIB / 20)
        .map(|index| format!("\"\\u0061{index:x}\":1"))
        .collect();
    for text in [
        digits,
        empty,
        format!("{{{}}}", names.join(",")),
        format!("{{{}}}", escaped.join(",")),
        format!("\"{}\"", "\\n".repeat(MIB / 2)),
    ] {
        let (accepted, used) = parse(&text);
        assert_eq!(accepted, Ok(()));
        let head = &text[..20];
        assert!(used <= 32 * text.len(), "{head}: {used} for {}", text.len());
        println!(
            "{head}: {:.1} octets an octet",
            used as f64 / text.len() as f64
        );
    }
}
