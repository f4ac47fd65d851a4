//! Choosing among the cases.

use crate::case::{Case, Level};
use crate::text;

/// What is chosen: the cases that every list that is not empty holds something of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The beginning of a folder and file name, such as `rfc7515` or `rfc7515/4.1.11`, or the id of a case.
    pub prefixes: Vec<String>,
    /// Names of ops.
    pub ops: Vec<String>,
    /// Levels.
    pub levels: Vec<Level>,
    /// Rules of the catalogue.
    pub requirements: Vec<String>,
}

impl Selection {
    /// Whether nothing is left out.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// The chosen cases, in their order.
    ///
    /// # Errors
    ///
    /// When there is nothing to run: no case, a word that no case answers to, or words that no case answers to together.
    pub fn select<'a>(&self, cases: &'a [Case]) -> Result<Vec<&'a Case>, String> {
        if cases.is_empty() {
            return Err("nothing to run: there are no cases".to_owned());
        }
        self.every(cases, &self.prefixes, |prefix, case| {
            has_prefix(case, prefix)
        })?;
        self.every(cases, &self.ops, |op, case| case.op() == op)?;
        self.every(cases, &self.requirements, |rule, case| {
            case.requirement.contains(rule)
        })?;
        let chosen: Vec<_> = cases.iter().filter(|case| self.holds(case)).collect();
        if chosen.is_empty() {
            return Err("nothing to run: no case is selected by all of it together".to_owned());
        }
        Ok(chosen)
    }

    /// A word that selects nothing is a mistake, whatever the others select.
    fn every(
        &self,
        cases: &[Case],
        words: &[String],
        selects: impl Fn(&String, &Case) -> bool,
    ) -> Result<(), String> {
        let vain = |word: &&String| !cases.iter().any(|case| selects(word, case));
        match words.iter().find(vain) {
            None => Ok(()),
            Some(word) => Err(format!(
                "nothing to run: `{}` selects no case; `conformance list` names them",
                text::printable(word, 80)
            )),
        }
    }

    fn holds(&self, case: &Case) -> bool {
        let among =
            |list: &[String], is: &dyn Fn(&String) -> bool| list.is_empty() || list.iter().any(is);
        among(&self.prefixes, &|prefix| has_prefix(case, prefix))
            && among(&self.ops, &|op| case.op() == op)
            && among(&self.requirements, &|rule| case.requirement.contains(rule))
            && (self.levels.is_empty() || self.levels.contains(&case.level))
    }
}

fn has_prefix(case: &Case, prefix: &str) -> bool {
    let file = prefix.strip_suffix(".jsonl").unwrap_or(prefix);
    case.id == prefix || case.file.starts_with(file)
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use crate::case::{Case, Level};

    fn cases() -> Vec<Case> {
        let case = |id: &str, file: &str, op: &str, level: &str| {
            let line = format!(
                r#"{{"id":"{id}","source":"","requirement":["rule-{id}"],"request":{{"op":{op}}},"expect":"accept","level":"{level}"}}"#
            );
            Case::parse(&line, file).expect("a case")
        };
        let parse = r#""jwk.parse","jwk":"{}""#;
        vec![
            case("one", "rfc7515/a.1-hs256", r#""hello""#, "may"),
            case("two", "rfc7515/a.2-rs256", parse, "may"),
            case("three", "rfc7517/a.1-set", parse, "must"),
        ]
    }

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn ids(selection: &Selection) -> Result<Vec<String>, String> {
        let cases = cases();
        let chosen = selection.select(&cases)?;
        Ok(chosen.iter().map(|case| case.id.clone()).collect())
    }

    fn by_prefix(prefixes: &[&str]) -> Result<Vec<String>, String> {
        ids(&Selection {
            prefixes: words(prefixes),
            ..Selection::default()
        })
    }

    #[test]
    fn a_folder_a_file_or_an_id_selects() {
        assert_eq!(by_prefix(&[]).expect("all").len(), 3);
        assert_eq!(by_prefix(&["rfc7515"]).expect("two"), ["one", "two"]);
        assert_eq!(by_prefix(&["rfc7515/a.2"]).expect("one"), ["two"]);
        assert_eq!(
            by_prefix(&["rfc7517/a.1-set.jsonl", "one"]).expect("two"),
            ["one", "three"]
        );
    }

    #[test]
    fn an_op_a_level_or_a_rule_selects_and_all_have_to() {
        let mut selection = Selection {
            ops: words(&["jwk.parse"]),
            ..Selection::default()
        };
        assert!(!selection.is_everything());
        assert_eq!(ids(&selection).expect("two"), ["two", "three"]);
        selection.levels = vec![Level::May];
        assert_eq!(ids(&selection).expect("one"), ["two"]);
        selection.requirements = words(&["rule-two", "rule-three"]);
        assert_eq!(ids(&selection).expect("one"), ["two"]);
        selection.requirements = words(&["rule-three"]);
        let error = ids(&selection).expect_err("nothing");
        assert!(error.contains("all of it together"), "{error}");
    }

    #[test]
    fn a_word_that_selects_nothing_is_an_error() {
        let error = by_prefix(&["one", "rfc9999"]).expect_err("no such folder");
        assert!(error.contains("`rfc9999` selects no case"), "{error}");
        let rule = Selection {
            requirements: words(&["rule-one", "rule-four"]),
            ..Selection::default()
        };
        let error = ids(&rule).expect_err("no such rule");
        assert!(error.contains("`rule-four` selects no case"), "{error}");
    }

    #[test]
    fn no_cases_are_an_error() {
        let error = Selection::default().select(&[]).expect_err("none");
        assert!(error.contains("there are no cases"), "{error}");
    }
}
