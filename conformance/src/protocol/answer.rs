//! Answers.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a subject says about one request.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The id of the request.
    pub id: String,
    /// The judgement.
    pub verdict: Verdict,
}

/// The judgement of a subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The input is good.
    Accept {
        /// What the op yields.
        output: Map<String, Value>,
    },
    /// The input is bad.
    Reject {
        /// A code; `other` where the subject names none.
        reason: String,
        /// Free text.
        detail: String,
    },
    /// The subject does not do this at all.
    Unsupported {
        /// What it does not do.
        detail: String,
    },
}

impl Verdict {
    /// An acceptance that yields these members.
    pub fn accept(output: Map<String, Value>) -> Self {
        Self::Accept { output }
    }

    /// A rejection.
    pub fn reject(reason: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Reject {
            reason: reason.into(),
            detail: detail.into(),
        }
    }

    /// An op, algorithm, key type or option that the subject does not have.
    pub fn unsupported(detail: impl Into<String>) -> Self {
        Self::Unsupported {
            detail: detail.into(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Wire {
    id: String,
    verdict: Word,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    output: Option<Map<String, Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Accept,
    Reject,
    Unsupported,
}

impl Answer {
    /// Reads a line of a subject's output.
    pub fn parse(line: &[u8]) -> Result<Self, String> {
        let wire: Wire = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        let detail = wire.detail.unwrap_or_default();
        let verdict = match wire.verdict {
            Word::Accept => Verdict::Accept {
                output: wire.output.unwrap_or_default(),
            },
            Word::Reject => Verdict::Reject {
                reason: wire.reason.unwrap_or_else(|| "other".to_owned()),
                detail,
            },
            Word::Unsupported => Verdict::Unsupported { detail },
        };
        Ok(Self {
            id: wire.id,
            verdict,
        })
    }

    /// The line that a subject writes, with the line end.
    pub fn to_line(&self) -> String {
        let id = self.id.clone();
        let mut wire = Wire {
            id,
            verdict: Word::Unsupported,
            output: None,
            reason: None,
            detail: None,
        };
        match &self.verdict {
            Verdict::Accept { output } => {
                wire.verdict = Word::Accept;
                wire.output = Some(output.clone());
            }
            Verdict::Reject { reason, detail } => {
                wire.verdict = Word::Reject;
                wire.reason = Some(reason.clone());
                wire.detail = Some(detail.clone());
            }
            Verdict::Unsupported { detail } => wire.detail = Some(detail.clone()),
        }
        // Strings and JSON values alone: nothing that could fail to be written.
        format!("{}\n", serde_json::to_string(&wire).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Verdict};
    use serde_json::{Map, json};

    #[track_caller]
    fn survives(verdict: Verdict) {
        let answer = Answer {
            id: "x".to_owned(),
            verdict,
        };
        let line = answer.to_line();
        assert!(line.ends_with('\n'));
        assert_eq!(Answer::parse(line.as_bytes()), Ok(answer));
    }

    #[test]
    fn answers_are_read_as_they_were_written() {
        let mut output = Map::new();
        output.insert("claims".to_owned(), json!({"a": [1, null]}));
        survives(Verdict::accept(output));
        survives(Verdict::reject("expired", "by\na second"));
        survives(Verdict::unsupported("no Ed448"));
    }

    #[test]
    fn a_rejection_without_a_reason_has_the_reason_other() {
        let answer = Answer::parse(br#"{"id":"x","verdict":"reject"}"#).expect("an answer");
        assert_eq!(answer.verdict, Verdict::reject("other", ""));
    }

    #[test]
    fn lines_that_are_no_answer_are_errors() {
        for line in [
            "",
            "hello",
            "{}",
            r#"{"id":"x","verdict":"maybe"}"#,
            r#"{"id":1,"verdict":"accept"}"#,
            r#"{"id":"x","verdict":"accept","output":[]}"#,
            r#"{"id":"x","id":"y","verdict":"accept"}"#,
            r#"{"id":"x","verdict":"accept"} x"#,
        ] {
            assert!(Answer::parse(line.as_bytes()).is_err(), "{line}");
        }
    }
}
