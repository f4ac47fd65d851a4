//! A certified provider that others wrote, on loopback: `conformance/interop/run` starts this with its folder.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use jwk_types::Reason;
use jws_verify::{Algorithm, Algorithms};
use oidc_discovery::{Error, HyperClient, Provider, Settings, UreqClient, VerifyError, blocking};
use oidc_tokens::{
    Access, AccessTokenVerifier, IdTokenVerifier, Login, Nonce, OpaqueAccessToken, TokenError,
    UserInfoVerifier, Verify,
};
use serde_json::Value;
use tokio::runtime::Runtime;

const NONCE: &str = "n-0S6_WzA2Mj";

/// The provider; it ends with its standard input.
struct Op {
    child: Child,
    issuer: String,
    algorithms: Vec<String>,
    name: String,
}

impl Op {
    fn start() -> Self {
        let folder = std::env::var("INTEROP_OIDC_PROVIDER")
            .expect("the folder of the provider: conformance/interop/run sets it");
        let mut command = Command::new("node");
        command.arg("server.mjs").current_dir(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("node");
        let mut line = String::new();
        let output = child.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let first: Value = serde_json::from_str(&line).expect("JSON");
        let text = |name: &str| first[name].as_str().expect(name).to_owned();
        let algorithms = first["algorithms"].as_array().expect("algorithms").iter();
        Self {
            issuer: text("issuer"),
            algorithms: algorithms
                .map(|alg| alg.as_str().expect("a name").to_owned())
                .collect(),
            name: format!(
                "{} {}, node {}",
                text("provider"),
                text("version"),
                text("node")
            ),
            child,
        }
    }

    /// By HTTP/1.0, so that a response has no chunks and ends with the connection.
    fn ask(&self, method: &str, target: &str) -> Value {
        let address = self.issuer.strip_prefix("http://").expect("plain HTTP");
        let mut stream = TcpStream::connect(address).expect("a connection");
        write!(
            stream,
            "{method} {target} HTTP/1.0\r\nHost: {address}\r\nContent-Length: 0\r\n\r\n"
        )
        .expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains(" 200 "), "{target}: {answer}");
        serde_json::from_str(body).expect("JSON")
    }

    fn rotate(&self, step: &str) {
        self.ask("POST", &format!("/interop/rotate?step={step}"));
    }

    /// By the code flow and by client credentials, one of each for every algorithm.
    fn tokens(&self) -> Vec<Tokens> {
        let tokens = self.algorithms.iter().map(|alg| Tokens {
            alg: alg.clone(),
            login: self.ask("GET", &format!("/interop/id_token?alg={alg}&nonce={NONCE}")),
            hybrid: self.ask(
                "GET",
                &format!("/interop/id_token?alg={alg}&nonce={NONCE}&response_type=code+id_token"),
            ),
            access: self.ask("GET", &format!("/interop/access_token?alg={alg}")),
        });
        tokens.collect()
    }
}

impl Drop for Op {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

struct Tokens {
    alg: String,
    login: Value,
    hybrid: Value,
    access: Value,
}

/// One interface to both kinds of `Provider`.
enum Client {
    Async(Provider, Runtime),
    Blocking(blocking::Provider),
}

fn text<'v>(answer: &'v Value, member: &str) -> &'v str {
    answer[member].as_str().expect(member)
}

/// All that are asymmetric, ML-DSA with them.
fn algorithms() -> Algorithms {
    let names = Algorithms::asymmetric();
    let names = names.iter().map(Algorithm::name);
    Algorithms::named(names.chain(["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"])).expect("algorithms")
}

impl Client {
    fn both(issuer: &str) -> [Self; 2] {
        let settings = || {
            let settings = Settings::allowing_insecure_loopback(issuer).expect("an issuer");
            settings.with_algorithms(algorithms()).expect("algorithms")
        };
        let hyper = Arc::new(HyperClient::new().expect("a client"));
        let ureq = Arc::new(UreqClient::new().expect("a client"));
        let runtime = Runtime::new().expect("a runtime");
        [
            Self::Async(
                Provider::new(settings(), hyper).expect("a provider"),
                runtime,
            ),
            Self::Blocking(blocking::Provider::new(settings(), ureq).expect("a provider")),
        ]
    }

    fn verify<V: Verify>(
        &self,
        verifier: &V,
        token: &str,
        question: V::Question<'_>,
    ) -> Result<V::Verified, VerifyError<V::Error>> {
        match self {
            Self::Async(provider, runtime) => {
                runtime.block_on(provider.verify(verifier, token, question))
            }
            Self::Blocking(provider) => provider.verify(verifier, token, question),
        }
    }

    fn reload(&self) -> Result<(), Error> {
        match self {
            Self::Async(provider, runtime) => runtime.block_on(provider.reload()),
            Self::Blocking(provider) => provider.reload(),
        }
    }

