//! The case files that recipes make: committed as they are made, and each rejection one edit away from an acceptance.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use conformance::case::{self, Case, Expect};
use conformance::recipe::{self, Book, Forged};
use conformance::requirement::Catalogue;

mod jws;
mod keys;
#[path = "../support/folder.rs"]
mod support;

use support::Folder;

const PAGE: &str = r#"
source = "RFC 0"

[[recipe]]
id = "good"
op = "jwt.verify"
requirement = ["rfc7519-8-2"]
sign.key = "p256"
claims.exp = '5'
claims.sub = '"a"'
keys = ["p256"]
request.now = 4

[[recipe]]
id = "late"
from = "good"
requirement = ["rfc7519-4.1.4-1"]
reason = ["expired"]
request.now = 5
"#;

fn own(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn catalogue() -> Catalogue {
    Catalogue::load(&own("requirements")).expect("a readable catalogue")
}

fn book() -> Book {
    Book::load(&own("recipes")).expect("readable recipes")
}

fn forged() -> &'static [Forged] {
    static FORGED: LazyLock<Vec<Forged>> = LazyLock::new(forged_anew);
    &FORGED
}

fn forged_anew() -> Vec<Forged> {
    recipe::forge(&book(), &catalogue()).expect("sound recipes")
}

fn cases(forged: &[Forged]) -> Vec<Case> {
    let lines = forged
        .iter()
        .flat_map(|one| one.text.lines().map(move |line| (line, one)));
    lines
        .map(|(line, one)| Case::parse(line, &one.file).expect("a case"))
        .collect()
}

fn of_page(text: &str) -> Result<Vec<Case>, String> {
    let mut book = Book::default();
    book.add_keys("key = []")?;
    book.add(text, "rfc0/1-sun")?;
    Ok(cases(&recipe::forge(&book, &catalogue())?))
}

#[track_caller]
fn refused(from: &str, to: &str, what: &str) {
    of_page(PAGE).expect("sound without the fault");
    assert!(PAGE.contains(from));
    let error = of_page(&PAGE.replacen(from, to, 1)).expect_err("a fault");
    assert!(error.contains(what), "{error}");
}

#[test]
fn case_files_are_what_recipes_make() {
    let findings = recipe::differences(forged(), &own("cases"));
    assert_eq!(findings, [""; 0], "`conformance forge conformance/cases`");
}

#[test]
fn a_case_file_that_differs_is_noticed() {
    let forged = forged();
    let folder = Folder::new("forged");
    let path = Path::new(folder.path());
    recipe::write(forged, path).expect("a writable folder");
    assert_eq!(recipe::differences(forged, path), [""; 0]);

    let Forged { file, text } = &forged[0];
    let name = format!("{file}.jsonl");
    let second = text.lines().nth(1).expect("two cases");
    for (changed, line) in [
        (
            text.replacen(second, &second.replacen("reject", "accept", 1), 1),
            2,
        ),
        (text.replacen(&format!("{second}\n"), "", 1), 2),
        (format!("{text}{second}\n"), text.lines().count() + 1),
        (text.trim_end().to_owned(), text.lines().count() + 1),
    ] {
        folder.write(&name, &changed);
        let finding = format!("{file}: line {line} is not what the recipe makes");
        assert_eq!(recipe::differences(forged, path), [finding]);
    }
    std::fs::remove_file(path.join(&name)).expect("a file");
    let finding = format!("{file}: is not there");
    assert_eq!(recipe::differences(forged, path), [finding]);
}

#[test]
fn making_them_again_gives_the_same() {
    assert_eq!(forged_anew(), forged());
}

#[test]
fn every_rejection_starts_from_an_accepted_case() {
    let all = case::load(&own("cases")).expect("readable cases");
    let by_id: BTreeMap<&str, &Case> = all.iter().map(|case| (&*case.id, case)).collect();
    for recipe in book().recipes {
        let made = by_id[&*recipe.id];
        assert_eq!(made.expect, recipe.expect, "{}", recipe.id);
        if recipe.expect == Expect::Reject {
            let from = by_id[&*recipe.from.expect("a start")];
            assert_eq!(from.expect, Expect::Accept, "{}", made.id);
            assert_eq!(from.op(), made.op(), "{}", made.id);
            assert_ne!(from.request, made.request, "{}", made.id);
        }
    }
}

/// Cases that ask the same as an earlier one.
fn repeated(cases: &[Case]) -> Vec<String> {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for case in cases {
        let request = serde_json::to_string(&case.request).expect("JSON");
        if let Some(other) = first.insert(request, &case.id) {
            findings.push(format!("{} asks what {other} asks", case.id));
        }
    }
    findings
}

#[test]
fn no_two_recipes_ask_the_same() {
    assert_eq!(repeated(&cases(forged())), [""; 0]);
}

