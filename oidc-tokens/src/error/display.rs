//! Errors in words. What comes from a token is quoted, escaped and cut.

use core::fmt;

use jwk_types::Quoted;

use super::Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Acr { found } => {
                let found = Found(found.as_deref());
                write!(f, "acr {found} is none of those asked for")
            }
            Self::AuthenticationTooOld { auth_time, max_age } => {
                write!(f, "the login at {auth_time} is more than {max_age} s ago")
            }
            Self::Audience { expected, found } => write!(
                f,
                "aud is {} and does not name {}",
                Found(found.as_deref()),
                Quoted::new(expected)
            ),
            Self::AudienceUnexpected { found } => write!(
                f,
                "aud is {}, and the caller stated no audience of its own",
                Found(found.as_deref())
            ),
            Self::AudienceUntrusted { audience } => {
                let audience = Quoted::new(audience);
                write!(f, "aud names {audience} too, which is not trusted")
            }
            Self::AuthorizationResponse { fault } => write!(f, "authorization response: {fault}"),
            Self::AuthorizedParty { expected, found } => not(f, "azp", found, expected),
            Self::Changed { claim } => write!(f, "{claim} is not what it was in the earlier token"),
            Self::ClaimElement {
                claim,
                expected,
                found,
            } => write!(f, "claim {claim} is {expected}, but an element is {found}"),
            Self::ClaimsJson { error } => write!(f, "claims: {error}"),
            Self::ClaimsNotAnObject { found } => write!(f, "claims are an object, found {found}"),
            Self::ClaimType {
                claim,
                expected,
                found,
            } => write!(f, "claim {claim} is {expected}, found {found}"),
            Self::ClaimValue { claim, fault } => write!(f, "claim {claim} {fault}"),
            Self::Clock => f.write_str("the system's clock stands before 1970"),
            Self::Configuration { fault } => write!(f, "configuration: {fault}"),
            Self::Deserialize { line, column } => write!(
                f,
                "the claims do not fit the type asked for, at line {line} column {column}"
            ),
            Self::Expired { exp, now } => write!(f, "expired at {exp}, it is {now}"),
            Self::FarFuture { claim, value } => write!(
                f,
                "{claim} {value} is over 50 years ahead: milliseconds instead of seconds?"
            ),
            Self::Forbidden { claim } => write!(f, "claim {claim} must not be there"),
            Self::Hash { claim } => write!(f, "{claim} is the hash of something else"),
            Self::HashUndefined { claim, alg } => {
                write!(f, "{claim} cannot be checked: no hash is defined for {alg}")
            }
            Self::InFuture { claim, value, now } => {
                write!(f, "{claim} {value} is in the future, it is {now}")
            }
            Self::Issuer { expected, found } => not(f, "iss", found, expected),
            Self::Jws { error } => error.fmt(f),
            Self::LooksLike { claim, kind } => write!(f, "claim {claim} is that of {kind}"),
            Self::MacForSeveral => {
                f.write_str("a MAC does not tell which of several audiences made it")
            }
            Self::Missing { claim } => write!(f, "claim {} is missing", Plain(claim)),
            Self::Nonce => f.write_str("nonce is not the one that was sent"),
            Self::NonceUnexpected => f.write_str("the token has a nonce, and none was sent"),
            Self::NotSignedClaims { found } => write!(f, "{found}, not signed claims"),
            Self::NotYetValid { nbf, now } => write!(f, "not valid before {nbf}, it is {now}"),
            Self::Replayed { claim } => write!(f, "this {claim} was used before"),
            Self::Scope { required } => {
                write!(f, "the scope does not grant {}", Quoted::new(required))
            }
            Self::SenderConstraint { fault } | Self::UserInfoForm { fault } => f.write_str(fault),
            Self::Subject => f.write_str("sub is another subject"),
            Self::TooOld { iat, max_age } => {
                write!(f, "issued at {iat}, which is more than {max_age} s ago")
            }
            Self::Type {
                expected,
                found,
                looks_like,
            } => {
                let found = Found(found.as_deref());
                write!(f, "typ {found} is not that of {expected}")?;
                match looks_like {
                    Some(kind) => write!(f, ": this looks like {kind}"),
                    None => Ok(()),
                }
            }
        }
    }
}

fn not(f: &mut fmt::Formatter<'_>, claim: &str, found: &str, expected: &str) -> fmt::Result {
    let [found, expected] = [found, expected].map(Quoted::new);
    write!(f, "{claim} is {found} and not {expected}")
}

/// A value from a token, or that there is none.
struct Found<'a>(Option<&'a str>);

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(text) => Quoted::new(text).fmt(f),
            None => f.write_str("(none)"),
        }
    }
}

/// The name of a claim: as it is where it is a word, else quoted.
struct Plain<'a>(&'a str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |octet: u8| octet.is_ascii_alphanumeric() || b"_ ".contains(&octet);
        if self.0.len() <= 64 && self.0.bytes().all(word) {
            return f.write_str(self.0);
        }
        Quoted::new(self.0).fmt(f)
    }
}
