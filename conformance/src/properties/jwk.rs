//! A JWK: what is read is written, and read again, the same.

use jwk_types::json::{Document, Object, escape_into};
use jwk_types::{Error, HashAlgorithm, Jwk, Key, Limits, PublicJwk, PublicKey, Reason};
use jwks::JwkSet;

use super::refusal;

/// Every registered member that is private in some key type.
const PRIVATE: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

pub(super) fn read(octets: &[u8]) -> Result<(), Reason> {
    let jwk = Jwk::parse_with(octets, &Limits::DEFAULT);
    jwk.map(drop).map_err(|error| error.reason())
}

pub(super) fn check(octets: &[u8]) {
    let result = Jwk::parse_with(octets, &Limits::DEFAULT);
    if let Err(error) = &result {
        refusal::check(error);
    }
    if let Ok(text) = std::str::from_utf8(octets) {
        order_is_nothing(text, &result);
        alone_as_in_a_set(text, &result);
    }
    let Ok(jwk) = result else { return };
    written_is_read(&jwk);
    nothing_secret_is_printed(&jwk);
    match jwk.to_public() {
        Some(public) => {
            nothing_private_is_published(&jwk, &public);
            nor_private_members_of_other_types(&public);
        }
        None => assert!(jwk.key().public().is_none()),
    }
    if let Some(key) = jwk.key().public() {
        one_key_in_every_form(key);
    }
}

/// The thumbprint under every hash, as text.
fn thumbprints(jwk: &Jwk) -> Vec<Result<String, Error>> {
    let hashes = HashAlgorithm::ALL.iter();
    let thumbprints = hashes.map(|hash| Ok(jwk.thumbprint(*hash)?.to_uri()));
    thumbprints.collect()
}

/// The same key with the same members.
#[track_caller]
pub(super) fn written_is_read(jwk: &Jwk) {
    let written = jwk.expose_json();
    let again = Jwk::parse(&written).expect("what was written");
    assert_eq!(*again.expose_json(), *written);
    assert_eq!(again.key().public(), jwk.key().public());
    assert_eq!(thumbprints(&again), thumbprints(jwk));
    assert_eq!(again.kid(), jwk.kid());
    assert_eq!(again.alg(), jwk.alg());
    assert_eq!(again.key_use(), jwk.key_use());
    assert_eq!(again.key_ops(), jwk.key_ops());
}

/// rfc7638-3.2.2-1, rfc7493-2.3-2, rfc8259-4-3: neither the order of members, nor white space, nor
/// members that mean nothing.
fn order_is_nothing(text: &str, result: &Result<Jwk, Error>) {
    let limits = Limits::DEFAULT;
    // Room for what is added.
    if text.len() + 1024 > limits.octets() {
        return;
    }
    let Ok(document) = Document::parse(text.as_bytes(), "JWK", limits.octets(), limits.depth())
    else {
        return;
    };
    let Some(object) = document.root().as_object() else {
        return;
    };
    let reversed = Jwk::parse(&reversed(object));
    match (result, reversed) {
        (Ok(jwk), Ok(reversed)) => {
            assert_eq!(thumbprints(&reversed), thumbprints(jwk));
            assert_eq!(reversed.key().public(), jwk.key().public());
        }
        (Err(error), Err(reversed)) => assert_eq!(reversed.reason(), error.reason(), "{error}"),
        (result, reversed) => panic!("{result:?}, reversed: {reversed:?}"),
    }
}

/// The members from the last to the first, with white space and a new one between them.
fn reversed(object: Object<'_, '_>) -> String {
    let mut members: Vec<_> = object.members().collect();
    members.reverse();
    let mut text = String::from("\r\n{");
    for (name, value) in &members {
        escape_into(&mut text, name);
        text.push_str(" :\t");
        text.push_str(value.raw());
        text.push_str(" , ");
    }
    let mut new = String::from("new");
    while members.iter().any(|(name, _)| *name == new) {
        new.push('_');
    }
    escape_into(&mut text, &new);
    text.push_str(":[{\"d\":null}]}\n");
    text
}

