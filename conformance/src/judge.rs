//! Compares an answer with what was expected.

use serde_json::{Map, Value};

use crate::case::{Case, Expect};
use crate::process::Reply;
use crate::protocol::{self, Verdict};
use crate::text;

/// What a case comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The answer is the expected one.
    Passed,
    /// The answer is another one.
    Failed {
        /// The verdict.
        got: Expect,
        /// The answer in words.
        what: String,
    },
    /// As `Failed`, and listed among the divergences.
    Known {
        /// The answer in words.
        what: String,
        /// Why it is so.
        reason: String,
    },
    /// The subject does not do this.
    Unsupported {
        /// What it does not do.
        detail: String,
    },
    /// There is no answer that counts.
    Broken {
        /// What happened instead.
        what: String,
    },
}

/// An outcome, and a remark on it that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The outcome.
    pub outcome: Outcome,
    /// What is odd about the reason that the subject gave.
    pub remark: Option<String>,
}

/// Compares.
pub fn judge(case: &Case, reply: &Reply) -> Judgement {
    let mut remark = None;
    let outcome = match reply {
        Reply::Broken(what) => Outcome::Broken { what: what.clone() },
        Reply::Answered(Verdict::Unsupported { detail }) => Outcome::Unsupported {
            detail: detail.clone(),
        },
        Reply::Answered(Verdict::Accept { output }) => accepted(case, output),
        Reply::Answered(Verdict::Reject { reason, detail }) if case.expect == Expect::Accept => {
            let mut what = format!("reject {}", text::printable(reason, 40));
            if !detail.is_empty() {
                what.push_str(&format!(": {}", text::printable(detail, 160)));
            }
            remark = odd_reason(case, reason);
            Outcome::Failed {
                got: Expect::Reject,
                what,
            }
        }
        Reply::Answered(Verdict::Reject { reason, .. }) => {
            remark = odd_reason(case, reason);
            Outcome::Passed
        }
    };
    Judgement { outcome, remark }
}

fn accepted(case: &Case, output: &Map<String, Value>) -> Outcome {
    let what = match (case.expect, &case.output) {
        (Expect::Accept, None) => return Outcome::Passed,
        (Expect::Accept, Some(expected)) => match difference(expected, output) {
            None => return Outcome::Passed,
            Some(what) => format!("accept, {what}"),
        },
        (Expect::Reject, _) => "accept".to_owned(),
    };
    Outcome::Failed {
        got: Expect::Accept,
        what,
    }
}

/// The first member that the answer lacks or has otherwise.
fn difference(expected: &Map<String, Value>, got: &Map<String, Value>) -> Option<String> {
    expected.iter().find_map(|(name, expected)| {
        let shown = text::printable(name, 40);
        let Some(got) = got.get(name) else {
            return Some(format!("without the output `{shown}`"));
        };
        if contains(expected, got) {
            return None;
        }
        let [expected, got] = [expected, got].map(|value| text::printable(&value.to_string(), 80));
        Some(format!("`{shown}` is {got} and not {expected}"))
    })
}

/// Whether a value is equal to the expected one, or an object that has at least the expected members.
fn contains(expected: &Value, got: &Value) -> bool {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => expected
            .iter()
            .all(|(name, expected)| got.get(name).is_some_and(|got| contains(expected, got))),
        _ => equal(expected, got),
    }
}

/// Equal as JSON: `1` and `1.0` are one number, and the order of members does not count.
fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let same = |(name, value)| other.get(name).is_some_and(|found| equal(value, found));
            one.len() == other.len() && one.iter().all(same)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        // Integers are compared as such, for they may be larger than a float is exact.
        (Value::Number(one), Value::Number(other)) if one.is_f64() != other.is_f64() => {
            one.as_f64() == other.as_f64()
        }
        _ => one == other,
    }
}

