//! The JOSE header of one signature ([RFC 7515 §4]).
//!
//! [RFC 7515 §4]: https://www.rfc-editor.org/rfc/rfc7515#section-4

mod crit;
pub(crate) mod memo;
mod parameters;

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

use jwk_types::Rule;
use jwk_types::json::Value;

pub use self::parameters::Parameters;
pub(crate) use self::parameters::parse_protected;
use crate::{Algorithm, Error, Limits};

/// The header of one signature. Protected and unprotected parameters are kept apart: the latter can
/// be changed by anybody on the way.
///
/// Keys and places of keys in it (`jwk`, `jku`, `x5u`, `x5c`) are never used: they can be seen as
/// text through [`Parameters`], and no code leads from there to a key.
///
/// Clones share what was read.
// rfc7515-4.1.2-1, rfc7515-4.1.2-2, rfc7515-4.1.2-3, rfc7515-4.1.5-1, rfc7515-4.1.5-2,
// rfc7515-4.1.6-1, rfc7515-4.1.6-2: nothing is followed, and no certificate is a source of keys.
#[derive(Clone, Debug)]
pub struct Header(Arc<Contents>);

#[derive(Debug)]
struct Contents {
    alg: Box<str>,
    /// What it names.
    algorithm: Option<&'static Algorithm>,
    alg_is_protected: bool,
    kid: Option<Box<str>>,
    typ: Option<Box<str>>,
    cty: Option<Box<str>>,
    crit: Vec<Box<str>>,
    encoded_payload: bool,
    enc_is_protected: bool,
    protected: Option<Parameters>,
    unprotected: Option<Parameters>,
}

/// One of the two headers, read and checked by itself.
struct Half<'d, 'a> {
    value: Value<'d, 'a>,
}

impl Header {
    /// Reads the protected header and the unprotected one, both objects; at least one is there.
    pub(crate) fn read(
        protected: Option<Value<'_, '_>>,
        unprotected: Option<Value<'_, '_>>,
        limits: &Limits,
    ) -> Result<Self, Error> {
        let protected_half = protected
            .map(|value| Half::new(value, limits, "protected header"))
            .transpose()?;
        let unprotected_half = unprotected
            .map(|value| Half::new(value, limits, "unprotected header"))
            .transpose()?;
        refuse_common(protected_half.as_ref(), unprotected_half.as_ref())?;

        let protected_half = protected_half.as_ref();
        let unprotected_half = unprotected_half.as_ref();
        let string = |name| match protected_half.map(|half| half.string(name)).transpose()? {
            Some(Some(found)) => Ok(Some(found)),
            _ => unprotected_half
                .map(|half| half.string(name))
                .transpose()
                .map(Option::flatten),
        };
        for half in protected_half.iter().chain(&unprotected_half) {
            half.check_types()?;
        }
        // rfc7515-4.1.1-3, rfc7515-4.1.1-4, rfc7515-5.2-8c
        let alg = string("alg")?.ok_or(Error::MissingMember {
            member: "alg",
            rule: Rule::new("RFC 7515", "4.1.1"),
        })?;
        // rfc7515-4.1.4-1
        let kid = string("kid")?;
        let protected_string = |name| match protected_half {
            Some(half) => half.string(name),
            None => Ok(None),
        };
        let typ = protected_string("typ")?;
        let cty = protected_string("cty")?;
        let crit = crit::read(protected_half, unprotected_half)?;
        let encoded_payload = crit::read_b64(protected_half, unprotected_half, &crit)?;
        Ok(Self(Arc::new(Contents {
            algorithm: Algorithm::named(&alg),
            alg,
            alg_is_protected: protected_half.is_some_and(|half| half.get("alg").is_some()),
            kid,
            typ,
            cty,
            crit,
            encoded_payload,
            enc_is_protected: protected_half.is_some_and(|half| half.get("enc").is_some()),
            protected: protected.map(Parameters::new),
            unprotected: unprotected.map(Parameters::new),
        })))
    }

    /// The value of `alg`, as it was received.
    #[must_use]
    pub fn alg(&self) -> &str {
        &self.0.alg
    }

