//! The program, as it is typed.

mod adapters;
mod commands;
mod reports;
mod run;
#[path = "../support/program.rs"]
mod support;
