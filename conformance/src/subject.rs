//! The project's own subject: the serving loop. What it answers is in [`ops`].

mod discovery;
mod jwk;
mod jws;
mod keys;
pub mod ops;
mod request;
mod tokens;

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use jws_verify::Backend;
use serde_json::{Map, Value};

use crate::line::{self, Found};
use crate::protocol::Answer;

/// The longest request, in octets. Larger than any document that a library takes, so that the library refuses it.
const LONGEST_REQUEST: usize = 128 << 20;

/// Answers each line of the input with a line, until the input ends. `backend` verifies.
///
/// A line that is no request is told on standard error and not answered.
///
/// # Errors
///
/// When the input cannot be read or the output cannot be written.
pub fn serve(
    mut input: impl BufRead,
    mut output: impl Write,
    backend: &Arc<dyn Backend>,
) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        let request = match line::read(&mut input, LONGEST_REQUEST, &mut line)? {
            Found::End => return Ok(()),
            Found::Line => read(&line),
            Found::TooLong => {
                line::skip(&mut input)?;
                Err(format!("more than {LONGEST_REQUEST} octets"))
            }
        };
        match request {
            Ok((id, request)) => {
                let verdict = ops::answer_with(&request, backend);
                output.write_all(Answer { id, verdict }.to_line().as_bytes())?;
                output.flush()?;
            }
            // Nobody may be reading it any more.
            Err(what) => drop(writeln!(io::stderr(), "a line that is no request: {what}")),
        }
    }
}

fn read(line: &[u8]) -> Result<(String, Map<String, Value>), String> {
    let request: Map<String, Value> =
        serde_json::from_slice(line).map_err(|error| error.to_string())?;
    match (request.get("id"), request.get("op")) {
        (Some(Value::String(id)), Some(Value::String(_))) => Ok((id.clone(), request)),
        _ => Err("`id` and `op` are strings".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::serve;
    use crate::protocol::{Answer, Verdict};
    use jws_verify::{Backend, RustCrypto};
    use serde_json::Value;

    #[track_caller]
    fn served(input: &str) -> Vec<Answer> {
        let mut output = Vec::new();
        let backend: Arc<dyn Backend> = Arc::new(RustCrypto);
        serve(input.as_bytes(), &mut output, &backend).expect("memory");
        let lines = output.split_inclusive(|octet| *octet == b'\n');
        lines
            .map(|line| Answer::parse(line).expect("an answer"))
            .collect()
    }

    #[test]
    fn hello_names_the_subject() {
        let answers = served("{\"id\":\"1\",\"op\":\"hello\"}\n");
        let [
            Answer {
                id,
                verdict: Verdict::Accept { output },
            },
        ] = answers.as_slice()
        else {
            panic!("{answers:?}");
        };
        assert_eq!(id, "1");
        assert_eq!(
            output.get("version").and_then(Value::as_str),
            Some(env!("CARGO_PKG_VERSION"))
        );
        assert!(output.get("name").is_some_and(Value::is_string));
        assert!(output.get("ops").is_some_and(Value::is_array));
    }

    #[test]
    fn lines_that_are_no_request_are_passed_over() {
        for line in [
            "",
            "x",
            "[]",
            "{\"id\":1,\"op\":\"hello\"}",
            "{\"id\":\"a\"}",
            "{\"op\":\"hello\"}",
        ] {
            let answers = served(&format!("{line}\n{{\"id\":\"2\",\"op\":\"hello\"}}"));
            let ids: Vec<_> = answers.iter().map(|answer| answer.id.as_str()).collect();
            assert_eq!(ids, ["2"], "{line}");
        }
    }

    #[test]
    fn an_op_that_nobody_knows_is_unsupported() {
        let answers = served(r#"{"id":"3","op":"jwe.decrypt"}"#);
        let [
            Answer {
                verdict: Verdict::Unsupported { .. },
                ..
            },
        ] = answers.as_slice()
        else {
            panic!("{answers:?}");
        };
    }
}
