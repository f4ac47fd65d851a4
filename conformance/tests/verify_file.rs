//! The example that verifies a file of tokens: what it prints, and that its memory does not grow with the file.

mod verify_file {
    #![expect(dead_code, reason = "the program's own main is not called")]
    include!("../../jws-verify/examples/verify_file.rs");

    pub(super) fn run(keys: &str, tokens: &str) -> Result<(String, u64, u64), String> {
        let mut out = Vec::new();
        let count = verify(keys, tokens, &mut out).map_err(|error| error.to_string())?;
        let out = String::from_utf8(out).map_err(|error| error.to_string())?;
        Ok((out, count.lines, count.refused))
    }
}

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use conformance::case;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

struct Files {
    folder: PathBuf,
    token: String,
}

impl Files {
    /// The key and the token of RFC 7515 Appendix A.3.
    fn new() -> Self {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
        let cases = case::load(&cases).expect("cases");
        let case = cases.iter().find(|case| case.id == "rfc7515-a.3");
        let request = &case.expect("a case").request;
        let member = |name: &str| request[name].as_str().expect("text").to_owned();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("verify_file");
        fs::create_dir_all(&folder).expect("a folder");
        let set = format!(r#"{{"keys":[{}]}}"#, member("keys"));
        fs::write(folder.join("jwks.json"), set).expect("a file");
        let token = member("jws");
        Self { folder, token }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().expect("text").to_owned()
    }

    fn run(&self, name: &str) -> Result<(String, u64, u64), String> {
        verify_file::run(&self.path("jwks.json"), &self.path(name))
    }

    /// The peak of the memory while a file of so many lines is verified.
    fn peak(&self, line: &str, lines: usize) -> usize {
        let mut file = BufWriter::new(File::create(self.path("many.txt")).expect("a file"));
        for _ in 0..lines {
            writeln!(file, "{line}").expect("a line");
        }
        file.flush().expect("a file");
        drop(file);
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let (_, counted, _) = self.run("many.txt").expect("a readable file");
        assert_eq!(counted, lines as u64);
        MEMORY.peak_usage() - before
    }
}

/// One test, for the memory of the process is one.
#[test]
fn a_file_is_verified_line_by_line_in_constant_memory() {
    let files = Files::new();
    let good = &files.token;
    let (signed, signature) = good.rsplit_once('.').expect("three parts");
    let forged = format!("{signed}.{}", signature.replacen('A', "B", 1));
    assert_ne!(&forged, good);
    let long = "A".repeat(200_000);
    let text = format!("{good}\n{forged}\r\n{good}\r\n\n{long}\n{good}");
    fs::write(files.path("few.txt"), text).expect("a file");
    let (out, lines, refused) = files.run("few.txt").expect("a readable file");
    assert_eq!((lines, refused), (6, 3));
    let told: Vec<&str> = out.lines().collect();
    assert_eq!(told.len(), 4);
    assert_eq!(
        told[0],
        "2: the signature does not verify [RFC 7515 §5.2 step 8]"
    );
    assert!(told[1].starts_with("4: "), "{}", told[1]);
    assert!(told[2].starts_with("5: "), "{}", told[2]);
    assert_eq!(told[3], "6 tokens, 3 refused");

    fs::write(files.path("none.txt"), "").expect("a file");
    assert_eq!(files.run("none.txt").expect("a readable file").1, 0);
    let error = files.run("absent.txt").expect_err("no such file");
    assert!(error.contains("absent.txt: "), "{error}");

    // Refused for its length, so that many can be read.
    let line = "A".repeat(60_000);
    files.peak(&line, 500);
    let once = files.peak(&line, 500);
    let four_times = files.peak(&line, 2_000);
    assert!(four_times < once + (1 << 20), "{once}, {four_times}");
    assert!(four_times < 64 << 20, "{four_times}");
}
