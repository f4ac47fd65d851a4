//! Cases that need a provider that runs: those of `provider.verify`.
//!
//! Such a case names a scenario and a token instead of holding an issuer and a token. The runner starts the provider,
//! has it sign, and fills both into the request. What is particular to one run, such as a port, is taken out of the
//! answer again, so that two runs are alike.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::process::Reply;
use crate::protocol::{Op, Verdict};
use crate::provider::{Kind, Loopback, Mutation, Scenario};

/// The members of a request that the runner fills in.
const FILLED: [&str; 2] = ["issuer", "token"];

/// What is to be running.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Live {
    /// The scenario of the provider.
    pub scenario: String,
    /// The path of the issuer that the subject is given (`/t1`).
    #[serde(default)]
    pub path: String,
    /// What stands behind the issuer's name in the request and not in its metadata.
    #[serde(default)]
    pub appended: String,
    /// The path of the issuer that signs, where it is another one.
    #[serde(default)]
    pub signer: Option<String>,
    /// The difference of the token from a right one.
    #[serde(default)]
    pub mutation: Option<String>,
}

/// A request and what it is about.
#[derive(Debug)]
pub struct Staged {
    /// The request, complete.
    pub request: Map<String, Value>,
    /// What differs from run to run, and what stands for it.
    names: Vec<(String, String)>,
    /// Runs as long as it is kept.
    provider: Loopback,
}

impl Live {
    /// Whether the scenario can be set up for a request that lacks what is filled in.
    pub fn check(&self, op: &Op, request: &Map<String, Value>) -> Result<(), String> {
        if let Some(name) = FILLED.iter().find(|name| request.contains_key(**name)) {
            return Err(format!("the runner fills in `{name}`"));
        }
        let mut complete = request.clone();
        for name in FILLED {
            complete.insert(name.to_owned(), "".into());
        }
        op.check(&complete)?;
        self.scenario()?;
        self.mutation()?;
        kind(request).map(drop)
    }

