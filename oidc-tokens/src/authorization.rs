//! The access token of a request to an API ([RFC 6750 §2]).
//!
//! [RFC 6750 §2]: https://www.rfc-editor.org/rfc/rfc6750#section-2

mod error;

use core::fmt;

pub use self::error::CredentialsError;
use crate::opaque::is_b64token;

/// The one access token of a request, as it was sent: an
/// [`AccessTokenVerifier`](crate::AccessTokenVerifier) has yet to judge it.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    scheme: Scheme,
    token: &'a str,
}

/// The scheme that stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// `Bearer`: whoever holds the token may use it
    /// ([RFC 6750 §2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1)).
    Bearer,
    /// `DPoP`: a proof of a key comes with the token
    /// ([RFC 9449 §7.1](https://www.rfc-editor.org/rfc/rfc9449#section-7.1)). The caller verifies the
    /// proof, and the token with [`Presentation::Dpop`](crate::Presentation::Dpop).
    Dpop,
}

impl<'a> Credentials<'a> {
    /// Takes the values of all `Authorization` headers of one request. One header is accepted: the
    /// scheme in any case, one or more spaces, and one `b64token` to the end of the value
    /// ([RFC 6750 §2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1),
    /// [RFC 9110 §11.4](https://www.rfc-editor.org/rfc/rfc9110#section-11.4)).
    ///
    /// Tokens in a form body or a query are never taken, as a server may decide
    /// ([§2.2](https://www.rfc-editor.org/rfc/rfc6750#section-2.2),
    /// [§2.3](https://www.rfc-editor.org/rfc/rfc6750#section-2.3)): they end up in logs and histories.
    /// An API that reads forms passes what it finds there to [`Credentials::refuse_beside`].
    ///
    /// # Errors
    ///
    /// [`CredentialsError`], which knows the answer. A second header is refused whatever it holds.
    pub fn from_headers(
        values: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, CredentialsError> {
        let mut values = values.into_iter();
        // rfc6750-2.2-1, rfc6750-2.3-1
        let Some(value) = values.next() else {
            return Err(CredentialsError::Absent);
        };
        // rfc6750-2-1: of two, nobody knows which one another reader takes.
        if values.next().is_some() {
            return Err(CredentialsError::Repeated);
        }
        Self::read(value)
    }

    /// Refuses a request that has an `access_token` parameter in its form body or its query too,
    /// whatever its value is ([RFC 6750 §2](https://www.rfc-editor.org/rfc/rfc6750#section-2)).
    ///
    /// # Errors
    ///
    /// [`CredentialsError::Repeated`] if there is one.
    pub fn refuse_beside(self, parameter: Option<&str>) -> Result<Self, CredentialsError> {
        // rfc6750-2-1
        match parameter {
            Some(_) => Err(CredentialsError::Repeated),
            None => Ok(self),
        }
    }

    fn read(value: &'a str) -> Result<Self, CredentialsError> {
        // rfc6750-2.1-1
        let (name, rest) = value.split_once(' ').unwrap_or((value, ""));
        let scheme = Scheme::named(name)?;
        let token = rest.trim_start_matches(' ');
        if !is_b64token(token) {
            return Err(CredentialsError::Malformed);
        }
        Ok(Self { scheme, token })
    }

    /// The scheme.
    #[must_use]
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The token. It is a secret, and nobody has verified it.
    #[must_use]
    pub const fn token(&self) -> &'a str {
        self.token
    }
}

impl fmt::Debug for Credentials<'_> {
    // rfc9700-4.9.3-2
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("scheme", &self.scheme)
            .field("token", &format_args!("<redacted>"))
            .finish()
    }
}

impl Scheme {
    /// The registered spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bearer => "Bearer",
            Self::Dpop => "DPoP",
        }
    }

    fn named(name: &str) -> Result<Self, CredentialsError> {
        let mut known = [Self::Bearer, Self::Dpop].into_iter();
        match known.find(|scheme| scheme.as_str().eq_ignore_ascii_case(name)) {
            Some(scheme) => Ok(scheme),
            None if name.bytes().all(is_token_octet) => Err(CredentialsError::Absent),
            None => Err(CredentialsError::Malformed),
        }
    }
}

/// `tchar` of [RFC 9110 §5.6.2](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2).
fn is_token_octet(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&octet)
}