    /// The algorithm of that name, whether anybody accepts it or not; `none` names none.
    #[must_use]
    pub fn algorithm(&self) -> Option<&'static Algorithm> {
        self.0.algorithm
    }

    /// The value of `kid`, which need not be protected: it only says where to look for a key.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        // rfc7515-6-1: a hint among keys that are trusted already.
        self.0.kid.as_deref()
    }

    /// The value of `typ` in the protected header; this layer gives it no meaning. Anybody can add
    /// one to the unprotected header, where [`Parameters::get`] finds it.
    #[must_use]
    pub fn typ(&self) -> Option<&str> {
        // rfc7515-4.1.9-3
        self.0.typ.as_deref()
    }

    /// The value of `cty` in the protected header; this layer gives it no meaning.
    #[must_use]
    pub fn cty(&self) -> Option<&str> {
        // rfc7515-4.1.10-2
        self.0.cty.as_deref()
    }

    /// The names in `crit`.
    pub fn crit(&self) -> impl Iterator<Item = &str> {
        self.0.crit.iter().map(|name| &**name)
    }

    /// Whether `alg` is covered by the signature.
    #[must_use]
    pub fn is_alg_protected(&self) -> bool {
        self.0.alg_is_protected
    }

    /// Whether the payload is base64url encoded: `b64` is absent or `true`
    /// ([RFC 7797 §3](https://www.rfc-editor.org/rfc/rfc7797#section-3)).
    #[must_use]
    pub fn is_payload_encoded(&self) -> bool {
        self.0.encoded_payload
    }

    /// Whether the protected header has `enc`, which a JWS has no use for: it tells a JWE
    /// ([RFC 7516 §9](https://www.rfc-editor.org/rfc/rfc7516#section-9)).
    #[must_use]
    pub fn is_enc_protected(&self) -> bool {
        self.0.enc_is_protected
    }

    /// The parameters that the signature covers.
    #[must_use]
    pub fn protected(&self) -> Option<&Parameters> {
        self.0.protected.as_ref()
    }

    /// The parameters that the signature does not cover.
    #[must_use]
    pub fn unprotected(&self) -> Option<&Parameters> {
        self.0.unprotected.as_ref()
    }
}

impl<'d, 'a> Half<'d, 'a> {
    fn new(value: Value<'d, 'a>, limits: &Limits, what: &'static str) -> Result<Self, Error> {
        let half = Self { value };
        let limit = if half.get("x5c").is_some() {
            limits.header_octets_with_x5c()
        } else {
            limits.header_octets()
        };
        let found = value.raw().len();
        if found > limit {
            return Err(Error::TooLarge { what, limit, found });
        }
        Ok(half)
    }

    fn get(&self, name: &str) -> Option<Value<'d, 'a>> {
        self.value.as_object()?.get(name)
    }

    fn names(&self) -> impl Iterator<Item = Cow<'a, str>> {
        let object = self.value.as_object();
        object
            .into_iter()
            .flat_map(|object| object.members().map(|(name, _)| name))
    }

    fn string(&self, name: &'static str) -> Result<Option<Box<str>>, Error> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        match value.as_str() {
            Some(text) => Ok(Some(Box::from(text))),
            None => Err(wrong_type(name, "a string", value, PARAMETERS)),
        }
    }

    /// rfc7515-4-3, rfc7515-4-4, rfc7515-4.1.7-1, rfc7515-4.1.8-1: what is not used is not judged
    /// further than by its JSON type, and no digest of a certificate chooses a key.
    fn check_types(&self) -> Result<(), Error> {
        for name in ["typ", "cty", "jku", "x5u", "x5t", "x5t#S256"] {
            self.string(name)?;
        }
        if let Some(jwk) = self.get("jwk")
            && jwk.as_object().is_none()
        {
            return Err(wrong_type("jwk", "an object", jwk, PARAMETERS));
        }
        if let Some(x5c) = self.get("x5c") {
            let strings = x5c
                .as_array()
                .map(|array| array.elements().all(|element| element.as_str().is_some()));
            if strings != Some(true) {
                return Err(wrong_type("x5c", "an array of strings", x5c, PARAMETERS));
            }
        }
        Ok(())
    }
}

const PARAMETERS: Rule = Rule::new("RFC 7515", "4.1");

fn wrong_type(
    member: &'static str,
    expected: &'static str,
    value: Value<'_, '_>,
    rule: Rule,
) -> Error {
    Error::MemberType {
        member,
        expected,
        found: value.kind().name(),
        rule,
    }
}

/// rfc7515-5.2-4b, rfc7515-7.2.1-8: not even with equal values.
fn refuse_common(
    protected: Option<&Half<'_, '_>>,
    unprotected: Option<&Half<'_, '_>>,
) -> Result<(), Error> {
    let (Some(protected), Some(unprotected)) = (protected, unprotected) else {
        return Ok(());
    };
    let names: BTreeSet<_> = protected.names().collect();
    match unprotected.names().find(|name| names.contains(name)) {
        None => Ok(()),
        Some(name) => Err(Error::InBothHeaders { name: name.into() }),
    }
}
