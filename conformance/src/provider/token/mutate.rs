//! Puts a defect into a token.

use jwk_types::{Jwk, base64url};
use serde_json::{Value, json};

use super::super::contents::another;
use super::{Draft, Kind, Mutation};
use crate::mint::{Key, hash_of};

/// What makes the signature.
pub(super) enum Seal {
    Right,
    Absent,
    Broken,
    /// Another key, by name.
    Key(&'static str),
    /// Another algorithm.
    Alg(&'static str),
    /// HS256 with this secret.
    Mac(Vec<u8>),
}

pub(super) fn apply(draft: &mut Draft, mutation: Mutation) -> Result<Seal, String> {
    if mutation.verdict(draft.kind).is_none() {
        let (name, kind) = (mutation.name(), draft.kind.name());
        return Err(format!("{name} is no mutation of {kind}"));
    }
    match mutation {
        Mutation::MissingIss => remove(draft, "iss"),
        Mutation::OtherIss => replace(draft, "iss", "https://other-issuer.example"),
        Mutation::IssAppended => append(draft, "iss"),
        Mutation::MissingAud => remove(draft, "aud"),
        Mutation::OtherAud => replace(draft, "aud", "https://other-audience.example"),
        Mutation::AudAppended => append(draft, "aud"),
        Mutation::SecondAudience => {
            let audiences = json!([value(draft, "aud")?, "https://stranger.example"]);
            replace(draft, "aud", audiences)
        }
        Mutation::AudAsArray => {
            let audiences = json!([value(draft, "aud")?]);
            replace(draft, "aud", audiences)
        }
        Mutation::MissingSub => remove(draft, "sub"),
        Mutation::OtherSub => replace(draft, "sub", "user-2"),
        Mutation::MissingIat => remove(draft, "iat"),
        Mutation::MissingExp => remove(draft, "exp"),
        Mutation::Expired => {
            let expired = seconds(draft, "iat")?.saturating_sub(3_600);
            replace(draft, "exp", expired)
        }
        Mutation::ExpInMilliseconds => {
            let milliseconds = seconds(draft, "exp")?.saturating_mul(1_000);
            replace(draft, "exp", milliseconds)
        }
        Mutation::ClockAhead => skew(draft, 20),
        Mutation::ClockFarAhead => skew(draft, 600),
        Mutation::ClockFarBehind => skew(draft, -660),
        Mutation::AlgNone => name_alg(draft, "none", Seal::Absent),
        Mutation::BrokenSignature => Ok(Seal::Broken),
        Mutation::OtherKey => Ok(Seal::Key(another(&draft.signer.key))),
        Mutation::Hs256PublicKey => {
            let secret = public_pem(&draft.signer.key)?;
            name_alg(draft, "HS256", Seal::Mac(secret.into_bytes()))
        }
        Mutation::Hs256Secret => {
            let secret = Key::named("secret")?;
            let secret = base64url::decode(secret.member("k"), "k").map_err(|e| e.to_string())?;
            name_alg(draft, "HS256", Seal::Mac(secret))
        }
        Mutation::OtherAlg => {
            let alg = other_alg(&draft.signer.alg)?;
            name_alg(draft, alg, Seal::Alg(alg))
        }
        Mutation::NoKid => {
            draft.header.remove("kid");
            Ok(Seal::Right)
        }
        Mutation::UnknownKid => in_header(draft, "kid", "nobody-knows-it"),
        Mutation::OtherTyp => {
            let typ = match draft.kind {
                Kind::AccessToken => "logout+jwt",
                Kind::IdToken | Kind::LogoutToken => "at+jwt",
            };
            in_header(draft, "typ", typ)
        }
        Mutation::MissingTyp => {
            draft.header.remove("typ");
            Ok(Seal::Right)
        }
        Mutation::MissingJti => remove(draft, "jti"),
        Mutation::MissingClientId => remove(draft, "client_id"),
        Mutation::BoundToKey => {
            let thumbprint = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
            add(draft, "cnf", json!({ "jkt": thumbprint }))
        }
        Mutation::MissingNonce => remove(draft, "nonce"),
        Mutation::OtherNonce => replace(draft, "nonce", "of-another-login"),
        Mutation::WithNonce => add(draft, "nonce", "n-0S6_WzA2Mj"),
        Mutation::MissingAtHash => remove(draft, "at_hash"),
        Mutation::WrongAtHash => other_hash(draft, "at_hash"),
        Mutation::MissingCHash => remove(draft, "c_hash"),
        Mutation::WrongCHash => other_hash(draft, "c_hash"),
        Mutation::MissingSHash => remove(draft, "s_hash"),
        Mutation::WrongSHash => other_hash(draft, "s_hash"),
        Mutation::MissingEvents => remove(draft, "events"),
        Mutation::OtherEvent => {
            let event = "http://schemas.example/event/other";
            replace(draft, "events", json!({ event: {} }))
        }
    }
}

/// The mutation of a claim that is not there would be none.
fn value(draft: &Draft, claim: &str) -> Result<Value, String> {
    let value = draft.claims.get(claim).cloned();
    value.ok_or_else(|| format!("the token has no {claim} to begin with"))
}

fn seconds(draft: &Draft, claim: &str) -> Result<i64, String> {
    let seconds = value(draft, claim)?.as_i64();
    seconds.ok_or_else(|| format!("{claim} is no number of seconds"))
}

fn remove(draft: &mut Draft, claim: &str) -> Result<Seal, String> {
    value(draft, claim)?;
    draft.claims.remove(claim);
    Ok(Seal::Right)
}

fn replace(draft: &mut Draft, claim: &str, by: impl Into<Value>) -> Result<Seal, String> {
    value(draft, claim)?;
    add(draft, claim, by)
}

fn add(draft: &mut Draft, claim: &str, value: impl Into<Value>) -> Result<Seal, String> {
    draft.set(claim, value);
    Ok(Seal::Right)
}

fn append(draft: &mut Draft, claim: &str) -> Result<Seal, String> {
    let before = value(draft, claim)?;
    let before = before
        .as_str()
        .ok_or_else(|| format!("{claim} is no text"))?;
    add(draft, claim, format!("{before}1"))
}

fn other_hash(draft: &mut Draft, claim: &str) -> Result<Seal, String> {
    let hash = hash_of(&draft.signer.alg, "something else")?;
    replace(draft, claim, hash)
}

fn skew(draft: &mut Draft, seconds: i64) -> Result<Seal, String> {
    draft.ahead = draft.ahead.saturating_add(seconds);
    Ok(Seal::Right)
}

fn name_alg(draft: &mut Draft, alg: &str, seal: Seal) -> Result<Seal, String> {
    draft.header.insert("alg".to_owned(), alg.into());
    Ok(seal)
}

fn in_header(draft: &mut Draft, member: &str, value: &str) -> Result<Seal, String> {
    draft.header.insert(member.to_owned(), value.into());
    Ok(Seal::Right)
}

fn public_pem(key: &str) -> Result<String, String> {
    let text = Value::from(Key::named(key)?.public()).to_string();
    let jwk = Jwk::parse(&text).map_err(|error| error.to_string())?;
    let public = jwk.key().public().ok_or("a secret has no public key")?;
    public.to_spki_pem().map_err(|error| error.to_string())
}

/// Of the same kind, and with the same hash.
fn other_alg(alg: &str) -> Result<&'static str, String> {
    match alg {
        "RS256" => Ok("PS256"),
        "RS384" => Ok("PS384"),
        "RS512" => Ok("PS512"),
        "PS256" => Ok("RS256"),
        "PS384" => Ok("RS384"),
        "PS512" => Ok("RS512"),
        "EdDSA" => Ok("Ed25519"),
        "Ed25519" => Ok("EdDSA"),
        other => Err(format!("a key for {other} has no other algorithm")),
    }
}
