//! Does one thing so many times, for a tool that counts instructions.
//!
//! `lean` names the things, a line each. `lean THING TIMES` does one. `lean compiler` names the compiler.

#![forbid(unsafe_code)]

use std::env;
use std::process::ExitCode;

use benches::contender::{Check, Credulous, with_keys};
use benches::machine::compiler;
use benches::sample::Sample;
use jws_verify::RustCrypto;

type Thing = (&'static str, fn() -> Check);

/// A whole verification of the usual token, or of a token of 4 KiB, or of one that is refused before any signature is
/// computed. `pipeline` takes every signature for good, so that what is counted is everything but the arithmetic.
const THINGS: [Thing; 7] = [
    ("hs256", || {
        with_keys(&Sample::usual("HS256"), 1, &RustCrypto)
    }),
    ("pipeline-hs256", || pipeline(&Sample::usual("HS256"), 1)),
    ("pipeline-es256", || pipeline(&Sample::usual("ES256"), 1)),
    ("pipeline-ml-dsa-65", || {
        pipeline(&Sample::usual("ML-DSA-65"), 1)
    }),
    ("pipeline-4-kib", || {
        pipeline(&Sample::of_size("HS256", 4096), 1)
    }),
    ("pipeline-20-keys", || pipeline(&Sample::usual("ES256"), 20)),
    ("refused", || refused(&Sample::refused("ES256"))),
];

fn pipeline(sample: &Sample, keys: usize) -> Check {
    with_keys(sample, keys, &Credulous)
}

fn refused(sample: &Sample) -> Check {
    let check = pipeline(sample, 1);
    Box::new(move || !check())
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match &words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            for (name, _) in THINGS {
                println!("{name}");
            }
        }
        ["compiler"] => println!("{}", compiler()),
        [thing, times] => {
            let thing = THINGS.iter().find(|(name, _)| name == thing);
            let (Some((name, prepare)), Ok(times)) = (thing, times.parse::<u32>()) else {
                return ExitCode::FAILURE;
            };
            let check = prepare();
            for _ in 0..times {
                assert!(
                    check(),
                    "{name}: another outcome than the one to be counted"
                );
            }
        }
        _ => return ExitCode::FAILURE,
    }
    ExitCode::SUCCESS
}
