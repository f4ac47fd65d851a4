//! Choosing among the cases.

use crate::case::Case;

/// The cases that any of the prefixes selects; all of them where there is no prefix.
///
/// A prefix is the beginning of a folder and file name, such as `rfc7515` or `rfc7515/4.1.11`, or the
/// id of a case. One that selects nothing is returned as the error.
pub fn select<'a>(cases: &'a [Case], prefixes: &[String]) -> Result<Vec<&'a Case>, String> {
    for prefix in prefixes {
        if !cases.iter().any(|case| selects(prefix, case)) {
            return Err(prefix.clone());
        }
    }
    let wanted =
        |case: &&Case| prefixes.is_empty() || prefixes.iter().any(|prefix| selects(prefix, case));
    Ok(cases.iter().filter(wanted).collect())
}

fn selects(prefix: &str, case: &Case) -> bool {
    let file = prefix.strip_suffix(".jsonl").unwrap_or(prefix);
    case.id == prefix || case.file.starts_with(file)
}

#[cfg(test)]
mod tests {
    use super::select;
    use crate::case::Case;

    fn cases() -> Vec<Case> {
        let case = |id: &str, file: &str| {
            let line = format!(
                r#"{{"id":"{id}","source":"","requirement":[],"request":{{"op":"hello"}},"expect":"accept","level":"may"}}"#
            );
            Case::parse(&line, file).expect("a case")
        };
        vec![
            case("one", "rfc7515/a.1-hs256"),
            case("two", "rfc7515/a.2-rs256"),
            case("three", "rfc7517/a.1-set"),
        ]
    }

    #[track_caller]
    fn ids(prefixes: &[&str]) -> Result<Vec<String>, String> {
        let prefixes: Vec<_> = prefixes.iter().map(|prefix| (*prefix).to_owned()).collect();
        let cases = cases();
        Ok(select(&cases, &prefixes)?
            .iter()
            .map(|case| case.id.clone())
            .collect())
    }

    #[test]
    fn a_folder_a_file_or_an_id_selects() {
        assert_eq!(ids(&[]).expect("all").len(), 3);
        assert_eq!(ids(&["rfc7515"]).expect("two"), ["one", "two"]);
        assert_eq!(ids(&["rfc7515/a.2"]).expect("one"), ["two"]);
        assert_eq!(
            ids(&["rfc7517/a.1-set.jsonl", "one"]).expect("two"),
            ["one", "three"]
        );
    }

    #[test]
    fn a_prefix_that_selects_nothing_is_an_error() {
        assert_eq!(ids(&["one", "rfc9999"]), Err("rfc9999".to_owned()));
    }
}
