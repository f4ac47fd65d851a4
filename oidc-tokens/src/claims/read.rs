//! From a JSON object to typed claims, in one pass over its members.

use alloc::vec::Vec;

use jwk_types::json::{Document, Kind, Object, Value};

use super::text::{Text, Unescaped};
use super::{Audience, ClaimName, Confirmation, LogoutEvent, Names, Registered};
use crate::{Error, NumericDate};

/// The member of `events` in a logout token ([Back-Channel Logout §2.4]).
///
/// [Back-Channel Logout §2.4]: https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken
pub(crate) const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

const STRING: &str = "a string";
const STRINGS: &str = "an array of strings";
const OBJECT: &str = "an object";

impl Registered {
    /// Of this text, before any was read.
    pub(super) fn none(json: &str) -> Self {
        Self {
            unescaped: Unescaped::behind(json),
            ..Self::default()
        }
    }

    pub(super) fn read(&mut self, document: &Document<'_>, vocabulary: Names) -> Result<(), Error> {
        let root = document.root();
        // rfc7519-3-3
        let object = root.as_object().ok_or_else(|| Error::ClaimsNotAnObject {
            found: root.kind().name(),
        })?;
        for (name, value) in object.members() {
            // rfc7519-4-2, oidc-core-2-22, oidc-backchannel-2.4-10: others are left alone.
            let Some(name) = ClaimName::named(&name) else {
                continue;
            };
            self.present.insert(name);
            if vocabulary.contains(name) {
                self.set(name, value)?;
            }
        }
        Ok(())
    }

    /// oidc-core-13.3-1, oidc-core-13.3-2: a value of another type, null too, is never taken for
    /// an absent one.
    #[inline]
    fn set(&mut self, name: ClaimName, value: Value<'_, '_>) -> Result<(), Error> {
        match name {
            // oidc-core-2-17
            ClaimName::ACR => self.acr = Some(self.string(name, value)?),
            // oidc-core-2-19
            ClaimName::AMR => self.amr = Some(self.strings(name, value)?),
            // oidc-core-3.1.3.6-2
            ClaimName::AT_HASH => self.at_hash = Some(self.string(name, value)?),
            ClaimName::AUD => self.aud = Some(self.audience(value)?),
            // oidc-core-2-13
            ClaimName::AUTH_TIME => self.auth_time = Some(date(name, value)?),
            ClaimName::AZP => self.azp = Some(self.string(name, value)?),
            // oidc-core-3.3.2.11-3
            ClaimName::C_HASH => self.c_hash = Some(self.string(name, value)?),
            ClaimName::CLIENT_ID => self.client_id = Some(self.string(name, value)?),
            ClaimName::CNF => self.cnf = Some(self.confirmation(value)?),
            ClaimName::EVENTS => self.logout_event = Some(logout_event(value)?),
            // rfc7519-4.1.4-4, oidc-core-2-11
            ClaimName::EXP => self.exp = Some(date(name, value)?),
            // rfc7519-4.1.6-1
            ClaimName::IAT => self.iat = Some(date(name, value)?),
            // rfc7519-4.1.1-1
            ClaimName::ISS => self.iss = Some(self.string(name, value)?),
            // rfc7519-4.1.7-1
            ClaimName::JTI => self.jti = Some(self.string(name, value)?),
            // rfc7519-4.1.5-4
            ClaimName::NBF => self.nbf = Some(date(name, value)?),
            // oidc-core-2-16
            ClaimName::NONCE => self.nonce = Some(self.string(name, value)?),
            ClaimName::S_HASH => self.s_hash = Some(self.string(name, value)?),
            // rfc9068-2.2.3-1
            ClaimName::SCOPE => self.scope = Some(self.string(name, value)?),
            // oidc-backchannel-2.1-2
            ClaimName::SID => self.sid = Some(self.string(name, value)?),
            // rfc7519-4.1.2-1, oidc-core-2-5
            ClaimName::SUB => self.sub = Some(self.string(name, value)?),
            _ => {}
        }
        Ok(())
    }

    fn string(&mut self, name: ClaimName, value: Value<'_, '_>) -> Result<Text, Error> {
        let text = self.unescaped.text(value);
        text.ok_or_else(|| wrong(name.as_str(), STRING, value))
    }

    fn strings(&mut self, name: ClaimName, value: Value<'_, '_>) -> Result<Vec<Text>, Error> {
        let array = value
            .as_array()
            .ok_or_else(|| wrong(name.as_str(), STRINGS, value))?;
        let texts = array.elements().map(|element| {
            let text = self.unescaped.text(element);
            text.ok_or_else(|| Error::ClaimElement {
                claim: name.as_str(),
                expected: STRINGS,
                found: element.kind().name(),
            })
        });
        texts.collect()
    }

    /// rfc7519-4.1.3-2, rfc7519-4.1.3-3, oidc-core-2-8
    fn audience(&mut self, value: Value<'_, '_>) -> Result<Audience, Error> {
        match value.kind() {
            Kind::String => self.string(ClaimName::AUD, value).map(Audience::One),
            Kind::Array => self.strings(ClaimName::AUD, value).map(Audience::Several),
            _ => Err(wrong("aud", "a string or an array of strings", value)),
        }
    }

    fn confirmation(&mut self, value: Value<'_, '_>) -> Result<Confirmation, Error> {
        let cnf = object("cnf", value)?;
        let mut member = |name, claim| match cnf.get(name) {
            None => Ok(None),
            Some(value) => match self.unescaped.text(value) {
                Some(text) => Ok(Some(text)),
                None => Err(wrong(claim, STRING, value)),
            },
        };
        Ok(Confirmation {
            json: Text::raw(value),
            jkt: member("jkt", "cnf, member jkt")?,
            x5t_s256: member("x5t#S256", "cnf, member x5t#S256")?,
        })
    }
}

#[cold]
fn wrong(claim: &'static str, expected: &'static str, found: Value<'_, '_>) -> Error {
    Error::ClaimType {
        claim,
        expected,
        found: found.kind().name(),
    }
}

/// rfc7519-2-3
fn date(name: ClaimName, value: Value<'_, '_>) -> Result<NumericDate, Error> {
    let claim = name.as_str();
    let number = value
        .as_number()
        .ok_or_else(|| wrong(claim, "a number", value))?;
    NumericDate::read(number).map_err(|fault| Error::ClaimValue {
        claim,
        fault: fault.words(),
    })
}

fn object<'d, 'a>(claim: &'static str, value: Value<'d, 'a>) -> Result<Object<'d, 'a>, Error> {
    value.as_object().ok_or_else(|| wrong(claim, OBJECT, value))
}

/// oidc-backchannel-2.4-6, oidc-backchannel-2.4-7
fn logout_event(value: Value<'_, '_>) -> Result<LogoutEvent, Error> {
    match object("events", value)?.get(LOGOUT) {
        None => Ok(LogoutEvent::Absent),
        Some(event) => {
            object("events, member backchannel-logout", event)?;
            Ok(LogoutEvent::There)
        }
    }
}
