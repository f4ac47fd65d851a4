//! Cases: one request, and what the standard asks for.

use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::file::{self, FileError};
use crate::live::Live;
use crate::protocol::{self, Op};

/// One case, as a line of a case file holds it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name, which never changes and is never used again.
    pub id: String,
    /// Where the input comes from.
    pub source: String,
    /// The rules that the case shows, by their ids in the catalogue.
    pub requirement: Vec<String>,
    /// What is asked: `op` and the members of that op.
    pub request: Map<String, Value>,
    /// The provider that has to run, for the op `provider.verify` alone.
    #[serde(default)]
    pub provider: Option<Live>,
    /// What a right subject says.
    pub expect: Expect,
    /// What the output of an accepting subject contains.
    #[serde(default)]
    pub output: Option<Map<String, Value>>,
    /// The codes that are right for a rejection; empty where any is.
    #[serde(default)]
    pub reason: Vec<String>,
    /// The accepted case from which a rejected one differs in one defect.
    #[serde(default)]
    pub twin: Option<String>,
    /// How firmly the standard asks.
    pub level: Level,
    /// What is particular about it.
    #[serde(default)]
    pub comment: String,
    /// The folder and the name of the file without extension, such as `rfc7515/a.2-rs256`.
    #[serde(skip)]
    pub file: String,
}

/// What a right subject says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    /// The input is good.
    Accept,
    /// The input is bad.
    Reject,
}

/// How firmly the standard asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Decides conformance.
    Must,
    /// Reported apart.
    Should,
    /// Describes a subject.
    May,
}

impl Expect {
    /// The word that case files use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
        }
    }
}

impl Level {
    /// All of them, firmest first.
    pub const ALL: [Self; 3] = [Self::Must, Self::Should, Self::May];

    /// The word that case files use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::May => "may",
        }
    }
}

impl Case {
    /// Reads one line of a case file, and says what is wrong with it.
    pub fn parse(line: &str, file: &str) -> Result<Self, String> {
        let mut case: Self = serde_json::from_str(line).map_err(|error| error.to_string())?;
        file.clone_into(&mut case.file);
        case.check()?;
        Ok(case)
    }

    /// The folder that the case lies in, which names its specification.
    pub fn specification(&self) -> &str {
        self.file.split('/').next().unwrap_or_default()
    }

    /// The name of the op that is asked for.
    pub fn op(&self) -> &str {
        self.request
            .get("op")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn check(&self) -> Result<(), String> {
        let id = &self.id;
        if id.is_empty() || id.contains(|c: char| !c.is_ascii_graphic() || c == '/') {
            return Err(format!("`{id}` is no id: visible ASCII but the slash"));
        }
        let op = Op::named(self.op())
            .ok_or_else(|| format!("case {id}: `{}` is no op of the protocol", self.op()))?;
        let checked = match (&self.provider, op.name) {
            (Some(live), "provider.verify") => live.check(op, &self.request),
            (Some(_), name) => Err(format!("no provider has a part in {name}")),
            (None, "provider.verify") => Err("`provider` is missing".to_owned()),
            (None, _) => op.check(&self.request),
        };
        checked.map_err(|what| format!("case {id}: {what}"))?;
        if self.request.contains_key("id") {
            return Err(format!(
                "case {id}: the `id` of the request is that of the case"
            ));
        }
        if self.expect == Expect::Reject && self.output.is_some() {
            return Err(format!("case {id}: a rejection has no `output`"));
        }
        if self.expect == Expect::Accept && self.twin.is_some() {
            return Err(format!("case {id}: an acceptance has no `twin`"));
        }
        if self.expect == Expect::Accept && !self.reason.is_empty() {
            return Err(format!("case {id}: an acceptance has no `reason`"));
        }
        if let Some(code) = self.reason.iter().find(|code| !protocol::is_reason(code)) {
            return Err(format!("case {id}: `{code}` is no reason of the protocol"));
        }
        Ok(())
    }
}

/// The accepted case without the defect of a rejected one: the twin that it names, or else the one with the longest
/// name that its own begins with, as `rfc7515-a.1` is of `rfc7515-a.1-signature-empty`. It is of the same op.
pub fn twin<'a>(case: &Case, all: &'a [Case]) -> Option<&'a Case> {
    if case.expect == Expect::Accept {
        return None;
    }
    let likes = |other: &&Case| other.expect == Expect::Accept && other.op() == case.op();
    if let Some(id) = &case.twin {
        return all.iter().find(|other| other.id == *id).filter(likes);
    }
    let begins = |other: &&Case| {
        let rest = case.id.strip_prefix(&other.id);
        rest.is_some_and(|rest| rest.starts_with('-'))
    };
    let candidates = all.iter().filter(begins).filter(likes);
    candidates.max_by_key(|other| other.id.len())
}

