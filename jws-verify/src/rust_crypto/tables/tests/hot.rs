use alloc::sync::Arc;

use crate::backend::{PreparedKey, SignatureMismatch};
use crate::rust_crypto::tables::budget::Budget;
use crate::rust_crypto::tables::hot::{Hot, Tabled};

/// A signature holds if it is what is signed; the table is at a loss about empty ones and takes
/// those of two octets for good ones.
struct Echo;

impl PreparedKey for Echo {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        match signing_input == signature {
            true => Ok(()),
            false => Err(SignatureMismatch),
        }
    }
}

impl Tabled for Echo {
    type Table = ();

    const OCTETS: usize = 10;

    fn table(&self) -> Option<()> {
        Some(())
    }

    fn verify_with(
        &self,
        (): &(),
        _: &[u8],
        signature: &[u8],
    ) -> Option<Result<(), SignatureMismatch>> {
        match signature.len() {
            0 => None,
            2 => Some(Ok(())),
            _ => Some(Err(SignatureMismatch)),
        }
    }
}

#[test]
fn what_the_table_does_not_decide_is_handed_to_the_crate() {
    let budget = Arc::new(Budget::new(10));
    let hot = Hot::new(Echo, 0, &budget, None);
    assert_eq!(budget.used(), 10);
    assert_eq!(hot.verify(b"", b""), Ok(()));
    assert_eq!(hot.verify(b"other", b""), Err(SignatureMismatch));
    // The other two verdicts are the table's.
    assert_eq!(hot.verify(b"other", b"xy"), Ok(()));
    assert_eq!(hot.verify(b"x", b"x"), Err(SignatureMismatch));
}

#[test]
fn the_last_octet_of_a_budget_can_be_had_and_none_beyond_it() {
    let budget = Arc::new(Budget::new(25));
    let shares = [10, 10, 5].map(|octets| budget.share(octets).expect("room"));
    assert!(budget.share(1).is_none());
    assert!(budget.share(usize::MAX).is_none());
    assert_eq!(budget.used(), 25);
    drop(shares);
    assert_eq!(budget.used(), 0);
}
