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
use crate::showing::Showings;
use crate::subject::ops;

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
        if !plain_and_signed.iter().any(|known| known.name() == check.name()) {
            plain_and_signed.push(check);
        }
    }
    [
        ("IdTokenVerifier", "id_token.verify", IdTokenVerifier::checks().collect()),
        ("AccessTokenVerifier", "access_token.verify", AccessTokenVerifier::checks().collect()),
        ("LogoutTokenVerifier", "logout_token.verify", LogoutTokenVerifier::checks().collect()),
        ("UserInfoVerifier", "userinfo.verify", plain_and_signed),
        ("JwtVerifier", "jwt.verify", JwtVerifier::checks().collect()),
    ]
}

/// The page with its tables made anew.
///
/// # Errors
///
/// Where the page lacks the marks of a verifier.
pub fn renew(page: &str, cases: &[Case], showings: &Showings) -> Result<String, String> {
    let mut page = page.to_owned();
    for (name, op, checks) in verifiers() {
        let begin = format!("<!-- checks of {name} -->\n");
        let (head, rest) = page
            .split_once(&begin)
            .ok_or_else(|| format!("the page has no {}", begin.trim_end()))?;
        let (_, tail) = rest
            .split_once(END)
            .ok_or_else(|| format!("{name}: the page has no {END}"))?;
        let table = table(op, &checks, cases, showings);
        page = format!("{head}{begin}{table}{END}{tail}");
    }
    Ok(page)
}

fn table(op: &str, checks: &[&Check], cases: &[Case], showings: &Showings) -> String {
    let mut accepted = 0;
    let mut refused: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.op() == op) {
        match case.expect {
            Expect::Accept => accepted += 1,
            Expect::Reject => {
                if let Some(check) = refusing(case) {
                    refused.entry(check).or_default().push(&case.id);
                }
            }
        }
    }
    let total: usize = refused.values().map(Vec::len).sum();
    let mut out = format!(
        "{accepted} cases pass every check, {total} fail at one of them.\n\n\
         | check | rule | requirements | refused by it |\n|---|---|---|---|\n"
    );
    for check in checks {
        let cases = refused.get(check.name()).map(Vec::as_slice).unwrap_or_default();
        let shown = match cases {
            [] => tests(check, showings),
            _ => named(cases),
        };
        let requirements = check.requirements().join(", ");
        let (name, rule) = (check.name(), check.rule());
        // Writing to a string does not fail.
        let _ = writeln!(out, "| `{name}` | {rule} | {requirements} | {shown} |");
    }
    out
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
    let names: Vec<_> = cases.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
    match cases.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// Where no case of the protocol can show it: the tests of the crate.
fn tests(check: &Check, showings: &Showings) -> String {
    let mut names: Vec<String> = check
        .requirements()
        .iter()
        .filter_map(|id| showings.rejecting(id))
        .map(|test| format!("`{test}`"))
        .collect();
    names.dedup();
    names.truncate(NAMED);
    names.join(", ")
}