/// Reads `<folder>/<specification>/<section>-<topic>.jsonl`, all of them, in order.
pub fn load(folder: &Path) -> Result<Vec<Case>, FileError> {
    let mut cases = Vec::new();
    let mut places: HashMap<String, String> = HashMap::new();
    for specification in file::entries(folder)? {
        if !specification.is_dir() {
            if specification
                .extension()
                .is_some_and(|found| found == "jsonl")
            {
                let what = "case files belong in a folder named after their specification";
                return Err(FileError::new(&specification, what));
            }
            continue;
        }
        for path in file::files(&specification, "jsonl")? {
            let name = format!("{}/{}", folder_name(&specification), file::stem(&path));
            for (index, line) in file::read(&path)?.lines().enumerate() {
                let number = index + 1;
                let case =
                    Case::parse(line, &name).map_err(|what| FileError::at(&path, number, what))?;
                let place = format!("{}:{number}", path.display());
                if let Some(first) = places.insert(case.id.clone(), place) {
                    let what = format!("the id `{}` is already used at {first}", case.id);
                    return Err(FileError::at(&path, number, what));
                }
                cases.push(case);
            }
        }
    }
    Ok(cases)
}

fn folder_name(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Case, Expect, Level};

    const GOOD: &str = r#"{"id":"a","source":"RFC 0","requirement":["r-1-1"],"request":{"op":"jwk.parse","jwk":"{}"},"expect":"reject","reason":["malformed_jwk"],"level":"should","comment":""}"#;

    #[track_caller]
    fn rejects(from: &str, to: &str, why: &str) {
        Case::parse(GOOD, "rfc0/1-x").expect("good without the defect");
        let bad = GOOD.replacen(from, to, 1);
        assert_ne!(bad, GOOD);
        let error = Case::parse(&bad, "rfc0/1-x").expect_err("bad");
        assert!(error.contains(why), "{error}");
    }

    #[test]
    fn a_case_knows_its_specification_and_op() {
        let case = Case::parse(GOOD, "rfc0/1-x").expect("good");
        assert_eq!(case.specification(), "rfc0");
        assert_eq!(case.op(), "jwk.parse");
        assert_eq!((case.expect, case.level), (Expect::Reject, Level::Should));
    }

    #[test]
    fn unknown_members_are_refused() {
        rejects(
            r#""level""#,
            r#""colour":1,"level""#,
            "unknown field `colour`",
        );
        rejects(r#""jwk":"#, r#""jwks":"","jwk":"#, "`jwks` is no member");
        rejects(r#""jwk":"#, r#""id":"b","jwk":"#, "the `id` of the request");
    }

    #[test]
    fn repeated_members_are_refused() {
        rejects(r#""level""#, r#""id":"b","level""#, "duplicate field `id`");
    }

    #[test]
    fn values_outside_the_format_are_refused() {
        rejects("should", "shall", "unknown variant `shall`");
        rejects("jwk.parse", "jwk.print", "`jwk.print` is no op");
        rejects("malformed_jwk", "odd", "`odd` is no reason");
        rejects(r#""id":"a""#, r#""id":"a b""#, "is no id");
        rejects(r#""reject""#, r#""accept""#, "has no `reason`");
        rejects(r#""reject""#, r#""accept","twin":"b""#, "has no `twin`");
        rejects(
            r#""comment""#,
            r#""output":{},"comment""#,
            "has no `output`",
        );
        rejects(r#""{}""#, "{}", "`jwk` is not a string");
    }

    #[test]
    fn a_provider_goes_with_its_op() {
        rejects(
            r#""expect""#,
            r#""provider":{"scenario":"good"},"expect""#,
            "no provider has a part in jwk.parse",
        );
        rejects("jwk.parse", "provider.verify", "`provider` is missing");
    }

    #[test]
    fn a_twin_is_named_or_told_by_the_id() {
        let case = |id: &str, expect: &str, more: &str| {
            let line = GOOD.replacen("\"a\"", &format!("\"{id}\""), 1);
            let line = line.replacen(
                r#""expect":"reject","reason":["malformed_jwk"]"#,
                &format!(r#""expect":"{expect}"{more}"#),
                1,
            );
            Case::parse(&line, "rfc0/1-x").expect("a case")
        };
        let all = [
            case("a", "accept", ""),
            case("a-b", "accept", ""),
            case("a-b-c", "reject", ""),
            case("ab", "reject", ""),
            case("a-b-d", "reject", r#","twin":"a""#),
            case("a-b-e", "reject", r#","twin":"ab""#),
            case("a-b-f", "reject", r#","twin":"z""#),
        ];
        let twin = |id: &str| {
            let case = all.iter().find(|case| case.id == id).expect("a case");
            super::twin(case, &all).map(|twin| twin.id.as_str())
        };
        assert_eq!(twin("a-b-c"), Some("a-b"));
        assert_eq!(twin("a-b-d"), Some("a"));
        assert_eq!((twin("ab"), twin("a-b")), (None, None));
        // What is named is accepted, and there.
        assert_eq!((twin("a-b-e"), twin("a-b-f")), (None, None));
    }

    #[test]
    fn members_that_an_op_needs_are_asked_for() {
        rejects(r#","jwk":"{}""#, "", "`jwk` is missing");
    }
}
