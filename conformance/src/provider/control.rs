//! `/control`: commands from programs in other languages.

use std::time::Duration;

use serde_json::{Map, Value};

use super::contents::Contents;
use super::endpoint::Endpoint;
use super::issuer::Rotation;
use super::plan::Span;
use super::scenario::Scenario;
use super::shared::Shared;
use super::tenant::Tenant;
use super::wire::{Head, Reply};

pub(super) fn answer(shared: &Shared, head: &Head, verb: &str) -> Reply {
    let done = match (head.method.as_str(), verb) {
        ("GET", "requests") => {
            return Reply::new(200, "application/json", counts(shared).to_string());
        }
        ("POST", _) => does(shared, head, verb),
        _ => {
            let mut reply = Reply::text(405, "GET /control/requests, or POST\n");
            reply.set("Allow", "GET, POST");
            return reply;
        }
    };
    match done {
        Ok(()) => Reply::text(200, "done\n"),
        Err(what) => Reply::text(400, format!("{what}\n")),
    }
}

/// By issuer and endpoint.
fn counts(shared: &Shared) -> Value {
    let state = shared.state();
    let issuers = state.issuers.iter().map(|issuer| {
        let counts = Endpoint::all().iter().map(|endpoint| {
            let count = issuer.fetches(*endpoint).into();
            (endpoint.name().to_owned(), count)
        });
        let counts: Map<String, Value> = counts.collect();
        (shared.url(&issuer.path), counts.into())
    });
    Value::Object(issuers.collect())
}

fn does(shared: &Shared, head: &Head, verb: &str) -> Result<(), String> {
    let path = head.query("issuer").unwrap_or_default();
    shared.begin(&path)?;
    let tenant = Tenant::new(shared, &path);
    match verb {
        "behave" => behave(&tenant, head),
        "fill" => {
            let name = needed(head, "contents")?;
            let contents = Contents::named(&name);
            tenant.fill(contents.ok_or_else(|| format!("`{name}` is no kind of key set"))?)
        }
        "forget" => {
            shared.forget();
            Ok(())
        }
        "rotate" => tenant.rotate(match head.query("old").as_deref() {
            None | Some("keep") => Rotation::KeepOld,
            Some("drop") => Rotation::DropOld,
            Some("same-kid") => Rotation::SameKid,
            Some(other) => return Err(format!("old={other} is neither keep, drop nor same-kid")),
        }),
        "scenario" => {
            let name = needed(head, "name")?;
            let scenario = Scenario::named(&name);
            shared.reset(&scenario.ok_or_else(|| format!("`{name}` is no scenario"))?)
        }
        other => Err(format!("`{other}` is no command")),
    }
}

fn behave(tenant: &Tenant<'_>, head: &Head) -> Result<(), String> {
    let endpoint = needed(head, "endpoint")?;
    let endpoint =
        Endpoint::named(&endpoint).ok_or_else(|| format!("`{endpoint}` is no endpoint"))?;
    let behaviour = needed(head, "behaviour")?.parse()?;
    let number = |text: String| {
        let number = text.parse::<u64>();
        number.map_err(|_| format!("`{text}` is no number"))
    };
    let span = match (head.query("requests"), head.query("milliseconds")) {
        (None, None) => Span::Ever,
        (Some(count), None) => {
            let count = number(count)?;
            Span::Requests(usize::try_from(count).map_err(|error| error.to_string())?)
        }
        (None, Some(time)) => Span::Time(Duration::from_millis(number(time)?)),
        (Some(_), Some(_)) => return Err("requests or milliseconds, not both".to_owned()),
    };
    tenant.behave(endpoint, behaviour, span);
    Ok(())
}

fn needed(head: &Head, name: &str) -> Result<String, String> {
    head.query(name)
        .ok_or_else(|| format!("{name}= is missing"))
}
