//! Reads the members of a key out of its JSON object, with the errors that name them.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::base64url;
use crate::json::{Object, Value};
use crate::secret::SecretOctets;
use crate::{Error, Rule};

/// The members of one JWK, or of one element of `oth`.
#[derive(Clone, Copy)]
pub(crate) struct KeyMembers<'d, 'a> {
    object: Object<'d, 'a>,
    /// Where the members of this key type are defined.
    rule: Rule,
}

impl<'d, 'a> KeyMembers<'d, 'a> {
    pub(crate) const fn new(object: Object<'d, 'a>, rule: Rule) -> Self {
        Self { object, rule }
    }

    /// The same members, with another place to cite.
    pub(crate) const fn under(self, rule: Rule) -> Self {
        Self { rule, ..self }
    }

    pub(crate) const fn object(&self) -> Object<'d, 'a> {
        self.object
    }

    pub(crate) fn optional(&self, member: &str) -> Option<Value<'d, 'a>> {
        self.object.get(member)
    }

    pub(crate) fn has(&self, member: &str) -> bool {
        self.optional(member).is_some()
    }

    /// A string that has to be there.
    pub(crate) fn string(&self, member: &'static str) -> Result<Cow<'a, str>, Error> {
        let value = self.optional(member).ok_or(Error::MissingMember {
            member,
            rule: self.rule,
        })?;
        self.string_value(member, value)
    }

    fn string_value(
        &self,
        member: &'static str,
        value: Value<'d, 'a>,
    ) -> Result<Cow<'a, str>, Error> {
        value.as_str().ok_or_else(|| Error::MemberType {
            member,
            expected: "a string",
            found: value.kind().name(),
            rule: self.rule,
        })
    }

    /// A string that may be absent; `null` is not absent.
    pub(crate) fn optional_string(
        &self,
        member: &'static str,
    ) -> Result<Option<Cow<'a, str>>, Error> {
        self.optional(member)
            .map(|value| self.string_value(member, value))
            .transpose()
    }

    pub(crate) fn octets(&self, member: &'static str) -> Result<Vec<u8>, Error> {
        base64url::decode(&self.string(member)?, member)
    }

    /// Octets that are wiped, whatever becomes of the key.
    pub(crate) fn secret(&self, member: &'static str) -> Result<SecretOctets, Error> {
        match self.string(member)? {
            Cow::Borrowed(text) => base64url::decode(text, member),
            Cow::Owned(text) => base64url::decode(&Zeroizing::new(text), member),
        }
        .map(SecretOctets::new)
    }

    pub(crate) fn secret_integer(&self, member: &'static str) -> Result<SecretOctets, Error> {
        let secret = self.secret(member)?;
        check_minimal(secret.expose_secret(), member)?;
        Ok(secret)
    }

    pub(crate) fn secret_exactly(
        &self,
        member: &'static str,
        expected: usize,
    ) -> Result<SecretOctets, Error> {
        let secret = self.secret(member)?;
        let found = secret.len();
        if found == expected {
            return Ok(secret);
        }
        Err(Error::WrongLength {
            member,
            expected,
            found,
            rule: self.rule,
        })
    }
}

/// rfc7518-2-1, rfc7518-2-2, rfc7638-7-1: zero is one zero octet, everything else starts with another one.
pub(crate) fn check_minimal(octets: &[u8], member: &'static str) -> Result<(), Error> {
    match octets {
        [] | [0, _, ..] => Err(Error::NotMinimalInteger { member }),
        _ => Ok(()),
    }
}
