//! What became of one case.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::case::{Expect, Level};
use crate::judge;
use crate::process::Reply;
use crate::protocol;
use crate::run::CaseResult;

/// What became of one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The case.
    pub id: String,
    /// Its folder and file, such as `rfc7515/a.2-rs256`.
    pub file: String,
    /// How firmly the standard asks.
    pub level: Level,
    /// What a right subject says.
    pub expect: Expect,
    /// What it came to.
    pub outcome: Outcome,
    /// What came instead, in words; empty where it passed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// Why it is known to fail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// The answer, where there is one that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// What is odd about the reason that the subject gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// What a case came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The answer is the expected one.
    Passed,
    /// The answer is another one.
    Failed,
    /// There is no answer that counts.
    Broken,
    /// The subject does not do this.
    Unsupported,
    /// As `Failed`, and listed among the divergences.
    Known,
}

/// The answer of a subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The verdict.
    pub verdict: Verdict,
    /// The code of a rejection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Free text of what is no acceptance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What an acceptance yields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Map<String, Value>>,
}

/// The word of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The input is good.
    Accept,
    /// The input is bad.
    Reject,
    /// The subject does not do this.
    Unsupported,
}

impl Entry {
    pub(super) fn new(result: &CaseResult<'_>) -> Self {
        let case = result.case;
        let (outcome, what, known) = match &result.outcome {
            judge::Outcome::Passed => (Outcome::Passed, "", None),
            judge::Outcome::Failed { what, .. } => (Outcome::Failed, what.as_str(), None),
            judge::Outcome::Broken { what } => (Outcome::Broken, what.as_str(), None),
            judge::Outcome::Unsupported { detail } => (Outcome::Unsupported, detail.as_str(), None),
            judge::Outcome::Known { what, reason } => {
                (Outcome::Known, what.as_str(), Some(reason.clone()))
            }
        };
        Self {
            id: case.id.clone(),
            file: case.file.clone(),
            level: case.level,
            expect: case.expect,
            outcome,
            what: what.to_owned(),
            known,
            answer: match &result.reply {
                Reply::Answered(verdict) => Some(Answer::from(verdict)),
                Reply::Broken(_) => None,
            },
            remark: result.remark.clone(),
        }
    }

    /// The folder of the case, which names its specification.
    pub fn specification(&self) -> &str {
        self.file.split('/').next().unwrap_or_default()
    }
}

impl Outcome {
    /// The word of the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Broken => "broken",
            Self::Unsupported => "unsupported",
            Self::Known => "known",
        }
    }

    /// Whether it is neither right nor left out.
    pub fn is_wrong(self) -> bool {
        matches!(self, Self::Failed | Self::Broken | Self::Known)
    }
}

impl From<&protocol::Verdict> for Answer {
    fn from(verdict: &protocol::Verdict) -> Self {
        let none = Self {
            verdict: Verdict::Unsupported,
            reason: None,
            detail: None,
            output: None,
        };
        match verdict {
            protocol::Verdict::Accept { output } => Self {
                verdict: Verdict::Accept,
                output: Some(output.clone()),
                ..none
            },
            protocol::Verdict::Reject { reason, detail } => Self {
                verdict: Verdict::Reject,
                reason: Some(reason.clone()),
                detail: Some(detail.clone()),
                ..none
            },
            protocol::Verdict::Unsupported { detail } => Self {
                detail: Some(detail.clone()),
                ..none
            },
        }
    }
}
