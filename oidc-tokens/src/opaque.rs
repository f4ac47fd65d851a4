//! An access token as its client holds it ([RFC 9068 §6]).
//!
//! [RFC 9068 §6]: https://www.rfc-editor.org/rfc/rfc9068#section-6

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use crate::Error;

/// An access token in the hands of a client: it can be sent, and not be read. Whether it is a JWT is
/// nobody's business but the API's.
// rfc9068-6-1, rfc6750-5.3-4: it comes out as the header of a request alone.
#[derive(Clone, PartialEq, Eq)]
pub struct OpaqueAccessToken(Box<str>);

impl OpaqueAccessToken {
    /// From a token response.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] for what is no access token by [RFC 6749 Appendix A.12], which has
    /// visible ASCII characters alone: nothing that could end a header.
    ///
    /// [RFC 6749 Appendix A.12]: https://www.rfc-editor.org/rfc/rfc6749#appendix-A.12
    pub fn new(token: impl Into<Box<str>>) -> Result<Self, Error> {
        let token = token.into();
        let visible = |octet: u8| octet.is_ascii_graphic();
        if token.is_empty() || !token.bytes().all(visible) {
            return Err(Error::Configuration {
                fault: "the access token has characters that no Authorization header can carry",
            });
        }
        Ok(Self(token))
    }

    /// The value of an `Authorization` header. It is a secret.
    #[must_use]
    pub fn authorization(&self) -> String {
        // rfc6750-2.1-1
        alloc::format!("Bearer {}", self.0)
    }

    /// For hashing, as the claims `at_hash` want it.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

/// `b64token` of [RFC 6750 §2.1](https://www.rfc-editor.org/rfc/rfc6750#section-2.1).
pub(crate) fn is_b64token(text: &str) -> bool {
    let token = text.trim_end_matches('=');
    let octet = |octet: u8| octet.is_ascii_alphanumeric() || b"-._~+/".contains(&octet);
    !token.is_empty() && token.bytes().all(octet)
}

impl fmt::Debug for OpaqueAccessToken {
    // rfc9700-4.9.3-2
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpaqueAccessToken(<redacted>)")
    }
}
