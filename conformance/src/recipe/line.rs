//! A case as a line of a case file.

use serde_json::Value;

use super::book::Recipe;
use crate::case::Expect;
use crate::protocol::Op;

/// The line, in the order that people read it.
pub(super) fn write(
    recipe: &Recipe,
    requirement: &[String],
    op: &Op,
    request: &[(String, Value)],
) -> String {
    let mut members = vec![
        member("id", &text(&recipe.id)),
        member("source", &text(&recipe.source)),
        member("requirement", &list(requirement)),
        member("request", &request_text(op, request)),
    ];
    match recipe.expect {
        Expect::Accept => members.push(member("expect", "\"accept\"")),
        Expect::Reject => members.push(member("expect", "\"reject\"")),
    }
    if let Some(output) = &recipe.output {
        members.push(member("output", output.trim()));
    }
    if !recipe.reason.is_empty() {
        members.push(member("reason", &list(&recipe.reason)));
    }
    if let (Expect::Reject, Some(twin)) = (recipe.expect, &recipe.from) {
        members.push(member("twin", &text(twin)));
    }
    members.push(member("level", &text(recipe.level.name())));
    members.push(member("comment", &text(&recipe.comment)));
    format!("{{{}}}\n", members.join(", "))
}

fn request_text(op: &Op, request: &[(String, Value)]) -> String {
    let order = op.required.iter().chain(op.optional);
    let known = order.filter_map(|name| request.iter().find(|(found, _)| found == name));
    let unknown = request.iter().filter(|(name, _)| {
        let name = name.as_str();
        !op.required.contains(&name) && !op.optional.contains(&name)
    });
    let mut members = vec![member("op", &text(op.name))];
    members.extend(
        known
            .chain(unknown)
            .map(|(name, value)| member(name, &value.to_string())),
    );
    format!("{{{}}}", members.join(", "))
}

fn member(name: &str, value: &str) -> String {
    format!("\"{name}\": {value}")
}

fn text(text: &str) -> String {
    Value::from(text).to_string()
}

fn list(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|one| text(one)).collect();
    format!("[{}]", texts.join(", "))
}
