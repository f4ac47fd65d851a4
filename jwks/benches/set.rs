//! Reading a set and choosing from it, with 1, 10 and 1,000 keys.
//!
//! `read::as_json_value` is what a general JSON parser takes for the same text, without a look at
//! the keys; `read::unknown_types` is this crate's reader where no key is checked.

#[path = "../tests/support/ec.rs"]
mod ec;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use jwk_types::RegisteredAlgorithm;
use jwks::{Candidates, JwkSet, Limits, Selector};

fn main() {
    divan::main();
}

const COUNTS: [u32; 3] = [1, 10, 1000];

fn es256() -> &'static RegisteredAlgorithm {
    RegisteredAlgorithm::named("ES256").expect("registered")
}

fn parsed(text: &str) -> JwkSet {
    JwkSet::parse(text).expect("a set")
}

/// The keys of P-256, and one of P-384 among them.
fn with_one_other(count: u32) -> JwkSet {
    let other = include_str!("../../jwk-types/tests/data/p384.json");
    let text = ec::set(count - 1);
    let separator = if count == 1 { "" } else { "," };
    let (before, after) = text.split_at(text.len() - 2);
    let set = parsed(&format!("{before}{separator}{other}{after}"));
    assert_eq!(set.keys().len(), usize::try_from(count).expect("small"));
    set
}

mod read {
    use super::*;

    #[divan::bench(args = COUNTS)]
    fn jwk_set(bencher: Bencher<'_, '_>, count: u32) {
        let text = ec::set(count);
        bencher
            .counter(BytesCount::of_str(&text))
            .bench(|| JwkSet::parse(black_box(&text)));
    }

    #[divan::bench(args = COUNTS)]
    fn as_json_value(bencher: Bencher<'_, '_>, count: u32) {
        let text = ec::set(count);
        bencher
            .counter(BytesCount::of_str(&text))
            .bench(|| serde_json::from_str::<serde_json::Value>(black_box(&text)));
    }

    /// Every key is skipped for its type, and kept: no point is checked.
    #[divan::bench(args = COUNTS)]
    fn unknown_types(bencher: Bencher<'_, '_>, count: u32) {
        let text = ec::set(count).replace("\"EC\"", "\"XY\"");
        bencher
            .counter(BytesCount::of_str(&text))
            .bench(|| JwkSet::parse(black_box(&text)));
    }
}

mod choose {
    use super::*;

    #[divan::bench(args = COUNTS)]
    fn by_kid(bencher: Bencher<'_, '_>, count: u32) {
        let set = parsed(&ec::set(count));
        let kid = format!("key-{count}");
        let selector = Selector::new(es256(), Some(&kid));
        assert!(matches!(set.candidates(&selector), Candidates::Fit(_)));
        bencher.bench(|| black_box(&set).candidates(black_box(&selector)));
    }

    #[divan::bench(args = COUNTS)]
    fn by_unknown_kid(bencher: Bencher<'_, '_>, count: u32) {
        let set = parsed(&ec::set(count));
        let selector = Selector::new(es256(), Some("key-x"));
        assert!(matches!(set.candidates(&selector), Candidates::None { .. }));
        bencher.bench(|| black_box(&set).candidates(black_box(&selector)));
    }

    #[divan::bench(args = COUNTS)]
    fn without_kid_where_one_fits(bencher: Bencher<'_, '_>, count: u32) {
        let set = with_one_other(count);
        let es384 = RegisteredAlgorithm::named("ES384").expect("registered");
        let selector = Selector::new(es384, None);
        assert!(matches!(set.candidates(&selector), Candidates::Fit(_)));
        bencher.bench(|| black_box(&set).candidates(black_box(&selector)));
    }

    /// One fits, or all do and are too many.
    #[divan::bench(args = COUNTS)]
    fn without_kid_where_all_fit(bencher: Bencher<'_, '_>, count: u32) {
        let set = parsed(&ec::set(count));
        let selector = Selector::new(es256(), None);
        bencher.bench(|| black_box(&set).candidates(black_box(&selector)));
    }
}

mod operate {
    use super::*;

    #[divan::bench(args = COUNTS)]
    fn compare_with_itself(bencher: Bencher<'_, '_>, count: u32) {
        let (left, right) = (parsed(&ec::set(count)), parsed(&ec::set(count)));
        bencher
            .counter(ItemsCount::new(count))
            .bench(|| black_box(&left).compare(black_box(&right)).is_empty());
    }

    #[divan::bench(args = COUNTS)]
    fn publish(bencher: Bencher<'_, '_>, count: u32) {
        let set = parsed(&ec::set(count));
        bencher
            .counter(ItemsCount::new(count))
            .bench(|| black_box(&set).to_public().map(|set| set.to_json()));
    }

    #[divan::bench(args = COUNTS)]
    fn lint(bencher: Bencher<'_, '_>, count: u32) {
        let text = ec::set(count);
        bencher
            .counter(ItemsCount::new(count))
            .bench(|| jwks::lint(black_box(text.as_bytes()), &Limits::DEFAULT));
    }
}
