//! Properties over random runs.

use std::time::Duration;

use proptest::prelude::*;

use super::world::{HEALTHY, Server, Verdict, World};
use crate::cache::{CachePolicy, UnknownKid};
use crate::fetch::freshness::Stale;

/// Something that happens.
#[derive(Clone, Debug)]
enum Move {
    Pass(Duration),
    /// As many tokens at once, each signed with a key of its own that nobody publishes.
    Flood(u32),
    Token(u32),
    Publish(u32),
    Remove(u32),
    Serve(Server),
    /// Tokens one after the other, known and unknown, with as much time between them; the server
    /// answers and fails in turn, where it is told to.
    Storm {
        steps: u32,
        every: Duration,
        fickle: Option<u32>,
    },
}

const FAILING: Server = Server::Fails {
    after: Duration::ZERO,
    retry_after: None,
};

fn seconds(range: std::ops::Range<u64>) -> impl Strategy<Value = Duration> {
    range.prop_map(Duration::from_secs)
}

fn passing() -> impl Strategy<Value = Move> {
    let time = prop_oneof![
        (0_u64..2_000).prop_map(Duration::from_millis),
        seconds(1..90),
        seconds(60..4_000),
    ];
    time.prop_map(Move::Pass)
}

fn server() -> impl Strategy<Value = Server> {
    let after = || (0_u64..9_000).prop_map(Duration::from_millis);
    let stale = prop_oneof![3 => Just(Stale::Usable), 1 => Just(Stale::Forbidden)];
    prop_oneof![
        4 => (after(), prop::option::of(0_u64..10_000), stale).prop_map(|(after, max_age, stale)| {
            Server::Answers { after, max_age, stale }
        }),
        4 => (after(), prop::option::of(0_u64..1_000)).prop_map(|(after, retry_after)| {
            Server::Fails { after, retry_after }
        }),
        1 => Just(Server::Loses),
    ]
}

fn storm() -> impl Strategy<Value = Move> {
    let every = prop_oneof![
        (50_u64..600).prop_map(Duration::from_millis),
        (600_u64..40_000).prop_map(Duration::from_millis),
    ];
    (1_u32..150, every, prop::option::of(1_u32..12)).prop_map(|(steps, every, fickle)| {
        Move::Storm {
            steps,
            every,
            fickle,
        }
    })
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        6 => passing(),
        1 => (1_u32..40).prop_map(Move::Flood),
        6 => (0_u32..4).prop_map(Move::Token),
        1 => (0_u32..4).prop_map(Move::Publish),
        1 => (0_u32..4).prop_map(Move::Remove),
        2 => server().prop_map(Move::Serve),
        2 => storm(),
    ];
    prop::collection::vec(one, 1..120)
}

fn policy() -> impl Strategy<Value = CachePolicy> {
    let unknown = prop_oneof![
        1 => Just(UnknownKid::Refuse),
        4 => (1_u32..5, seconds(5..120)).prop_map(|(burst, refill)| UnknownKid::Fetch { burst, refill }),
    ];
    let numbers = (
        seconds(30..700),
        (seconds(30..300), seconds(30..9_000)),
        50_u32..95,
        unknown,
        (0_usize..20, seconds(0..90)),
        (seconds(0..5), seconds(1..90)),
        seconds(0..9_000),
        seconds(60..9_000),
    );
    let any = numbers.prop_map(
        |(default, (shortest, longest), ahead, unknown, (kids, absent), backoff, stale, trust)| {
            CachePolicy::DEFAULT
                .with_default_lifetime(default)
                .with_lifetimes(shortest, longest)
                .with_refresh_ahead(ahead)
                .with_unknown_kid(unknown)
                .with_absent_kids(kids, absent)
                .with_backoff(backoff.0, backoff.1)
                .with_stale_if_error(stale)
                .with_max_trust(trust)
        },
    );
    prop_oneof![Just(CachePolicy::DEFAULT), any]
}

