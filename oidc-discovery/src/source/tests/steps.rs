//! Single runs, step by step.

use std::time::Duration;

use super::world::{HEALTHY, Server, Verdict, World};
use crate::cache::{CachePolicy, Refusal, UnknownKid};
use crate::fetch::freshness::Stale;

const MOMENT: Duration = Duration::from_secs(1);

const DOWN: Server = Server::Fails {
    after: Duration::ZERO,
    retry_after: None,
};

fn world() -> World {
    World::new(CachePolicy::DEFAULT, 7)
}

/// With the key 0, fresh for 5 minutes.
fn warm() -> World {
    let mut world = world();
    assert_eq!(world.token(0), Verdict::Waits);
    world.pass(MOMENT);
    assert_eq!(world.token(0), Verdict::Accepted);
    world
}

#[test]
fn a_hundred_cold_callers_share_one_fetch() {
    let mut world = world();
    for _ in 0..100 {
        assert_eq!(world.token(0), Verdict::Waits);
    }
    world.pass(MOMENT);
    assert_eq!((world.fetches.len(), world.accepted.len()), (1, 100));
}

/// Attack rows 87 and 88.
#[test]
fn a_flood_of_unknown_kids_costs_two_fetches_and_shuts_nobody_out() {
    let mut world = warm();
    for stranger in 1_000..1_100 {
        world.token(stranger);
        world.pass(Duration::from_millis(10));
    }
    world.pass(MOMENT);
    assert_eq!(world.fetches.len(), 3);
    assert_eq!(world.token(0), Verdict::Accepted);
    world.publish(1);
    let Verdict::Refused(Refusal::Limited { retry_after }) = world.token(1) else {
        panic!("the budget is spent");
    };
    assert!(retry_after <= Duration::from_secs(30));
    world.pass(retry_after);
    assert_eq!(world.token(1), Verdict::Waits);
    world.pass(MOMENT);
    assert_eq!(world.token(1), Verdict::Accepted);
}

/// Attack row 107: what waited for the fetch that began before it came asks for another.
#[test]
fn a_token_that_joins_an_older_fetch_gets_one_of_its_own() {
    let mut world = warm();
    world.server = Server::Answers {
        after: Duration::from_secs(2),
        max_age: None,
        stale: Stale::Usable,
    };
    world.token(1_000);
    world.publish(1);
    assert_eq!(world.token(1), Verdict::Waits);
    world.pass(Duration::from_secs(5));
    assert_eq!(world.token(1), Verdict::Accepted);
    assert_eq!(world.fetches.len(), 3);
}

#[test]
fn a_kid_that_was_not_found_is_not_looked_for_again_for_a_while() {
    let mut world = warm();
    world.token(1_000);
    world.pass(MOMENT);
    let (_, _, first) = world.refused[0];
    assert_eq!(first, Refusal::Absent);
    let again = world.token(1_000);
    assert!(matches!(
        again,
        Verdict::Refused(Refusal::AbsentBefore { .. })
    ));
    assert_eq!(world.fetches.len(), 2);
    world.pass(Duration::from_secs(60));
    assert_eq!(world.token(1_000), Verdict::Waits);
}

#[test]
fn what_was_not_found_is_looked_for_again_once_the_set_has_changed() {
    let mut world = warm();
    world.token(1_000);
    world.pass(MOMENT);
    world.publish(1);
    world.token(1);
    world.pass(MOMENT);
    assert_eq!(world.token(1), Verdict::Accepted);
    world.pass(Duration::from_secs(31));
    assert_eq!(world.token(1_000), Verdict::Waits);
}

