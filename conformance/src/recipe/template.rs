//! `<<word argument...>>` in the texts of recipes.

use std::collections::BTreeMap;

use jwk_types::base64url;

use super::document::Document;
use super::octets;
use crate::mint::{Compact, Half, Key};

/// What the words stand for.
pub(super) struct Words<'a> {
    /// Keys by name.
    pub(super) keys: &'a BTreeMap<String, Document>,
    /// The token of the recipe itself, once there is one.
    pub(super) own: Option<&'a Compact>,
    pub(super) others: &'a dyn Tokens,
}

/// The tokens of other recipes, by id.
pub(super) trait Tokens {
    fn token(&self, id: &str) -> Result<String, String>;
    fn segments(&self, id: &str) -> Result<Compact, String>;
}

impl Words<'_> {
    /// Replaces every word, innermost first.
    pub(super) fn expand(&self, text: &str) -> Result<String, String> {
        let mut text = text.to_owned();
        while let Some(end) = text.find(">>") {
            let Some(start) = text[..end].rfind("<<") else {
                break;
            };
            let value = self.value(&text[start + 2..end])?;
            text.replace_range(start..end + 2, &value);
        }
        Ok(text)
    }

    fn value(&self, words: &str) -> Result<String, String> {
        let (word, rest) = words.split_once(' ').unwrap_or((words, ""));
        let two = || {
            let two = rest.split_once(' ');
            two.ok_or_else(|| format!("<<{words}>> needs two arguments"))
        };
        match word {
            "header" | "payload" | "signature" => self.segment(words),
            "flip" => flip(&self.segment(rest)?),
            "spare" => spare(&self.segment(rest)?),
            "alphabet" => Ok(self.segment(rest)?.replace('-', "+").replace('_', "/")),
            "token" if rest.is_empty() => self.own().map(Compact::text),
            "token" => self.others.token(rest),
            "jwk" => self
                .keys
                .get(rest)
                .map(Document::text)
                .ok_or_else(|| format!("there is no key `{rest}`")),
            "member" => member(rest),
            "longer" => {
                let mut octets = decoded(&member(rest)?)?;
                octets.insert(0, 0);
                Ok(base64url::encode(&octets))
            }
            "shorter" => {
                let octets = decoded(&member(rest)?)?;
                let (_, octets) = octets.split_first().ok_or("an empty member")?;
                Ok(base64url::encode(octets))
            }
            "first" | "after" => {
                let (count, segment) = two()?;
                let (segment, count) = (self.segment(segment)?, number(count)?);
                let (first, after) = segment
                    .split_at_checked(count)
                    .ok_or("the segment is shorter")?;
                Ok(if word == "first" { first } else { after }.to_owned())
            }
            "pem" => pem(rest).map(str::to_owned),
            "certificate" => certificate(rest),
            "certificate-unpadded" => Ok(certificate(rest)?.trim_end_matches('=').to_owned()),
            "base64url" => Ok(base64url::encode(rest.as_bytes())),
            "left" | "right" | "whole" => {
                let (hash, text) = two()?;
                let half = match word {
                    "left" => Half::Left,
                    "right" => Half::Right,
                    _ => Half::Whole,
                };
                half.of(hash, text).map(|octets| base64url::encode(&octets))
            }
            "left-hex" => {
                let (hash, text) = two()?;
                let octets = Half::Left.of(hash, text)?;
                Ok(octets.iter().map(|octet| format!("{octet:02x}")).collect())
            }
            "repeat" => {
                let (count, text) = two()?;
                Ok(text.repeat(number(count)?))
            }
            _ => octets::word(word, rest)
                .unwrap_or_else(|| Err(format!("`{word}` is no word of a template"))),
        }
    }

    fn own(&self) -> Result<&Compact, String> {
        self.own
            .ok_or_else(|| "there is no token of its own here".to_owned())
    }

    /// `header`, `header ID` of another recipe, or a member of a key, which is two words.
    fn segment(&self, name: &str) -> Result<String, String> {
        let other;
        let (name, compact) = match name.split_once(' ') {
            None => (name, self.own()?),
            Some((segment @ ("header" | "payload" | "signature"), id)) => {
                other = self.others.segments(id)?;
                (segment, &other)
            }
            Some(_) => return member(name),
        };
        match name {
            "header" => Ok(compact.header.clone()),
            "payload" => Ok(compact.payload.clone()),
            "signature" => Ok(compact.signature.clone()),
            _ => Err(format!("`{name}` is no segment")),
        }
    }
}

fn number(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}

/// `KEY NAME`: a member of a key.
fn member(words: &str) -> Result<String, String> {
    let two = words.split_once(' ');
    let (key, name) = two.ok_or_else(|| format!("`{words}` names no member of a key"))?;
    match Key::named(key)?.member(name) {
        "" => Err(format!("the key `{key}` has no `{name}`")),
        text => Ok(text.to_owned()),
    }
}

fn decoded(text: &str) -> Result<Vec<u8>, String> {
    base64url::decode(text, "member").map_err(|error| error.to_string())
}

/// Changes one bit.
fn flip(segment: &str) -> Result<String, String> {
    let mut octets = decoded(segment)?;
    let middle = octets.len() / 2;
    let octet = octets.get_mut(middle).ok_or("an empty segment")?;
    *octet ^= 1;
    Ok(base64url::encode(&octets))
}

/// Sets a bit that no octet needs.
fn spare(segment: &str) -> Result<String, String> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    if segment.len().is_multiple_of(4) {
        return Err("no bit to spare".to_owned());
    }
    let last = segment.chars().next_back().ok_or("an empty segment")?;
    let value = ALPHABET.find(last).ok_or("no base64url")?;
    let next = ALPHABET.chars().nth(value + 1).ok_or("no base64url")?;
    Ok(format!("{}{next}", &segment[..segment.len() - 1]))
}

/// A certificate as one line of base64.
fn certificate(key: &str) -> Result<String, String> {
    let pem = pem(&format!("{key}.certificate"))?;
    Ok(pem.lines().filter(|line| !line.starts_with('-')).collect())
}

/// Public halves of the `rsa`, `rsa-2` and `p256` keys in other forms.
fn pem(name: &str) -> Result<&'static str, String> {
    match name {
        "rsa.spki" => Ok(include_str!("../mint/keys/rsa.spki.pem")),
        "rsa.pkcs1" => Ok(include_str!("../mint/keys/rsa.pkcs1.pem")),
        "rsa.certificate" => Ok(include_str!("../mint/keys/rsa.certificate.pem")),
        "rsa-2.certificate" => Ok(include_str!("../mint/keys/rsa-2.certificate.pem")),
        "p256.spki" => Ok(include_str!("../mint/keys/p256.spki.pem")),
        _ => Err(format!("there is no PEM `{name}`")),
    }
}
