//! The first program of the README: the page shows the example as it is, and it does what the page says.

mod first_program {
    include!("../../jws-verify/examples/first_program.rs");

    pub(super) fn run() -> Result<(), Box<dyn std::error::Error>> {
        main()
    }
}

use std::fs;
use std::path::Path;

use conformance::case;

const README: &str = include_str!("../../README.md");
const PROGRAM: &str = include_str!("../../jws-verify/examples/first_program.rs");

#[test]
fn the_readme_shows_the_program() {
    assert!(README.contains(&format!("```rust\n{PROGRAM}```\n")));
    assert!(PROGRAM.lines().count() <= 12);
}

/// One test, since the folder that a program runs in is one for all threads.
#[test]
fn it_accepts_a_token_that_was_signed_and_no_other() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let cases = case::load(&cases).expect("cases");
    let case = cases
        .iter()
        .find(|case| case.id == "rfc7515-a.2")
        .expect("a case");
    let member = |name: &str| case.request[name].as_str().expect("text");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first_program");
    fs::create_dir_all(&folder).expect("a folder");
    std::env::set_current_dir(&folder).expect("the folder");

    fs::write("jwks.json", format!(r#"{{"keys":[{}]}}"#, member("keys"))).expect("a file");
    fs::write("token.jwt", format!("{}\n", member("jws"))).expect("a file");
    first_program::run().expect("a signed token");

    let (signed, signature) = member("jws").rsplit_once('.').expect("three parts");
    let forged = format!("{signed}.{}", signature.replacen('c', "d", 1));
    assert_ne!(forged, member("jws"));
    fs::write("token.jwt", forged).expect("a file");
    let error = first_program::run().expect_err("a forged token");
    assert_eq!(
        error.to_string(),
        "the signature does not verify [RFC 7515 §5.2 step 8]"
    );

    // The files that lie beside it.
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../jws-verify/examples");
    std::env::set_current_dir(examples).expect("the folder");
    first_program::run().expect("a signed token");
}
