//! The page that maps every check of `oidc-tokens` to its rule, its requirements and its cases.
//!
//! What stands between the marks of a verifier is made of the library's own tables and of what our subject answers to
//! the cases; the words around it are written by hand.

use std::collections::BTreeMap;
use std::fmt::Write;

use oidc_tokens::{
    AccessTokenVerifier, Check, IdTokenVerifier, JwtVerifier, LogoutTokenVerifier, UserInfoVerifier,
};

use crate::case::{Case, Expect};
use crate::protocol::Verdict;
use crate::subject::ops;
use crate::traceability::Showings;

/// Cases named for a check; more are counted.
const NAMED: usize = 3;
const END: &str = "<!-- end -->";

/// A verifier: its name, its op, and its checks.
type Verifier = (&'static str, &'static str, Vec<&'static Check>);

fn verifiers() -> [Verifier; 5] {
    let userinfo = UserInfoVerifier::plain_checks().chain(UserInfoVerifier::checks());
    let mut plain_and_signed: Vec<&'static Check> = Vec::new();
    for check in userinfo {
        // Both forms compare the user.
        if !plain_and_signed
            .iter()
            .any(|known| known.name() == check.name())
        {
            plain_and_signed.push(check);
        }
    }
    [
        (
            "IdTokenVerifier",
            "id_token.verify",
            IdTokenVerifier::checks().collect(),
        ),
        (
            "AccessTokenVerifier",
            "access_token.verify",
            AccessTokenVerifier::checks().collect(),
        ),
        (
            "LogoutTokenVerifier",
            "logout_token.verify",
            LogoutTokenVerifier::checks().collect(),
        ),
        ("UserInfoVerifier", "userinfo.verify", plain_and_signed),
        ("JwtVerifier", "jwt.verify", JwtVerifier::checks().collect()),
    ]
}

/// The cases that each check of each op refuses, and how many each op accepts.
#[derive(Default)]
struct Outcomes<'c> {
    accepted: BTreeMap<&'c str, usize>,
    refused: BTreeMap<(&'c str, String), Vec<&'c str>>,
}

impl<'c> Outcomes<'c> {
    fn of(cases: &'c [Case]) -> Self {
        let mut outcomes = Self::default();
        for case in cases {
            let op = case.op();
            match case.expect {
                Expect::Accept => *outcomes.accepted.entry(op).or_default() += 1,
                Expect::Reject => {
                    if let Some(check) = refusing(case) {
                        outcomes
                            .refused
                            .entry((op, check))
                            .or_default()
                            .push(&case.id);
                    }
                }
            }
        }
        outcomes
    }

    /// By this check of this op.
    fn by(&self, op: &'c str, check: &str) -> &[&'c str] {
        let cases = self.refused.get(&(op, check.to_owned()));
        cases.map(Vec::as_slice).unwrap_or_default()
    }

    /// By the same check of another op, which runs the same code.
    fn by_another(&self, check: &str) -> &[&'c str] {
        let mut all = self.refused.iter();
        let found = all.find(|((_, name), _)| name == check);
        found.map(|(_, cases)| cases.as_slice()).unwrap_or_default()
    }
}

/// The page with its tables made anew.
///
/// # Errors
///
/// Where the page lacks the marks of a verifier, or a check is shown by nothing.
pub fn renew(page: &str, cases: &[Case], showings: &Showings) -> Result<String, String> {
    let outcomes = Outcomes::of(cases);
    let mut page = page.to_owned();
    for (name, op, checks) in verifiers() {
        let begin = format!("<!-- checks of {name} -->\n");
        let (head, rest) = page
            .split_once(&begin)
            .ok_or_else(|| format!("the page has no {}", begin.trim_end()))?;
        let (_, tail) = rest
            .split_once(END)
            .ok_or_else(|| format!("{name}: the page has no {END}"))?;
        let table = table(op, &checks, &outcomes, showings)?;
        page = format!("{head}{begin}{table}{END}{tail}");
    }
    Ok(page)
}

fn table(
    op: &'static str,
    checks: &[&Check],
    outcomes: &Outcomes<'_>,
    showings: &Showings,
) -> Result<String, String> {
    let accepted = outcomes.accepted.get(op).copied().unwrap_or_default();
    let refused: usize = checks
        .iter()
        .map(|check| outcomes.by(op, check.name()).len())
        .sum();
    let mut out = format!(
        "{accepted} cases pass every check, {refused} fail at one of them.\n\n\
         | check | rule | requirements | refused by it |\n|---|---|---|---|\n"
    );
    for check in checks {
        let (name, rule) = (check.name(), check.rule());
        let shown = match (outcomes.by(op, name), tests(check, showings)) {
            ([], tests) if !tests.is_empty() => tests,
            ([], _) => named(outcomes.by_another(name)),
            (cases, _) => named(cases),
        };
        if shown.is_empty() {
            return Err(format!("{op}: nothing shows the check {name}"));
        }
        let requirements = check.requirements().join(", ");
        // Writing to a string does not fail.
        let _ = writeln!(out, "| `{name}` | {rule} | {requirements} | {shown} |");
    }
    Ok(out)
}

/// The check that refuses a case, in the words of our subject.
fn refusing(case: &Case) -> Option<String> {
    match ops::answer(&case.request) {
        Verdict::Reject { detail, .. } => {
            let (check, _) = detail.split_once(": ")?;
            Some(check.to_owned())
        }
        _ => None,
    }
}

fn named(cases: &[&str]) -> String {
    let names: Vec<_> = cases
        .iter()
        .take(NAMED)
        .map(|id| format!("`{id}`"))
        .collect();
    match cases.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// Checks that no case can show, and whose refusal no requirement of the catalogue is about.
const BY_TEST: [(&str, &str); 3] = [
    (
        "refreshed_issue",
        "oidc-tokens/tests/rules/refresh.rs::a_refreshed_token_that_is_older_than_the_first_is_refused",
    ),
    (
        "state_hash",
        "oidc-tokens/tests/rules/flows.rs::the_hash_of_the_state_is_compared",
    ),
    (
        "token_age",
        "oidc-tokens/tests/rules/registration.rs::the_age_of_a_token_is_bounded_where_the_caller_says_so",
    ),
];

/// Where no case of the protocol can show it: the tests of the crate.
fn tests(check: &Check, showings: &Showings) -> String {
    let of_requirements = check
        .requirements()
        .iter()
        .filter_map(|id| showings.shown.iter().find(|shown| shown.id == **id))
        .filter_map(|shown| shown.reject.as_deref());
    let own = BY_TEST.iter().filter(|(name, _)| *name == check.name());
    let tests = own.map(|(_, test)| *test).chain(of_requirements);
    let mut names: Vec<String> = tests.map(|test| format!("`{test}`")).collect();
    names.dedup();
    names.truncate(NAMED);
    names.join(", ")
}
