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

pub mod blocking;
mod cache;
#[cfg(any(feature = "async-client", feature = "blocking-client"))]
mod client;
mod clock;
mod core;
mod error;
mod fetch;
mod flight;
mod health;
mod issuer;
mod job;
mod keys;
mod lint;
mod metadata;
mod methods;
mod observer;
#[cfg(feature = "async")]
mod provider;
mod providers;
mod rotation;
mod settings;
mod snapshot;
mod source;
mod sync;
mod url;
mod userinfo;
mod verify_error;
mod webfinger;
mod well_known;

/// Header fields and status codes are its types.
pub use http;
/// Errors give out its reasons and rules.
pub use jwk_types;
/// Limits on key sets are its.
pub use jwks;
/// Algorithms and backends are its.
pub use jws_verify;
/// Verifiers and tokens are its.
pub use oidc_tokens;
/// Certificates that a client is told to trust are its.
#[cfg(any(feature = "async-client", feature = "blocking-client"))]
pub use rustls::pki_types;

pub use cache::{CachePolicy, UnknownKid};
#[cfg(feature = "async-client")]
pub use client::HyperClient;
#[cfg(feature = "blocking-client")]
pub use client::UreqClient;
pub use clock::{Clock, ManualClock, SystemClock};
pub use error::Error;
pub use fetch::{
    AddressRule, Body, ContentTypes, FetchError, FetchFault, FetchPolicy, Redirects, Request,
    Response, TransportError,
};
pub use health::{Health, State};
pub use issuer::{Difference, Issuer, IssuerFault, IssuerTemplate, ResourceIdentifier};
pub use keys::Metadata;
pub use lint::{Code, Finding, Severity};
pub use metadata::{
    AuthorizationServerMetadata, MetadataKind, MetadataLimits, ProtectedResourceMetadata,
    ProviderMetadata,
};
pub use observer::{Event, Observer};
#[cfg(feature = "async")]
pub use provider::{Answering, HttpClient, Provider};
pub use providers::{OneIssuer, Providers};
pub use rotation::Rotation;
pub use settings::{Settings, Standard};
pub use snapshot::Snapshot;
pub use url::{HttpUrl, Schemes, UrlFault};
pub use verify_error::VerifyError;
pub use webfinger::WebFinger;
pub use well_known::WellKnown;
