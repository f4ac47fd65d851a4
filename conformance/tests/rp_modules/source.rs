//! Tests as they are written: what is said about a test, what it does, and the tables that it reads.

/// The comment and the body of a test of that name, with the constants of the file that it uses.
pub(crate) fn test(text: &str, name: &str) -> Option<String> {
    let lines: Vec<_> = text.lines().collect();
    let head = format!("fn {name}(");
    let at = lines
        .iter()
        .position(|line| line.trim_start().starts_with(&head))?;
    let above = lines[..at].iter().rev().take_while(|line| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("#[")
    });
    let begin = at - above.count();
    if !lines[begin..at].iter().any(|line| line.contains("#[test]")) {
        return None;
    }
    let indent = lines[at].len() - lines[at].trim_start().len();
    let last = format!("{:indent$}}}", "");
    let length = lines[at..].iter().position(|line| **line == last)?;
    let mut item = lines[begin..=at + length].join("\n");
    let tables: Vec<_> = constants(&item)
        .filter_map(|name| table(&lines, name))
        .collect();
    item.extend(tables);
    Some(item)
}

fn constants(item: &str) -> impl Iterator<Item = &str> {
    let words = item.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(|c| c.is_ascii_uppercase())
            && letters.all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit())
    })
}

/// A constant that fills several lines.
fn table(lines: &[&str], name: &str) -> Option<String> {
    let head = format!("const {name}:");
    let at = lines.iter().position(|line| line.starts_with(&head))?;
    let length = lines[at..].iter().position(|line| line.ends_with(';'))?;
    let length = match length {
        0 => lines[at..].iter().position(|line| *line == "];")?,
        length => length,
    };
    Some(lines[at..=at + length].join("\n"))
}

/// Whether a text names the module, and not one whose name is longer.
pub(crate) fn names(text: &str, module: &str) -> bool {
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut places = text.match_indices(module);
    places.any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + module.len()..]);
        !before.ends_with(of_a_name) && !after.starts_with(of_a_name)
    })
}

#[test]
fn a_test_is_found_with_its_comment_and_its_tables() {
    let text = "const TABLE: [&str; 1] = [\n    \"a\",\n];\n\n/// b\n#[test]\nfn c() {\n    TABLE;\n}\nfn d() {\n}\n";
    let found = test(text, "c").expect("a test");
    for part in ["\"a\"", "/// b", "fn c"] {
        assert!(found.contains(part), "{found}");
    }
    assert!(!found.contains("fn d"), "{found}");
    assert_eq!(test(text, "d"), None, "no test");
    assert_eq!(test(text, "e"), None);
}

#[test]
fn a_longer_name_is_another_module() {
    assert!(names("FAPI module missing-athash: a", "missing-athash"));
    for text in ["oidcc-client-test-missing-athash", "missing-athash-2"] {
        assert!(!names(text, "missing-athash"), "{text}");
    }
}
