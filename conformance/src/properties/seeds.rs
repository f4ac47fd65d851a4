//! Inputs to start from, made from the cases.

mod test_keys;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jwk_types::{HashAlgorithm, Jwk, base64url};

use super::names;
use crate::case::Case;
use crate::file::FileError;

/// An input to start from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seed {
    /// The property that it is for.
    pub property: &'static str,
    /// The name of a file: the id of the case, or the name of the test key.
    pub name: String,
    /// The input.
    pub octets: Vec<u8>,
}

struct Seeds {
    seeds: Vec<Seed>,
    seen: BTreeSet<(&'static str, Vec<u8>)>,
}

impl Seeds {
    /// No input twice for one property.
    fn add(&mut self, property: &'static str, name: &str, octets: impl Into<Vec<u8>>) {
        let octets = octets.into();
        if self.seen.insert((property, octets.clone())) {
            let name = name.to_owned();
            self.seeds.push(Seed {
                property,
                name,
                octets,
            });
        }
    }

    fn key(&mut self, name: &str, text: &str) {
        self.add("jwk", name, text);
        self.add("json", name, text);
        if text.contains("x5") {
            self.add("x509", name, text);
        }
        let Ok(jwk) = Jwk::parse(text) else { return };
        if let Ok(thumbprint) = jwk.thumbprint(HashAlgorithm::Sha256) {
            let uri = thumbprint.to_uri();
            self.add(
                "thumbprint_uri",
                &format!("{name}.other"),
                uri.replace("sha-256", "sha-9"),
            );
            self.add("thumbprint_uri", name, uri);
        }
        let Some(public) = jwk.key().public() else {
            return;
        };
        if let (Ok(der), Ok(pem)) = (public.to_spki_der(), public.to_spki_pem()) {
            self.add("spki", name, der);
            self.add("pem", name, pem);
        }
    }

    fn keys(&mut self, name: &str, text: &str) {
        if text.contains("\"keys\"") {
            self.add("jwk_set", name, text);
        } else {
            self.key(name, text);
            self.add("jwk_set", name, format!("{{\"keys\":[{text}]}}"));
        }
    }

    fn claims(&mut self, name: &str, token: &str) {
        let payload = token.split('.').nth(1).unwrap_or_default();
        if let Ok(payload) = base64url::decode(payload, "payload") {
            self.add("claims", name, payload);
        }
    }

    fn jws(&mut self, name: &str, text: &str) {
        if text.trim_start().starts_with('{') {
            self.add("jws_json", name, text);
            self.add("json", name, text);
            return;
        }
        self.add("jws_compact", name, text);
        let header = text.split('.').next().unwrap_or_default();
        self.add("base64url", name, header);
        if let Ok(header) = base64url::decode(header, "header") {
            self.add("json", &format!("{name}.header"), header);
        }
    }
}

/// The inputs of these cases, and of the keys that the tests of `jwk-types` use.
pub fn of(cases: &[Case]) -> Vec<Seed> {
    let mut seeds = Seeds {
        seeds: Vec::new(),
        seen: BTreeSet::new(),
    };
    for case in cases {
        let member = |name| case.request.get(name).and_then(serde_json::Value::as_str);
        if let Some(text) = member("jwk") {
            seeds.keys(&case.id, text);
        }
        for text in member("jwks").into_iter().chain(member("keys")) {
            seeds.keys(&format!("{}.keys", case.id), text);
        }
        for text in member("jws").into_iter().chain(member("token")) {
            seeds.jws(&case.id, text);
        }
        if let Some(text) = member("token") {
            seeds.claims(&case.id, text);
        }
        if let Some(text) = member("response") {
            seeds.add("claims", &case.id, text);
        }
        if let Some(text) = member("document") {
            seeds.add("json", &case.id, text);
            seeds.add("metadata", &case.id, text);
        }
    }
    test_keys::add(&mut seeds);
    for signing in 0..5_u8 {
        for edit in 0..6_u8 {
            // Control characters wherever a string is read.
            let flags = edit + signing;
            let script = [
                &[signing, flags, 1, 3, edit][..],
                &b"\x03\n\x1b\x07".repeat(9),
            ]
            .concat();
            seeds.add("signed_jws", &format!("script-{signing}-{edit}"), script);
        }
    }
    for alg in 0..5_u8 {
        for way in 0..6_u8 {
            // The letter is signed; the key, the way, two numbers; then no edit, or one.
            let script = [
                alg,
                1,
                b'a',
                way,
                way,
                way,
                1,
                alg,
                way,
                2,
                9,
                way,
                1 - way % 2,
                0,
                way,
            ];
            seeds.add("tables", &format!("script-{alg}-{way}"), script);
        }
    }
    seeds.seeds.sort();
    seeds.seeds
}

/// Writes `<folder>/<property>/<name>` for each of them, and a folder for every property.
pub fn write(seeds: &[Seed], folder: &Path) -> Result<(), FileError> {
    for name in names() {
        let path = folder.join(name);
        fs::create_dir_all(&path).map_err(|error| FileError::new(&path, error))?;
    }
    for seed in seeds {
        let path = folder.join(seed.property).join(&seed.name);
        fs::write(&path, &seed.octets).map_err(|error| FileError::new(&path, error))?;
    }
    Ok(())
}
