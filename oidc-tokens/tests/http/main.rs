//! An API at the edge: what it reads of a request, and what it answers.

mod authorization;
mod challenge;
mod given;
mod header;
mod opaque;
mod properties;
mod response_issuer;
mod stated;
