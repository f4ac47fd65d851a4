//! The claims of one token, read once ([RFC 7519 §4]).
//!
//! [RFC 7519 §4]: https://www.rfc-editor.org/rfc/rfc7519#section-4

mod name;
mod read;
mod text;

use alloc::boxed::Box;

use jwk_types::json::read_items;

pub(crate) use self::name::{ClaimName, Names};
use self::text::{Text, Texts, Unescaped};
use crate::{Error, NumericDate};

/// How deep claims may be nested.
const DEPTH: usize = 64;

/// A claims set that has been read and not been judged.
#[derive(Debug)]
pub(crate) struct ClaimsSet<'p> {
    json: &'p str,
    registered: Registered,
}

/// The claims that a purpose knows, each of its type. Strings are kept as places, so that nothing is copied that has no
/// escape.
#[derive(Clone, Debug, Default)]
pub(crate) struct Registered {
    /// Every known name that is there, whether the purpose reads it or not.
    present: Names,
    unescaped: Unescaped,
    acr: Option<Text>,
    amr: Option<Texts>,
    at_hash: Option<Text>,
    aud: Option<Audience>,
    auth_time: Option<NumericDate>,
    azp: Option<Text>,
    c_hash: Option<Text>,
    client_id: Option<Text>,
    cnf: Option<Confirmation>,
    exp: Option<NumericDate>,
    iat: Option<NumericDate>,
    iss: Option<Text>,
    jti: Option<Text>,
    logout_event: Option<LogoutEvent>,
    nbf: Option<NumericDate>,
    nonce: Option<Text>,
    s_hash: Option<Text>,
    scope: Option<Text>,
    sid: Option<Text>,
    sub: Option<Text>,
}

/// `aud`: a string, or an array of strings ([RFC 7519 §4.1.3]).
///
/// [RFC 7519 §4.1.3]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3
#[derive(Clone, Debug)]
enum Audience {
    One(Text),
    Several(Texts),
}

/// What `events` says about a logout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogoutEvent {
    /// The event is there, with an object.
    There,
    /// Other events, or none.
    Absent,
}

/// `cnf`: the keys that a sender has to prove ([RFC 9068 §2.2], [RFC 9700 §2.2.1]).
///
/// [RFC 9068 §2.2]: https://www.rfc-editor.org/rfc/rfc9068#section-2.2
/// [RFC 9700 §2.2.1]: https://www.rfc-editor.org/rfc/rfc9700#section-2.2.1
#[derive(Clone, Copy, Debug)]
struct Confirmation {
    json: Text,
    jkt: Option<Text>,
    x5t_s256: Option<Text>,
}

impl<'p> ClaimsSet<'p> {
    /// Reads a payload: the claims in `vocabulary` by their types, all others as they are.
    pub(crate) fn read(payload: &'p [u8], vocabulary: Names) -> Result<Self, Error> {
        let (json, registered) = Registered::read(payload, vocabulary)?;
        Ok(Self { json, registered })
    }

    pub(crate) fn claims(&self) -> Claims<'_> {
        Claims {
            json: self.json,
            registered: &self.registered,
        }
    }

    /// The first of these names that no claim has.
    pub(crate) fn first_missing<'n>(&self, names: &'n [Box<str>]) -> Option<&'n str> {
        let mut there = alloc::vec![false; names.len()];
        let json = self.json.as_bytes();
        let read = read_items(json, "claims", json.len(), DEPTH, |member| {
            let found = member.name();
            for (name, there) in names.iter().zip(&mut there) {
                *there |= found.as_deref() == Some(name);
            }
        });
        let mut names = names.iter().zip(there);
        let missing = names.find(|(_, there)| read.is_err() || !there);
        missing.map(|(name, _)| &**name)
    }

    #[inline]
    pub(crate) fn into_registered(self) -> Registered {
        self.registered
    }
}

/// Typed access to the claims of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claims<'c> {
    json: &'c str,
    registered: &'c Registered,
}

macro_rules! strings {
    ($($name:ident)*) => {
        $(
            pub(crate) fn $name(self) -> Option<&'c str> {
                self.text(self.registered.$name)
            }
        )*
    };
}

macro_rules! dates {
    ($($name:ident)*) => {
        $(
            pub(crate) const fn $name(self) -> Option<NumericDate> {
                self.registered.$name
            }
        )*
    };
}

impl<'c> Claims<'c> {
    pub(crate) const fn new(json: &'c str, registered: &'c Registered) -> Self {
        Self { json, registered }
    }

    strings! { acr at_hash azp c_hash client_id iss jti nonce s_hash scope sid sub }
    dates! { auth_time exp iat nbf }

    pub(crate) fn has(self, name: ClaimName) -> bool {
        self.registered.present.contains(name)
    }

    pub(crate) fn aud(self) -> Option<impl Iterator<Item = &'c str> + Clone> {
        let texts = match self.registered.aud.as_ref()? {
            Audience::One(text) => core::slice::from_ref(text),
            Audience::Several(texts) => texts.as_slice(),
        };
        Some(texts.iter().map(move |text| self.place(*text)))
    }

    pub(crate) fn amr(self) -> Option<impl Iterator<Item = &'c str>> {
        let texts = self.registered.amr.as_ref()?;
        Some(texts.iter().map(move |text| self.place(*text)))
    }

    pub(crate) const fn logout_event(self) -> Option<LogoutEvent> {
        self.registered.logout_event
    }

    /// `cnf` as it was received.
    pub(crate) fn cnf(self) -> Option<&'c str> {
        Some(self.place(self.registered.cnf.as_ref()?.json))
    }

    pub(crate) fn cnf_jkt(self) -> Option<&'c str> {
        self.text(self.registered.cnf.as_ref()?.jkt)
    }

    pub(crate) fn cnf_x5t_s256(self) -> Option<&'c str> {
        self.text(self.registered.cnf.as_ref()?.x5t_s256)
    }

    fn text(self, text: Option<Text>) -> Option<&'c str> {
        text.map(|text| self.place(text))
    }

    fn place(self, text: Text) -> &'c str {
        text.of(self.json, &self.registered.unescaped)
    }
}