/// Attack row 89; the expired set with a server that answers 500.
#[test]
fn keys_are_used_beyond_their_lifetime_while_fetches_fail_and_then_no_more() {
    let mut world = warm();
    world.server = DOWN;
    world.pass(Duration::from_secs(300));
    let before = world.fetches.len();
    for _ in 0..20 {
        assert_ne!(world.token(0), Verdict::Refused(Refusal::Absent));
    }
    world.pass(MOMENT);
    assert_eq!(world.fetches.len(), before + 1);
    assert_eq!(world.token(0), Verdict::Accepted);
    world.pass(Duration::from_secs(3_590));
    assert_eq!(world.token(0), Verdict::Accepted);
    world.pass(Duration::from_secs(20));
    world.token(0);
    world.pass(MOMENT);
    let (_, _, last) = world.refused.last().expect("refused");
    assert!(matches!(last, Refusal::Unavailable { .. }), "{last:?}");
}

/// rfc9111-4.2.4-1, rfc9111-5.2.2.2-1
#[test]
fn keys_that_must_be_validated_are_not_used_beyond_their_lifetime() {
    let mut world = world();
    world.server = Server::Answers {
        after: Duration::ZERO,
        max_age: Some(100),
        stale: Stale::Forbidden,
    };
    world.token(0);
    world.pass(Duration::from_secs(99));
    world.server = DOWN;
    assert_eq!(world.token(0), Verdict::Accepted);
    world.pass(MOMENT);
    world.token(0);
    world.pass(MOMENT);
    let (_, _, last) = world.refused.last().expect("refused");
    assert!(matches!(last, Refusal::Unavailable { .. }), "{last:?}");
}

/// rfc9111-4.2-1: fresh while the lifetime is greater than the age.
#[test]
fn keys_are_fresh_up_to_their_lifetime_and_not_at_it() {
    let mut world = world();
    world.server = Server::Answers {
        after: Duration::ZERO,
        max_age: Some(100),
        stale: Stale::Usable,
    };
    world.token(0);
    world.pass(Duration::ZERO);
    world.pass(Duration::from_millis(99_999));
    assert!(world.source.ask(world.now).ended.is_none());
    world.server = Server::Loses;
    world.pass(Duration::from_millis(1));
    let fresh = world.source.look(|machine| machine.remaining(world.now));
    assert_eq!(fresh.map(|(fresh, _)| fresh), Some(Duration::ZERO));
}

#[test]
fn a_refresh_comes_ahead_of_time_and_nobody_waits_for_it() {
    let mut world = warm();
    world.pass(Duration::from_secs(250));
    assert_eq!(world.token(0), Verdict::Accepted);
    assert_eq!(world.token(0), Verdict::Accepted);
    assert_eq!(world.fetches.len(), 2);
    world.pass(Duration::from_secs(100));
    assert_eq!(world.token(0), Verdict::Accepted);
}

#[test]
fn retry_after_is_heeded_up_to_five_minutes() {
    let mut world = world();
    world.server = Server::Fails {
        after: Duration::ZERO,
        retry_after: Some(100_000),
    };
    world.token(0);
    world.pass(Duration::from_secs(299));
    assert!(matches!(world.token(0), Verdict::Refused(_)));
    world.server = HEALTHY;
    world.pass(MOMENT);
    assert_eq!(world.token(0), Verdict::Waits);
}

/// Attack row 104.
#[test]
fn an_older_answer_that_comes_later_is_dropped() {
    let mut world = world();
    world.server = Server::Answers {
        after: Duration::from_secs(100),
        max_age: None,
        stale: Stale::Usable,
    };
    world.token(0);
    world.pass(Duration::from_secs(40));
    world.server = HEALTHY;
    world.publish(1);
    // The first fetch counts as lost; after its back-off there is another.
    world.token(1);
    world.pass(MOMENT);
    world.token(1);
    world.pass(MOMENT);
    assert_eq!(world.token(1), Verdict::Accepted);
    world.pass(Duration::from_secs(70));
    assert_eq!(world.token(1), Verdict::Accepted);
}

#[test]
fn a_fetch_of_which_nothing_is_heard_counts_as_a_failure() {
    let mut world = world();
    world.server = Server::Loses;
    world.token(0);
    world.pass(Duration::from_secs(30));
    let refused = world.token(0);
    assert!(
        matches!(refused, Verdict::Refused(Refusal::Unavailable { .. })),
        "{refused:?}"
    );
}

