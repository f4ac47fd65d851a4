//! Where threads meet: readers look at what the last transition of the state machine published, and
//! take its lock only when that does not suffice.

use std::time::Duration;

use fastrand::Rng;

use crate::cache::{Answer, CachePolicy, Event, Machine, Outcome, Ticket, View, Wanted};
use crate::sync::{Cell, Listener, Lock, Signal};

#[derive(Debug)]
pub(crate) struct Source<K> {
    view: Cell<View<K>>,
    machine: Lock<Machine<K>>,
    ended: Signal,
}

/// An answer, and for those who have to wait what they listen to.
#[derive(Debug)]
pub(crate) struct Asked<K> {
    pub(crate) answer: Answer<K>,
    pub(crate) ended: Option<Listener>,
}

impl<K: Clone> Source<K> {
    pub(crate) fn new(policy: CachePolicy, rng: Rng, begin: impl FnOnce(&mut Machine<K>)) -> Self {
        let mut machine = Machine::new(policy, rng);
        begin(&mut machine);
        Self {
            view: Cell::new(machine.view()),
            machine: Lock::new(machine),
            ended: Signal::default(),
        }
    }

    /// Keys for whoever asks. Within their lifetime they come without a lock, save to the one
    /// caller that finds a refresh due.
    pub(crate) fn ask(&self, now: Duration) -> Asked<K> {
        let served = self.view.read(|view| {
            let keys = view.keys.as_ref().filter(|_| now < view.serve_until)?;
            let reports = now >= view.report_at && view.reported.raise();
            (!reports).then(|| Answer::Serve {
                keys: keys.clone(),
                generation: view.generation,
                refresh: None,
            })
        });
        match served {
            Some(answer) => Asked {
                answer,
                ended: None,
            },
            None => self.through(|machine| machine.need(now)),
        }
    }

    /// Whether there are keys within their lifetime, or such as are served while fetches fail.
    pub(crate) fn serves(&self, now: Duration) -> bool {
        self.view
            .read(|view| view.keys.is_some() && now < view.serve_until)
    }

    /// The caller has waited as long as it may.
    pub(crate) fn waited(&self, now: Duration) -> Answer<K> {
        self.machine.lock().waited(now)
    }

    pub(crate) fn unknown(
        &self,
        wanted: Wanted<'_>,
        generation: u64,
        since: u64,
        now: Duration,
    ) -> Asked<K> {
        self.through(|machine| machine.unknown(wanted, generation, since, now))
    }

    /// What a caller notes before it verifies, for [`Source::unknown`].
    pub(crate) fn started(&self) -> u64 {
        self.view.read(|view| view.started)
    }

    pub(crate) fn reload(&self, now: Duration) -> (Ticket, Listener) {
        let ended = self.ended.listen();
        let mut machine = self.machine.lock();
        let ticket = machine.reload(now);
        self.view.replace(machine.view());
        (ticket, ended)
    }

    /// Listens before it looks, so that no end is missed.
    pub(crate) fn end_of(&self, ticket: Ticket) -> Option<Listener> {
        let ended = self.ended.listen();
        let under_way = self.look(|machine| machine.is_under_way(ticket));
        under_way.then_some(ended)
    }

    pub(crate) fn revoke(&self) {
        let mut machine = self.machine.lock();
        machine.revoke();
        self.view.replace(machine.view());
    }

    /// Ends a fetch and wakes those who wait for it.
    pub(crate) fn finish(&self, ticket: Ticket, outcome: Outcome<K>, now: Duration) -> Vec<Event> {
        let events = {
            let mut machine = self.machine.lock();
            let events = machine.finish(ticket, outcome, now);
            self.view.replace(machine.view());
            events
        };
        self.ended.send();
        events
    }

    pub(crate) fn look<R>(&self, look: impl FnOnce(&Machine<K>) -> R) -> R {
        look(&self.machine.lock())
    }

    /// Listens before it asks, so that no end of a fetch is missed; publishes in any case, so that
    /// the next report of a reader is heard.
    fn through(&self, ask: impl FnOnce(&mut Machine<K>) -> Answer<K>) -> Asked<K> {
        let ended = self.ended.listen();
        let mut machine = self.machine.lock();
        let answer = ask(&mut machine);
        if !matches!(answer, Answer::Refuse(_)) {
            self.view.replace(machine.view());
        }
        let ended = matches!(answer, Answer::Wait { .. }).then_some(ended);
        Asked { answer, ended }
    }
}

#[cfg(all(test, model))]
mod model;
#[cfg(all(test, not(model)))]
mod tests;
