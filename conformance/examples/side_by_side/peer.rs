//! A library of another language, behind the protocol of `conformance/comparison/README.md`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

use conformance::provider::{AUDIENCE, Loopback};
use serde_json::{Value, json};

use crate::contestant::{Contestant, Expiry, Order, Outcome};

const SOON: u64 = 1;

pub(crate) struct Peer {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    name: String,
    version: String,
}

impl Peer {
    /// The words of a command are what stands between blanks.
    pub(crate) fn start(command: &str) -> Outcome<Self> {
        let mut words = command.split_whitespace();
        let mut program = Command::new(words.next().ok_or("an empty command")?);
        program
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = program.spawn()?;
        let mut peer = Self {
            input: child.stdin.take(),
            output: BufReader::new(child.stdout.take().ok_or("no output")?),
            child,
            name: String::new(),
            version: String::new(),
        };
        let nowhere = "http://127.0.0.1:9";
        let ready = peer.ask(&json!({
            "op": "start", "issuer": nowhere, "jwks_uri": nowhere, "audience": AUDIENCE,
        }))?;
        let text = |member: &str| ready[member].as_str().map(str::to_owned).ok_or("no name");
        (peer.name, peer.version) = (text("name")?, text("version")?);
        Ok(peer)
    }

    fn ask(&mut self, request: &Value) -> Outcome<Value> {
        let input = self.input.as_mut().ok_or("closed")?;
        writeln!(input, "{request}")?;
        input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

impl Contestant for Peer {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn version(&self) -> String {
        self.version.clone()
    }

    fn begin(&mut self, op: &Loopback, _: i64, expiry: Expiry) -> Outcome<()> {
        let mut request = json!({
            "op": "start", "issuer": op.issuer(), "jwks_uri": op.root().jwks_uri(), "audience": AUDIENCE,
        });
        if expiry == Expiry::Soon {
            request["cache_max_age_s"] = SOON.into();
        }
        let ready = self.ask(&request)?;
        match ready["ignored"].as_array() {
            Some(ignored) if ignored.is_empty() => Ok(()),
            _ => Err(format!("{}: {ready}", self.name).into()),
        }
    }

    fn accepts(&mut self, tokens: &[String], order: Order) -> Outcome<usize> {
        let together = order == Order::Together;
        let answer = self.ask(&json!({"op": "verify", "tokens": tokens, "together": together}))?;
        let accepted = answer["accepted"].as_u64().ok_or("no number")?;
        Ok(usize::try_from(accepted)?)
    }

    fn outlive(&mut self) {
        thread::sleep(Duration::from_secs(SOON) + Duration::from_millis(500));
    }
}
