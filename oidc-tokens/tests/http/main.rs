//! An API at the edge: what it reads of a request, and what it answers.

mod authorization;
mod opaque;
