#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![warn(
    missing_docs,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc
)]
#![cfg_attr(
    not(test),
    warn(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::print_stderr,
        clippy::print_stdout,
        clippy::unwrap_used
    )
)]

mod cache;
mod error;
mod fetch;
mod issuer;
mod metadata;
mod url;
mod well_known;

/// Errors give out its reasons and rules.
pub use jwk_types;

pub use cache::{CachePolicy, UnknownKid};
pub use error::Error;
pub use fetch::{
    AddressRule, Body, ContentTypes, FetchError, FetchFault, FetchPolicy, Redirects, Request,
    Response, TransportError,
};
pub use issuer::{Difference, Issuer, IssuerFault, IssuerTemplate, ResourceIdentifier};
pub use metadata::{
    AuthorizationServerMetadata, MetadataKind, MetadataLimits, ProtectedResourceMetadata,
    ProviderMetadata,
};
pub use url::{HttpUrl, Schemes, UrlFault};
pub use well_known::WellKnown;
