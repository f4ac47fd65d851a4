//! The comparison of `benches/instructions`, with a fault planted.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs, process};

const RECORDED: &str = "\
# Instructions
compiler rustc 1.95.0
hs256 100000
refused 20000
";

/// Whether the script accepts these figures, and what it says.
fn compared(new: &str) -> (bool, String) {
    let file = |name: &str, text: &str| -> PathBuf {
        let thread = std::thread::current();
        let test = thread.name().unwrap_or_default().replace(':', "-");
        let path = env::temp_dir().join(format!("instructions-{}-{test}-{name}", process::id()));
        fs::write(&path, text).expect("a writable folder");
        path
    };
    let [new, old] = [file("new", new), file("old", RECORDED)];
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions");
    let output = Command::new(script)
        .arg("--compare")
        .args([&new, &old])
        .output()
        .expect("a script that runs");
    for path in [new, old] {
        fs::remove_file(path).expect("as it was written");
    }
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    (output.status.success(), said)
}

#[test]
fn the_recorded_figures_are_accepted() {
    let (accepted, said) = compared(RECORDED);
    assert!(accepted, "{said}");
}

#[test]
fn four_per_cent_more_are_accepted() {
    let (accepted, said) = compared(&RECORDED.replace("100000", "104000"));
    assert!(accepted, "{said}");
}

#[test]
fn six_per_cent_more_fail() {
    let (accepted, said) = compared(&RECORDED.replace("100000", "106000"));
    assert!(!accepted, "{said}");
    assert!(said.contains("+6.0 %  TOO MANY"), "{said}");
}

#[test]
fn six_per_cent_fewer_are_to_be_recorded() {
    let (accepted, said) = compared(&RECORDED.replace("100000", "94000"));
    assert!(accepted, "{said}");
    assert!(said.contains("fewer: record anew"), "{said}");
}

#[test]
fn a_figure_that_is_no_longer_counted_fails() {
    let (accepted, said) = compared(&RECORDED.replace("refused 20000\n", ""));
    assert!(!accepted, "{said}");
    assert!(
        said.contains("refused: recorded, and not counted"),
        "{said}"
    );
}

#[test]
fn a_figure_that_is_not_recorded_fails() {
    let (accepted, said) = compared(&format!("{RECORDED}es256 5\n"));
    assert!(!accepted, "{said}");
    assert!(said.contains("es256: counted, and not recorded"), "{said}");
}

#[test]
fn another_compiler_is_told_and_fails_from_fifteen_per_cent() {
    let other = RECORDED.replace("1.95.0", "1.96.0");
    for (hs256, good) in [("114000", true), ("116000", false)] {
        let (accepted, said) = compared(&other.replace("100000", hs256));
        assert_eq!(accepted, good, "{said}");
        assert!(said.starts_with("ANOTHER COMPILER"), "{said}");
    }
}

#[test]
fn nothing_at_all_fails() {
    let (accepted, said) = compared("");
    assert!(!accepted, "{said}");
}
