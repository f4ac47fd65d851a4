//! Why an issuer's metadata or keys are not to be had.

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jwk_types::{Quoted, Reason, Rule};
use oidc_tokens::Fault;

use crate::fetch::FetchError;
use crate::issuer::{Difference, IssuerFault};
use crate::metadata::MetadataKind;
use crate::url::UrlFault;

/// What was wrong. It names values that tell an operator what to mend, quoted and cut, and never a
/// token or a key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A fetch ended before it came to anything: its task or thread was stopped.
    Abandoned,
    /// Something cannot be built from this.
    Configuration {
        /// What is wrong.
        fault: &'static str,
    },
    /// There are two providers for one issuer.
    DuplicateIssuer {
        /// The issuer.
        issuer: Box<str>,
    },
    /// Something was not fetched.
    Fetch {
        /// What, and why.
        error: Box<FetchError>,
    },
    /// No key of the issuer is the one that a token asks for; its set was fetched for it, or was a
    /// short time ago.
    KeyNotFound {
        /// The value of `alg`.
        alg: &'static str,
        /// The value of `kid`.
        kid: Option<Box<str>>,
        /// After how long it is worth asking again, where it was looked for before.
        retry_after: Option<Duration>,
    },
    /// The set has no key that can be used.
    Keys {
        /// What is wrong.
        error: jws_verify::Error,
    },
    /// What was fetched is no key set.
    KeySet {
        /// What is wrong with it.
        error: jwks::Error,
    },
    /// There are no keys that may be used: none were fetched yet, or those at hand are too old.
    KeysUnavailable {
        /// For how long nothing is fetched.
        retry_after: Duration,
        /// Why the last fetch failed.
        cause: Option<Arc<Self>>,
    },
    /// The answer of WebFinger leads to no issuer.
    NoIssuerLink {
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The metadata names no key set.
    NoJwksUri,
    /// The default asynchronous provider was polled outside a tokio runtime.
    NoRuntime,
    /// The metadata names no UserInfo endpoint, or there are none.
    NoUserInfoEndpoint,
    /// A verifier for the tokens of another issuer.
    OtherIssuer {
        /// Whose keys these are.
        provider: Box<str>,
        /// Whose tokens the verifier accepts.
        verifier: Box<str>,
    },
    /// A token asks for a key that is not in the set, which cannot be fetched just now: the budget
    /// for unknown `kid`s is spent, or fetches fail. The token may be good.
    RefreshLimited {
        /// The value of `alg`.
        alg: &'static str,
        /// The value of `kid`.
        kid: Option<Box<str>>,
        /// After how long it may be fetched.
        retry_after: Duration,
    },
    /// An operator's reload failed; the keys stay as they are.
    Reload {
        /// Why.
        cause: Arc<Self>,
    },
    /// A set of nothing but private and symmetric keys. Whoever read it can sign with them, so that
    /// none is used.
    SecretKeys {
        /// The `kid` of each.
        kids: Box<[Option<Box<str>>]>,
    },
    /// A snapshot that this crate did not write.
    Snapshot {
        /// The member that is wrong.
        member: &'static str,
    },
    /// A token that names none of the configured issuers.
    UnknownIssuer {
        /// What it names.
        issuer: Option<Box<str>>,
    },
    /// What a user typed, which is not repeated here, is nothing that WebFinger can be asked about.
    UserIdentifier {
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The answer of a UserInfo endpoint is not UTF-8.
    UserInfoNotUtf8,
    /// Two documents about one server contradict each other.
    Contradiction {
        /// The member in which they differ.
        member: &'static str,
    },
    /// The name of an issuer, a template or a tenant that is none.
    Issuer {
        /// Where it stands: a member of the metadata, or what the caller passed.
        place: &'static str,
        /// The text.
        text: Box<str>,
        /// What is wrong with it.
        fault: IssuerFault,
    },
    /// The metadata is that of another issuer or resource than the one that was asked for.
    IssuerMismatch {
        /// `issuer` or `resource`.
        member: &'static str,
        /// What was asked for.
        expected: Box<str>,
        /// What the document says.
        found: Box<str>,
        /// In what they differ.
        difference: Difference,
    },
    /// An element of an array in the metadata is of another type.
    MemberElement {
        /// Which document.
        kind: MetadataKind,
        /// The member.
        member: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A member of the metadata is of another type.
    MemberType {
        /// Which document.
        kind: MetadataKind,
        /// The member.
        member: &'static str,
        /// What it is.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// A member of the metadata has a value that its standard bars.
    MemberValue {
        /// Which document.
        kind: MetadataKind,
        /// The member.
        member: &'static str,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The metadata is not JSON, or too large.
    MetadataJson {
        /// What is wrong with the text.
        error: jwk_types::Error,
    },
    /// The metadata is JSON, but no object.
    MetadataNotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// A required member of the metadata is missing.
    Missing {
        /// Which document.
        kind: MetadataKind,
        /// The member.
        member: &'static str,
    },
    /// A list of the one document does not name the other, which names it.
    NotListed {
        /// The member with the list.
        member: &'static str,
        /// Whom it should name.
        name: Box<str>,
    },
    /// A URL that is not fetched.
    Url {
        /// Where it stands: a member of the metadata, or what the caller passed.
        place: &'static str,
        /// The URL.
        url: Box<str>,
        /// What is wrong with it.
        fault: UrlFault,
    },
}

impl Error {
    pub(crate) fn fetch(error: FetchError) -> Self {
        Self::Fetch {
            error: Box::new(error),
        }
    }

    /// After how long it is worth trying again, where that is known: nothing is fetched before.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Fetch { error } => error.retry_after(),
            Self::KeyNotFound { retry_after, .. } => *retry_after,
            Self::KeysUnavailable { retry_after, .. }
            | Self::RefreshLimited { retry_after, .. } => Some(*retry_after),
            _ => None,
        }
    }

    /// Whose fault it is.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::KeyNotFound { .. } | Self::UnknownIssuer { .. } | Self::UserIdentifier { .. } => {
                Fault::Client
            }
            _ => Fault::Infrastructure,
        }
    }

    /// A stable code, the same in every release.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::Abandoned => Reason::FetchFailed,
            Self::Fetch { error } => error.reason(),
            Self::KeysUnavailable { cause, .. } => cause
                .as_ref()
                .map_or(Reason::FetchFailed, |cause| cause.reason()),
            Self::KeyNotFound { .. } | Self::RefreshLimited { .. } | Self::SecretKeys { .. } => {
                Reason::NoMatchingKey
            }
            Self::Keys { error } => error.reason(),
            Self::KeySet { error } => error.reason(),
            Self::OtherIssuer { .. } | Self::UnknownIssuer { .. } => Reason::WrongIssuer,
            Self::Reload { cause } => cause.reason(),
            Self::UserInfoNotUtf8 => Reason::MalformedJson,
            Self::Configuration { .. }
            | Self::DuplicateIssuer { .. }
            | Self::NoJwksUri
            | Self::NoRuntime
            | Self::NoUserInfoEndpoint
            | Self::Snapshot { .. }
            | Self::UserIdentifier { .. } => Reason::Other,
            Self::Contradiction { .. } | Self::NotListed { .. } => Reason::Other,
            Self::Issuer { fault, .. } => match fault {
                IssuerFault::Character | IssuerFault::Query => Reason::MalformedMetadata,
                IssuerFault::Placeholder | IssuerFault::Tenant => Reason::Other,
            },
            Self::IssuerMismatch { .. } => Reason::IssuerMismatch,
            Self::MemberElement { .. }
            | Self::MemberType { .. }
            | Self::MemberValue { .. }
            | Self::MetadataNotAnObject { .. }
            | Self::Missing { .. }
            | Self::NoIssuerLink { .. } => Reason::MalformedMetadata,
            Self::MetadataJson { error } => error.reason(),
            Self::Url { fault, .. } => match fault {
                UrlFault::Scheme => Reason::InsecureUrl,
                _ => Reason::MalformedMetadata,
            },
        }
    }

    /// The rule that was broken.
    #[must_use]
    pub fn rule(&self) -> Rule {
        match self {
            Self::Abandoned => Rule::new("policy", "fetches end"),
            Self::Configuration { .. } | Self::NoRuntime | Self::Snapshot { .. } => {
                Rule::new("policy", "a fault of this side")
            }
            Self::DuplicateIssuer { .. } => Rule::new("RFC 9207", "4"),
            Self::Fetch { .. } => Rule::new("OpenID Connect Discovery", "4.2"),
            Self::KeyNotFound { .. } => Rule::new("OpenID Connect Core 1.0", "10.1.1"),
            Self::Keys { error } => error.rule(),
            Self::KeySet { error } => error.rule(),
            Self::KeysUnavailable { .. } => Rule::new("RFC 9111", "4.2.4"),
            Self::NoIssuerLink { .. } => Rule::new("OpenID Connect Discovery", "2"),
            Self::NoJwksUri => Rule::new("RFC 8414", "2"),
            Self::NoUserInfoEndpoint | Self::UserInfoNotUtf8 => {
                Rule::new("OpenID Connect Core 1.0", "5.3")
            }
            Self::OtherIssuer { .. } => Rule::new("RFC 7515", "10.3"),
            Self::RefreshLimited { .. } => Rule::new("policy", "fetches for unknown keys"),
            Self::Reload { cause } => cause.rule(),
            Self::SecretKeys { .. } => Rule::new("OpenID Connect Discovery", "3"),
            Self::UnknownIssuer { .. } => Rule::new("RFC 8725", "3.8"),
            Self::UserIdentifier { .. } => Rule::new("OpenID Connect Discovery", "2.1"),
            Self::Contradiction { .. } => Rule::new("RFC 9068", "4"),
            Self::Issuer { fault, .. } => match fault {
                IssuerFault::Character | IssuerFault::Query => Rule::new("RFC 8414", "2"),
                IssuerFault::Placeholder | IssuerFault::Tenant => {
                    Rule::new("policy", "issuer templates")
                }
            },
            Self::IssuerMismatch { member, .. } => match member.as_bytes() {
                b"resource" => Rule::new("RFC 9728", "3.3"),
                _ => Rule::new("RFC 8414", "3.3"),
            },
            Self::MemberElement { kind, .. }
            | Self::MemberType { kind, .. }
            | Self::MemberValue { kind, .. }
            | Self::Missing { kind, .. } => kind.rule(),
            Self::MetadataJson { error } => error.rule(),
            Self::MetadataNotAnObject { .. } => Rule::new("RFC 8414", "3.2"),
            Self::NotListed { .. } => Rule::new("RFC 9728", "4"),
            Self::Url { .. } => Rule::new("RFC 8414", "2"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Abandoned => f.write_str("the fetch was stopped before its end")?,
            Self::Configuration { fault } => f.write_str(fault)?,
            Self::DuplicateIssuer { issuer } => {
                write!(f, "there are two providers for {}", Quoted::new(issuer))?;
            }
            Self::Fetch { error } => error.fmt(f)?,
            Self::KeyNotFound {
                alg,
                kid,
                retry_after,
            } => {
                write!(
                    f,
                    "the issuer has no key for {alg}{}",
                    Named(kid.as_deref())
                )?;
                if let Some(time) = retry_after {
                    write!(
                        f,
                        "; it was looked for just before, and is again in {time:?}"
                    )?;
                }
            }
            // These print their rule themselves.
            Self::Keys { error } => return write!(f, "keys: {error}"),
            Self::KeySet { error } => return error.fmt(f),
            Self::KeysUnavailable { retry_after, cause } => {
                write!(
                    f,
                    "there are no keys that may be used; asked again in {retry_after:?}"
                )?;
                if let Some(cause) = cause {
                    write!(f, "; the last fetch failed: {cause}")?;
                }
            }
            Self::NoIssuerLink { fault } => write!(f, "the answer of WebFinger: {fault}")?,
            Self::NoJwksUri => {
                f.write_str("the metadata has no jwks_uri, so nothing can be verified")?;
            }
            Self::NoRuntime => {
                f.write_str("there is no tokio runtime; the blocking provider needs none")?;
            }
            Self::NoUserInfoEndpoint => f.write_str("there is no userinfo_endpoint")?,
            Self::OtherIssuer { provider, verifier } => {
                let (provider, verifier) = (Quoted::new(provider), Quoted::new(verifier));
                write!(
                    f,
                    "the keys are those of {provider}, and the verifier is for tokens of {verifier}"
                )?;
            }
            Self::RefreshLimited {
                alg,
                kid,
                retry_after,
            } => {
                let named = Named(kid.as_deref());
                write!(
                    f,
                    "no key for {alg}{named} is at hand; keys are fetched again in {retry_after:?}"
                )?;
            }
            Self::Reload { cause } => {
                return write!(f, "not reloaded, the keys stay as they are: {cause}");
            }
            Self::SecretKeys { kids } => {
                let named = Named(kids.first().and_then(Option::as_deref));
                let count = kids.len();
                write!(
                    f,
                    "the set has {count} private or symmetric keys and no other, the first{named}; \
                     whoever read it can sign with them, so the issuer has to be told"
                )?;
            }
            Self::Snapshot { member } => write!(f, "no snapshot of this crate: {member}")?,
            Self::UnknownIssuer { issuer } => match issuer {
                Some(issuer) => write!(f, "no provider is for {}", Quoted::new(issuer))?,
                None => f.write_str("the token names no issuer")?,
            },
            Self::UserIdentifier { fault } => write!(f, "what the user typed: {fault}")?,
            Self::UserInfoNotUtf8 => f.write_str("the UserInfo response is not UTF-8")?,
            Self::Contradiction { member } => {
                write!(f, "two documents of one server differ in {member}")?;
            }
            Self::Issuer { place, text, fault } => {
                write!(f, "{place} {}: {fault}", Quoted::new(text))?;
            }
            Self::IssuerMismatch {
                member,
                expected,
                found,
                difference,
            } => {
                let (expected, found) = (Quoted::new(expected), Quoted::new(found));
                write!(
                    f,
                    "{member} is {found} and not {expected}, which was asked for: {difference}"
                )?;
            }
            Self::MemberElement { member, found, .. } => {
                let found = format_args!("but an element is {found}");
                write!(f, "member {member} is an array of strings, {found}")?;
            }
            Self::MemberType {
                member,
                expected,
                found,
                ..
            } => write!(f, "member {member} is {expected}, found {found}")?,
            Self::MemberValue { member, fault, .. } => write!(f, "member {member} {fault}")?,
            // It prints its rule itself.
            Self::MetadataJson { error } => return write!(f, "metadata: {error}"),
            Self::MetadataNotAnObject { found } => {
                write!(f, "metadata is an object, found {found}")?;
            }
            Self::Missing { member, .. } => write!(f, "member {member} is missing")?,
            Self::NotListed { member, name } => {
                write!(f, "{member} does not list {}", Quoted::new(name))?;
            }
            Self::Url { place, url, fault } => {
                write!(f, "{place} {}: {fault}", Quoted::new(url))?;
            }
        }
        write!(f, " [{}]", self.rule())
    }
}

/// A `kid` in a sentence.
struct Named<'n>(Option<&'n str>);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(kid) => write!(f, " with kid {}", Quoted::new(kid)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Fetch { error } => Some(error),
            Self::Keys { error } => Some(error),
            Self::KeySet { error } => Some(error),
            Self::KeysUnavailable { cause, .. } => {
                let cause: &(dyn std::error::Error + 'static) = cause.as_deref()?;
                Some(cause)
            }
            Self::MetadataJson { error } => Some(error),
            Self::Reload { cause } => Some(cause.as_ref()),
            _ => None,
        }
    }
}
