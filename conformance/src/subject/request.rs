//! What is asked, and by which backend it is to be answered.

use std::ops::Deref;
use std::sync::Arc;

use jws_verify::Backend;
use serde_json::{Map, Value};

/// The members of a request, and what verifies the signatures in it.
#[derive(Clone, Copy)]
pub(super) struct Request<'r> {
    pub(super) members: &'r Map<String, Value>,
    pub(super) backend: &'r Arc<dyn Backend>,
}

impl Deref for Request<'_> {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        self.members
    }
}
