//! HTTP/1.1, as far as it is needed, on a bare connection.

mod gzip;
mod head;
mod send;

pub(super) use gzip::{bomb, gzip};
pub(super) use head::{Head, read};
pub(super) use send::{Reply, perform};