#[test]
fn recipes_that_ask_the_same_are_noticed() {
    let twice = PAGE.replace("request.now = 5", "request.now = 4");
    let findings = repeated(&of_page(&twice).expect("recipes"));
    assert_eq!(findings, ["late asks what good asks"]);
}

#[test]
fn an_acceptance_shows_the_rules_of_what_starts_from_it() {
    let all = of_page(PAGE).expect("recipes");
    // This one has an accepting example of its own.
    assert_eq!(all[0].requirement, ["rfc7519-8-2"]);
    let page = PAGE.replace("rfc7519-4.1.4-1", "rfc7519-4.1.4-4");
    let all = of_page(&page).expect("recipes");
    assert_eq!(all[0].requirement, ["rfc7519-8-2", "rfc7519-4.1.4-4"]);
    assert_eq!(all[1].requirement, ["rfc7519-4.1.4-4"]);
}

#[test]
fn what_is_rejected_has_one_edit() {
    let edit = "request.now = 5";
    refused(
        edit,
        "request.now = 5\nclaims.exp = '4'",
        "one edit and not 2",
    );
    refused(
        edit,
        "claims = { exp = '3', nbf = '9' }",
        "one edit and not 2",
    );
    refused(edit, "", "one edit and not 0");
    let each = "each.a.request.now = 5\neach.b.request.now = 6\neach.b.claims.exp = '1'";
    refused(edit, each, "one edit and not 2");
    refused(
        edit,
        "each.a.request.now = 5\nclaims.exp = '4'",
        "beside `each`",
    );
}

#[test]
fn what_is_rejected_starts_from_what_is_accepted() {
    refused(
        "from = \"good\"",
        "from = \"late\"",
        "`late` is not accepted itself",
    );
    refused(
        "from = \"good\"",
        "from = \"bad\"",
        "there is no recipe `bad`",
    );
    refused(
        "from = \"good\"",
        "op = \"jwt.verify\"",
        "starts from what is accepted",
    );
    refused("from = \"good\"\n", "", "either `from` or `op`");
}

#[test]
fn mistakes_in_recipes_are_named() {
    refused("id = \"late\"", "id = \"good\"", "good: is there twice");
    refused(
        "request.now = 5",
        "claims.nbf = false",
        "no `nbf` to leave out",
    );
    refused(
        "request.now = 5",
        "request.leeway_s = false",
        "no `leeway_s` to leave out",
    );
    refused(
        "request.now = 5",
        "rename.nbf = 'exp'",
        "no `nbf` to rename",
    );
    refused(
        "request.now = 5",
        "request.nonce = 'a'",
        "`nonce` is no member of jwt.verify",
    );
    refused(
        "request.now = 5",
        "colour = 'red'",
        "unknown field `colour`",
    );
    refused("request.now = 5", "sign.key = 'rsa-9'", "no key `rsa-9`");
    refused("request.now = 5", "keys = ['rsa-9']", "no key `rsa-9`");
    refused(
        "request.now = 5",
        "sign = { key = 'rsa', alg = 'ES256' }",
        "does not sign",
    );
    refused(
        "request.now = 5",
        "claims.sub = '<<sun>>'",
        "`sun` is no word",
    );
    refused("[\"expired\"]", "[\"rainy\"]", "`rainy` is no reason");
}

#[test]
fn texts_reach_the_token_as_they_are() {
    let payload = |edit: &str| {
        let page = PAGE.replace("request.now = 5", edit);
        let all = of_page(&page).expect("recipes");
        let token = all[1].request["token"]
            .as_str()
            .expect("a token")
            .to_owned();
        let segment = token.split('.').nth(1).expect("three segments").to_owned();
        let octets = jwk_types::base64url::decode(&segment, "payload").expect("base64url");
        String::from_utf8_lossy(&octets).into_owned()
    };
    for (edit, text) in [
        ("claims.exp = '1e400'", r#"{"exp":1e400,"sub":"a"}"#),
        ("claims.sub = false", r#"{"exp":5}"#),
        ("rename.sub = 's\\u0075b'", r#"{"exp":5,"s\u0075b":"a"}"#),
        (
            "payload.append = ',\"sub\":\"b\"'",
            r#"{"exp":5,"sub":"a","sub":"b"}"#,
        ),
        ("payload.after = '!'", r#"{"exp":5,"sub":"a"}!"#),
        ("payload.before = ' '", r#" {"exp":5,"sub":"a"}"#),
        ("payload.text = '[]'", "[]"),
        ("payload.hex = '7b ff 7d'", "{\u{fffd}}"),
        (
            "claims.sub = '<<repeat 3 ab>>'",
            r#"{"exp":5,"sub":ababab}"#,
        ),
        ("tampered.sub = '\"b\"'", r#"{"exp":5,"sub":"b"}"#),
    ] {
        assert_eq!(payload(edit), text, "{edit}");
    }
}
