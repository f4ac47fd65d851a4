//! Subjects that are wrong on purpose, and a few that are odd but right. The first argument says how.

#![forbid(unsafe_code)]

use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use conformance::protocol::{Answer, Verdict};
use conformance::subject::ops;
use serde_json::{Map, Value};

fn main() -> ExitCode {
    let mode = std::env::args().nth(1).unwrap_or_default();
    // The runner may kill this process at any time, or stop reading.
    match behave(&mode) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(9),
    }
}

fn behave(mode: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    if mode == "late" {
        thread::sleep(Duration::from_millis(300));
    }
    let mut kept = Vec::new();
    for (number, line) in (1..).zip(io::stdin().lock().lines()) {
        let request: Map<String, Value> = serde_json::from_str(&line?)?;
        let member = |name| {
            request
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let id = member("id").to_owned();
        if member("op") == "hello" && mode == "markup" {
            answer(&mut output, &id, Verdict::accept(named(MARKUP)))?;
            continue;
        }
        if let Some(faults) = Fault::named(mode) {
            answer(&mut output, &id, faults.verdict(&request))?;
            output.flush()?;
            continue;
        }
        if member("op") == "hello" && !["silent", "garbled", "stillborn"].contains(&mode) {
            answer(&mut output, &id, accept())?;
            continue;
        }
        match mode {
            "reject-all" => answer(&mut output, &id, Verdict::reject("expired", "\u{1b}[2J"))?,
            "markup" if id.len() % 2 == 0 => {
                answer(&mut output, &id, Verdict::reject(MARKUP, MARKUP))?;
            }
            "markup" => answer(&mut output, &id, Verdict::accept(named(MARKUP)))?,
            "other-words" => answer(&mut output, &id, Verdict::reject("zzz", ""))?,
            "unsupported-all" => answer(&mut output, &id, Verdict::unsupported("nothing"))?,
            "dies-at-10" if number == 10 => {
                eprintln!("the tenth\nis too much");
                return Err(io::ErrorKind::Other.into());
            }
            "slow" => {
                thread::sleep(Duration::from_millis(20));
                answer(&mut output, &id, accept())?;
            }
            "dies-on-c07" if id == "c07" => return Err(io::ErrorKind::Other.into()),
            "silent-on-c07" if id == "c07" => {}
            "silent" | "silent-on-cases" => {}
            // Reads no more, so that the pipe fills.
            "deaf" => thread::sleep(Duration::from_secs(600)),
            "garbled" => writeln!(output, "Welcome!")?,
            "babbles" => {
                writeln!(output, "looking at {id}")?;
                answer(&mut output, &id, accept())?;
            }
            "no-verdict" => writeln!(output, "{{\"id\":\"{id}\"}}")?,
            "hostile" => {
                let verdict = r"\u001b[2J\u001b[1;1Hall passed";
                writeln!(output, "{{\"id\":\"{id}\",\"verdict\":\"{verdict}\"}}")?;
            }
            "wrong-id" => answer(&mut output, &format!("{id}x"), accept())?,
            "twice" => {
                answer(&mut output, &id, accept())?;
                answer(&mut output, &id, accept())?;
            }
            "flood" => loop {
                answer(&mut output, &id, accept())?;
            },
            "endless" => loop {
                output.write_all(&[b'x'; 4096])?;
            },
            "ends" | "stillborn" => return Ok(()),
            "reversed" => {
                kept.push(id);
                if kept.len() == 4 {
                    for id in kept.drain(..).rev() {
                        answer(&mut output, &id, accept())?;
                    }
                }
            }
            _ => answer(&mut output, &id, accept())?,
        }
        output.flush()?;
    }
    match mode {
        "twice-at-the-end" => answer(&mut output, "c03", accept()),
        "goodbye" => writeln!(output, "goodbye"),
        "stays" => {
            thread::sleep(Duration::from_secs(600));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Text that does harm where a report takes it for its own.
const MARKUP: &str = concat!(
    "</title></script><script>document.title='taken'</script><img src=x onerror=alert(1)>",
    "\"' onclick='alert(1)' ]]> --> &lt; &#0; \u{0}\u{8}\u{1b}[2J\u{7f}\u{9b}2J\u{202e}\u{2028}\u{fffe}\u{ffff}\n"
);

fn named(text: &str) -> Map<String, Value> {
    let members = ["name", "version", text].map(|name| (name.to_owned(), text.into()));
    members.into_iter().collect()
}

fn accept() -> Verdict {
    Verdict::accept(Map::new())
}

fn answer(output: &mut impl Write, id: &str, verdict: Verdict) -> io::Result<()> {
    let id = id.to_owned();
    output.write_all(Answer { id, verdict }.to_line().as_bytes())?;
    output.flush()
}

/// The subject of this project without one of its checks.
struct Fault {
    mode: &'static str,
    /// The reasons for which it rejects nothing.
    passes: &'static [&'static str],
    /// The ops that it is about; all of them where it is empty.
    ops: &'static [&'static str],
}

const FAULTS: [Fault; 6] = [
    Fault {
        mode: "ignores-crit",
        passes: &["unknown_crit"],
        ops: &[],
    },
    Fault {
        mode: "ignores-alg-of-the-key",
        passes: &["algorithm_mismatch", "key_use_mismatch"],
        ops: &[],
    },
    Fault {
        mode: "last-duplicate-wins",
        passes: &["duplicate_member"],
        ops: &[],
    },
    Fault {
        mode: "lenient-base64",
        passes: &["malformed_base64"],
        ops: &[],
    },
    Fault {
        mode: "no-audience",
        passes: &["wrong_audience"],
        ops: &[],
    },
    Fault {
        mode: "access-token-as-id-token",
        passes: &["wrong_type"],
        ops: &["id_token.verify"],
    },
];

impl Fault {
    fn named(mode: &str) -> Option<&'static Self> {
        FAULTS.iter().find(|fault| fault.mode == mode)
    }

    fn verdict(&self, request: &Map<String, Value>) -> Verdict {
        let op = request.get("op").and_then(Value::as_str);
        let concerned = self.ops.is_empty() || op.is_some_and(|op| self.ops.contains(&op));
        match ops::answer(request) {
            Verdict::Reject { reason, .. } if concerned && self.passes.contains(&&*reason) => {
                accept()
            }
            verdict => verdict,
        }
    }
}
