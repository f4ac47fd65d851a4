//! As much of Markdown as the pages use.

/// Each line with its number, and whether a fence of that language holds it.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str, Option<&str>)> {
    let mut fence: Option<&str> = None;
    (1..).zip(text.lines()).filter_map(move |(number, line)| {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            fence = if fence.is_some() {
                None
            } else {
                Some(language)
            };
            return None;
        }
        Some((number, line, fence))
    })
}

/// The commands in `sh` blocks, without their comments.
pub(crate) fn commands(text: &str) -> impl Iterator<Item = &str> {
    lines(text)
        .filter(|(.., fence)| *fence == Some("sh"))
        .map(|(_, line, _)| line.split(" #").next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Lines outside of every fence.
pub(crate) fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    lines(text)
        .filter(|(.., fence)| fence.is_none())
        .map(|(number, line, _)| (number, line))
}

/// The name in the first cell of each row of the tables below a heading that holds `topic`.
pub(crate) fn first_cells<'a>(text: &'a str, topic: &str) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut within = false;
    for (_, line) in prose(text) {
        if line.starts_with('#') {
            within = line.to_lowercase().contains(topic);
        } else if within && line.starts_with("|-") {
            // What is above the rule is the header.
            names.pop();
        } else if within && let Some(row) = line.strip_prefix("| ") {
            let cell = row.trim_start_matches(['[', '`']);
            let end = cell.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
            names.push(end.map_or(cell, |end| &cell[..end]));
        }
    }
    names
}

/// The anchor that a heading is given.
pub(crate) fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || " -_".contains(*c);
    let text: String = heading
        .trim_start_matches('#')
        .trim()
        .chars()
        .filter(kept)
        .collect();
    text.to_lowercase().replace(' ', "-")
}
