//! Which algorithms are accepted: by default, when stated, and with which keys.

use jwk_types::Reason;
use jws_verify::{Algorithms, MissingKid};
use serde_json::Value;

use crate::data::*;
use crate::factory::{KEYS, all, kid, named, only, ring};
use crate::purposes::{Options, PURPOSES, Purpose};

fn is_mac(alg: &str) -> bool {
    alg.starts_with("HS")
}

fn accepting(names: &[&str]) -> Options {
    Options {
        algorithms: Some(only(names)),
        ..Options::default()
    }
}

fn defaults(purpose: Purpose) -> Vec<&'static str> {
    match purpose {
        Purpose::IdToken | Purpose::LogoutToken => vec!["RS256"],
        _ => Algorithms::asymmetric()
            .iter()
            .map(jws_verify::Algorithm::name)
            .collect(),
    }
}

/// oidc-registration-2-1, oidc-backchannel-2.6-3, rfc9068-2.1-2
#[test]
fn id_and_logout_tokens_are_rs256_and_the_others_asymmetric_by_default() {
    for purpose in PURPOSES {
        let defaults = defaults(purpose);
        for alg in all() {
            let token = purpose.good().signed_with(alg);
            if defaults.contains(&alg) {
                purpose.accepts_with(&Options::default(), &token, now());
                continue;
            }
            purpose.accepts_with(&accepting(&[alg]), &token, now());
            let refused = purpose.rejects_with(
                &Options::default(),
                &token,
                now(),
                Reason::AlgorithmNotAllowed,
            );
            assert_eq!(refused.check.name(), "algorithm");
        }
    }
}

#[test]
fn what_is_stated_replaces_the_default() {
    for purpose in PURPOSES {
        for alg in all() {
            let other = if alg == "ES384" { "PS256" } else { "ES384" };
            let token = purpose.good().signed_with(alg);
            purpose.accepts_with(&accepting(&[other, alg]), &token, now());
            let options = accepting(&[other]);
            purpose.rejects_with(&options, &token, now(), Reason::AlgorithmNotAllowed);
        }
    }
}

#[test]
fn unsecured_tokens_cannot_be_allowed() {
    for purpose in PURPOSES {
        let token = purpose.good().with_header("alg", "none");
        purpose.rejects(&token, Reason::Unsecured);
        for alg in ["None", "nOnE", "NONE", ""] {
            let token = purpose.good().with_header("alg", alg);
            purpose.rejects(&token, Reason::AlgorithmNotAllowed);
        }
    }
    Algorithms::named(["none"]).expect_err("no algorithm");
}

/// The keys have a list of their own.
#[test]
fn an_algorithm_that_the_keys_are_not_for_is_refused() {
    for purpose in PURPOSES {
        let token = purpose.good().signed_with("PS256").text();
        let keys = |names: &[&str]| ring(&[named("RS256", 1)], only(names));
        let options = Options::usual();
        let both = purpose.offer(&options, &keys(&["RS256", "PS256"]), &token, now());
        both.expect("accepted");
        let refused = purpose.offer(&options, &keys(&["RS256"]), &token, now());
        let refused = refused.expect_err("not for PS256");
        assert_eq!(refused.check.name(), "signature");
        assert_eq!(refused.reason, Reason::AlgorithmNotAllowed);
    }
}

#[test]
fn another_signature_is_refused_whatever_the_algorithm() {
    for purpose in PURPOSES {
        for alg in all() {
            let options = accepting(&[alg]);
            let token = purpose.good().signed_with(alg);
            purpose.accepts_with(&options, &token, now());
            let other = token.signed_by_another();
            let refused = purpose.rejects_with(&options, &other, now(), Reason::SignatureMismatch);
            assert_eq!(refused.check.name(), "signature");
        }
    }
}

/// A public key is no secret, whatever the lists say.
#[test]
fn a_mac_does_not_hold_by_a_public_key() {
    for purpose in PURPOSES {
        let token = purpose.good().signed_with("HS256");
        let token = token.with_header("kid", kid("RS256"));
        let options = accepting(&["RS256", "HS256"]);
        let refused = purpose.offer(&options, &KEYS, &token.text(), now());
        let reason = refused.expect_err("no secret").reason;
        assert!(
            matches!(reason, Reason::NoMatchingKey | Reason::AlgorithmMismatch),
            "{purpose:?}: {reason:?}"
        );
    }
}

/// oidc-core-10.1-4: the policy is the caller's where several keys fit.
#[test]
fn without_kid_several_keys_are_tried_or_refused_as_stated() {
    let keys: Vec<Value> = [2, 3, 1].map(|number| named("ES256", number)).into();
    let keys = ring(&keys, only(&["ES256"]));
    for purpose in PURPOSES {
        let token = purpose.good().signed_with("ES256");
        let token = token.without_header("kid").text();
        let mut options = accepting(&["ES256"]);
        let tried = purpose.offer(&options, &keys, &token, now());
        tried.expect("one of three");
        options.missing_kid = Some(MissingKid::Refuse);
        let refused = purpose.offer(&options, &keys, &token, now());
        let refused = refused.expect_err("several fit");
        assert_eq!(refused.reason, Reason::AmbiguousKey);
        let single = ring(&[named("ES256", 1)], only(&["ES256"]));
        let only_one = purpose.offer(&options, &single, &token, now());
        only_one.expect("there is one key");
    }
}

/// oidc-core-3.1.3.7-8b: whoever verifies a MAC can make it.
#[test]
fn a_mac_is_for_one_audience() {
    for purpose in [Purpose::IdToken, Purpose::LogoutToken] {
        let mac = purpose.good().signed_with("HS256");
        let options = accepting(&["HS256"]);
        let one = mac.clone().with("aud", vec![CLIENT]);
        purpose.accepts_with(&options, &one, now());
        // The same one twice is one; the cases have two.
        let twice = mac.with("aud", vec![CLIENT, CLIENT]);
        purpose.accepts_with(&options, &twice, now());
    }
    assert!(all().into_iter().any(is_mac));
}
