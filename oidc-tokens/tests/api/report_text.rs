//! Reports for people.

use std::time::Duration;

use oidc_tokens::{Outcome, Report, Style};

use crate::data::*;
use crate::factory::Token;
use crate::purposes::{PURPOSES, Purpose};

/// Text of others, which must not reach a terminal or the end of a line.
pub(crate) const HOSTILE: &str = "a\r\nok  forged\u{1b}[2J\u{7}\u{202e}\"\u{9b}31m\u{2028}z";

#[track_caller]
fn report(purpose: Purpose, token: &str) -> Report {
    purpose.explain(token, now()).expect("a report")
}

fn reported() -> impl Iterator<Item = Purpose> {
    let purposes = PURPOSES.into_iter();
    purposes.filter(|purpose| *purpose != Purpose::UserInfo)
}

/// Accepted, with one defect, with many, and no token at all.
fn samples(purpose: Purpose) -> Vec<Report> {
    let good = purpose.good();
    let tokens = [
        good.text(),
        good.clone().with("exp", NOW - 600).text(),
        Token::new(Some("x"), serde_json::json!({}))
            .signed_by_another()
            .text(),
        "a.b".to_owned(),
    ];
    tokens.iter().map(|token| report(purpose, token)).collect()
}

/// The part between the first line or two and the keys.
fn checks(text: &str) -> Vec<&str> {
    let lines = text.lines().skip_while(|line| !line.starts_with("  "));
    lines.take_while(|line| *line != "keys").collect()
}

#[test]
fn there_is_one_line_for_a_check_in_aligned_columns() {
    for purpose in reported() {
        for report in samples(purpose) {
            let text = report.shown(Style::Plain).to_string();
            let lines = checks(&text);
            assert_eq!(lines.len(), report.entries().len());
            let names = report.entries().iter().map(|entry| entry.check().name());
            let width = names.map(str::len).max().expect("checks");
            for (line, entry) in lines.iter().zip(report.entries()) {
                let mark = match entry.outcome() {
                    Outcome::Passed => "  ok      ",
                    Outcome::Failed(_) => "  FAILED  ",
                    _ => "  -       ",
                };
                let rest = line.strip_prefix(mark).expect("a mark");
                let (name, found) = rest.split_at(width);
                assert_eq!(name.trim_end(), entry.check().name());
                let found = found.strip_prefix("  ").expect("a gap");
                assert!(!found.is_empty() && !found.starts_with(' '), "{line}");
                assert!(!line.ends_with(' '), "{line}");
            }
        }
    }
}

#[test]
fn a_line_tells_the_rule_or_what_is_wrong_or_why_nothing_was_looked_at() {
    let token = Purpose::IdToken.good().with("exp", NOW - 600);
    let report = report(Purpose::IdToken, &token.text());
    let text = report.shown(Style::Plain).to_string();
    let line = |name: &str| {
        let named = |line: &&&str| line.split_whitespace().nth(1) == Some(name);
        let lines = checks(&text);
        lines.iter().find(named).expect("a line").trim().to_owned()
    };
    let rule = "[OpenID Connect Core 1.0 §3.1.3.7 step";
    assert!(line("issuer").ends_with(&format!("{rule} 2]")));
    let words = format!("expired at {}, it is {NOW} {rule} 9]", NOW - 600);
    assert!(line("expiration").ends_with(&words), "{text}");
    assert!(line("not_before").ends_with("  there is no nbf"));
}

#[test]
fn the_first_line_says_what_came_of_it() {
    let good = Purpose::AccessToken.good();
    let report = |token: &Token| report(Purpose::AccessToken, &token.text());
    let text = report(&good).shown(Style::Plain).to_string();
    let first = text.lines().next().expect("a line");
    assert_eq!(first, "accepted as an access token at 1700000000");
    let second = text.lines().nth(1).expect("a line");
    assert_eq!(
        second,
        "header  alg \"Ed25519\", kid \"Ed25519\", typ \"at+jwt\""
    );
    let text = report(&good.with("iss", "x"))
        .shown(Style::Plain)
        .to_string();
    assert!(text.starts_with("refused as an access token at 1700000000\n"));
    assert!(text.ends_with('\n') && !text.contains("\n\n"));
}

