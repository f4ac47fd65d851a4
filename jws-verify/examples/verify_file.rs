// Verifies a file of compact JWSs, one a line, against a key set, on all processors and in constant memory.
//
//     cargo run --release -p jws-verify --features rayon --example verify_file -- jwks.json tokens.txt
//
// Prints the number of each line that does not hold and why; a bar on the terminal shows how far it is and how many it
// does a second. Ends with status 0 if all hold, 1 if not, 2 after a mistake.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use jws_verify::{Algorithms, KeyRing, Limits, Policy, Verifier, jwks::JwkSet};

/// Together they bound the memory.
const LINES_AT_A_TIME: usize = 8_192;
const OCTETS_AT_A_TIME: usize = 8 << 20;
const LONGEST_LINE: usize = 64 << 10;

#[derive(Default)]
struct Count {
    lines: u64,
    refused: u64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [keys, tokens] = arguments.as_slice() else {
        eprintln!("usage: verify_file KEYS.json TOKENS.txt");
        return ExitCode::from(2);
    };
    match verify(keys, tokens, &mut io::stdout().lock()) {
        Ok(Count { refused: 0, .. }) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn verify(
    keys: &str,
    tokens: &str,
    out: &mut dyn Write,
) -> Result<Count, Box<dyn std::error::Error>> {
    let named = |file: &str, error: io::Error| format!("{file}: {error}");
    let set = std::fs::read_to_string(keys).map_err(|error| named(keys, error))?;
    let ring = KeyRing::new(JwkSet::parse(&set)?, Algorithms::asymmetric())?;
    let limits = Limits::DEFAULT.with_octets(LONGEST_LINE);
    let verifier = Verifier::new(ring).with_policy(Policy::new().with_limits(limits));

    let file = File::open(tokens).map_err(|error| named(tokens, error))?;
    let bar = ProgressBar::new(file.metadata()?.len()).with_style(style()?);
    let mut input = BufReader::new(file);
    let mut count = Count::default();
    loop {
        let batch = read_batch(&mut input).map_err(|error| named(tokens, error))?;
        if batch.lines.is_empty() {
            break;
        }
        for outcome in verifier.verify_many(&batch.lines) {
            count.lines += 1;
            if let Err(refused) = outcome {
                count.refused += 1;
                bar.suspend(|| writeln!(out, "{}: {refused}", count.lines))?;
            }
        }
        bar.inc(batch.octets);
        let seconds = bar.elapsed().as_secs_f64();
        bar.set_message(format!("{:.0} tokens/s", count.lines as f64 / seconds));
    }
    bar.finish();
    let Count { lines, refused } = count;
    writeln!(out, "{lines} tokens, {refused} refused")?;
    Ok(count)
}

struct Batch {
    lines: Vec<String>,
    octets: u64,
}

/// What a line is too long by is passed over, so that it is refused for its length and takes no memory.
fn read_batch(input: &mut impl BufRead) -> io::Result<Batch> {
    let mut lines = Vec::new();
    let mut octets = 0;
    while lines.len() < LINES_AT_A_TIME && octets < OCTETS_AT_A_TIME {
        let mut line = Vec::new();
        let longest = LONGEST_LINE as u64 + 2;
        let mut read = input.by_ref().take(longest).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        if line.last() != Some(&b'\n') {
            read += input.skip_until(b'\n')?;
        }
        octets += read;
        // A token has ASCII characters alone: what replaces others is refused as they are.
        let text = String::from_utf8_lossy(&line);
        lines.push(text.trim_end_matches(['\n', '\r']).to_owned());
    }
    Ok(Batch {
        lines,
        octets: octets as u64,
    })
}

fn style() -> Result<ProgressStyle, Box<dyn std::error::Error>> {
    Ok(ProgressStyle::with_template(
        "{wide_bar} {percent}% of {total_bytes}, {eta} left, {msg}",
    )?)
}
