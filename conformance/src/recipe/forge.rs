//! From recipes to cases.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Forged;
use super::asked::Asked;
use super::book::{Book, Recipe};
use super::document::Document;
use super::edits::{Change, Edits, Sign};
use super::line;
use super::template::Words;
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
    let line = line::write(recipe, &requirement, op, &request);
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
    tampered: BTreeMap<String, Change>,
    token: Option<String>,
    keys: Option<Asked>,
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
                tampered: BTreeMap::new(),
                token: None,
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
        self.tampered.extend(edits.tampered.clone());
        self.token = edits.token.clone().or_else(|| self.token.take());
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
        self.header
            .set("alg", &Value::from(algorithm(sign)?).to_string());
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
        let other = |id: &str| {
            let other = started_from(book, id)?;
            Self::cook(book, other, 0)?.token(book)
        };
        let words = Words {
            keys: &book.keys,
            own: None,
            token: &other,
        };
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
        let other = |id: &str| {
            let other = started_from(book, id)?;
            Self::cook(book, other, 0)?.token(book)
        };
        let words = Words {
            keys: &book.keys,
            own: None,
            token: &other,
        };
        let expand = |text: &str| words.expand(text);
        let payload = self.claims.octets(expand)?;
        let Some(sign) = &self.sign else {
            let text = String::from_utf8(payload).map_err(|error| error.to_string())?;
            return match &self.token {
                Some(token) => expand(token),
                None => Ok(text),
            };
        };
        let header = self.header.octets(expand)?;
        let signed = |input: &[u8]| signature(sign, &words, input);
        let mut compact = if sign.unencoded {
            let text = String::from_utf8(payload).map_err(|error| error.to_string())?;
            Compact::unencoded(&header, &text, signed)?
        } else {
            Compact::new(&header, &payload, signed)?
        };
        if !self.tampered.is_empty() {
            let mut claims = self.claims.clone();
            claims.change(&self.tampered)?;
            let tampered = claims.octets(expand)?;
            compact.payload = jwk_types::base64url::encode(&tampered);
        }
        let words = Words {
            own: Some(&compact),
            ..words
        };
        match &self.token {
            Some(token) => words.expand(token),
            None => Ok(compact.text()),
        }
    }
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
    match (&sign.key, &sign.secret, sign.salt) {
        (Some(key), None, None) => mint::sign(&Key::named(key)?, &alg, input),
        (Some(key), None, Some(salt)) => mint::sign_salted(&Key::named(key)?, &alg, salt, input),
        (None, Some(secret), None) => mint::mac(&alg, words.expand(secret)?.as_bytes(), input),
        _ => Err("`sign` has either `key` or `secret`".to_owned()),
    }
}
