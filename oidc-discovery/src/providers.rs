//! Several issuers side by side.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use oidc_tokens::UnverifiedToken;

use crate::{Error, Issuer};

/// The providers of several issuers, as an API has that accepts the tokens of each.
///
/// Each has its keys, its budget and its outages alone: no key of one is ever tried on a token for
/// another, whatever `kid` they have. There are as many as the program configured; a token cannot add
/// one.
///
/// ```no_run
/// # #[cfg(feature = "async-client")] {
/// use std::sync::Arc;
///
/// use oidc_discovery::{HyperClient, Provider, Providers, Settings};
///
/// let client = Arc::new(HyperClient::new()?);
/// let provider = |issuer| Provider::new(Settings::new(issuer)?, client.clone());
/// let providers = Providers::new([
///     provider("https://op.example")?,
///     provider("https://login.example/tenant")?,
/// ])?;
/// let token = "eyJhbGciOi...";
/// let provider = providers.of_token(token)?;
/// # }
/// # Ok::<(), oidc_discovery::Error>(())
/// ```
// rfc8725-3.8-2
#[derive(Clone, Debug)]
pub struct Providers<P> {
    by_issuer: BTreeMap<Box<str>, P>,
}

/// Either kind of `Provider`.
pub trait OneIssuer {
    /// Whose tokens it verifies.
    fn issuer(&self) -> &Issuer;
}

macro_rules! one_issuer {
    ($provider:ty) => {
        impl OneIssuer for $provider {
            fn issuer(&self) -> &Issuer {
                self.issuer()
            }
        }
    };
}

one_issuer!(crate::blocking::Provider);
#[cfg(feature = "async")]
one_issuer!(crate::Provider);

impl<P: OneIssuer> Providers<P> {
    /// These and no others.
    ///
    /// # Errors
    ///
    /// [`Error::DuplicateIssuer`]: two of one issuer would be two sets of keys for one name.
    pub fn new(providers: impl IntoIterator<Item = P>) -> Result<Self, Error> {
        let mut by_issuer = BTreeMap::new();
        for provider in providers {
            let issuer: Box<str> = provider.issuer().as_str().into();
            // rfc9207-4-1
            if by_issuer.contains_key(&issuer) {
                return Err(Error::DuplicateIssuer { issuer });
            }
            by_issuer.insert(issuer, provider);
        }
        Ok(Self { by_issuer })
    }

    /// That of the issuer of this name, octet for octet.
    #[must_use]
    pub fn get(&self, issuer: &str) -> Option<&P> {
        self.by_issuer.get(issuer)
    }

    /// That of the issuer which a token says it is from. Nothing is believed of the token by that:
    /// the provider verifies it, and a verifier for the same issuer.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownIssuer`] where the token names none of these, or no issuer, or is no JWT.
    pub fn of_token(&self, token: &str) -> Result<&P, Error> {
        let issuer = claimed_issuer(token);
        let provider = issuer.as_deref().and_then(|issuer| self.get(issuer));
        provider.ok_or(Error::UnknownIssuer { issuer })
    }

    /// All of them, by the names of their issuers.
    pub fn iter(&self) -> impl Iterator<Item = &P> {
        self.by_issuer.values()
    }
}

fn claimed_issuer(token: &str) -> Option<Box<str>> {
    let token = UnverifiedToken::parse(token).ok()?;
    let claims = token.unverified_claims().ok()?;
    claims.unverified_string("iss").map(Box::from)
}
