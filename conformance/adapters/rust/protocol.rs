//! The subject protocol (../../PROTOCOL.md), for adapters in Rust.

use std::io::{self, BufRead, Write};

use serde_json::{Map, Value, json};

/// What the library says.
pub enum Verdict {
    Accept(Value),
    Reject(&'static str, String),
    Unsupported(String),
}

/// Of an op: its members that the library has something for, and what it says.
pub type Op = (
    &'static str,
    &'static [&'static str],
    fn(&Request) -> Verdict,
);

/// The members of a request.
pub struct Request(Map<String, Value>);

impl Request {
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    pub fn names(&self, name: &str) -> Option<Vec<&str>> {
        let names = self.get(name)?.as_array()?;
        Some(names.iter().filter_map(Value::as_str).collect())
    }
}

pub fn unsupported(what: impl Into<String>) -> Verdict {
    Verdict::Unsupported(what.into())
}

/// Answers each line of standard input with one line.
pub fn serve(ops: &[Op]) -> io::Result<()> {
    for line in io::stdin().lock().lines() {
        let request: Map<String, Value> = serde_json::from_str(&line?)?;
        let id = request.get("id").cloned().unwrap_or_default();
        let answer = match answer(ops, request) {
            Verdict::Accept(output) => json!({"id": id, "verdict": "accept", "output": output}),
            Verdict::Reject(reason, detail) => {
                json!({"id": id, "verdict": "reject", "reason": reason, "detail": detail})
            }
            Verdict::Unsupported(detail) => {
                json!({"id": id, "verdict": "unsupported", "detail": detail})
            }
        };
        let mut output = io::stdout().lock();
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(())
}

fn answer(ops: &[Op], request: Map<String, Value>) -> Verdict {
    let name = request
        .get("op")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let Some((_, members, answer)) = ops.iter().find(|(op, ..)| *op == name) else {
        return unsupported(format!("no op {name}"));
    };
    let known =
        |name: &&String| ["id", "op"].contains(&name.as_str()) || members.contains(&name.as_str());
    if let Some(name) = request.keys().find(|name| !known(name)) {
        return unsupported(format!("no {name}"));
    }
    answer(&Request(request))
}
