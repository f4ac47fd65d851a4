//! The primitives of the model checker. A listener hears no time-out, so that a signal which is
//! lost is a deadlock, and found.

use loom::sync::atomic::{AtomicBool, Ordering};
use loom::sync::{Arc, Condvar, Mutex, MutexGuard};

#[derive(Debug)]
pub(crate) struct Cell<T>(Mutex<Arc<T>>);

impl<T> Cell<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(Arc::new(value)))
    }

    pub(crate) fn read<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        let value = Arc::clone(&self.0.lock().expect("no panic"));
        read(&value)
    }

    pub(crate) fn replace(&self, value: T) {
        *self.0.lock().expect("no panic") = Arc::new(value);
    }
}

#[derive(Debug)]
pub(crate) struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().expect("no panic")
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

#[derive(Debug, Default)]
pub(crate) struct Signal(Arc<Sent>);

#[derive(Debug, Default)]
struct Sent {
    count: Mutex<usize>,
    changed: Condvar,
}

#[derive(Debug)]
pub(crate) struct Listener {
    sent: Arc<Sent>,
    heard: usize,
}

impl Signal {
    pub(crate) fn listen(&self) -> Listener {
        let heard = *self.0.count.lock().expect("no panic");
        Listener {
            sent: Arc::clone(&self.0),
            heard,
        }
    }

    pub(crate) fn send(&self) {
        *self.0.count.lock().expect("no panic") += 1;
        self.0.changed.notify_all();
    }
}

impl Listener {
    pub(crate) fn wait(self) {
        let mut count = self.sent.count.lock().expect("no panic");
        while *count == self.heard {
            count = self.sent.changed.wait(count).expect("no panic");
        }
    }
}
