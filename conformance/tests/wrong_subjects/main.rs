//! A subject that is wrong is a result, never the end of the run, and never a pass.

mod behaviours;
mod faults;
#[path = "../support/program.rs"]
mod support;