/// rfc9111-4.2.3-1: the time counts from the asking.
#[test]
fn a_slow_answer_is_fresh_for_so_much_less() {
    let mut world = world();
    world.server = Server::Answers {
        after: Duration::from_secs(4),
        max_age: Some(100),
        stale: Stale::Usable,
    };
    world.token(0);
    world.pass(Duration::from_secs(4));
    let (fresh, _) = world
        .source
        .look(|machine| machine.remaining(world.now))
        .expect("keys");
    assert_eq!(fresh, Duration::from_secs(96));
}

#[test]
fn a_success_between_two_failures_does_not_shorten_the_back_off() {
    let mut world = world();
    world.server = DOWN;
    world.token(0);
    world.pass(MOMENT);
    world.server = HEALTHY;
    world.token(0);
    world.pass(MOMENT);
    assert_eq!(world.token(0), Verdict::Accepted);
    world.server = DOWN;
    world.token(1_000);
    world.pass(Duration::ZERO);
    let Verdict::Refused(Refusal::Limited { retry_after }) = world.token(1_001) else {
        panic!("a back-off runs");
    };
    // The second half of two seconds is left to chance.
    assert!(retry_after >= MOMENT, "{retry_after:?}");
}

#[test]
fn keys_that_are_revoked_are_fetched_anew() {
    let mut world = warm();
    world.remove(0);
    world.source.revoke();
    assert_eq!(world.token(0), Verdict::Waits);
    world.pass(MOMENT);
    let (_, _, last) = world.refused.last().expect("refused");
    assert_eq!(*last, Refusal::Absent);
}

#[test]
fn a_key_is_not_missed_because_the_others_were_revoked_meanwhile() {
    let mut world = warm();
    world.publish(1);
    assert_eq!(world.token(1), Verdict::Waits);
    world.source.revoke();
    // The fetch under way counts no more, and the token gets another one.
    world.pass(Duration::from_secs(2));
    assert_eq!(world.refused, []);
    assert_eq!(world.token(1), Verdict::Accepted);
    assert_eq!(world.fetches.len(), 3);
}

/// The lifetime where the server says nothing counts too, and the longest trust.
#[test]
fn the_bounds_hold_where_the_lifetimes_of_a_policy_cross() {
    let [minute, hour] = [60, 3600].map(Duration::from_secs);
    let slow = CachePolicy::DEFAULT
        .with_lifetimes(2 * hour, 2 * hour)
        .with_unknown_kid(UnknownKid::Refuse)
        .with_backoff(minute, 10 * minute);
    for policy in [
        slow.with_default_lifetime(minute / 2),
        slow.with_max_trust(minute),
    ] {
        let mut world = World::new(policy, 7);
        for _ in 0..3600 {
            world.token(0);
            world.pass(MOMENT);
        }
        let (most, promised) = (world.most_within(hour), policy.most_fetches_within(hour));
        assert!(most <= promised, "{most} and not {promised}");
    }

    let policy = CachePolicy::DEFAULT
        .with_default_lifetime(24 * hour)
        .with_unknown_kid(UnknownKid::Refuse);
    let mut world = World::new(policy, 7);
    world.token(0);
    world.pass(MOMENT);
    world.publish(1);
    let begun = world.now;
    while world.token(1) != Verdict::Accepted {
        world.pass(MOMENT);
        assert!(world.now - begun <= policy.arrival_bound());
    }
}

#[test]
fn the_bounds_are_those_that_the_documentation_states() {
    let policy = CachePolicy::DEFAULT;
    assert_eq!(policy.most_fetches_within(Duration::from_secs(60)), 14);
    assert_eq!(policy.arrival_bound(), Duration::from_secs(60));
    assert_eq!(policy.max_trust(), Duration::from_secs(7200));
}
