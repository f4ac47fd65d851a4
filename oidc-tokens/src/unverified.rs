//! Looking at a token that nobody has verified.

use alloc::borrow::Cow;

use jwk_types::json::Document;
use jws_verify::{Header, Limits, UnverifiedJws, dangerous};

use crate::Error;

/// A token of which nothing may be believed: anybody can have written it. It serves to choose among
/// verifiers that exist already, by comparing `iss` with the issuers that are trusted, and to show an
/// operator what was sent. No verified type can be made of it.
#[derive(Debug)]
pub struct UnverifiedToken<'t> {
    jws: UnverifiedJws<'t>,
}

impl<'t> UnverifiedToken<'t> {
    /// Reads the parts of a token of at most 16 KiB. Its signature is not looked at.
    ///
    /// # Errors
    ///
    /// [`Error::Jws`] where it is no compact JWS.
    pub fn parse(token: &'t str) -> Result<Self, Error> {
        let limits = Limits::DEFAULT.with_octets(16 * 1024);
        match UnverifiedJws::parse_compact(token, &limits) {
            Ok(jws) => Ok(Self { jws }),
            Err(error) => Err(Error::Jws { error }),
        }
    }

    /// The header, as somebody wrote it.
    #[must_use]
    pub fn unverified_header(&self) -> Option<&Header> {
        let signature = self.jws.signatures().first()?;
        Some(signature.unverified_header())
    }

    /// The claims, as somebody wrote them.
    ///
    /// # Errors
    ///
    /// [`Error::ClaimsJson`] and [`Error::ClaimsNotAnObject`].
    pub fn unverified_claims(&self) -> Result<UnverifiedClaims<'_>, Error> {
        let payload = dangerous::unverified_payload(&self.jws);
        let document = Document::parse(payload, "claims", payload.len(), 64)
            .map_err(|error| Error::ClaimsJson { error })?;
        if document.root().as_object().is_none() {
            return Err(Error::ClaimsNotAnObject {
                found: document.root().kind().name(),
            });
        }
        Ok(UnverifiedClaims { document })
    }
}

/// Claims that nobody has verified.
pub struct UnverifiedClaims<'j> {
    document: Document<'j>,
}

impl<'j> UnverifiedClaims<'j> {
    /// The JSON object.
    #[must_use]
    pub fn unverified_json(&self) -> &'j str {
        self.document.text()
    }

    /// A claim that is a string.
    #[must_use]
    pub fn unverified_string(&self, claim: &str) -> Option<Cow<'j, str>> {
        self.document.root().as_object()?.get(claim)?.as_str()
    }
}

impl core::fmt::Debug for UnverifiedClaims<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let octets = self.document.text().len();
        write!(f, "UnverifiedClaims(<{octets} octets>)")
    }
}