    /// Starts the provider.
    pub fn stage(&self, request: &Map<String, Value>) -> Result<Staged, String> {
        let provider = Loopback::start(&self.scenario()?).map_err(|error| error.to_string())?;
        let asked = provider.at(&self.path)?;
        let signer = provider.at(self.signer.as_deref().unwrap_or(&self.path))?;
        let text = |name| request.get(name).and_then(Value::as_str);
        let kind = kind(request)?;
        let audience = match kind {
            Kind::AccessToken => text("audience"),
            _ => text("client_id"),
        };
        let now = request.get("now").and_then(Value::as_i64);
        let mut draft = signer.draft(
            kind,
            audience.unwrap_or_default(),
            now.ok_or("`now` is no whole number")?,
        )?;
        if let Some(nonce) = text("nonce") {
            draft = draft.with_nonce(nonce);
        }
        if let Some(token) = text("access_token") {
            draft = draft.with_access_token(token)?;
        }
        if let Some(mutation) = self.mutation()? {
            draft = draft.mutated(mutation);
        }
        let mut request = request.clone();
        let issuer = format!("{}{}", asked.issuer(), self.appended);
        request.insert("token".to_owned(), draft.text()?.into());
        request.insert("issuer".to_owned(), issuer.into());
        let root = provider.issuer();
        let named = |of: &str, name: &str| {
            of.strip_prefix(&root)
                .map(|of| (of.to_owned(), name.to_owned()))
        };
        let mut names: Vec<_> = [
            named(&asked.jwks_uri(), "/keys"),
            named(&signer.jwks_uri(), "/other-keys"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let authority = root.strip_prefix("http://").unwrap_or(&root).to_owned();
        names.push((authority, "127.0.0.1:0".to_owned()));
        Ok(Staged {
            request,
            names,
            provider,
        })
    }

    fn scenario(&self) -> Result<Scenario, String> {
        let name = &self.scenario;
        Scenario::named(name).ok_or_else(|| format!("there is no scenario `{name}`"))
    }

    fn mutation(&self) -> Result<Option<Mutation>, String> {
        let Some(name) = &self.mutation else {
            return Ok(None);
        };
        let mutation = Mutation::named(name);
        mutation
            .map(Some)
            .ok_or_else(|| format!("there is no mutation `{name}`"))
    }
}

fn kind(request: &Map<String, Value>) -> Result<Kind, String> {
    let name = request.get("kind").and_then(Value::as_str);
    match name.and_then(Kind::named) {
        Some(Kind::LogoutToken) | None => Err("`kind` is id_token or access_token".to_owned()),
        Some(kind) => Ok(kind),
    }
}

impl Staged {
    /// The reply without what is particular to this run.
    pub fn at_rest(&self, reply: Reply) -> Reply {
        let words = |text: String| {
            let mut text = text;
            for (name, stands_for) in &self.names {
                text = text.replace(name, stands_for);
            }
            text
        };
        match reply {
            Reply::Broken(what) => Reply::Broken(words(what)),
            Reply::Answered(Verdict::Accept { output }) => {
                let output = words(Value::Object(output).to_string());
                let output = serde_json::from_str(&output).unwrap_or_default();
                Reply::Answered(Verdict::Accept { output })
            }
            Reply::Answered(Verdict::Reject { reason, detail }) => {
                Reply::Answered(Verdict::reject(words(reason), words(detail)))
            }
            Reply::Answered(Verdict::Unsupported { detail }) => {
                Reply::Answered(Verdict::unsupported(words(detail)))
            }
        }
    }

    /// The provider, for as long as the request is under way.
    pub fn provider(&self) -> &Loopback {
        &self.provider
    }
}

#[cfg(test)]
mod tests {
    use super::Live;
    use crate::process::Reply;
    use crate::protocol::{Op, Verdict};
    use serde_json::{Map, Value, json};

    fn request() -> Map<String, Value> {
        let request = json!({
            "op": "provider.verify", "kind": "id_token", "client_id": "client", "nonce": "n", "now": 1_800_000_000,
        });
        request.as_object().cloned().expect("an object")
    }

    fn good() -> Live {
        Live {
            scenario: "good".to_owned(),
            ..Live::default()
        }
    }

    fn op() -> &'static Op {
        Op::named("provider.verify").expect("an op")
    }

    #[test]
    fn a_request_is_completed_and_nothing_of_the_run_is_left_in_the_answer() {
        let staged = good().stage(&request()).expect("a provider");
        op().check(&staged.request).expect("a complete request");
        let issuer = staged.provider().issuer();
        assert_eq!(staged.request.get("issuer"), Some(&issuer.clone().into()));
        let detail = format!("{} of {issuer}", staged.provider().root().jwks_uri());
        let reply = Reply::Answered(Verdict::reject("fetch_failed", detail));
        let expected = "http://127.0.0.1:0/keys of http://127.0.0.1:0";
        assert_eq!(
            staged.at_rest(reply),
            Reply::Answered(Verdict::reject("fetch_failed", expected))
        );
        let output = json!({"iss": issuer}).as_object().cloned().expect("one");
        let Reply::Answered(Verdict::Accept { output }) =
            staged.at_rest(Reply::Answered(Verdict::accept(output)))
        else {
            panic!("an acceptance");
        };
        assert_eq!(output.get("iss"), Some(&json!("http://127.0.0.1:0")));
    }

    #[track_caller]
    fn refuses(change: impl FnOnce(&mut Live, &mut Map<String, Value>), why: &str) {
        let (mut live, mut request) = (good(), request());
        live.check(op(), &request).expect("good without the defect");
        change(&mut live, &mut request);
        let error = live.check(op(), &request).expect_err("bad");
        assert!(error.contains(why), "{error}");
    }

    #[test]
    fn a_case_that_cannot_be_set_up_is_refused() {
        refuses(
            |live, _| "sunshine".clone_into(&mut live.scenario),
            "no scenario `sunshine`",
        );
        refuses(
            |live, _| live.mutation = Some("x".to_owned()),
            "no mutation `x`",
        );
        let member = |name: &str, value: &str| {
            let (name, value) = (name.to_owned(), Value::from(value));
            move |_: &mut Live, request: &mut Map<String, Value>| drop(request.insert(name, value))
        };
        refuses(member("token", "x"), "fills in `token`");
        refuses(member("issuer", "x"), "fills in `issuer`");
        refuses(member("kind", "logout_token"), "`kind` is id_token");
        refuses(member("colour", "red"), "`colour` is no member");
    }
}
