//! Claims about a user, typed ([OpenID Connect Core §5.1]).
//!
//! [OpenID Connect Core §5.1]: https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims

use alloc::borrow::Cow;
use core::fmt;

use jwk_types::json::{Document, Kind, Object, Value};

use crate::{Error, NumericDate};

/// The standard claims about a user. Each is of its type or an error: `"email_verified": "true"`
/// is not true.
///
/// None of them identifies the user: only [`Identity`](crate::Identity) does.
#[derive(Clone)]
pub struct StandardClaims<'a> {
    document: Option<Document<'a>>,
    empty: Empty,
}

/// What a value of null or the empty string is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Empty {
    Absent,
    Value,
}

type Text<'a> = Option<Cow<'a, str>>;

macro_rules! strings {
    ($($name:ident: $doc:literal;)*) => {
        $(
            #[doc = $doc]
            ///
            /// # Errors
            ///
            /// [`Error::ClaimType`] where it is no string.
            pub fn $name(&self) -> Result<Text<'a>, Error> {
                self.string(stringify!($name))
            }
        )*
    };
}

macro_rules! booleans {
    ($($name:ident: $doc:literal;)*) => {
        $(
            #[doc = $doc]
            ///
            /// # Errors
            ///
            /// [`Error::ClaimType`] where it is no boolean, as `"true"` is none.
            pub fn $name(&self) -> Result<Option<bool>, Error> {
                let claim = stringify!($name);
                let boolean = |value: Value<'_, 'a>| value.as_bool();
                self.typed(claim, "a boolean", boolean)
            }
        )*
    };
}

impl<'a> StandardClaims<'a> {
    pub(crate) fn of_token(json: &'a str) -> Self {
        Self::read(json, Empty::Value)
    }

    pub(crate) fn of_userinfo(json: &'a str) -> Self {
        // oidc-core-5.3.2-2
        Self::read(json, Empty::Absent)
    }

    fn read(json: &'a str, empty: Empty) -> Self {
        // It has been read within tighter bounds before.
        let document = Document::parse(json.as_bytes(), "claims", json.len(), json.len());
        Self {
            document: document.ok(),
            empty,
        }
    }

    // oidc-core-5.1-1, oidc-core-5.6-1
    strings! {
        name: "The full name, for display.";
        given_name: "Given names.";
        family_name: "Family names.";
        middle_name: "Middle names.";
        nickname: "What the user is called by friends.";
        preferred_username: "What the user wants to be called; not unique, and it changes.";
        profile: "The URL of a page about the user.";
        picture: "The URL of a picture.";
        website: "The URL of the user's page.";
        email: "An e-mail address; not unique, and it may pass to somebody else.";
        gender: "The gender, `female`, `male` or other words.";
        birthdate: "The birthday, `YYYY-MM-DD`, with the year `0000` where it is withheld.";
        zoneinfo: "The time zone, such as `Europe/Paris`.";
        locale: "The language, such as `en-US`, or `en_US` from some issuers.";
        phone_number: "The telephone number.";
    }

    booleans! {
        email_verified: "Whether the issuer made sure that the user controls the e-mail address.";
        phone_number_verified: "Whether the issuer made sure that the user controls the number.";
    }

    /// When the claims last changed.
    ///
    /// # Errors
    ///
    /// [`Error::ClaimType`] where it is no number, and [`Error::ClaimValue`] where it is no date.
    pub fn updated_at(&self) -> Result<Option<NumericDate>, Error> {
        let claim = "updated_at";
        let number = |value: Value<'_, 'a>| value.as_number();
        let number = self.typed(claim, "a number", number)?;
        let date = |text| {
            NumericDate::read(text).map_err(|fault| Error::ClaimValue {
                claim,
                fault: fault.words(),
            })
        };
        number.map(date).transpose()
    }

    /// A member of `address`
    /// ([§5.1.1](https://openid.net/specs/openid-connect-core-1_0.html#AddressClaim)): `formatted`,
    /// `street_address`, `locality`, `region`, `postal_code` or `country`.
    ///
    /// # Errors
    ///
    /// [`Error::ClaimType`] where `address` is no object or the member no string.
    pub fn address(&self, member: &str) -> Result<Text<'a>, Error> {
        // oidc-core-5.1.1-1
        let claim = "address";
        let Some(value) = self.value(claim) else {
            return Ok(None);
        };
        let address = value
            .as_object()
            .ok_or_else(|| wrong(claim, "an object", value))?;
        let Some(value) = self.member(address, member) else {
            return Ok(None);
        };
        let text = value.as_str();
        text.map(Some).ok_or_else(|| Error::ClaimElement {
            claim,
            expected: "an object of strings",
            found: value.kind().name(),
        })
    }

    /// A claim in a language: `localized("family_name", "ja-Kana-JP")` finds
    /// `family_name#ja-Kana-JP`. Tags are compared without regard to case
    /// ([§5.2](https://openid.net/specs/openid-connect-core-1_0.html#ClaimsLanguagesAndScripts)).
    ///
    /// # Errors
    ///
    /// [`Error::ClaimElement`] where it is no string.
    pub fn localized(&self, claim: &str, language: &str) -> Result<Text<'a>, Error> {
        // oidc-core-5.2-1, oidc-core-5.2-2
        let is_it = |name: &str| {
            name.split_once('#')
                .is_some_and(|(base, tag)| base == claim && tag.eq_ignore_ascii_case(language))
        };
        let members = self.object().into_iter().flat_map(Object::members);
        let Some((_, value)) = members.into_iter().find(|(name, _)| is_it(name)) else {
            return Ok(None);
        };
        if self.is_absent(value) {
            return Ok(None);
        }
        let text = value.as_str();
        text.map(Some).ok_or_else(|| Error::ClaimElement {
            claim: "with a language tag",
            expected: "a string",
            found: value.kind().name(),
        })
    }

    fn string(&self, claim: &'static str) -> Result<Text<'a>, Error> {
        let string = |value: Value<'_, 'a>| value.as_str();
        self.typed(claim, "a string", string)
    }

    fn typed<T>(
        &self,
        claim: &'static str,
        expected: &'static str,
        read: impl FnOnce(Value<'_, 'a>) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        let Some(value) = self.value(claim) else {
            return Ok(None);
        };
        let typed = read(value);
        typed.map(Some).ok_or_else(|| wrong(claim, expected, value))
    }

    fn value(&self, claim: &str) -> Option<Value<'_, 'a>> {
        self.member(self.object()?, claim)
    }

    fn member<'d>(&self, object: Object<'d, 'a>, name: &str) -> Option<Value<'d, 'a>> {
        let value = object.get(name)?;
        (!self.is_absent(value)).then_some(value)
    }

    fn is_absent(&self, value: Value<'_, 'a>) -> bool {
        let empty = value.kind() == Kind::Null || value.raw() == "\"\"";
        self.empty == Empty::Absent && empty
    }

    fn object(&self) -> Option<Object<'_, 'a>> {
        self.document.as_ref()?.root().as_object()
    }
}

impl fmt::Debug for StandardClaims<'_> {
    /// Without the claims: they are about a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StandardClaims").finish_non_exhaustive()
    }
}

fn wrong(claim: &'static str, expected: &'static str, value: Value<'_, '_>) -> Error {
    Error::ClaimType {
        claim,
        expected,
        found: value.kind().name(),
    }
}