/// One path: a key is judged the same by itself and in a set, where the unknown are skipped.
fn alone_as_in_a_set(text: &str, result: &Result<Jwk, Error>) {
    if let Err(Error::TooLarge { .. } | Error::JsonTooDeep { .. }) = result {
        return;
    }
    let set = JwkSet::parse(&format!("{{\"keys\":[{text}]}}"));
    match (result, set) {
        (Ok(jwk), Ok(set)) => {
            let known = !matches!(jwk.key(), Key::Unknown(_));
            assert_eq!(set.keys().len(), usize::from(known));
            if let [key] = set.keys() {
                assert_eq!(*key.expose_json(), *jwk.expose_json());
            }
        }
        // Text that is no JSON may be two values between brackets.
        (Err(error), Ok(set)) if error.reason() != Reason::MalformedJson => match set.skipped() {
            [skipped] => assert_eq!(skipped.error(), error),
            skipped => panic!("{error}: {skipped:?}"),
        },
        (Err(_), _) => {}
        (Ok(jwk), Err(error)) => panic!("{jwk:?}: {error}"),
    }
}

/// The private and symmetric members, but for those that a public member repeats.
pub(super) fn secrets(jwk: &Jwk) -> Vec<String> {
    let mut members: serde_json::Map<_, serde_json::Value> =
        serde_json::from_str(&jwk.expose_json()).unwrap_or_default();
    let removed = PRIVATE.iter().filter_map(|name| members.remove(*name));
    let secrets: Vec<_> = removed.collect();
    let public = serde_json::Value::Object(members).to_string();
    let secrets = secrets.iter().filter_map(|secret| secret.as_str());
    let secrets = secrets.filter(|secret| !public.contains(*secret));
    secrets.map(str::to_owned).collect()
}

/// rfc7515-10.2-1
fn nothing_secret_is_printed(jwk: &Jwk) {
    let shown = format!("{jwk:?} {:#?}", jwk.key());
    // Short ones may occur by chance.
    for secret in secrets(jwk).iter().filter(|secret| secret.len() >= 8) {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// rfc7517-7-1
fn nothing_private_is_published(jwk: &Jwk, public: &PublicJwk) {
    let json = public.to_json();
    // Not with serde_json, which knows no number beyond binary64.
    let document = Document::parse(json.as_bytes(), "JWK", json.len(), 128).expect("JSON");
    let members = document.root().as_object().expect("an object");
    for name in PRIVATE {
        assert!(members.get(name).is_none(), "{name}: {json}");
    }
    assert_eq!(thumbprints(public.as_jwk()), thumbprints(jwk));
    assert!(!public.as_jwk().is_secret());
    written_is_read(public.as_jwk());
    let again = public.as_jwk().to_public().map(|again| again.to_json());
    assert_eq!(again.as_deref(), Some(&*json));
}

/// A symmetric secret beside a point on a curve is a mistake that is not passed on.
fn nor_private_members_of_other_types(public: &PublicJwk) {
    const MISPLACED: &str = "misplaced";
    let own: &[&str] = match public.as_jwk().kty() {
        "AKP" => &["priv"],
        "RSA" => &PRIVATE[..7],
        _ => &["d"],
    };
    let mut text = public.to_json();
    text.pop();
    for name in PRIVATE.iter().filter(|name| !own.contains(name)) {
        text.push_str(&format!(r#","{name}":"{MISPLACED}""#));
    }
    text.push('}');
    match Jwk::parse(&text) {
        Ok(jwk) => {
            let again = jwk.to_public().map(|again| again.to_json());
            assert_eq!(again, Some(public.to_json()));
            assert!(!format!("{jwk:?}").contains(MISPLACED));
        }
        Err(error) => assert!(matches!(error, Error::TooLarge { .. }), "{error}"),
    }
}

/// rfc7638-3.5-1: as a JWK without other members, as SubjectPublicKeyInfo and as PEM.
#[track_caller]
pub(super) fn one_key_in_every_form(key: &PublicKey) {
    let bare = Jwk::from(PublicJwk::new(key.clone()));
    written_is_read(&bare);
    let Ok(spki) = key.to_spki_der() else {
        assert_eq!(key.kty(), "AKP");
        return;
    };
    let limits = Limits::DEFAULT.with_octets(usize::MAX, usize::MAX);
    assert_eq!(PublicKey::from_spki_der(&spki, &limits).as_ref(), Ok(key));
    let pem = key.to_spki_pem().expect("PEM of what is DER");
    assert_eq!(PublicKey::from_spki_pem(&pem, &limits).as_ref(), Ok(key));
}
