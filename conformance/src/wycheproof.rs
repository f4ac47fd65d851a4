//! Reads the JOSE files of the Wycheproof project in their own format.
//!
//! Their tests of signatures become cases of `jws.verify`. Those of encryption are left out: the protocol has no such
//! op.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::case::{Case, Expect, Level};
use crate::file::{self, FileError};

/// The files, and how firmly each asks: key sets as they expect them to be refused are good practice, and no rule.
const FILES: [(&str, Level); 3] = [
    ("json_web_signature", Level::Must),
    ("json_web_crypto", Level::Must),
    ("json_web_key", Level::Should),
];

/// Where they lie in a copy of the repository, newest first, or alone.
const FOLDERS: [&str; 3] = ["testvectors_v1", "testvectors", ""];

/// About a test: nothing that a standard decides.
const UNDECIDED: [&str; 2] = ["Ambiguous", "JsonSerialization"];

#[derive(Deserialize)]
struct File {
    #[serde(rename = "testGroups")]
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    #[serde(default)]
    comment: String,
    #[serde(default)]
    private: Option<Box<RawValue>>,
    #[serde(default)]
    public: Option<Box<RawValue>>,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    #[serde(rename = "tcId")]
    number: u64,
    #[serde(default)]
    comment: String,
    #[serde(default)]
    jws: Option<Box<RawValue>>,
    result: Outcome,
    #[serde(default)]
    flags: Vec<String>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Valid,
    Invalid,
    Acceptable,
}

/// The cases of the files in a folder, which is a copy of the project's repository or holds the files.
///
/// # Errors
///
/// When none of the files is there, or one is not as the project has them.
pub fn load(folder: &Path) -> Result<Vec<Case>, FileError> {
    let mut cases = Vec::new();
    for (name, level) in FILES {
        if let Some(path) = find(folder, name) {
            let text = file::read(&path)?;
            cases.extend(read(&text, name, level).map_err(|what| FileError::new(&path, what))?);
        }
    }
    if cases.is_empty() {
        let names = FILES
            .map(|(name, _)| format!("{name}_test.json"))
            .join(", ");
        let what = format!("none of {names} is here, nor in testvectors_v1 or testvectors");
        return Err(FileError::new(folder, what));
    }
    Ok(cases)
}

fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let paths = FOLDERS.map(|inner| folder.join(inner).join(format!("{name}_test.json")));
    paths.into_iter().find(|path| path.is_file())
}

fn read(text: &str, name: &str, level: Level) -> Result<Vec<Case>, String> {
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut cases = Vec::new();
    for group in &file.groups {
        for test in &group.tests {
            if let Some(jws) = &test.jws {
                cases.push(case(group, test, jws, name, level)?);
            }
        }
    }
    Ok(cases)
}

fn case(
    group: &Group,
    test: &Test,
    jws: &RawValue,
    name: &str,
    level: Level,
) -> Result<Case, String> {
    let keys = group.public.as_ref().or(group.private.as_ref());
    let keys = keys.ok_or_else(|| format!("test {}: its group has no key", test.number))?;
    // A string holds a JWS; anything else is one.
    let jws = serde_json::from_str::<String>(jws.get()).unwrap_or_else(|_| jws.get().to_owned());
    let undecided = test.result == Outcome::Acceptable
        || test.flags.iter().any(|flag| UNDECIDED.contains(&&**flag));
    let mut request = Map::new();
    for (member, text) in [("op", "jws.verify"), ("jws", &jws), ("keys", keys.get())] {
        request.insert(member.to_owned(), Value::from(text));
    }
    let about: Vec<&str> = [&*group.comment, &*test.comment]
        .into_iter()
        .chain(test.flags.iter().map(String::as_str))
        .filter(|words| !words.is_empty())
        .collect();
    Ok(Case {
        id: format!("wycheproof-{name}-{}", test.number),
        source: format!("Wycheproof {name}, test {}", test.number),
        requirement: Vec::new(),
        request,
        provider: None,
        expect: match test.result {
            Outcome::Invalid => Expect::Reject,
            Outcome::Valid | Outcome::Acceptable => Expect::Accept,
        },
        output: None,
        reason: Vec::new(),
        twin: None,
        level: if undecided { Level::May } else { level },
        comment: about.join(", "),
        file: format!("wycheproof/{name}"),
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::case::{Expect, Level};
    use serde_json::Value;

    const FILE: &str = r#"{"numberOfTests": 4, "testGroups": [
        {"type": "JsonWebSignature", "comment": "rs256", "private": {"kty":"RSA", "d":"x"},
         "public": {"kty":"RSA",  "kty":"RSA"}, "tests": [
            {"tcId": 1, "comment": "good", "jws": "a.b.c", "result": "valid", "flags": []},
            {"tcId": 2, "comment": "bad", "jws": {"payload": "b"}, "result": "invalid", "flags": ["JsonSerialization"]}
        ]},
        {"type": "JsonWebSignature", "private": {"kty":"oct"}, "tests": [
            {"tcId": 3, "jws": "a.b.", "result": "invalid"},
            {"tcId": 4, "jwe": "a.b.c.d.e", "result": "valid"},
            {"tcId": 5, "jws": "a.b.c", "result": "acceptable"}
        ]}
    ]}"#;

    #[test]
    fn tests_of_signatures_become_cases() {
        let cases = read(FILE, "json_web_signature", Level::Must).expect("a file");
        let ids: Vec<_> = cases.iter().map(|case| case.id.as_str()).collect();
        let id = |number| format!("wycheproof-json_web_signature-{number}");
        assert_eq!(ids, [id(1), id(2), id(3), id(5)]);
        let told: Vec<_> = cases.iter().map(|case| (case.expect, case.level)).collect();
        let expected = [
            (Expect::Accept, Level::Must),
            (Expect::Reject, Level::May),
            (Expect::Reject, Level::Must),
            (Expect::Accept, Level::May),
        ];
        assert_eq!(told, expected);
        let member = |case: usize, name: &str| {
            let case = cases.get(case).expect("a case");
            case.request.get(name).and_then(Value::as_str)
        };
        // The public key where there is one, and every document as it is written.
        assert_eq!(member(0, "keys"), Some(r#"{"kty":"RSA",  "kty":"RSA"}"#));
        assert_eq!(member(1, "jws"), Some(r#"{"payload": "b"}"#));
        assert_eq!(member(2, "keys"), Some(r#"{"kty":"oct"}"#));
        assert_eq!(
            cases.first().map(|case| &*case.comment),
            Some("rs256, good")
        );
    }

    #[test]
    fn what_is_no_such_file_is_an_error() {
        for (from, to) in [
            ("testGroups", "groups"),
            ("\"private\": {\"kty\":\"oct\"}, ", ""),
            ("\"valid\"", "\"perhaps\""),
        ] {
            let bad = FILE.replacen(from, to, 1);
            assert_ne!(bad, FILE);
            assert!(
                read(&bad, "json_web_signature", Level::Must).is_err(),
                "{to}"
            );
        }
    }
}
