//! From a JSON value to what the table says that it is.

use std::collections::BTreeMap;

use jwk_types::json;

use super::MetadataKind;
use super::table::{Kind, Member, SERVER};
use crate::{Error, HttpUrl, Issuer, ResourceIdentifier, Schemes};

/// What a document states, or what is assumed where it states nothing.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Null,
    Url(HttpUrl),
    Text(Box<str>),
    List(Box<[Box<str>]>),
    /// Not stated.
    Default(Box<[Box<str>]>),
    Boolean(bool),
    Json(Box<str>),
    Aliases(BTreeMap<Box<str>, HttpUrl>),
    Issuers(Box<[Issuer]>),
    Resources(Box<[ResourceIdentifier]>),
}

/// What is being read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) kind: MetadataKind,
    pub(super) schemes: Schemes,
}

impl Value {
    pub(super) fn read(
        member: &Member,
        value: json::Value<'_, '_>,
        reading: Reading,
    ) -> Result<Self, Error> {
        if value.kind() == json::Kind::Null {
            // rfc8414-3.2-3: without a value, and so as if it were not there.
            return Ok(Self::Null);
        }
        let name = member.name;
        let Reading { schemes, .. } = reading;
        let list = || reading.strings(name, value);
        Ok(match member.kind {
            Kind::Url => Self::Url(reading.url(name, value)?),
            Kind::Text | Kind::Language => Self::Text(reading.string(name, value)?),
            Kind::Strings | Kind::Defaulted(_) => Self::List(list()?.into()),
            Kind::Boolean => {
                let boolean = value.as_bool();
                // oidc-discovery-3-18, rfc9728-2-6, rfc9207-3-1, oidc-backchannel-2.1-1
                let boolean = boolean.ok_or_else(|| reading.wrong(name, "a boolean", value))?;
                Self::Boolean(boolean)
            }
            Kind::Object => {
                let object = value.as_object();
                let object = object.ok_or_else(|| reading.wrong(name, "an object", value))?;
                Self::Json(object.raw().into())
            }
            Kind::Aliases => Self::Aliases(reading.aliases(name, value)?),
            // rfc9728-2-2
            Kind::Issuers => {
                let issuers = list()?;
                let issuers = issuers.iter().map(|text| Issuer::read(name, text, schemes));
                Self::Issuers(issuers.collect::<Result<_, _>>()?)
            }
            // rfc9728-4-1
            Kind::Resources => {
                let list = list()?;
                let resources = list
                    .iter()
                    .map(|text| ResourceIdentifier::read(name, text, schemes));
                Self::Resources(resources.collect::<Result<_, _>>()?)
            }
        })
    }
}

impl Reading {
    fn wrong(
        self,
        member: &'static str,
        expected: &'static str,
        value: json::Value<'_, '_>,
    ) -> Error {
        Error::MemberType {
            kind: self.kind,
            member,
            expected,
            found: value.kind().name(),
        }
    }

    pub(super) fn string(
        self,
        member: &'static str,
        value: json::Value<'_, '_>,
    ) -> Result<Box<str>, Error> {
        // rfc8414-2-11, rfc9728-2-7
        let text = value.as_str();
        let text = text.ok_or_else(|| self.wrong(member, "a string", value))?;
        Ok(text.into_owned().into_boxed_str())
    }

    fn url(self, member: &'static str, value: json::Value<'_, '_>) -> Result<HttpUrl, Error> {
        let text = self.string(member, value)?;
        // rfc8414-2-4b, rfc9728-2-3, oidc-discovery-3-2b, oidc-discovery-3-4, oidc-discovery-3-5,
        // oidc-discovery-3-7, oidc-discovery-3-11, oidc-core-1.2-2
        HttpUrl::parse(&text, self.schemes).map_err(|fault| Error::Url {
            place: member,
            url: text,
            fault,
        })
    }

    fn strings(
        self,
        member: &'static str,
        value: json::Value<'_, '_>,
    ) -> Result<Vec<Box<str>>, Error> {
        // rfc8414-3.2-5, oidc-discovery-4.2-4, rfc9728-2-7
        let array = value.as_array();
        let array = array.ok_or_else(|| self.wrong(member, "an array of strings", value))?;
        let strings = array.elements().map(|element| {
            let text = element.as_str().ok_or_else(|| Error::MemberElement {
                kind: self.kind,
                member,
                found: element.kind().name(),
            })?;
            Ok(text.into_owned().into_boxed_str())
        });
        strings.collect()
    }

    /// RFC 8705 §5: names that are no endpoints mean nothing.
    fn aliases(
        self,
        member: &'static str,
        value: json::Value<'_, '_>,
    ) -> Result<BTreeMap<Box<str>, HttpUrl>, Error> {
        let object = value.as_object();
        let object = object.ok_or_else(|| self.wrong(member, "an object", value))?;
        let endpoints = object.members().filter(|(name, value)| {
            let mut urls = SERVER.iter().filter(|each| matches!(each.kind, Kind::Url));
            value.kind() != json::Kind::Null && urls.any(|each| each.name == name)
        });
        endpoints
            .map(|(name, value)| Ok((Box::from(&*name), self.url(member, value)?)))
            .collect()
    }
}
