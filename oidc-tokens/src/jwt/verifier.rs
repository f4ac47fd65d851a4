//! The configuration for one kind of JWT.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use jws_verify::Algorithms;

use super::checks::{Jwts, Question};
use super::{Jwt, JwtError};
use crate::Error;
use crate::check::entry_points;
use crate::checks::time::Required;
use crate::settings::{Settings, common_settings, not_empty};

/// Verifies one kind of JWT as the caller states it
/// ([RFC 7519 §7.2](https://www.rfc-editor.org/rfc/rfc7519#section-7.2),
/// [RFC 8725](https://www.rfc-editor.org/rfc/rfc8725)). What is stated is required.
///
/// A new kind of token has a `typ` of its own: state it with [`JwtVerifier::with_type`], for that is
/// what keeps others from being taken for it.
#[derive(Clone)]
pub struct JwtVerifier {
    pub(super) settings: Settings,
    pub(super) audience: ExpectedAudience,
    pub(super) subject: Option<Box<str>>,
    pub(super) typ: Option<Box<str>>,
    pub(super) expiration: Required,
    pub(super) required: Vec<Box<str>>,
}

/// Who has to have issued a token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "one, or none in particular")]
pub enum ExpectedIssuer {
    /// This one, octet for octet.
    Is(Box<str>),
    /// Whoever signs with the keys; `iss` may be absent.
    Any,
}

/// Whom a token has to be for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "one, none, or whoever")]
pub enum ExpectedAudience {
    /// This one, octet for octet, among others perhaps.
    Is(Box<str>),
    /// Nobody in particular: a token that has `aud` is refused
    /// ([RFC 7519 §4.1.3](https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3)).
    None,
    /// The caller looks at [`Jwt::audiences`] itself.
    CheckedByCaller,
}

impl ExpectedIssuer {
    /// This one.
    #[must_use]
    pub fn is(issuer: impl Into<Box<str>>) -> Self {
        Self::Is(issuer.into())
    }
}

impl ExpectedAudience {
    /// This one.
    #[must_use]
    pub fn is(audience: impl Into<Box<str>>) -> Self {
        Self::Is(audience.into())
    }
}

impl JwtVerifier {
    /// For tokens of this issuer and for this audience, which have to expire.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] where the name of either is empty.
    pub fn new(issuer: ExpectedIssuer, audience: ExpectedAudience) -> Result<Self, Error> {
        let issuer = match issuer {
            ExpectedIssuer::Is(issuer) => Some(not_empty(issuer, "the issuer is empty")?),
            ExpectedIssuer::Any => None,
        };
        let audience = match audience {
            ExpectedAudience::Is(name) => {
                ExpectedAudience::Is(not_empty(name, "the audience is empty")?)
            }
            other => other,
        };
        Ok(Self {
            settings: Settings::new(issuer, Algorithms::asymmetric()),
            audience,
            subject: None,
            typ: None,
            expiration: Required::Yes,
            required: Vec::new(),
        })
    }

    common_settings!("[`Algorithms::asymmetric`](jws_verify::Algorithms::asymmetric).");

    /// The subject that a token has to have.
    #[must_use]
    pub fn with_subject(mut self, subject: impl Into<Box<str>>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The `typ` that a token has to have, such as `example+jwt` or `application/example+jwt`
    /// ([RFC 8725 §3.11](https://www.rfc-editor.org/rfc/rfc8725#section-3.11)); any or none without
    /// this.
    #[must_use]
    pub fn with_type(mut self, typ: impl Into<Box<str>>) -> Self {
        self.typ = Some(typ.into());
        self
    }

    /// Claims that have to be there, whatever their values.
    #[must_use]
    pub fn requiring<'n>(mut self, claims: impl IntoIterator<Item = &'n str>) -> Self {
        self.required.extend(claims.into_iter().map(Box::from));
        self
    }

    /// Tokens may lack `exp`, and are then good for ever.
    #[must_use]
    pub const fn allowing_no_expiration(mut self) -> Self {
        self.expiration = Required::No;
        self
    }

    /// The issuer whose tokens are accepted; `None` where it may be any.
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.settings.issuer()
    }

    entry_points!(Jwts, Jwt, JwtError);

    const fn question(&self) -> Question<'_> {
        Question { verifier: self }
    }
}

impl fmt::Debug for JwtVerifier {
    /// Without the subject, which may be a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JwtVerifier")
            .field("settings", &self.settings)
            .field("audience", &self.audience)
            .field("typ", &self.typ)
            .field("expiration", &self.expiration)
            .field("required", &self.required)
            .finish_non_exhaustive()
    }
}
