//! The response as it came over the wire.

use core::fmt;

/// The body of a successful response and its type.
#[derive(Clone, Copy)]
pub struct UserInfoResponse<'a> {
    content_type: &'a str,
    body: &'a str,
}

/// What the type says the body is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Jwt,
    Unknown,
}

impl<'a> UserInfoResponse<'a> {
    /// `content_type` is the value of the header, with its parameters.
    #[must_use]
    pub const fn new(content_type: &'a str, body: &'a str) -> Self {
        Self { content_type, body }
    }

    /// Whether the type says that it is signed.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.form() == Form::Jwt
    }

    pub(super) const fn body(&self) -> &'a str {
        self.body
    }

    pub(super) fn form(&self) -> Form {
        let media_type = self.content_type.split(';').next().unwrap_or_default();
        let media_type = media_type.trim();
        let is = |name| media_type.eq_ignore_ascii_case(name);
        if is("application/json") {
            Form::Json
        } else if is("application/jwt") {
            Form::Jwt
        } else {
            Form::Unknown
        }
    }
}

impl fmt::Debug for UserInfoResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserInfoResponse")
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}
