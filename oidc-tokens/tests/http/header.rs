//! A reader of challenges that shares nothing with their writer: `challenge` of RFC 9110 §11.6.1 with
//! quoted strings alone.

/// The parameters in their order; nothing where the text is no challenge of the scheme `Bearer`.
pub(crate) fn read(challenge: &str) -> Option<Vec<(String, String)>> {
    let mut rest = challenge.strip_prefix("Bearer ")?;
    let mut parameters = Vec::new();
    loop {
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
        if name.is_empty() || !name.chars().all(is_name) || value.contains('\\') {
            return None;
        }
        parameters.push((name.to_owned(), value.to_owned()));
        if after.is_empty() {
            return Some(parameters);
        }
        rest = after.strip_prefix(", ")?;
    }
}

/// The value of a parameter of a challenge.
#[track_caller]
pub(crate) fn parameter(challenge: &str, name: &str) -> Option<String> {
    let parameters = read(challenge).expect("a challenge");
    let mut named = parameters.into_iter().filter(|(found, _)| found == name);
    let value = named.next().map(|(_, value)| value);
    assert!(named.next().is_none(), "{name} is repeated in {challenge}");
    value
}
