//! Key sets.

mod certificate;

use serde_json::{Map, Value, json};

use super::named::named;
use crate::mint::Key;

named! {
    /// What stands in a key set. The key that signs is called the good one.
    Contents {
        Published "published" "the keys that are published, the good one last, each with kid, use and alg",
        FiftyThousandKeys "fifty-thousand-keys" "50,000 keys, the good one last",
        Decoys "decoys" "keys for EdDSA, PS256 and ES256 around the good one, all with its kid",
        OddEntries "odd-entries" "an unknown kty, an RSA key without e, a number and an ML-DSA key before the good one",
        PrivateKey "private-key" "the good key with all its private members",
        Oct "oct" "a symmetric key beside the good one",
        NoKidOne "no-kid-one" "the good key alone, without kid",
        NoKidSeveral "no-kid-several" "the good key among others of its kind, all without kid",
        EncAndSig "enc-and-sig" "a key for encryption beside the good one",
        X5cWithoutN "x5c-without-n" "an RSA key that has a certificate, and neither n nor e",
        Empty "empty" "no key at all",
    }
}

/// A key in a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its name in [`crate::mint`].
    pub key: String,
    /// Its `kid` in the set and in tokens.
    pub kid: String,
    /// Its `alg` in the set and in tokens.
    pub alg: String,
}

impl Published {
    /// A key with the algorithm that it signs with by default.
    pub fn new(key: &str, kid: &str) -> Result<Self, String> {
        let alg = crate::mint::default_algorithm(&Key::named(key)?)?;
        Ok(Self::with_alg(key, kid, alg))
    }

    /// A key for this algorithm.
    #[must_use]
    pub fn with_alg(key: &str, kid: &str, alg: &str) -> Self {
        Self {
            key: key.to_owned(),
            kid: kid.to_owned(),
            alg: alg.to_owned(),
        }
    }

    fn public(&self) -> Result<Map<String, Value>, String> {
        Ok(self.described(Key::named(&self.key)?.public()))
    }

    fn described(&self, mut members: Map<String, Value>) -> Map<String, Value> {
        members.insert("kid".to_owned(), self.kid.clone().into());
        members.insert("use".to_owned(), "sig".into());
        members.insert("alg".to_owned(), self.alg.clone().into());
        members
    }
}

impl Contents {
    /// Whether tokens name their key.
    pub(super) const fn has_kids(self) -> bool {
        !matches!(self, Self::NoKidOne | Self::NoKidSeveral)
    }

    /// The JWK Set; `good` signs.
    pub(super) fn document(
        self,
        published: &[Published],
        good: &Published,
    ) -> Result<String, String> {
        let of = |key: &str, kid: &str| Published::new(key, kid)?.public().map(Value::from);
        let public = good.public()?;
        let keys = match self {
            Self::Published => {
                let keys = published.iter().map(|key| key.public().map(Value::from));
                return keys.collect::<Result<_, _>>().map(written);
            }
            Self::FiftyThousandKeys => return fifty_thousand(&public),
            Self::Decoys => vec![
                of("ed25519", &good.kid)?,
                Published::with_alg(another(&good.key), &good.kid, "PS256")
                    .public()?
                    .into(),
                public.into(),
                of("p256-2", &good.kid)?,
            ],
            Self::OddEntries => {
                let mut broken = Published::new("rsa-3", "broken")?.public()?;
                broken.remove("e");
                vec![
                    json!({"kty": "TUBE", "kid": "unknown", "use": "sig", "alg": "TUBE"}),
                    broken.into(),
                    7.into(),
                    of("ml-dsa-65", "post-quantum")?,
                    public.into(),
                ]
            }
            Self::PrivateKey => {
                vec![
                    good.described(Key::named(&good.key)?.private().clone())
                        .into(),
                ]
            }
            Self::Oct => vec![of("secret", "mac")?, public.into()],
            Self::NoKidOne => vec![without_kid(public)],
            Self::NoKidSeveral => vec![
                without_kid(Published::with_alg(another(&good.key), "", &good.alg).public()?),
                without_kid(public),
                without_kid(Published::new("p521", "")?.public()?),
            ],
            Self::EncAndSig => {
                let mut enc = Published::new(another(&good.key), "enc")?.public()?;
                enc.insert("use".to_owned(), "enc".into());
                enc.insert("alg".to_owned(), "RSA-OAEP-256".into());
                vec![enc.into(), public.into()]
            }
            Self::X5cWithoutN => vec![only_certified(good, public)?],
            Self::Empty => Vec::new(),
        };
        Ok(written(keys))
    }
}

/// A key of the same kind, or else another RSA key.
pub(super) fn another(key: &str) -> &'static str {
    match key {
        "rsa" => "rsa-2",
        "rsa-2" => "rsa-3",
        "p256" => "p256-2",
        "p256-2" => "p256",
        "ed25519" => "ed25519-2",
        "ed25519-2" => "ed25519",
        _ => "rsa",
    }
}

fn written(keys: Vec<Value>) -> String {
    json!({ "keys": keys }).to_string()
}

fn without_kid(mut members: Map<String, Value>) -> Value {
    members.remove("kid");
    members.into()
}

fn only_certified(good: &Published, mut members: Map<String, Value>) -> Result<Value, String> {
    let certificate = certificate::self_signed(&Key::named(&good.key)?)?;
    members.remove("n");
    members.remove("e");
    members.insert("x5c".to_owned(), json!([certificate]));
    Ok(members.into())
}

/// One curve point under many names: the text is what costs.
fn fifty_thousand(good: &Map<String, Value>) -> Result<String, String> {
    let other = Published::new("p256-2", "many-")?.public()?;
    let other = Value::from(other).to_string();
    let mut text = String::from("{\"keys\":[");
    for number in 1..50_000 {
        text.push_str(&other.replacen("many-", &format!("many-{number}"), 1));
        text.push(',');
    }
    text.push_str(&Value::from(good.clone()).to_string());
    text.push_str("]}");
    Ok(text)
}
