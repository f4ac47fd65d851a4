//! Every order in which threads may meet, by a model checker. `RUSTFLAGS=--cfg=model` brings it in.

use std::time::Duration;

use fastrand::Rng;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use super::{Asked, Source};
use crate::cache::{
    Answer, CachePolicy, Change, Fetched, Outcome, Refusal, Ticket, UnknownKid, Wanted,
};
use crate::fetch::freshness::{Freshness, Stale};
use crate::sync::Listener;

const BEGIN: Duration = Duration::from_secs(1_000);
/// Later than any refresh ahead of time, and within the lifetime.
const DUE: Duration = Duration::from_secs(1_299);

const WANTED: Wanted<'_> = Wanted {
    alg: "ES256",
    kid: Some("new"),
};

/// What is kept is a number: that of its generation, so that a reader can tell a mixture.
type Shared = Arc<Source<u64>>;

fn fetched(keys: u64) -> Outcome<u64> {
    Outcome::Fetched(Fetched {
        keys,
        change: Change::Some,
        freshness: Freshness {
            lifetime: None,
            stale: Stale::Usable,
        },
    })
}

const FAILED: Outcome<u64> = Outcome::Failed { retry_after: None };

fn empty() -> Shared {
    let policy = CachePolicy::DEFAULT;
    Arc::new(Source::new(policy, Rng::with_seed(7), |_| {}))
}

/// Has the first generation since [`BEGIN`].
fn filled() -> Shared {
    let source = empty();
    let asked = source.ask(BEGIN);
    let Answer::Wait {
        start: Some(ticket),
    } = asked.answer
    else {
        panic!("no ticket: {:?}", asked.answer);
    };
    source.finish(ticket, fetched(1), BEGIN);
    source
}

/// Runs in every order that has at most four preemptions, or as many as `LOOM_MAX_PREEMPTIONS` says.
fn in_every_order(run: impl Fn() + Send + Sync + 'static) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound.get_or_insert(4);
    model.check(run);
}

/// Goes the way of a provider: a fetch is a thread of its own, and whoever waits asks again.
fn keys(
    source: &Shared,
    fetches: &Arc<AtomicUsize>,
    outcome: fn() -> Outcome<u64>,
    ask: impl Fn() -> Asked<u64>,
    wait: impl Fn(&Shared, Listener),
) -> Result<(u64, u64), Refusal> {
    loop {
        let asked = ask();
        let (start, end) = match asked.answer {
            Answer::Serve {
                keys,
                generation,
                refresh,
            } => (refresh, Some(Ok((keys, generation)))),
            Answer::Wait { start } => (start, None),
            Answer::Refuse(refusal) => (None, Some(Err(refusal))),
        };
        if let Some(ticket) = start {
            fetches.fetch_add(1, Ordering::Relaxed);
            let source = Arc::clone(source);
            thread::spawn(move || source.finish(ticket, outcome(), DUE));
        }
        match (end, asked.ended) {
            (Some(end), _) => return end,
            (None, Some(ended)) => wait(source, ended),
            (None, None) => panic!("nothing to wait for"),
        }
    }
}

fn listening(_: &Shared, ended: Listener) {
    ended.wait();
}

/// Two callers at once; what each got, and how many fetches there were.
fn two(
    source: Shared,
    outcome: fn() -> Outcome<u64>,
    ask: fn(&Shared) -> Asked<u64>,
    wait: fn(&Shared, Listener),
) -> ([Result<(u64, u64), Refusal>; 2], usize) {
    let fetches = Arc::new(AtomicUsize::new(0));
    let other = {
        let (source, fetches) = (Arc::clone(&source), Arc::clone(&fetches));
        thread::spawn(move || keys(&source, &fetches, outcome, || ask(&source), wait))
    };
    let own = keys(&source, &fetches, outcome, || ask(&source), wait);
    let other = other.join().expect("no panic");
    ([own, other], fetches.load(Ordering::Relaxed))
}

fn need(source: &Shared) -> Asked<u64> {
    source.ask(DUE)
}

/// As a token whose key is not in the first generation.
fn unknown(source: &Shared) -> Asked<u64> {
    source.unknown(WANTED, 1, 1, DUE)
}

#[test]
fn callers_without_keys_share_one_fetch_and_hear_its_end() {
    in_every_order(|| {
        let (got, fetches) = two(empty(), || fetched(1), need, listening);
        assert_eq!((got, fetches), ([Ok((1, 1)); 2], 1));
    });
}

