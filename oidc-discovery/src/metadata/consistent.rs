//! Documents that have to agree.

use super::{AuthorizationServerMetadata, ProtectedResourceMetadata, ProviderMetadata};
use crate::{Error, Issuer, ResourceIdentifier};

impl ProviderMetadata {
    /// Checks that the other document of the same server says the same: a server that publishes
    /// both has one issuer and one set of keys ([RFC 9068 §4]).
    ///
    /// ```
    /// use oidc_discovery::{AuthorizationServerMetadata, Issuer, ProviderMetadata};
    ///
    /// let issuer = Issuer::parse("https://op.example")?;
    /// let one = r#"{"issuer": "https://op.example", "jwks_uri": "https://op.example/keys"}"#;
    /// let two = r#"{"issuer": "https://op.example", "jwks_uri": "https://op.example/others"}"#;
    /// let provider = ProviderMetadata::parse(one, &issuer)?;
    /// let server = AuthorizationServerMetadata::parse(one, &issuer)?;
    /// provider.check_consistent(&server)?;
    /// let server = AuthorizationServerMetadata::parse(two, &issuer)?;
    /// assert!(provider.check_consistent(&server).is_err());
    /// # Ok::<(), oidc_discovery::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Contradiction`] in `issuer` or `jwks_uri`.
    ///
    /// [RFC 9068 §4]: https://www.rfc-editor.org/rfc/rfc9068#section-4
    pub fn check_consistent(&self, server: &AuthorizationServerMetadata) -> Result<(), Error> {
        // rfc9068-4-10
        if self.issuer() != server.issuer() {
            return Err(Error::Contradiction { member: "issuer" });
        }
        match server.jwks_uri() {
            Some(jwks_uri) if jwks_uri.as_str() != self.jwks_uri().as_str() => {
                Err(Error::Contradiction { member: "jwks_uri" })
            }
            _ => Ok(()),
        }
    }
}

impl ProtectedResourceMetadata {
    /// Checks that this resource and an authorization server list each other
    /// ([RFC 9728 §4]). A list that is absent is no contradiction.
    ///
    /// `issuer` and `protected_resources` are those of the server's metadata.
    ///
    /// # Errors
    ///
    /// [`Error::NotListed`] where a list does not name the other one.
    ///
    /// [RFC 9728 §4]: https://www.rfc-editor.org/rfc/rfc9728#section-4
    pub fn check_listed(
        &self,
        issuer: &Issuer,
        protected_resources: &[ResourceIdentifier],
    ) -> Result<(), Error> {
        // rfc9728-4-2
        let servers = self.authorization_servers();
        if !servers.is_empty() && !servers.contains(issuer) {
            return Err(Error::NotListed {
                member: "authorization_servers",
                name: issuer.as_str().into(),
            });
        }
        if !protected_resources.is_empty() && !protected_resources.contains(self.resource()) {
            return Err(Error::NotListed {
                member: "protected_resources",
                name: self.resource().as_str().into(),
            });
        }
        Ok(())
    }
}
