//! From JSON to a key: each member once, with the checks that tie members together.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{ExtraMember, Jwk, Parameters};
use crate::json::{Document, Value};
use crate::key::members::KeyMembers;
use crate::{Error, Key, KeyOperation, KeyUse, Limits, Rule, algorithm};

const COMMON_MEMBERS: [&str; 9] = [
    "kty", "use", "key_ops", "alg", "kid", "x5u", "x5c", "x5t", "x5t#S256",
];

pub(super) fn parse(text: &[u8], limits: &Limits) -> Result<Jwk, Error> {
    let longest = limits.octets().max(limits.octets_with_x5c());
    // rfc7517-4-1, rfc7517-4-2, rfc7638-7-4
    let document = Document::parse(text, "JWK", longest, limits.depth())?;
    from_value(document.root(), limits)
}

pub(super) fn from_value(value: Value<'_, '_>, limits: &Limits) -> Result<Jwk, Error> {
    // rfc7517-4-4
    let object = value.as_object().ok_or_else(|| Error::NotAnObject {
        found: value.kind().name(),
    })?;
    let (what, limit) = if object.get("x5c").is_some() {
        ("JWK with x5c", limits.octets_with_x5c())
    } else {
        ("JWK without x5c", limits.octets())
    };
    let found = value.raw().len();
    if found > limit {
        return Err(Error::TooLarge { what, limit, found });
    }
    let members = KeyMembers::new(object, Rule::new("RFC 7517", "4.1"));
    // rfc7517-4.1-1, rfc7517-4.1-3
    let key = Key::read(&members.string("kty")?, &members, limits)?;
    let parameters = read_parameters(&members, &key)?;
    if let Some(alg) = &parameters.alg {
        algorithm::check(alg, key.shape().as_ref())?;
    }
    check_use(parameters.key_use.as_ref(), parameters.key_ops.as_deref())?;
    Ok(Jwk { key, parameters })
}

fn read_parameters(members: &KeyMembers<'_, '_>, key: &Key) -> Result<Parameters, Error> {
    let string = |member, section| -> Result<Option<Box<str>>, Error> {
        let value = members
            .under(Rule::new("RFC 7517", section))
            .optional_string(member)?;
        Ok(value.map(Box::from))
    };
    Ok(Parameters {
        // rfc7517-4.2-2, rfc7517-4.2-3, rfc7517-4.2-4, rfc7517-4.2-5, rfc7517-4.4-2, rfc7517-4.5-2
        key_use: string("use", "4.2")?.map(|value| KeyUse::from(&*value)),
        key_ops: read_key_ops(members)?,
        alg: string("alg", "4.4")?,
        kid: string("kid", "4.5")?,
        // rfc7517-4.6-1, rfc7517-9.1-2: nothing here follows it.
        x5u: string("x5u", "4.6")?,
        x5c: read_x5c(members)?,
        x5t: string("x5t", "4.8")?,
        x5t_s256: string("x5t#S256", "4.9")?,
        extra: read_extra(members, key),
    })
}

/// An optional array of strings.
fn string_array(
    members: &KeyMembers<'_, '_>,
    member: &'static str,
    rule: Rule,
) -> Result<Option<Vec<Box<str>>>, Error> {
    let Some(value) = members.optional(member) else {
        return Ok(None);
    };
    let wrong_type = |found| Error::MemberType {
        member,
        expected: "an array of strings",
        found,
        rule,
    };
    let array = value
        .as_array()
        .ok_or_else(|| wrong_type(value.kind().name()))?;
    array
        .elements()
        .map(|element| match element.as_str() {
            Some(text) => Ok(Box::from(text)),
            None => Err(wrong_type(element.kind().name())),
        })
        .collect::<Result<Vec<_>, _>>()
        .map(Some)
}

/// rfc7517-4.3-1, rfc7517-4.3-5, rfc7517-4.3-6. Unrelated operations in one key are
/// unwise (rfc7517-4.3-3) and accepted.
fn read_key_ops(members: &KeyMembers<'_, '_>) -> Result<Option<Vec<KeyOperation>>, Error> {
    let values = string_array(members, "key_ops", Rule::new("RFC 7517", "4.3"))?;
    let Some(values) = values else {
        return Ok(None);
    };
    let key_ops: Vec<_> = values
        .iter()
        .map(|value| KeyOperation::from(&**value))
        .collect();
    check_key_ops(&key_ops)?;
    Ok(Some(key_ops))
}

/// rfc7517-4.3-2
pub(super) fn check_key_ops(key_ops: &[KeyOperation]) -> Result<(), Error> {
    let mut sorted: Vec<&str> = key_ops.iter().map(KeyOperation::as_str).collect();
    sorted.sort_unstable();
    let mut twice = sorted.iter().zip(sorted.iter().skip(1));
    match twice.find(|(first, second)| first == second) {
        None => Ok(()),
        Some((operation, _)) => Err(Error::DuplicateKeyOperation {
            operation: Box::from(*operation),
        }),
    }
}

/// rfc7517-4.7-1 as far as JSON goes; the certificates are read when they are relied on.
fn read_x5c(members: &KeyMembers<'_, '_>) -> Result<Option<Vec<Box<str>>>, Error> {
    let chain = string_array(members, "x5c", Rule::new("RFC 7517", "4.7"))?;
    match chain {
        Some(chain) if chain.is_empty() => Err(Error::NoCertificates),
        chain => Ok(chain),
    }
}

/// rfc7517-4-3, rfc7493-4.2-1: kept, and without influence. Of an unknown key all is kept with the key itself.
fn read_extra(members: &KeyMembers<'_, '_>, key: &Key) -> Vec<ExtraMember> {
    if matches!(key, Key::Unknown(_)) {
        return Vec::new();
    }
    let own = own_members(key);
    members
        .object()
        .members()
        .filter(|(name, _)| !COMMON_MEMBERS.contains(&&**name) && !own.contains(&&**name))
        .map(|(name, value)| ExtraMember::new(&name, value))
        .collect()
}

/// The members that the key's type defines.
const fn own_members(key: &Key) -> &'static [&'static str] {
    match key {
        Key::Symmetric(_) => &["k"],
        Key::Unknown(_) => &[],
        Key::Public(_) | Key::Private(_) => match key.public() {
            Some(crate::PublicKey::Rsa(_)) => &["n", "e", "d", "p", "q", "dp", "dq", "qi", "oth"],
            Some(crate::PublicKey::Ec(_)) => &["crv", "x", "y", "d"],
            Some(crate::PublicKey::Okp(_)) => &["crv", "x", "d"],
            Some(crate::PublicKey::Akp(_)) => &["pub", "priv"],
            None => &[],
        },
    }
}

/// rfc7517-4.3-7, rfc7517-4.3-8: both may be there as long as they say the same thing.
pub(super) fn check_use(
    key_use: Option<&KeyUse>,
    key_ops: Option<&[KeyOperation]>,
) -> Result<(), Error> {
    let (Some(key_use @ (KeyUse::Signature | KeyUse::Encryption)), Some(key_ops)) =
        (key_use, key_ops)
    else {
        return Ok(());
    };
    let barred = key_ops.iter().find(|operation| {
        operation
            .key_use()
            .is_some_and(|implied| implied != *key_use)
    });
    match barred {
        None => Ok(()),
        Some(operation) => Err(Error::UseContradictsKeyOps {
            key_use: key_use.as_str().into(),
            operation: operation.as_str().into(),
        }),
    }
}