/// The fault that the model is there to find. It ends the process, so it runs in one of its own.
#[test]
fn one_who_listens_after_asking_is_found() {
    let program = std::env::current_exe().expect("this program");
    let mut command = std::process::Command::new(program);
    let ran = command
        .args(["--nocapture", "--ignored", "listening_after_asking"])
        .output();
    let ran = ran.expect("it runs");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(!ran.status.success(), "not found");
    assert!(said.contains("deadlock"), "{said}");
}

#[test]
#[ignore = "loses a wake-up"]
fn listening_after_asking() {
    in_every_order(|| {
        let late = |source: &Shared, _| source.ended.listen().wait();
        let _ = two(empty(), || fetched(1), need, late);
    });
}

#[test]
fn a_fetch_that_fails_wakes_everybody() {
    in_every_order(|| {
        let (got, fetches) = two(empty(), || FAILED, need, listening);
        for got in got {
            assert!(matches!(got, Err(Refusal::Unavailable { .. })), "{got:?}");
        }
        assert_eq!(fetches, 1);
    });
}

#[test]
fn one_reader_reports_that_a_refresh_is_due() {
    in_every_order(|| {
        let (got, fetches) = two(filled(), || fetched(2), need, listening);
        for got in got {
            let (keys, generation) = got.expect("keys");
            assert_eq!(keys, generation);
        }
        assert_eq!(fetches, 1);
    });
}

#[test]
fn a_new_key_is_fetched_once_for_all_who_name_it() {
    in_every_order(|| {
        let (got, fetches) = two(filled(), || fetched(2), unknown, listening);
        assert_eq!((got, fetches), ([Ok((2, 2)); 2], 1));
    });
}

#[test]
fn a_key_that_is_nowhere_costs_one_fetch() {
    fn same() -> Outcome<u64> {
        match fetched(1) {
            Outcome::Fetched(fetched) => Outcome::Fetched(Fetched {
                change: Change::None,
                ..fetched
            }),
            failed => failed,
        }
    }
    in_every_order(|| {
        let (got, fetches) = two(filled(), same, unknown, listening);
        for got in got {
            assert!(
                matches!(got, Err(Refusal::Absent | Refusal::AbsentBefore { .. })),
                "{got:?}"
            );
        }
        assert_eq!(fetches, 1);
    });
}

/// Two fetches, of which the second began later.
fn two_tickets(source: &Shared) -> [Ticket; 2] {
    [source.reload(BEGIN).0, source.reload(DUE).0]
}

#[test]
fn an_older_answer_never_replaces_a_newer_one() {
    in_every_order(|| {
        let source = filled();
        let [older, newer] = two_tickets(&source);
        let other = {
            let source = Arc::clone(&source);
            thread::spawn(move || source.finish(older, fetched(8), DUE))
        };
        source.finish(newer, fetched(9), DUE);
        other.join().expect("no panic");
        match source.ask(BEGIN).answer {
            Answer::Serve { keys, .. } => assert_eq!(keys, 9),
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn keys_that_are_revoked_do_not_come_back_with_a_fetch_that_was_under_way() {
    in_every_order(|| {
        let source = filled();
        let (ticket, _) = source.reload(DUE);
        let other = {
            let source = Arc::clone(&source);
            thread::spawn(move || source.finish(ticket, fetched(2), DUE))
        };
        source.revoke();
        let seen = source.ask(DUE).answer;
        other.join().expect("no panic");
        assert!(matches!(seen, Answer::Wait { start: Some(_) }), "{seen:?}");
    });
}

#[test]
fn a_budget_is_not_spent_twice_by_two_threads() {
    in_every_order(|| {
        let policy = CachePolicy::DEFAULT.with_unknown_kid(UnknownKid::Fetch {
            burst: 1,
            refill: Duration::from_secs(600),
        });
        let source: Shared = Arc::new(Source::new(policy, Rng::with_seed(7), |machine| {
            let freshness = Freshness {
                lifetime: None,
                stale: Stale::Usable,
            };
            machine.restore(1, freshness, Duration::ZERO, DUE);
        }));
        let ask = |kid: &'static str| {
            let source = Arc::clone(&source);
            move || {
                let wanted = Wanted {
                    alg: "ES256",
                    kid: Some(kid),
                };
                let since = source.started();
                match source.unknown(wanted, 1, since, DUE).answer {
                    Answer::Wait {
                        start: Some(ticket),
                    } => {
                        source.finish(ticket, FAILED, DUE);
                        1
                    }
                    _ => 0,
                }
            }
        };
        let other = thread::spawn(ask("a"));
        let own = ask("b")();
        assert!(own + other.join().expect("no panic") <= 1);
    });
}
