//! What an API answers to a request that it refuses ([RFC 6750 §3]).
//!
//! [RFC 6750 §3]: https://www.rfc-editor.org/rfc/rfc6750#section-3

mod failure;

use alloc::boxed::Box;
use core::fmt;

use self::failure::{Code, Failure};
use crate::settings::not_empty;
use crate::{AccessTokenError, CredentialsError, Error};

/// The value of a `WWW-Authenticate` header, which `Display` prints. Nothing in it comes from a token
/// or a request, and it cannot end the header.
///
/// ```
/// # use oidc_tokens::Credentials;
/// # fn main() -> Result<(), oidc_tokens::Error> {
/// let refused = Credentials::from_headers(["Bearer two tokens"]).unwrap_err();
/// assert_eq!(refused.status(), 400);
/// let challenge = refused.challenge("orders")?.to_string();
/// assert!(challenge.starts_with(r#"Bearer realm="orders", error="invalid_request", "#));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    // One of the first two is there.
    realm: Option<Box<str>>,
    failure: Option<Failure>,
    scope: Option<Box<str>>,
    resource_metadata: Option<Box<str>>,
}

impl Challenge {
    /// For a request without credentials. The realm names what is protected
    /// ([RFC 9110 §11.5](https://www.rfc-editor.org/rfc/rfc9110#section-11.5)).
    ///
    /// # Errors
    ///
    /// As [`Challenge::with_realm`].
    pub fn new(realm: impl Into<Box<str>>) -> Result<Self, Error> {
        // rfc6750-3-3: so there is never a bare `Bearer`.
        let bare = Self {
            realm: None,
            failure: None,
            scope: None,
            resource_metadata: None,
        };
        bare.with_realm(realm)
    }

    const fn of_failure(failure: Failure) -> Self {
        Self {
            realm: None,
            failure: Some(failure),
            scope: None,
            resource_metadata: None,
        }
    }

    /// Names what is protected.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] for a realm that is empty, or has anything but printable ASCII, a
    /// quotation mark, or a backslash: few readers of challenges undo escapes.
    pub fn with_realm(mut self, realm: impl Into<Box<str>>) -> Result<Self, Error> {
        let realm = quotable(
            not_empty(realm, "the realm is empty")?,
            "the realm has characters that a challenge cannot carry",
        )?;
        self.realm = Some(realm);
        Ok(self)
    }

    /// Where the metadata of the API lies, by which clients find its authorization servers
    /// ([RFC 9728 §5.1](https://www.rfc-editor.org/rfc/rfc9728#section-5.1)).
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] for one that is empty or has characters as
    /// [`Challenge::with_realm`] refuses.
    pub fn with_resource_metadata(mut self, url: impl Into<Box<str>>) -> Result<Self, Error> {
        let url = quotable(
            not_empty(url, "the URL of the resource metadata is empty")?,
            "the URL of the resource metadata has characters that a challenge cannot carry",
        )?;
        self.resource_metadata = Some(url);
        Ok(self)
    }

    /// Leaves the parameter out if one of the values is no `scope-token`: some of what is needed would
    /// not do.
    fn with_scope(mut self, scope: &str) -> Self {
        let can_be_told = scope.split(' ').all(is_scope_token);
        self.scope = can_be_told.then(|| scope.into());
        self
    }
}

impl fmt::Display for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // rfc6750-3-5: each parameter has one field.
        let parameters = [
            ("realm", self.realm.as_deref()),
            (
                "error",
                self.failure
                    .and_then(|failure| failure.code)
                    .map(Code::as_str),
            ),
            (
                "error_description",
                self.failure.map(|failure| failure.words),
            ),
            ("scope", self.scope.as_deref()),
            ("resource_metadata", self.resource_metadata.as_deref()),
        ];
        // rfc6750-3-2
        let mut before = "Bearer ";
        for (name, value) in parameters {
            if let Some(value) = value {
                write!(f, "{before}{name}=\"{value}\"")?;
                before = ", ";
            }
        }
        Ok(())
    }
}

impl CredentialsError {
    /// The challenge of the answer: nothing about an error where nothing was sent, `invalid_request`
    /// otherwise ([RFC 6750 §3.1](https://www.rfc-editor.org/rfc/rfc6750#section-3.1)).
    ///
    /// # Errors
    ///
    /// As [`Challenge::with_realm`].
    pub fn challenge(self, realm: impl Into<Box<str>>) -> Result<Challenge, Error> {
        let mut challenge = Challenge::new(realm)?;
        // rfc6750-3.1-4
        challenge.failure = (self != Self::Absent).then(|| Failure {
            code: Some(Code::InvalidRequest),
            words: self.words(),
        });
        Ok(challenge)
    }
}

impl AccessTokenError {
    /// The HTTP status of the answer: 403 where the scope does not suffice, 401 for every other fault
    /// of the token, and 503 where this side is at fault and the token may be good
    /// ([RFC 6750 §3.1](https://www.rfc-editor.org/rfc/rfc6750#section-3.1)).
    #[must_use]
    pub fn status(&self) -> u16 {
        Failure::of(self).code.map_or(503, Code::status)
    }

    /// The challenge of the answer: `invalid_token`, or `insufficient_scope` with the scope that is
    /// needed ([RFC 6750 §3](https://www.rfc-editor.org/rfc/rfc6750#section-3)). The description is
    /// chosen by [`AccessTokenError::reason`] among fixed ones.
    ///
    /// With 503 it states no code, and can be left out.
    #[must_use]
    pub fn challenge(&self) -> Challenge {
        // rfc6750-3-1, rfc6750-3-6
        let challenge = Challenge::of_failure(Failure::of(self));
        match self.error() {
            Error::Scope { required } => challenge.with_scope(required),
            _ => challenge,
        }
    }
}

/// rfc6750-3-7: no quotation mark, reverse solidus or control character, so that nothing ends the
/// string or the header.
fn quotable(text: Box<str>, fault: &'static str) -> Result<Box<str>, Error> {
    if text.bytes().all(|octet| octet == b' ' || is_nqchar(octet)) {
        return Ok(text);
    }
    Err(Error::Configuration { fault })
}

/// `scope-token` of [RFC 6749 §3.3](https://www.rfc-editor.org/rfc/rfc6749#section-3.3).
fn is_scope_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_nqchar)
}

/// `NQCHAR` of [RFC 6749 Appendix A](https://www.rfc-editor.org/rfc/rfc6749#appendix-A).
const fn is_nqchar(octet: u8) -> bool {
    matches!(octet, 0x21 | 0x23..=0x5b | 0x5d..=0x7e)
}
