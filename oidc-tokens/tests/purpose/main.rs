//! What a token is for: one purpose, and no other; and `explain` tells what `verify` does.

mod agreement;
mod factory;
mod matrix;
