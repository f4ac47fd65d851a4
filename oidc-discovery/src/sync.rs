//! What threads share. Under `--cfg model` the primitives are those of a model checker, which tries
//! the orders in which threads may meet.

#[cfg(model)]
mod model;
#[cfg(not(model))]
mod real;

#[cfg(model)]
pub(crate) use model::{Cell, Flag, Listener, Lock, Signal};
#[cfg(not(model))]
pub(crate) use real::{Cell, Flag, Listener, Lock, Signal};
pub(crate) mod wait;
