//! An issuer, its server and those who ask, in a time that passes when it is told to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;

use crate::cache::{Answer, CachePolicy, Change, Fetched, Outcome, Refusal, Ticket, Wanted};
use crate::fetch::freshness::{Freshness, Stale};
use crate::source::{Asked, Source};

pub(super) type Keys = Arc<BTreeSet<u32>>;

/// What the server does with a fetch.
#[derive(Clone, Copy, Debug)]
pub(super) enum Server {
    /// It answers after this time; what it says of the lifetime, in seconds.
    Answers {
        after: Duration,
        max_age: Option<u64>,
        stale: Stale,
    },
    Fails {
        after: Duration,
        retry_after: Option<u64>,
    },
    /// Nothing is ever heard of it.
    Loses,
}

pub(super) const HEALTHY: Server = Server::Answers {
    after: Duration::from_millis(200),
    max_age: None,
    stale: Stale::Usable,
};

/// What became of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Accepted,
    Refused(Refusal),
    /// It waits for a fetch.
    Waits,
}

/// A token under way.
#[derive(Debug)]
struct Caller {
    key: u32,
    since: u64,
    deadline: Duration,
    generation: Option<u64>,
}

#[derive(Debug)]
struct Flight {
    ticket: Ticket,
    ends: Duration,
    outcome: Result<(Keys, Freshness), Option<u64>>,
}

pub(super) struct World {
    pub(super) policy: CachePolicy,
    pub(super) now: Duration,
    pub(super) server: Server,
    pub(super) source: Source<Keys>,
    published: BTreeSet<u32>,
    /// When each key was last in the published set.
    last_published: BTreeMap<u32, Duration>,
    flights: Vec<Flight>,
    waiting: Vec<Caller>,
    held: Keys,
    /// When each fetch started.
    pub(super) fetches: Vec<Duration>,
    /// The key and the time of each acceptance.
    pub(super) accepted: Vec<(u32, Duration)>,
    pub(super) refused: Vec<(u32, Duration, Refusal)>,
}

impl World {
    pub(super) fn new(policy: CachePolicy, seed: u64) -> Self {
        Self {
            policy,
            now: Duration::from_secs(1_000_000),
            server: HEALTHY,
            source: Source::new(policy, Rng::with_seed(seed), |_| {}),
            published: BTreeSet::from([0]),
            last_published: BTreeMap::new(),
            flights: Vec::new(),
            waiting: Vec::new(),
            held: Arc::default(),
            fetches: Vec::new(),
            accepted: Vec::new(),
            refused: Vec::new(),
        }
    }

    pub(super) fn publish(&mut self, key: u32) {
        self.published.insert(key);
    }

    pub(super) fn remove(&mut self, key: u32) {
        if self.published.remove(&key) {
            self.last_published.insert(key, self.now);
        }
    }

    /// When the key was in the published set for the last time.
    pub(super) fn last_published(&self, key: u32) -> Option<Duration> {
        if self.published.contains(&key) {
            return Some(self.now);
        }
        self.last_published.get(&key).copied()
    }

    /// Time passes, and what is due happens on the way.
    pub(super) fn pass(&mut self, time: Duration) {
        let until = self.now + time;
        while let Some(next) = self.next_moment(until) {
            self.now = next;
            self.land();
            self.give_up();
        }
        self.now = until;
    }

    fn next_moment(&self, until: Duration) -> Option<Duration> {
        let flights = self.flights.iter().map(|flight| flight.ends);
        let callers = self.waiting.iter().map(|caller| caller.deadline);
        flights.chain(callers).filter(|at| *at <= until).min()
    }

    fn land(&mut self) {
        let (landed, flying) = std::mem::take(&mut self.flights)
            .into_iter()
            .partition(|flight| flight.ends <= self.now);
        self.flights = flying;
        let landed: Vec<Flight> = landed;
        for flight in landed {
            let outcome = match flight.outcome {
                Ok((keys, freshness)) => {
                    let change = if keys == self.held {
                        Change::None
                    } else {
                        Change::Some
                    };
                    self.held = Arc::clone(&keys);
                    Outcome::Fetched(Fetched {
                        keys,
                        change,
                        freshness,
                    })
                }
                Err(retry_after) => Outcome::Failed {
                    retry_after: retry_after.map(Duration::from_secs),
                },
            };
            self.source.finish(flight.ticket, outcome, self.now);
            for caller in std::mem::take(&mut self.waiting) {
                self.go_on(caller);
            }
        }
    }

    /// Callers whose time is up.
    fn give_up(&mut self) {
        for caller in std::mem::take(&mut self.waiting) {
            if caller.deadline > self.now {
                self.waiting.push(caller);
                continue;
            }
            let answer = match caller.generation {
                None => self.source.waited(self.now),
                Some(_) => Answer::Refuse(Refusal::Limited {
                    retry_after: Duration::ZERO,
                }),
            };
            match answer {
                Answer::Serve { keys, .. } if keys.contains(&caller.key) => {
                    self.accepted.push((caller.key, self.now));
                }
                Answer::Refuse(refusal) => self.refused.push((caller.key, self.now, refusal)),
                _ => {}
            }
        }
    }

    /// A token that is signed with this key comes.
    pub(super) fn token(&mut self, key: u32) -> Verdict {
        self.go_on(Caller {
            key,
            since: self.source.started(),
            deadline: self.now + self.policy.max_wait(),
            generation: None,
        })
    }

    fn go_on(&mut self, mut caller: Caller) -> Verdict {
        loop {
            let wanted = caller.key.to_string();
            let wanted = Wanted {
                alg: "RS256",
                kid: Some(&wanted),
            };
            let Asked { answer, .. } = match caller.generation {
                None => self.source.ask(self.now),
                Some(generation) => self
                    .source
                    .unknown(wanted, generation, caller.since, self.now),
            };
            match answer {
                Answer::Serve {
                    keys,
                    generation,
                    refresh,
                } => {
                    self.depart(refresh);
                    if keys.contains(&caller.key) {
                        self.accepted.push((caller.key, self.now));
                        return Verdict::Accepted;
                    }
                    caller.generation = Some(generation);
                }
                Answer::Wait { start } => {
                    self.depart(start);
                    self.waiting.push(caller);
                    return Verdict::Waits;
                }
                Answer::Refuse(refusal) => {
                    self.refused.push((caller.key, self.now, refusal));
                    return Verdict::Refused(refusal);
                }
            }
        }
    }

    /// The server looks at what it publishes when it is asked.
    fn depart(&mut self, ticket: Option<Ticket>) {
        let Some(ticket) = ticket else { return };
        self.fetches.push(self.now);
        let (after, outcome) = match self.server {
            Server::Loses => return,
            Server::Fails { after, retry_after } => (after, Err(retry_after)),
            Server::Answers {
                after,
                max_age,
                stale,
            } => {
                let freshness = Freshness {
                    lifetime: max_age.map(Duration::from_secs),
                    stale,
                };
                (after, Ok((Arc::new(self.published.clone()), freshness)))
            }
        };
        self.flights.push(Flight {
            ticket,
            ends: self.now + after,
            outcome,
        });
    }

    /// The most fetches that started within a window of this length.
    pub(super) fn most_within(&self, window: Duration) -> u64 {
        let count = |from: &Duration| {
            let within = |at: &&Duration| *at >= from && **at <= *from + window;
            self.fetches.iter().filter(within).count()
        };
        self.fetches.iter().map(count).max().unwrap_or(0) as u64
    }
}
