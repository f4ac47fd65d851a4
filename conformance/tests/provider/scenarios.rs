//! Each scenario is what its description says, on the wire.

use std::time::Duration;

use conformance::provider::{Behaviour, Endpoint, Kind, Minting, Scenario, Validators};

use crate::client::{Client, End, get};
use crate::started;
use crate::tokens::{good, keys, verify};

const QUICK: Client = Client {
    limit: 64 << 20,
    patience: Duration::from_millis(200),
};

#[test]
fn names_are_distinct_and_steps_are_behaviours() {
    let mut names: Vec<_> = Scenario::all()
        .iter()
        .map(|scenario| scenario.name)
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Scenario::all().len());
    for scenario in Scenario::all() {
        assert_eq!(Scenario::named(scenario.name), Some(*scenario));
        for step in scenario.steps {
            step.behaviour.parse::<Behaviour>().expect(scenario.name);
        }
    }
    assert_eq!(Scenario::named("no-such"), None);
}

/// What a good provider answers at an endpoint, against what a scenario answers: statuses, ends and fields that differ.
#[test]
fn each_scenario_differs_from_the_good_one() {
    for scenario in Scenario::all()
        .iter()
        .filter(|scenario| scenario.name != "good")
    {
        let provider = started(scenario.name);
        let token = |p: &conformance::provider::Loopback| {
            let token = good(&p.root(), Kind::IdToken).text();
            token
                .expect("a token")
                .split('.')
                .take(1)
                .collect::<String>()
        };
        let differs = |endpoint: Endpoint| {
            let [wrong, right] = [&provider, &started("good")].map(|provider| {
                let url = match endpoint {
                    Endpoint::Keys => provider.root().jwks_uri(),
                    _ => format!("{}/.well-known/openid-configuration", provider.issuer()),
                };
                let issuer = provider.issuer();
                // The first answer may still be right.
                [0, 1].map(|_| {
                    let found = QUICK.send("GET", &url, &[]);
                    let place = provider.root().jwks_uri();
                    let body = String::from_utf8_lossy(&found.body);
                    let body = body.replace(&place, "KEYS").replace(&issuer, "ISSUER");
                    let mut names = found.headers.clone();
                    names.retain(|(name, _)| name != "Date");
                    (found.end, found.status, names, body)
                })
            });
            wrong != right
        };
        let minting_differs = scenario.minting != Minting::Plain;
        let endpoints = [Endpoint::Keys, Endpoint::Metadata];
        assert!(
            minting_differs || !scenario.issuers.is_empty() || endpoints.into_iter().any(differs),
            "{}",
            scenario.name
        );
        assert!(!token(&provider).is_empty());
    }
}

#[test]
fn a_key_that_is_rotated_before_signing_is_not_yet_known() {
    let provider = started("rotate-before-signing");
    let (tenant, issuer) = (provider.root(), provider.issuer());
    let before = keys(&tenant);
    let token = get(&format!("{issuer}/mint/access_token?now={}", crate::NOW)).fine();
    verify(&before, &issuer, Kind::AccessToken, token.text()).expect_err("a new key");
    verify(&keys(&tenant), &issuer, Kind::AccessToken, token.text()).expect("accepted");
}

#[test]
fn an_outage_comes_after_the_first_fetch_and_a_recovery_after_two() {
    let outage = started("outage");
    let url = outage.root().jwks_uri();
    get(&url).fine();
    assert_eq!([0; 3].map(|_| get(&url).end), [End::Reset; 3]);
    let recovery = started("recovery");
    let url = recovery.root().jwks_uri();
    assert_eq!([0; 4].map(|_| get(&url).status), [503, 503, 200, 200]);
}

#[test]
fn a_scenario_can_follow_another() {
    let provider = started("status-500");
    let url = provider.root().jwks_uri();
    assert_eq!(get(&url).status, 500);
    let next = Scenario::named("revalidation").expect("a scenario");
    assert_eq!(next.validators, Validators::Sent);
    provider.become_scenario(&next).expect("a scenario");
    assert_eq!(provider.fetches(Endpoint::Keys), 0);
    assert!(get(&url).fine().header("etag").is_some());
}
