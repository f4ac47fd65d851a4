//! One GET: what may be asked for, and what counts as an answer. No I/O.

mod address;
mod body;
mod error;
mod exchange;
pub(crate) mod freshness;
mod media_type;
mod policy;
mod request;

pub use address::AddressRule;
pub use body::Body;
pub use error::{FetchError, FetchFault, TransportError};
pub(crate) use exchange::{Arrived, Exchange, Next, Purpose};
pub use policy::{ContentTypes, FetchPolicy, Redirects};
pub use request::{Request, Response};
