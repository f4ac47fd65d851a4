//! What an operator should mend, or know.

mod code;
mod finding;

pub use self::code::Code;
pub use self::finding::Finding;
/// How much a finding matters: the same words as for key sets.
pub use jwks::Severity;
