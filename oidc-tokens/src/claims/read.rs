//! From a JSON object to typed claims, in one pass over its members.

use jwk_types::json::{Item, Kind, read_items};

use super::text::{Text, Texts, Unescaped};
use super::{Audience, ClaimName, Confirmation, DEPTH, LogoutEvent, Names, Registered};
use crate::{Error, NumericDate};

/// The member of `events` in a logout token ([Back-Channel Logout §2.4]).
///
/// [Back-Channel Logout §2.4]: https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken
pub(crate) const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

const STRING: &str = "a string";
const STRINGS: &str = "an array of strings";
const OBJECT: &str = "an object";

impl Registered {
    /// Reads the claims in `vocabulary` by their types, all others as they are. Gives out the text, too.
    pub(super) fn read(payload: &[u8], vocabulary: Names) -> Result<(&str, Self), Error> {
        let mut claims = Self {
            unescaped: Unescaped::behind(payload.len()),
            ..Self::default()
        };
        let mut fault = None;
        let each = |member: Item<'_>| {
            // rfc7519-4-2, oidc-core-2-22, oidc-backchannel-2.4-10: others are left alone.
            let Some(name) = member.name().and_then(|name| ClaimName::named(&name)) else {
                return;
            };
            claims.present.insert(name);
            if vocabulary.contains(name)
                && let Err(error) = claims.set(name, member)
            {
                fault.get_or_insert(error);
            }
        };
        // rfc7519-7.2-9, rfc7519-7.2-10, rfc7519-11-1, rfc7519-4-1
        let (json, kind) = read_items(payload, "claims", payload.len(), DEPTH, each)
            .map_err(|error| Error::ClaimsJson { error })?;
        // rfc7519-3-3
        if kind != Kind::Object {
            return Err(Error::ClaimsNotAnObject { found: kind.name() });
        }
        match fault {
            Some(error) => Err(error),
            None => Ok((json, claims)),
        }
    }

    /// oidc-core-13.3-1, oidc-core-13.3-2: a value of another type, null too, is never taken for
    /// an absent one.
    #[inline]
    fn set(&mut self, name: ClaimName, value: Item<'_>) -> Result<(), Error> {
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

    fn string(&mut self, name: ClaimName, value: Item<'_>) -> Result<Text, Error> {
        let text = self.unescaped.text(value, 0);
        text.ok_or_else(|| wrong(name.as_str(), STRING, value))
    }

    fn strings(&mut self, name: ClaimName, value: Item<'_>) -> Result<Texts, Error> {
        if value.kind() != Kind::Array {
            return Err(wrong(name.as_str(), STRINGS, value));
        }
        let mut texts = Texts::new();
        let mut fault = None;
        within(value, |element, start| {
            match self.unescaped.text(element, start) {
                Some(text) => texts.push(text),
                None => {
                    fault.get_or_insert_with(|| Error::ClaimElement {
                        claim: name.as_str(),
                        expected: STRINGS,
                        found: element.kind().name(),
                    });
                }
            }
        })?;
        fault.map_or(Ok(texts), Err)
    }

    /// rfc7519-4.1.3-2, rfc7519-4.1.3-3, oidc-core-2-8
    fn audience(&mut self, value: Item<'_>) -> Result<Audience, Error> {
        match value.kind() {
            Kind::String => self.string(ClaimName::AUD, value).map(Audience::One),
            Kind::Array => self.strings(ClaimName::AUD, value).map(Audience::Several),
            _ => Err(wrong("aud", "a string or an array of strings", value)),
        }
    }

    fn confirmation(&mut self, value: Item<'_>) -> Result<Confirmation, Error> {
        require_object("cnf", value)?;
        let mut jkt = Ok(None);
        let mut x5t_s256 = Ok(None);
        within(value, |member, start| {
            let mut text = |claim| match self.unescaped.text(member, start) {
                Some(text) => Ok(Some(text)),
                None => Err(wrong(claim, STRING, member)),
            };
            match member.name().as_deref() {
                Some("jkt") => jkt = text("cnf, member jkt"),
                Some("x5t#S256") => x5t_s256 = text("cnf, member x5t#S256"),
                _ => {}
            }
        })?;
        Ok(Confirmation {
            // A token that is bound is never taken for one that is not.
            json: Text::place(value.range()).ok_or_else(|| wrong("cnf", OBJECT, value))?,
            jkt: jkt?,
            x5t_s256: x5t_s256?,
        })
    }
}

/// Reads what is in a value, and calls `each` with it and with where the value stands.
fn within<'a>(value: Item<'a>, mut each: impl FnMut(Item<'a>, usize)) -> Result<(), Error> {
    let json = value.raw().as_bytes();
    let start = value.range().start;
    let read = read_items(json, "claims", json.len(), DEPTH, |item| each(item, start));
    read.map(|_| ())
        .map_err(|error| Error::ClaimsJson { error })
}

#[cold]
fn wrong(claim: &'static str, expected: &'static str, found: Item<'_>) -> Error {
    Error::ClaimType {
        claim,
        expected,
        found: found.kind().name(),
    }
}

/// rfc7519-2-3
fn date(name: ClaimName, value: Item<'_>) -> Result<NumericDate, Error> {
    if value.kind() != Kind::Number {
        return Err(wrong(name.as_str(), "a number", value));
    }
    NumericDate::read(value.raw()).map_err(|fault| Error::ClaimValue {
        claim: name.as_str(),
        fault: fault.words(),
    })
}

fn require_object(claim: &'static str, value: Item<'_>) -> Result<(), Error> {
    match value.kind() {
        Kind::Object => Ok(()),
        _ => Err(wrong(claim, OBJECT, value)),
    }
}

/// oidc-backchannel-2.4-6, oidc-backchannel-2.4-7
fn logout_event(value: Item<'_>) -> Result<LogoutEvent, Error> {
    require_object("events", value)?;
    let mut event = Ok(LogoutEvent::Absent);
    within(value, |member, _| {
        if member.name().as_deref() == Some(LOGOUT) {
            let there = require_object("events, member backchannel-logout", member);
            event = there.map(|()| LogoutEvent::There);
        }
    })?;
    event
}