fn odd_reason(case: &Case, reason: &str) -> Option<String> {
    let shown = text::printable(reason, 40);
    if !protocol::is_reason(reason) {
        return Some(format!("`{shown}` is no code of the protocol"));
    }
    let right = case.reason.is_empty() || case.reason.iter().any(|code| code == reason);
    (!right).then(|| {
        format!(
            "rejected for `{shown}`, not for {}",
            case.reason.join(" or ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{Judgement, Outcome, judge};
    use crate::case::{Case, Expect};
    use crate::process::Reply;
    use crate::protocol::Verdict;
    use serde_json::{Map, Value, json};

    fn case(members: Value) -> Case {
        let mut line = json!({
            "id": "a", "source": "", "requirement": [], "level": "must", "request": {"op": "hello"}
        });
        let all = line.as_object_mut().expect("an object");
        all.extend(members.as_object().cloned().unwrap_or_default());
        Case::parse(&line.to_string(), "x/y").expect("a case")
    }

    fn accept(output: Value) -> Reply {
        let output: Option<&Map<String, Value>> = output.as_object();
        Reply::Answered(Verdict::accept(output.cloned().unwrap_or_default()))
    }

    fn reject(reason: &str) -> Reply {
        Reply::Answered(Verdict::reject(reason, "because"))
    }

    #[track_caller]
    fn passes(members: Value, reply: &Reply) {
        let judgement = judge(&case(members), reply);
        let plain = Judgement {
            outcome: Outcome::Passed,
            remark: None,
        };
        assert_eq!(judgement, plain);
    }

    #[track_caller]
    fn fails(members: Value, reply: &Reply, expected: Expect, words: &str) {
        match judge(&case(members), reply).outcome {
            Outcome::Failed { got, what } => assert_eq!((got, what.as_str()), (expected, words)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_expected_verdict_passes() {
        passes(json!({"expect": "accept"}), &accept(json!({"more": 1})));
        passes(json!({"expect": "reject"}), &reject("expired"));
        passes(
            json!({"expect": "reject", "reason": ["expired"]}),
            &reject("expired"),
        );
    }

    #[test]
    fn the_other_verdict_fails() {
        fails(
            json!({"expect": "reject"}),
            &accept(json!({})),
            Expect::Accept,
            "accept",
        );
        fails(
            json!({"expect": "accept"}),
            &reject("expired"),
            Expect::Reject,
            "reject expired: because",
        );
    }

    #[test]
    fn the_output_may_hold_more_than_expected_at_any_depth() {
        let expected =
            json!({"expect": "accept", "output": {"alg": "ES256", "claims": {"exp": 1}}});
        let got = json!({"claims": {"sub": "x", "exp": 1.0}, "alg": "ES256", "kid": "k"});
        passes(expected, &accept(got));
    }

    #[test]
    fn a_long_name_of_a_member_is_cut_only_where_it_is_shown() {
        let name = "x".repeat(41);
        let expected = json!({"expect": "accept", "output": {name.as_str(): true}});
        passes(expected.clone(), &accept(json!({name.as_str(): true})));
        let words = format!("accept, without the output `{}…`", &name[1..]);
        fails(expected, &accept(json!({})), Expect::Accept, &words);
    }

    #[test]
    fn the_output_may_not_differ() {
        let expected = json!({"expect": "accept", "output": {"claims": {"aud": ["a", {"b": 1}]}}});
        passes(
            expected.clone(),
            &accept(json!({"claims": {"aud": ["a", {"b": 1}], "c": 1}})),
        );
        for aud in [
            json!("a"),
            json!(["a"]),
            json!(["a", {"b": 1}, "c"]),
            json!(["a", {"b": 1, "c": 1}]),
            json!(["a", {"b": "1"}]),
            json!(["a", {"b": 1.5}]),
        ] {
            let got = accept(json!({"claims": {"aud": aud}}));
            let words = format!(
                "accept, `claims` is {{\"aud\":{aud}}} and not {{\"aud\":[\"a\",{{\"b\":1}}]}}"
            );
            fails(expected.clone(), &got, Expect::Accept, &words);
        }
        let words = "accept, without the output `claims`";
        fails(expected, &accept(json!({})), Expect::Accept, words);
    }

    #[test]
    fn integers_beyond_the_floats_are_compared_exactly() {
        let expected = json!({"expect": "accept", "output": {"n": 9_007_199_254_740_993_u64}});
        passes(
            expected.clone(),
            &accept(json!({"n": 9_007_199_254_740_993_u64})),
        );
        let judgement = judge(
            &case(expected),
            &accept(json!({"n": 9_007_199_254_740_992_u64})),
        );
        assert!(matches!(judgement.outcome, Outcome::Failed { .. }));
    }

    #[test]
    fn another_reason_is_a_remark_and_passes() {
        for (reason, words) in [
            (
                "expired",
                "rejected for `expired`, not for wrong_type or other",
            ),
            ("tired", "`tired` is no code of the protocol"),
        ] {
            let case = case(json!({"expect": "reject", "reason": ["wrong_type", "other"]}));
            let judgement = judge(&case, &reject(reason));
            assert_eq!(judgement.outcome, Outcome::Passed);
            assert_eq!(judgement.remark.as_deref(), Some(words));
        }
    }

    #[test]
    fn a_reason_that_is_no_code_is_a_remark_whatever_was_expected() {
        let words = Some("`zzz` is no code of the protocol");
        for (members, passed) in [
            (json!({"expect": "reject"}), true),
            (json!({"expect": "reject", "reason": ["expired"]}), true),
            (json!({"expect": "accept"}), false),
        ] {
            let case = case(members);
            let judgement = judge(&case, &reject("zzz"));
            assert_eq!(judgement.outcome == Outcome::Passed, passed);
            assert_eq!(judgement.remark.as_deref(), words);
            assert_eq!(judge(&case, &reject("expired")).remark, None);
        }
    }

    #[test]
    fn no_judgement_is_neither_a_pass_nor_a_failure() {
        let case = case(json!({"expect": "reject"}));
        let unsupported = Reply::Answered(Verdict::unsupported("no Ed448"));
        assert!(matches!(
            judge(&case, &unsupported).outcome,
            Outcome::Unsupported { .. }
        ));
        let broken = Reply::Broken("died".to_owned());
        assert!(matches!(
            judge(&case, &broken).outcome,
            Outcome::Broken { .. }
        ));
    }
}
