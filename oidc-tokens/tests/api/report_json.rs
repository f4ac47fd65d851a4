//! Reports for programs.

use jwk_types::Reason;
use oidc_tokens::{Outcome, Report};
use serde_json::{Map, Value, json};

use crate::data::*;
use crate::factory::Token;
use crate::purposes::{PURPOSES, Purpose};
use crate::report_text::HOSTILE;

#[track_caller]
fn read(report: &Report) -> Value {
    let text = report.to_json();
    let harmless = |octet: u8| octet >= b' ' && octet != 0x7f;
    assert!(text.bytes().all(harmless), "{text}");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[track_caller]
fn report(purpose: Purpose, token: &Token) -> Report {
    purpose.explain(&token.text(), now()).expect("a report")
}

fn reported() -> impl Iterator<Item = Purpose> {
    let purposes = PURPOSES.into_iter();
    purposes.filter(|purpose| *purpose != Purpose::UserInfo)
}

#[track_caller]
fn check<'r>(report: &'r Value, name: &str) -> &'r Map<String, Value> {
    let checks = report["checks"].as_array().expect("checks");
    let found = checks.iter().find(|entry| entry["check"] == name);
    found.and_then(Value::as_object).expect("an entry")
}

#[test]
fn every_check_is_an_object_with_its_outcome_and_rule() {
    for purpose in reported() {
        let bad = purpose.good().with("exp", NOW - 600).with("iss", "x");
        for token in [purpose.good(), bad] {
            let report = report(purpose, &token);
            let json = read(&report);
            assert_eq!(json["accepted"], report.is_accepted());
            assert_eq!(json["now"], NOW);
            let checks = json["checks"].as_array().expect("checks");
            assert_eq!(checks.len(), report.entries().len());
            for (written, entry) in checks.iter().zip(report.entries()) {
                assert_eq!(written["check"], entry.check().name());
                assert_eq!(written["requirements"], json!(entry.check().requirements()));
                let member = |name: &str| written[name].as_str();
                match entry.outcome() {
                    Outcome::Passed => assert_eq!(member("outcome"), Some("passed")),
                    Outcome::NotApplicable(why) => {
                        assert_eq!(member("outcome"), Some("not applicable"));
                        assert_eq!(member("detail"), Some(*why));
                    }
                    Outcome::Failed(error) => {
                        assert_eq!(member("outcome"), Some("failed"));
                        assert_eq!(member("reason"), Some(error.reason().as_str()));
                        assert_eq!(member("detail"), Some(&*error.to_string()));
                        assert_eq!(member("expected"), error.expected().as_deref());
                        assert_eq!(member("found"), error.found().as_deref());
                    }
                    other => panic!("{other:?}"),
                }
                assert!(
                    member("rule").is_some_and(|rule| rule.contains(' ')),
                    "{written}"
                );
            }
        }
    }
}

#[test]
fn a_failure_tells_what_was_expected_and_what_was_found() {
    let other = "https://other.example";
    let json = read(&report(
        Purpose::IdToken,
        &Token::id_token().with("iss", other),
    ));
    let entry = check(&json, "issuer");
    assert_eq!(entry["reason"], Reason::WrongIssuer.as_str());
    assert_eq!(entry["expected"], ISSUER);
    assert_eq!(entry["found"], other);
    assert_eq!(entry["rule"], "OpenID Connect Core 1.0 §3.1.3.7 step 2");
    assert!(
        entry["requirements"]
            .as_array()
            .expect("ids")
            .contains(&json!("oidc-core-3.1.3.7-2"))
    );
    assert!(!check(&json, "audience").contains_key("found"));
}

/// The rule is that of the failure, where this is more exact than the check.
#[test]
fn a_failure_of_the_signature_names_the_rule_that_it_broke() {
    let token = Token::id_token().with_header("kid", "unknown");
    let json = read(&report(Purpose::IdToken, &token));
    let entry = check(&json, "signature");
    assert_eq!(entry["reason"], "no_matching_key");
    assert_eq!(entry["rule"], "RFC 7515 §6");
}

#[test]
fn the_keys_that_were_considered_have_a_verdict() {
    let json = read(&report(Purpose::IdToken, &Token::id_token()));
    let keys = json["keys"].as_object().expect("keys");
    let considered = keys["considered"].as_array().expect("keys");
    assert_eq!(considered.len(), 1);
    assert_eq!(considered[0]["kid"], "Ed25519");
    assert_eq!(considered[0]["kty"], "OKP");
    assert_eq!(considered[0]["verdict"], "the signature holds");
    assert_eq!(
        considered[0]["thumbprint"]
            .as_str()
            .expect("a thumbprint")
            .len(),
        43
    );
    assert!(keys["others"].as_u64().expect("a number") >= 5);
    assert_eq!(keys["skipped"], json!([]));
    let forged = Token::id_token().signed_by_another();
    let json = read(&report(Purpose::IdToken, &forged));
    let verdict = json["keys"]["considered"][0]["verdict"].as_str();
    assert_ne!(verdict.expect("a verdict"), "the signature holds");
    let mac = read(&report(Purpose::Jwt, &Token::jwt().signed_with("HS256")));
    let key = mac["keys"]["considered"][0].as_object().expect("a key");
    assert!(!key.contains_key("thumbprint") && key["kty"] == "oct");
}

#[test]
fn the_header_is_told_if_there_is_one() {
    let json = read(&report(Purpose::AccessToken, &Token::access_token()));
    assert_eq!(json["kind"], "an access token");
    let header = json!({"alg": "Ed25519", "kid": "Ed25519", "typ": "at+jwt"});
    assert_eq!(json["header"], header);
    let report = Purpose::AccessToken
        .explain("a.b.c", now())
        .expect("a report");
    let json = read(&report);
    assert!(json.get("header").is_none() && json.get("keys").is_none());
    assert_eq!(json["accepted"], false);
}

#[test]
fn hostile_text_is_escaped_and_comes_back_as_it_was() {
    for purpose in reported() {
        let token = purpose
            .good()
            .with("iss", HOSTILE)
            .with_header("kid", HOSTILE);
        let json = read(&report(purpose, &token));
        assert_eq!(json["header"]["kid"], HOSTILE);
        assert_eq!(check(&json, "issuer")["found"], HOSTILE);
    }
}

#[test]
fn a_fraction_of_a_second_is_a_number() {
    use oidc_tokens::NumericDate;
    let moment = NumericDate::from_json("1700000000.25").expect("a date");
    let token = Token::id_token().text();
    let report = Purpose::IdToken.explain(&token, moment).expect("a report");
    assert_eq!(read(&report)["now"], 1_700_000_000.25);
}
