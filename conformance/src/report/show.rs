//! One case, for a person: what is asked and expected, by which rules, and how its defect differs from what is accepted.

use std::io::{self, Write};

use jwk_types::base64url;
use serde_json::{Map, Value};

use super::expected;
use crate::case::Case;
use crate::requirement::Catalogue;
use crate::text;

/// Characters of a value that are shown; `replay` and the case file have all of it.
const LONGEST: usize = 2_000;

/// What stands around a difference, in characters.
const AROUND: usize = 30;

/// Writes all that is known about a case.
///
/// # Errors
///
/// When the output cannot be written.
pub fn case(
    output: &mut impl Write,
    case: &Case,
    twin: Option<&Case>,
    catalogue: &Catalogue,
) -> io::Result<()> {
    writeln!(output, "{} ({}, {})", case.id, case.level.name(), case.file)?;
    writeln!(output, "    source: {}", case.source)?;
    if !case.comment.is_empty() {
        writeln!(output, "    about: {}", case.comment)?;
    }
    for id in &case.requirement {
        let summary = catalogue.get(id).map_or("", |rule| &rule.summary);
        writeln!(output, "    rule: {id}: {summary}")?;
    }
    writeln!(output, "    expected: {}", expected(case))?;
    if let Some(members) = &case.output {
        let members = Value::Object(members.clone()).to_string();
        writeln!(output, "    with: {}", text::printable(&members, LONGEST))?;
    }
    if let Some(live) = &case.provider {
        writeln!(output, "    provider: {live:?}")?;
    }
    writeln!(output, "    request:")?;
    for (name, value) in &case.request {
        for (name, text) in readings(name, value) {
            writeln!(
                output,
                "        {name}: {}",
                text::printable(&text, LONGEST)
            )?;
        }
    }
    if let Some(twin) = twin {
        writeln!(output, "    twin, which is accepted: {}", twin.id)?;
        for line in differences(twin, case) {
            writeln!(output, "        {line}")?;
        }
    }
    Ok(())
}

/// A member as it is, and what it encodes if it is a JWS in the compact serialization.
pub(super) fn readings(name: &str, value: &Value) -> Vec<(String, String)> {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut readings = vec![(name.to_owned(), text.clone())];
    let segments: Vec<&str> = text.split('.').collect();
    if let [header, payload, _] = segments.as_slice() {
        for (part, segment) in [("header", header), ("payload", payload)] {
            let decoded = base64url::decode(segment, "segment").ok();
            if let Some(decoded) = decoded.and_then(|octets| String::from_utf8(octets).ok()) {
                readings.push((format!("{name}, {part}"), decoded));
            }
        }
    }
    readings
}

/// How a case differs from its twin.
fn differences(twin: &Case, case: &Case) -> Vec<String> {
    let mut lines = Vec::new();
    if twin.provider.as_ref().map(|live| format!("{live:?}"))
        != case.provider.as_ref().map(|live| format!("{live:?}"))
    {
        lines.push("provider: another, see above".to_owned());
    }
    let (before, after) = (all_readings(&twin.request), all_readings(&case.request));
    for (name, old) in &before {
        match after.iter().find(|(other, _)| other == name) {
            None => lines.push(format!("{name}: is not there")),
            Some((_, new)) if new != old => lines.push(format!("{name}: {}", change(old, new))),
            Some(_) => {}
        }
    }
    for (name, new) in &after {
        if !before.iter().any(|(other, _)| other == name) {
            lines.push(format!("{name}: is new: {}", text::printable(new, LONGEST)));
        }
    }
    lines
}

fn all_readings(request: &Map<String, Value>) -> Vec<(String, String)> {
    let members = request.iter();
    members
        .flat_map(|(name, value)| readings(name, value))
        .collect()
}

/// What is between the same beginning and the same end, with a little of both.
fn change(old: &str, new: &str) -> String {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let start = old.iter().zip(&new).take_while(same).count();
    let (rest_old, rest_new) = (old.get(start..), new.get(start..));
    let (rest_old, rest_new) = (rest_old.unwrap_or_default(), rest_new.unwrap_or_default());
    let backwards = rest_old.iter().rev().zip(rest_new.iter().rev());
    let end = backwards.take_while(same).count();
    let part = |text: &[char]| {
        let from = start.saturating_sub(AROUND);
        let to = (text.len() - end).saturating_add(AROUND).min(text.len());
        let shown: String = text.get(from..to).unwrap_or_default().iter().collect();
        let shown = text::printable(&shown, LONGEST);
        let before = if from > 0 { "…" } else { "" };
        let after = if to < text.len() { "…" } else { "" };
        format!("{before}{shown}{after}")
    };
    format!("{}  ->  {}", part(&old), part(&new))
}

#[cfg(test)]
mod tests {
    use super::{change, differences};
    use crate::case::Case;

    fn case(expect: &str, request: &str) -> Case {
        let line = format!(
            r#"{{"id":"a","source":"","requirement":[],"request":{request},"expect":"{expect}","level":"must"}}"#
        );
        Case::parse(&line, "rfc0/1-x").expect("a case")
    }

    #[test]
    fn what_differs_is_shown_with_a_little_around_it() {
        assert_eq!(change("abc", "axc"), "abc  ->  axc");
        assert_eq!(change("ab", "abab"), "ab  ->  abab");
        let long = |middle: &str| format!("{}{middle}{}", "a".repeat(50), "b".repeat(50));
        let shown = |middle: &str| format!("…{}{middle}{}…", "a".repeat(30), "b".repeat(30));
        let expected = format!("{}  ->  {}", shown("x"), shown("yz"));
        assert_eq!(change(&long("x"), &long("yz")), expected);
    }

    #[test]
    fn tokens_are_compared_as_they_read() {
        let request = |token: &str, more: &str| {
            format!(r#"{{"op":"jws.verify","jws":"{token}","keys":"{{}}"{more}}}"#)
        };
        let good = case("accept", &request("e30.YQ.AAAA", ""));
        let bad = case(
            "reject",
            &request("e30.Yg.AAAA", r#","detached_payload":"""#),
        );
        assert_eq!(
            differences(&good, &bad),
            [
                "jws: e30.YQ.AAAA  ->  e30.Yg.AAAA",
                "jws, payload: a  ->  b",
                "detached_payload: is new: ",
            ]
        );
    }
}
