//! From recipes to cases.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Forged;
use super::asked::Asked;
use super::book::{Book, Recipe};
use super::document::Document;
use super::edits::{Change, Edits, Sign};
use super::line;
use super::template::{Tokens, Words};
use crate::case::{Case, Expect};
use crate::mint::{self, Compact, Key};
use crate::protocol::Op;
use crate::requirement::Catalogue;

/// How many recipes a recipe may build on.
const DEPTH: usize = 8;

pub(super) fn files(book: &Book, catalogue: &Catalogue) -> Result<Vec<Forged>, String> {
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for recipe in &book.recipes {
        let line =
            case(book, recipe, catalogue).map_err(|what| format!("{}: {what}", recipe.id))?;
        files.entry(&recipe.file).or_default().push_str(&line);
    }
    let forged = files.into_iter().map(|(file, text)| Forged {
        file: file.to_owned(),
        text,
    });
    Ok(forged.collect())
}

fn case(book: &Book, recipe: &Recipe, catalogue: &Catalogue) -> Result<String, String> {
    let dish = Dish::cook(book, recipe, 0)?;
    let op = Op::named(&dish.op).ok_or_else(|| format!("`{}` is no op", dish.op))?;
    let request = dish.request(book)?;
    let requirement = requirement(book, recipe, catalogue);
    let mut recipe = recipe.clone();
    if recipe.expect == Expect::Accept && recipe.output.is_none() {
        recipe.output = dish.output(book)?;
    }
    let line = line::write(&recipe, &requirement, op, &request);
    Case::parse(line.trim_end(), &recipe.file)?;
    Ok(line)
}

/// The rules that a recipe names. What is accepted also shows those which need nothing but the input without the
/// defect: the rules without a `positive` of what is rejected and starts here.
fn requirement(book: &Book, recipe: &Recipe, catalogue: &Catalogue) -> Vec<String> {
    let mut all = recipe.requirement.clone();
    if recipe.expect == Expect::Accept {
        let from_here =
            |one: &&Recipe| one.expect == Expect::Reject && one.from.as_ref() == Some(&recipe.id);
        let rules = book.recipes.iter().filter(from_here);
        for id in rules.flat_map(|one| &one.requirement) {
            let shown_so = catalogue
                .get(id)
                .is_some_and(|rule| rule.positive.is_empty());
            if shown_so && !all.contains(id) {
                all.push(id.clone());
            }
        }
    }
    all
}

/// A token and its request on the way.
struct Dish {
    op: String,
    sign: Option<Sign>,
    header: Document,
    claims: Document,
    segment: BTreeMap<String, String>,
    tampered: BTreeMap<String, Change>,
    token: Option<String>,
    keys: Option<Asked>,
    json: Document,
    request: BTreeMap<String, toml::Value>,
}

impl Dish {
    fn cook(book: &Book, recipe: &Recipe, depth: usize) -> Result<Self, String> {
        let mut dish = match (&recipe.from, &recipe.op) {
            (Some(from), _) => {
                let from = started_from(book, from)?;
                if depth >= DEPTH {
                    return Err("builds on too many others".to_owned());
                }
                Self::cook(book, from, depth + 1)?
            }
            (None, op) => Self {
                op: op.clone().unwrap_or_default(),
                sign: None,
                header: Document::default(),
                claims: Document::default(),
                segment: BTreeMap::new(),
                tampered: BTreeMap::new(),
                token: None,
                json: Document::default(),
                keys: None,
                request: BTreeMap::new(),
            },
        };
        dish.edit(book, &recipe.edits)?;
        Ok(dish)
    }

    fn edit(&mut self, book: &Book, edits: &Edits) -> Result<(), String> {
        Asked::edit(&mut self.keys, &book.keys, edits)?;
        if let Some(sign) = &edits.sign {
            self.sign_with(sign)?;
        }
        self.header.change(&edits.header)?;
        self.header.write_over(&edits.header_text);
        self.claims.change(&edits.claims)?;
        if self.about_keys() {
            Asked::of(&mut self.keys)?.rename(&edits.rename)?;
        } else {
            self.claims.rename(&edits.rename)?;
        }
        self.claims.write_over(&edits.payload);
        self.segment.extend(edits.segment.clone());
        self.tampered.extend(edits.tampered.clone());
        self.token = edits.token.clone().or_else(|| self.token.take());
        self.json.change(&edits.json)?;
        self.json.write_over(&edits.json_text);
        for (name, value) in &edits.request {
            if *value == toml::Value::Boolean(false) {
                self.request
                    .remove(name)
                    .ok_or_else(|| format!("there is no `{name}` to leave out"))?;
            } else {
                self.request.insert(name.clone(), value.clone());
            }
        }
        Ok(())
    }

    /// Whether the op is about a JWK or a JWK Set, without a token.
    fn about_keys(&self) -> bool {
        self.op.starts_with("jwk")
    }

    /// `alg` and `kid` of the header follow, the latter unless it was left out.
    fn sign_with(&mut self, sign: &Sign) -> Result<(), String> {
        let first = self.sign.is_none();
        self.sign = Some(sign.clone());
        let alg = match &sign.named {
            Some(named) => named.clone(),
            None => algorithm(sign)?,
        };
        self.header.set("alg", &Value::from(alg).to_string());
        let kid = sign.kid.as_ref().or(sign.key.as_ref());
        if let (Some(kid), true) = (kid, first || self.header.has("kid")) {
            self.header
                .set("kid", &Value::from(kid.as_str()).to_string());
        }
        if sign.unencoded {
            self.header.set("b64", "false");
            self.header.set("crit", "[\"b64\"]");
        }
        Ok(())
    }

