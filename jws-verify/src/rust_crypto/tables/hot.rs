//! A key that counts its successes, and its table when it has one.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::OnceLock;

use super::Run;
use super::budget::{Budget, Share};
use crate::backend::{PreparedKey, SignatureMismatch};

/// A key that can have a table.
pub(super) trait Tabled: PreparedKey + 'static {
    type Table: Send + Sync + 'static;

    /// What a table takes.
    const OCTETS: usize;

    /// `None` for a key that cannot have one after all.
    fn table(&self) -> Option<Self::Table>;

    /// The same verdict as [`PreparedKey::verify`], or none.
    fn verify_with(
        &self,
        table: &Self::Table,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Option<Result<(), SignatureMismatch>>;
}

pub(super) struct Hot<K: Tabled> {
    warm: Arc<Warm<K>>,
    /// A table is due whenever so many signatures have held.
    every: u32,
    run: Option<Arc<Run>>,
}

struct Warm<K: Tabled> {
    key: K,
    successes: AtomicU32,
    /// Whether somebody builds the table or has built it.
    taken: AtomicBool,
    table: OnceLock<(K::Table, Share)>,
    budget: Arc<Budget>,
}

impl<K: Tabled> Hot<K> {
    pub(super) fn new(
        key: K,
        successes: u32,
        budget: &Arc<Budget>,
        run: Option<&Arc<Run>>,
    ) -> Self {
        let hot = Self {
            warm: Arc::new(Warm {
                key,
                successes: AtomicU32::new(0),
                taken: AtomicBool::new(false),
                table: OnceLock::new(),
                budget: Arc::clone(budget),
            }),
            every: successes.max(1),
            run: run.map(Arc::clone),
        };
        if successes == 0 {
            hot.request_table();
        }
        hot
    }

    /// Once at a time, and only where there is room.
    #[cold]
    fn request_table(&self) {
        if self.warm.taken.swap(true, Ordering::Relaxed) {
            return;
        }
        let Some(share) = self.warm.budget.share(K::OCTETS) else {
            self.warm.taken.store(false, Ordering::Relaxed);
            return;
        };
        let warm = Arc::clone(&self.warm);
        let job = move || {
            // The first and only one: whoever else came found it taken.
            if let Some(table) = warm.key.table() {
                let _ = warm.table.set((table, share));
            }
        };
        match &self.run {
            Some(run) => run(Box::new(job)),
            None => job(),
        }
    }
}

impl<K: Tabled> PreparedKey for Hot<K> {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        let Warm { key, table, .. } = &*self.warm;
        if let Some((table, _)) = table.get() {
            return key
                .verify_with(table, signing_input, signature)
                .unwrap_or_else(|| key.verify(signing_input, signature));
        }
        key.verify(signing_input, signature)?;
        let before = self.warm.successes.fetch_add(1, Ordering::Relaxed);
        if before.wrapping_add(1).is_multiple_of(self.every) {
            self.request_table();
        }
        Ok(())
    }
}
