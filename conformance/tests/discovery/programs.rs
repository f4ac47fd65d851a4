//! The programs of oidc-discovery: its page shows them as they are.

const README: &str = include_str!("../../../oidc-discovery/README.md");
const PROGRAMS: [(&str, &str); 2] = [
    (
        "no_run",
        include_str!("../../../oidc-discovery/examples/log_in.rs"),
    ),
    // It needs a feature that is no default, so the page alone does not compile it.
    (
        "ignore",
        include_str!("../../../oidc-discovery/examples/log_in_blocking.rs"),
    ),
];

#[test]
fn the_readme_shows_the_programs() {
    for (attribute, program) in PROGRAMS {
        let block = format!("```rust,{attribute}\n{program}```\n");
        assert!(README.contains(&block), "{program}");
    }
}

#[test]
fn from_an_issuers_name_to_a_verified_token_are_ten_lines() {
    for (_, program) in PROGRAMS {
        assert!(program.lines().count() <= 10, "{program}");
    }
}