    fn request(&self, book: &Book) -> Result<Vec<(String, Value)>, String> {
        let others = Others(book);
        let words = others.words();
        let mut request = Vec::new();
        for (name, value) in &self.request {
            let value = match value {
                toml::Value::String(text) => Value::from(words.expand(text)?),
                other => serde_json::to_value(other).map_err(|error| error.to_string())?,
            };
            request.push((name.clone(), value));
        }
        let (keys, token) = match &*self.op {
            "jwk_set.parse" => ("jwks", None),
            _ if self.about_keys() => ("jwk", None),
            "userinfo.verify" => ("keys", Some("response")),
            "jws.verify" => ("keys", Some("jws")),
            _ => ("keys", Some("token")),
        };
        if let Some(token) = token {
            request.push((token.to_owned(), self.token(book)?.into()));
        }
        if let Some(asked) = &self.keys {
            request.push((keys.to_owned(), asked.text(&words)?.into()));
        }
        Ok(request)
    }

    fn token(&self, book: &Book) -> Result<String, String> {
        let others = Others(book);
        let words = others.words();
        if self.sign.is_none() {
            let payload = text(self.claims.octets(|text| words.expand(text))?)?;
            return match &self.token {
                Some(token) => words.expand(token),
                None => Ok(payload),
            };
        }
        let compact = self.compact(&words)?;
        let words = Words {
            own: Some(&compact),
            ..words
        };
        match &self.token {
            Some(token) => words.expand(token),
            None if self.json.is_absent() => Ok(compact.text()),
            None => text(self.json.octets(|text| words.expand(text))?),
        }
    }

    /// The segments, as they are signed.
    fn compact(&self, words: &Words<'_>) -> Result<Compact, String> {
        let expand = |text: &str| words.expand(text);
        let sign = self.sign.as_ref().ok_or("nothing is signed")?;
        let header = self.header.octets(expand)?;
        let payload = self.claims.octets(expand)?;
        let signed = |input: &[u8]| signature(sign, words, input);
        let mut compact = if sign.unencoded {
            Compact::unencoded(&header, &text(payload)?, signed)?
        } else {
            Compact::new(&header, &payload, signed)?
        };
        if !self.segment.is_empty() {
            let own = Words {
                own: Some(&compact),
                ..*words
            };
            let mut segments = [compact.header.clone(), compact.payload.clone()];
            for (name, text) in &self.segment {
                let place = ["header", "payload"].iter().position(|each| each == name);
                let place = place.ok_or_else(|| format!("`{name}` is no segment to write"))?;
                segments[place] = own.expand(text)?;
            }
            let [header, payload] = segments;
            compact = Compact::of_segments(header, payload, signed)?;
        }
        if !self.tampered.is_empty() {
            let mut claims = self.claims.clone();
            claims.change(&self.tampered)?;
            let tampered = claims.octets(expand)?;
            compact.payload = jwk_types::base64url::encode(&tampered);
        }
        Ok(compact)
    }

    /// What a JWS yields, where a recipe does not say.
    fn output(&self, book: &Book) -> Result<Option<String>, String> {
        let (Some(sign), "jws.verify") = (&self.sign, &*self.op) else {
            return Ok(None);
        };
        let payload = self
            .claims
            .octets(|text| Others(book).words().expand(text))?;
        let payload = jwk_types::base64url::encode(&payload);
        let alg = algorithm(sign)?;
        Ok(Some(format!(r#"{{"payload":"{payload}","alg":"{alg}"}}"#)))
    }
}

/// The tokens of other recipes.
struct Others<'a>(&'a Book);

impl Tokens for Others<'_> {
    fn token(&self, id: &str) -> Result<String, String> {
        Dish::cook(self.0, started_from(self.0, id)?, 0)?.token(self.0)
    }

    fn segments(&self, id: &str) -> Result<Compact, String> {
        Dish::cook(self.0, started_from(self.0, id)?, 0)?.compact(&self.words())
    }
}

impl Others<'_> {
    fn words(&self) -> Words<'_> {
        Words {
            keys: &self.0.keys,
            own: None,
            others: self,
        }
    }
}

fn text(octets: Vec<u8>) -> Result<String, String> {
    String::from_utf8(octets).map_err(|error| error.to_string())
}

/// Only what is accepted is built on.
fn started_from<'a>(book: &'a Book, id: &str) -> Result<&'a Recipe, String> {
    match book.get(id) {
        Some(found) if found.expect == Expect::Accept => Ok(found),
        Some(_) => Err(format!("`{id}` is not accepted itself")),
        None => Err(format!("there is no recipe `{id}`")),
    }
}

fn algorithm(sign: &Sign) -> Result<String, String> {
    match (&sign.alg, &sign.key) {
        (Some(alg), _) => Ok(alg.clone()),
        (None, Some(key)) => mint::default_algorithm(&Key::named(key)?).map(str::to_owned),
        (None, None) => Err("a secret needs an `alg`".to_owned()),
    }
}

fn signature(sign: &Sign, words: &Words<'_>, input: &[u8]) -> Result<Vec<u8>, String> {
    let alg = algorithm(sign)?;
    match (&sign.key, &sign.secret, sign.salt, &sign.fault) {
        (Some(key), None, None, None) => mint::sign(&Key::named(key)?, &alg, input),
        (Some(key), None, Some(salt), None) => {
            mint::sign_salted(&Key::named(key)?, &alg, salt, input)
        }
        (Some(key), None, None, Some(fault)) => {
            mint::sign_wrongly(&Key::named(key)?, &alg, fault, input)
        }
        (None, Some(secret), None, None) => {
            mint::mac(&alg, words.expand(secret)?.as_bytes(), input)
        }
        _ => Err("`sign` has either `key` or `secret`, and one fault".to_owned()),
    }
}
