//! Waiting in a thread.

use std::time::Duration;

use super::Listener;

/// Whether the signal came within this time.
#[cfg(not(model))]
pub(crate) fn heard(listener: Listener, time: Duration) -> bool {
    use event_listener::Listener as _;
    listener.wait_timeout(time).is_some()
}

#[cfg(not(model))]
pub(crate) fn for_ever(listener: Listener) {
    use event_listener::Listener as _;
    listener.wait();
}

#[cfg(model)]
pub(crate) fn heard(listener: Listener, _: Duration) -> bool {
    listener.wait();
    true
}

#[cfg(model)]
pub(crate) fn for_ever(listener: Listener) {
    listener.wait();
}
