//! Runs the cases of the JOSE and OpenID Connect standards against any implementation.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    conformance::cli::main(std::env::args_os().skip(1))
}
