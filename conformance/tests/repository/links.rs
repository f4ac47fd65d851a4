//! Links from a page to a file, a folder or a heading.

use crate::markdown;
use crate::tree::Tree;
use crate::{holds, notices};

/// The targets in one line: `[text](target)`, and `[label]: target`.
fn targets(line: &str) -> Vec<&str> {
    let inline = line.match_indices("](").filter_map(|(at, open)| {
        let rest = &line[at + open.len()..];
        Some(&rest[..rest.find([')', ' '])?])
    });
    let label = line.strip_prefix('[').filter(|rest| !rest.starts_with('^'));
    let reference = label.and_then(|rest| rest.split_once("]: "));
    let reference = reference.and_then(|(_, target)| target.split(' ').next());
    inline.chain(reference).collect()
}

/// The path that a link leads to, or nothing where it leaves the repository.
fn resolve(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<_> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

fn leads_somewhere(tree: &Tree, page: &str, target: &str) -> bool {
    let (link, fragment) = target.split_once('#').unwrap_or((target, ""));
    let path = match link {
        "" => Some(page.to_owned()),
        _ => resolve(page, link),
    };
    let Some(path) = path.filter(|_| !link.starts_with('/')) else {
        return false;
    };
    let mut headings = markdown::prose(tree.text(&path)).filter(|(_, line)| line.starts_with('#'));
    if fragment.is_empty() || !path.ends_with(".md") {
        tree.has_file(&path) || tree.has_folder(&path)
    } else {
        headings.any(|(_, heading)| markdown::anchor(heading) == fragment)
    }
}

fn links(tree: &Tree) -> Vec<String> {
    let mut findings = Vec::new();
    for (page, text) in tree.files_in("", ".md") {
        for (number, line) in markdown::prose(text) {
            for target in targets(line) {
                let outside = ["http://", "https://", "mailto:"];
                let outside = outside.iter().any(|scheme| target.starts_with(scheme));
                if !outside && !leads_somewhere(tree, page, target) {
                    findings.push(format!("{page}:{number}: {target} leads nowhere"));
                }
            }
        }
    }
    findings
}

#[test]
fn links_lead_somewhere() {
    holds(links);
}

#[test]
fn links_that_lead_somewhere_are_accepted() {
    let accepted = [
        "[a](jwks)",
        "[a](jwks/) and [b](jwks/README.md)",
        "[a](jwks/README.md#what-it-is)",
        "[a](#the-crates)",
        "[a]: jwks/README.md",
        "[a](https://www.rfc-editor.org/rfc/rfc7517#section-5)",
        "```\n[a](absent.md)\n```",
    ];
    for text in accepted {
        notices_none(text);
    }
}

#[track_caller]
fn notices_none(text: &str) {
    let mut tree = crate::sample::workspace();
    tree.replace(
        "README.md",
        "## How to run",
        &format!("{text}\n\n## How to run"),
    );
    assert_eq!(links(&tree), [""; 0], "{text}");
}

#[test]
fn links_that_lead_nowhere_are_noticed() {
    let faults = [
        (
            "[a](absent.md)",
            "jwks/README.md:2: absent.md leads nowhere",
        ),
        (
            "[b]: absent.md",
            "jwks/README.md:2: absent.md leads nowhere",
        ),
        (
            "[a](../../outside)",
            "jwks/README.md:2: ../../outside leads nowhere",
        ),
        (
            "[a](/README.md)",
            "jwks/README.md:2: /README.md leads nowhere",
        ),
        (
            "[a](../README.md#absent)",
            "jwks/README.md:2: ../README.md#absent leads nowhere",
        ),
    ];
    for (line, finding) in faults {
        let text = format!("# jwks\n{line}\n## What it is\n");
        notices(links, |tree| tree.write("jwks/README.md", &text), finding);
    }
}
