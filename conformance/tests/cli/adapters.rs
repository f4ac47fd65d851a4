//! Every adapter has what its page says, and the adapter of the page works.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Folder, conformance};

/// RFC 7515 Appendix A.1, checked by Python's own library.
const YOURLIB: &str = r#"
import base64, hashlib, hmac, json

__version__ = "1.0"

class Invalid(Exception):
    pass

def octets(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

def verify(jws, keys):
    if jws.startswith("{"):
        raise NotImplementedError("no JSON serialization")
    header, payload, signature = jws.split(".")
    key = octets(json.loads(keys)["k"])
    mac = hmac.new(key, f"{header}.{payload}".encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(mac, octets(signature)):
        raise Invalid("another MAC")
    return payload
"#;

fn adapters() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("adapters")
}

fn read(path: &str) -> String {
    let path = adapters().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The folders that hold an adapter.
fn names() -> BTreeSet<String> {
    let entries = fs::read_dir(adapters()).expect("a folder");
    let folders = entries.map(|entry| entry.expect("an entry").path());
    let with_page = folders.filter(|folder| folder.join("README.md").is_file());
    let names = with_page.map(|folder| folder.file_name().unwrap_or_default().to_owned());
    names
        .map(|name| name.into_string().expect("UTF-8"))
        .collect()
}

#[test]
fn the_page_lists_the_adapters() {
    let page = read("README.md");
    let listed = page.lines().filter_map(|line| line.strip_prefix("| [`"));
    let listed = listed.filter_map(|line| line.split('`').next());
    let listed: BTreeSet<_> = listed.map(str::to_owned).collect();
    assert_eq!(listed, names());
    assert!(listed.len() >= 7, "{listed:?}");
}

#[test]
fn an_adapter_tells_how_to_install_and_run_it_in_a_line_each() {
    for name in names() {
        let page = read(&format!("{name}/README.md"));
        let (_, block) = page.split_once("```sh\n").expect("a block");
        let (block, _) = block.split_once("```").expect("its end");
        let lines: Vec<_> = block.lines().collect();
        assert_eq!(lines.len(), 2, "{name}");
        let here = format!("conformance/adapters/{name}");
        assert!(
            lines.iter().all(|line| line.contains(&here)),
            "{name}: {lines:?}"
        );
        let run = lines.get(1).expect("a line");
        assert!(run.starts_with("cargo run --release -p conformance -- run --subject"));
        assert!(
            page.contains("Unsupported:") || page.contains("unsupported"),
            "{name}"
        );
    }
}

/// What is installed is the same everywhere, and does not depend on where it comes from.
#[test]
fn versions_are_pinned_and_no_lock_file_names_a_host() {
    for name in names() {
        let file = |file: &str| adapters().join(&name).join(file);
        if file("requirements.txt").is_file() {
            let text = read(&format!("{name}/requirements.txt"));
            for line in text.lines() {
                assert!(line.contains("=="), "{name}: {line}");
            }
        } else if file("package.json").is_file() {
            let lock = read(&format!("{name}/package-lock.json"));
            assert!(!lock.contains("\"resolved\""), "{name}");
            assert!(
                !read(&format!("{name}/package.json")).contains(['^', '~']),
                "{name}"
            );
        } else {
            let manifest = read(&format!("{name}/Cargo.toml"));
            assert!(manifest.contains("[workspace]"), "{name} is in a workspace");
            assert!(manifest.contains("version = \"="), "{name} pins no version");
            assert!(file("Cargo.lock").is_file(), "{name}");
        }
    }
}

/// Files of this project, not of libraries.
#[test]
fn an_adapter_is_a_page_of_code() {
    for name in names() {
        let sources = ["adapter.py", "adapter.mjs", "src/main.rs"];
        let sources = sources.map(|source| adapters().join(&name).join(source));
        let source = sources.iter().find(|source| source.is_file());
        let source = fs::read_to_string(source.expect("a source")).expect("text");
        assert!(source.lines().count() <= 260, "{name}");
    }
}

/// Says so where there is no Python.
#[test]
fn the_adapter_of_the_page_works() {
    let python = Command::new("python3").arg("--version").output();
    if !python.is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: python3 is not installed");
        return;
    }
    let page = read("README.md");
    let (_, program) = page.split_once("```python\n").expect("a program");
    let (program, _) = program.split_once("```").expect("its end");
    let lines = program.lines().filter(|line| !line.is_empty()).count();
    assert!(lines <= 21, "{lines} lines");
    let folder = Folder::new("adapter");
    folder.write("yourlib.py", YOURLIB);
    let subject = format!("python3 '{}'", folder.write("yours.py", program));
    let run = |case: &str| conformance(&["run", "--subject", &subject, case]);
    run("rfc7515-a.1").ends(0, "1 passed, 0 failed, 0 skipped");
    let flipped = run("rfc7515-a.1-signature-byte-flipped");
    flipped.ends(0, "1 passed, 0 failed, 0 skipped");
    // A member that it does not know, and an op that it does not have.
    run("rfc7515-f-a.1-detached").ends(2, "0 passed, 0 failed, 1 skipped");
    run("rfc7638-3.1").ends(2, "0 passed, 0 failed, 1 skipped");
    let replayed = conformance(&["replay", "--subject", &subject, "rfc7515-a.1"]);
    replayed.ends(0, "passed");
}

/// Says so where there is no Python.
#[test]
fn the_program_of_the_page_of_cases_reads_every_file() {
    let python = Command::new("python3").arg("--version").output();
    if !python.is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: python3 is not installed");
        return;
    }
    let page = read("../CASES.md");
    let (_, program) = page.split_once("```python\n").expect("a program");
    let (program, _) = program.split_once("```").expect("its end");
    let root = adapters().join("../..");
    let ran = Command::new("python3")
        .args(["-X", "utf8", "-c", program])
        .current_dir(root)
        .output()
        .expect("it starts");
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{errors}");
    let read = String::from_utf8(ran.stdout).expect("UTF-8");
    let listed = conformance(&["list", "--op", "jwk.thumbprint"]);
    assert_eq!(read.lines().count(), listed.output.lines().count());
}
