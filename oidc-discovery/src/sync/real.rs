//! The primitives of the standard library and of two small crates.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use event_listener::Event;
pub(crate) use event_listener::EventListener as Listener;

/// A value that is replaced as a whole and read without a lock.
#[derive(Debug)]
pub(crate) struct Cell<T>(ArcSwap<T>);

impl<T> Cell<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(ArcSwap::from_pointee(value))
    }

    pub(crate) fn read<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.0.load())
    }

    pub(crate) fn replace(&self, value: T) {
        self.0.store(Arc::new(value));
    }
}

/// A lock that is never held over I/O. Whoever panicked with it left a whole value: every method of
/// what is in it either finishes or changes nothing that matters.
#[derive(Debug)]
pub(crate) struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Is raised once.
#[derive(Debug, Default)]
pub(crate) struct Flag(AtomicBool);

impl Flag {
    /// Whether it was not up before.
    pub(crate) fn raise(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }
}

/// Wakes everybody who listens, threads and tasks alike.
#[derive(Debug, Default)]
pub(crate) struct Signal(Event);

impl Signal {
    /// Whoever listens hears every signal from now on.
    pub(crate) fn listen(&self) -> Listener {
        self.0.listen()
    }

    pub(crate) fn send(&self) {
        self.0.notify(usize::MAX);
    }
}