fn run(world: &mut World, moves: &[Move]) {
    let mut stranger = 1_000_000;
    for each in moves {
        match each {
            Move::Pass(time) => world.pass(*time),
            Move::Token(key) => drop(world.token(*key)),
            Move::Publish(key) => world.publish(*key),
            Move::Remove(key) => world.remove(*key),
            Move::Serve(server) => world.server = *server,
            Move::Storm {
                steps,
                every,
                fickle,
            } => {
                for step in 0..*steps {
                    if let Some(turn) = fickle {
                        world.server = if step / turn % 2 == 0 {
                            FAILING
                        } else {
                            HEALTHY
                        };
                    }
                    stranger += 1;
                    world.token(step % 4);
                    world.token(stranger);
                    world.pass(*every);
                }
            }
            Move::Flood(tokens) => {
                for _ in 0..*tokens {
                    stranger += 1;
                    world.token(stranger);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Attack rows 87 and 105; traps 8.
    #[test]
    fn fetches_never_exceed_their_bound(policy in policy(), moves in moves(), seed: u64) {
        let mut world = World::new(policy, seed);
        run(&mut world, &moves);
        for window in [0, 1, 5, 10, 30, 60, 90, 300, 3_600] {
            let window = Duration::from_secs(window);
            let (most, bound) = (world.most_within(window), policy.most_fetches_within(window));
            prop_assert!(most <= bound, "{most} fetches in {window:?}, at most {bound} promised");
        }
    }

    /// Attack rows 89, 90 and 106.
    #[test]
    fn a_removed_key_is_refused_when_the_trust_in_it_ends(
        policy in policy(),
        moves in moves(),
        seed: u64,
    ) {
        let mut world = World::new(policy, seed);
        for each in moves {
            let before = world.accepted.len();
            run(&mut world, &[each]);
            for (key, at) in &world.accepted[before..] {
                let last = world.last_published(*key).expect("a key that was published");
                let trusted = at.saturating_sub(last);
                prop_assert!(trusted <= policy.max_trust(), "trusted for {trusted:?}");
            }
        }
    }

    /// Attack row 88.
    #[test]
    fn keys_within_their_lifetime_are_served_without_waiting(
        policy in policy(),
        moves in moves(),
        seed: u64,
    ) {
        let mut world = World::new(policy, seed);
        world.token(0);
        world.pass(Duration::from_secs(1));
        for each in moves.iter().filter(|each| !matches!(each, Move::Remove(0))) {
            run(&mut world, std::slice::from_ref(each));
            let fresh = world.source.look(|machine| machine.remaining(world.now));
            if fresh.is_some_and(|(fresh, _)| !fresh.is_zero()) {
                prop_assert_eq!(world.token(0), Verdict::Accepted);
            }
        }
    }

    /// Attack rows 87 and 88, with a server that answers: whatever came before, and whatever else
    /// comes.
    #[test]
    fn a_new_key_is_accepted_in_time(
        before in moves(),
        after in prop::collection::vec((0_u64..20_000, 0_u32..6), 0..60),
        seed: u64,
    ) {
        let policy = CachePolicy::DEFAULT;
        let mut world = World::new(policy, seed);
        run(&mut world, &before);
        world.server = HEALTHY;
        // What is still under way ends, and so does every back-off.
        world.pass(Duration::from_secs(400));
        world.token(0);
        world.pass(Duration::from_secs(1));
        let new = 77;
        world.publish(new);
        world.token(new);
        let first = world.now;
        let mut stranger = 2_000_000;
        for (time, tokens) in after {
            world.pass(Duration::from_millis(time));
            for _ in 0..tokens {
                stranger += 1;
                world.token(stranger);
            }
            if world.now >= first + policy.arrival_bound() {
                break;
            }
        }
        world.pass((first + policy.arrival_bound()).saturating_sub(world.now));
        let asked = world.now;
        world.token(new);
        world.pass(Duration::from_millis(500));
        let accepted = world.accepted.iter().any(|(key, at)| *key == new && *at >= asked);
        prop_assert!(accepted, "{:?}", world.refused.last());
    }

    /// OpenID RP module oidcc-client-test-signing-key-rotation-just-before-signing.
    #[test]
    fn a_new_key_is_accepted_at_once_while_the_budget_lasts(quiet in 60_u64..100_000, seed: u64) {
        let mut world = World::new(CachePolicy::DEFAULT, seed);
        world.token(0);
        world.pass(Duration::from_secs(quiet));
        world.publish(5);
        world.remove(0);
        world.token(5);
        world.pass(Duration::from_millis(500));
        let accepted = world.accepted.iter().any(|(key, _)| *key == 5);
        prop_assert!(accepted, "{:?}", world.refused);
    }
}