#[test]
fn the_keys_are_told_with_what_came_of_each() {
    let report = |token: Token| {
        report(Purpose::Jwt, &token.text())
            .shown(Style::Plain)
            .to_string()
    };
    let key = "  kid \"Ed25519\", kty \"OKP\", thumbprint ";
    let good = report(Token::jwt());
    let lines: Vec<_> = good.lines().skip_while(|line| *line != "keys").collect();
    assert!(
        lines[1].starts_with(key) && lines[1].ends_with(": the signature holds"),
        "{good}"
    );
    assert!(lines[2].ends_with("others, which the kid does not name"));
    assert_eq!(lines.len(), 3);
    let forged = report(Token::jwt().signed_by_another());
    assert!(
        forged
            .lines()
            .any(|line| line.starts_with(key) && !line.contains("holds"))
    );
    // Of a secret there is no thumbprint to guess by.
    let mac = report(Token::jwt().signed_with("HS256"));
    assert!(mac.contains("kid \"Oct\", kty \"oct\": "), "{mac}");
}

#[test]
fn plain_reports_have_no_colours_and_coloured_ones_have_nothing_else() {
    for purpose in reported() {
        for report in samples(purpose) {
            let plain = report.shown(Style::Plain).to_string();
            assert!(!plain.contains('\u{1b}'), "{plain}");
            let coloured = report.shown(Style::Coloured).to_string();
            let colours = ["32", "31", "90", "0"].map(|code| format!("\u{1b}[{code}m"));
            let escapes = coloured.matches('\u{1b}').count();
            assert_eq!(escapes, 2 * report.entries().len());
            let bare = colours
                .iter()
                .fold(coloured, |text, code| text.replace(code, ""));
            assert_eq!(bare, plain);
        }
    }
    assert_eq!(Style::default(), Style::Plain);
    // The output of a test is no terminal, or is captured; a file never is one.
    let file = std::fs::File::open(
        file!()
            .rsplit('/')
            .next()
            .map_or("Cargo.toml", |_| "Cargo.toml"),
    );
    assert_eq!(Style::of(&file.expect("the manifest")), Style::Plain);
}

#[test]
fn hostile_text_is_never_printed_raw() {
    for purpose in reported() {
        for claim in ["iss", "aud", "azp", "acr"] {
            let token = purpose.good().with(claim, HOSTILE);
            let token = token
                .with_header("kid", HOSTILE)
                .with_header("typ", HOSTILE);
            let report = report(purpose, &token.text());
            let lines = report.shown(Style::Plain).to_string();
            let harmless = |c: char| c == '\n' || c == '\u{a7}' || matches!(c, ' '..='~');
            assert!(lines.chars().all(harmless), "{lines}");
            assert_eq!(checks(&lines).len(), report.entries().len());
            assert!(!lines.contains("ok  forged\n"));
        }
    }
}

/// Thousands of characters are cut.
#[test]
fn long_text_is_cut() {
    for purpose in reported() {
        let long = "x".repeat(2000);
        let token = purpose.good().with("iss", &*long).with("aud", &*long);
        let token = token.with_header("kid", &*long).with_header("typ", &*long);
        let report = report(purpose, &token.text())
            .shown(Style::Plain)
            .to_string();
        for line in report.lines() {
            assert!(line.len() < 1000, "{} octets: {line}", line.len());
        }
    }
}

#[test]
fn a_report_is_as_of_a_time() {
    let token = Token::id_token().text();
    let later = now().saturating_add(Duration::from_secs(600));
    let report = Purpose::IdToken.explain(&token, later).expect("a report");
    assert_eq!(report.as_of(), later);
    assert!(report.is_accepted(), "within the leeway");
    let after = now().saturating_add(Duration::from_secs(630));
    let report = Purpose::IdToken.explain(&token, after).expect("a report");
    let (check, error) = report.first_failure().expect("expired");
    assert_eq!(check.name(), "expiration");
    assert!(error.to_string().starts_with("expired at"));
}