    fn id_token(&self, issuer: &str, answer: &Value, member: &str) -> Result<(), Reason> {
        let verifier = IdTokenVerifier::new(issuer, text(answer, "client_id"));
        let verifier = verifier.expect("a verifier").with_algorithms(algorithms());
        let nonce = text(answer, "nonce");
        let login = if member == "id_token" {
            Login::code(Nonce::Sent(nonce))
        } else {
            Login::code_id_token(nonce, text(answer, "code"))
        };
        self.verify(&verifier, text(answer, member), &login)
            .map(drop)
            .map_err(|error| reason(&error))
    }

    fn access_token(&self, issuer: &str, answer: &Value) -> Result<(), Reason> {
        let verifier = AccessTokenVerifier::new(issuer, text(answer, "audience"));
        let verifier = verifier.expect("a verifier").with_algorithms(algorithms());
        let token = text(answer, "access_token");
        let verified = self.verify(&verifier, token, &Access::without_scope());
        verified.map(drop).map_err(|error| reason(&error))
    }

    /// What the code flow is for: the opaque access token fetches claims about the user of the ID token.
    fn userinfo(&self, issuer: &str, answer: &Value) {
        let verifier = IdTokenVerifier::new(issuer, text(answer, "client_id"));
        let verifier = verifier.expect("a verifier").with_algorithms(algorithms());
        let login = Login::code(Nonce::Sent(text(answer, "nonce")));
        let id_token = self.verify(&verifier, text(answer, "id_token"), &login);
        let id_token = id_token.unwrap_or_else(|error| panic!("{error}"));
        let verifier = UserInfoVerifier::new(issuer, text(answer, "client_id"));
        let verifier = verifier.expect("a verifier");
        let token = OpaqueAccessToken::new(text(answer, "access_token")).expect("a token");
        let (token, user) = (&token, id_token.identity());
        let claims = match self {
            Self::Async(provider, runtime) => {
                runtime.block_on(provider.userinfo(&verifier, token, user))
            }
            Self::Blocking(provider) => provider.userinfo(&verifier, token, user),
        };
        claims.unwrap_or_else(|error| panic!("{error}"));
    }
}

fn reason<E: TokenError>(error: &VerifyError<E>) -> Reason {
    eprintln!("  {error}");
    error.reason()
}

/// Verifies every token, and notes how many of each algorithm.
fn all_verify(client: &Client, op: &Op, tokens: &[Tokens], seen: &mut BTreeMap<String, usize>) {
    for each in tokens {
        for (what, verified) in [
            (
                "ID token",
                client.id_token(&op.issuer, &each.login, "id_token"),
            ),
            (
                "ID token beside the code",
                client.id_token(&op.issuer, &each.hybrid, "front_channel_id_token"),
            ),
            (
                "access token",
                client.access_token(&op.issuer, &each.access),
            ),
        ] {
            assert_eq!(verified, Ok(()), "{}: {what}", each.alg);
            *seen.entry(each.alg.clone()).or_default() += 1;
        }
    }
}

#[test]
#[ignore = "needs Node.js: conformance/interop/run"]
fn tokens_of_another_provider_verify_before_across_and_after_its_rotation() {
    let op = Op::start();
    for must in ["RS256", "PS256", "ES256", "EdDSA"] {
        assert!(
            op.algorithms.iter().any(|alg| alg == must),
            "{must} is not offered"
        );
    }
    println!("{}: {}", op.name, op.algorithms.join(", "));
    for client in Client::both(&op.issuer) {
        let mut seen = BTreeMap::new();
        let old = op.tokens();
        all_verify(&client, &op, &old, &mut seen);
        client.userinfo(&op.issuer, &old[0].login);
        // Without any overlap: one fetch.
        for step in ["announce", "switch", "retire"] {
            op.rotate(step);
        }
        let old = op.tokens();
        all_verify(&client, &op, &old, &mut seen);
        op.rotate("announce");
        let announced = op.tokens();
        all_verify(&client, &op, &announced, &mut seen);
        op.rotate("switch");
        let switched = op.tokens();
        all_verify(&client, &op, &switched, &mut seen);
        all_verify(&client, &op, &old, &mut seen);
        op.rotate("retire");
        let retired = op.tokens();
        all_verify(&client, &op, &retired, &mut seen);
        client.reload().unwrap_or_else(|error| panic!("{error}"));
        for each in &old {
            let refused = client.access_token(&op.issuer, &each.access);
            assert_eq!(refused, Err(Reason::NoMatchingKey), "{}", each.alg);
            let refused = client.id_token(&op.issuer, &each.login, "id_token");
            assert_eq!(refused, Err(Reason::NoMatchingKey), "{}", each.alg);
        }
        all_verify(&client, &op, &switched, &mut seen);
        println!("verified across a rotation: {seen:?}");
    }
}
