//! The public interface, and nothing but the public interface.

mod compare;
mod data;
mod drop_keys;
#[path = "../support/ec.rs"]
mod ec;
mod lint;
mod lint_set;
mod parse;
mod publish;
mod secrecy;
mod select;
mod select_order;
