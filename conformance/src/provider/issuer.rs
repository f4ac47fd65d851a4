//! One issuer: its keys, and how its endpoints answer.

use std::collections::BTreeMap;
use std::time::{Instant, SystemTime};

use super::behaviour::Behaviour;
use super::contents::{Contents, Published};
use super::endpoint::Endpoint;
use super::plan::{Plan, Span};
use super::scenario::{Minting, Scenario, Validators};

/// What becomes of the key that signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// It stays published beside the new one.
    KeepOld,
    /// It is no longer published.
    DropOld,
    /// Another key takes its place under the same `kid`.
    SameKid,
}

/// How claims about the user are served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserInfoForm {
    /// As JSON.
    Plain,
    /// As a JWT for this client.
    Signed {
        /// Its `client_id`.
        client_id: String,
    },
}

/// One after the other; a fourth rotation comes back to the first.
const KEYS: [&str; 3] = ["rsa", "rsa-2", "rsa-3"];

#[derive(Debug)]
pub(super) struct Issuer {
    pub(super) path: String,
    pub(super) keys_path: String,
    pub(super) userinfo: UserInfoForm,
    pub(super) minting: Minting,
    pub(super) validators: Validators,
    pub(super) tokens: usize,
    position: usize,
    turns: usize,
    published: Vec<Published>,
    signer: Published,
    contents: Contents,
    document: Document,
    plans: BTreeMap<Endpoint, Plan>,
    headers: BTreeMap<Endpoint, Vec<(String, String)>>,
    fetches: BTreeMap<Endpoint, usize>,
}

/// The key set as it is served, and since when.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) text: String,
    pub(super) since: SystemTime,
}

impl Issuer {
    /// `position` decides which key is first.
    pub(super) fn new(
        path: &str,
        keys_path: String,
        position: usize,
        scenario: &Scenario,
    ) -> Result<Self, String> {
        let signer = Published::new(key_at(position), "1")?;
        let mut issuer = Self {
            path: path.to_owned(),
            keys_path,
            userinfo: UserInfoForm::Plain,
            minting: scenario.minting,
            validators: scenario.validators,
            tokens: 0,
            position,
            turns: 0,
            published: vec![signer.clone()],
            signer,
            contents: scenario.contents,
            document: Document {
                text: String::new(),
                since: SystemTime::now(),
            },
            plans: BTreeMap::new(),
            headers: BTreeMap::new(),
            fetches: BTreeMap::new(),
        };
        for step in scenario.steps {
            let span = step.requests.map_or(Span::Ever, Span::Requests);
            issuer.behave(step.endpoint, step.behaviour.parse()?, span);
        }
        for (endpoint, name, value) in scenario.headers {
            issuer.set_header(*endpoint, name, value);
        }
        issuer.write_keys()?;
        Ok(issuer)
    }

    pub(super) const fn signer(&self) -> &Published {
        &self.signer
    }

    pub(super) const fn keys_document(&self) -> &Document {
        &self.document
    }

    /// Whether tokens name their key.
    pub(super) const fn has_kids(&self) -> bool {
        self.contents.has_kids()
    }

    pub(super) fn rotate(&mut self, rotation: Rotation) -> Result<(), String> {
        self.turns += 1;
        let kid = match rotation {
            Rotation::SameKid => self.signer.kid.clone(),
            Rotation::KeepOld | Rotation::DropOld => (self.turns + 1).to_string(),
        };
        let new = Published::new(key_at(self.position + self.turns), &kid)?;
        match rotation {
            Rotation::KeepOld => {}
            Rotation::DropOld => self.published.clear(),
            Rotation::SameKid => self.published.retain(|key| key.kid != kid),
        }
        self.published.push(new.clone());
        self.signer = new;
        self.write_keys()
    }

    /// The last one signs.
    pub(super) fn publish(&mut self, keys: Vec<Published>) -> Result<(), String> {
        self.signer = keys.last().ok_or("no key would sign")?.clone();
        self.published = keys;
        self.contents = Contents::Published;
        self.write_keys()
    }

    pub(super) fn fill(&mut self, contents: Contents) -> Result<(), String> {
        self.contents = contents;
        self.write_keys()
    }

    pub(super) fn set_keys_document(&mut self, text: &str) {
        self.document = Document {
            text: text.to_owned(),
            since: SystemTime::now(),
        };
    }

    pub(super) fn behave(&mut self, endpoint: Endpoint, behaviour: Behaviour, span: Span) {
        let plan = self.plans.entry(endpoint).or_insert_with(Plan::new);
        plan.set(behaviour, span, Instant::now());
    }

    /// Counts the request.
    pub(super) fn next_behaviour(&mut self, endpoint: Endpoint) -> Behaviour {
        *self.fetches.entry(endpoint).or_default() += 1;
        let plan = self.plans.get_mut(&endpoint);
        plan.map_or(Behaviour::Normal, |plan| plan.next(Instant::now()))
    }

    pub(super) fn set_header(&mut self, endpoint: Endpoint, name: &str, value: &str) {
        let headers = self.headers.entry(endpoint).or_default();
        headers.push((name.to_owned(), value.to_owned()));
    }

    pub(super) fn clear_headers(&mut self, endpoint: Endpoint) {
        self.headers.remove(&endpoint);
    }

    pub(super) fn headers(&self, endpoint: Endpoint) -> &[(String, String)] {
        self.headers.get(&endpoint).map_or(&[], Vec::as_slice)
    }

    pub(super) fn fetches(&self, endpoint: Endpoint) -> usize {
        self.fetches.get(&endpoint).copied().unwrap_or(0)
    }

    pub(super) fn forget(&mut self) {
        self.fetches.clear();
    }

    fn write_keys(&mut self) -> Result<(), String> {
        let text = self.contents.document(&self.published, &self.signer)?;
        self.set_keys_document(&text);
        Ok(())
    }
}

fn key_at(turn: usize) -> &'static str {
    KEYS.iter().cycle().nth(turn % KEYS.len()).unwrap_or(&"rsa")
}
