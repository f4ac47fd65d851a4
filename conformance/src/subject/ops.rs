//! The ops that the libraries of this workspace can do.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::request::Request;
use super::{discovery, jwk, jws, tokens};
use crate::protocol::{Op, Verdict};
use crate::text;
use jws_verify::{Algorithm, Backend, RustCrypto};

type Answer = fn(&Request<'_>) -> Verdict;

const OPS: [(&str, Answer); 13] = [
    ("hello", hello),
    ("jwk.parse", jwk::parse),
    ("jwk.thumbprint", jwk::thumbprint),
    ("jwk.to_spki", jwk::to_spki),
    ("jwk_set.parse", jwk::parse_set),
    ("jws.verify", jws::verify),
    ("jwt.verify", tokens::verify_jwt),
    ("id_token.verify", tokens::verify_id_token),
    ("access_token.verify", tokens::verify_access_token),
    ("logout_token.verify", tokens::verify_logout_token),
    ("userinfo.verify", tokens::verify_userinfo),
    ("provider.verify", tokens::verify_with_provider),
    ("discovery.parse", discovery::parse),
];

/// The longest detail that quotes a request, in characters.
const LONGEST_DETAIL: usize = 80;

/// Answers one request, with its `id` or without.
///
/// What is not as the protocol has it is `unsupported`: an op, a member or a type of a member. A member that is passed
/// over would be a check that is not made.
pub fn answer(request: &Map<String, Value>) -> Verdict {
    let backend: Arc<dyn Backend> = Arc::new(RustCrypto);
    answer_with(request, &backend)
}

/// Answers one request with another backend than `RustCrypto`.
pub fn answer_with(members: &Map<String, Value>, backend: &Arc<dyn Backend>) -> Verdict {
    let request = &Request { members, backend };
    let name = text(request, "op");
    let ours = OPS.iter().find(|(op, _)| *op == name);
    let (Some((_, answer)), Some(op)) = (ours, Op::named(name)) else {
        return unsupported(&format!("no op {name}"));
    };
    match op.check(request) {
        Ok(()) => answer(request),
        Err(what) => unsupported(&what),
    }
}

fn hello(_: &Request<'_>) -> Verdict {
    let ops: Vec<&str> = OPS.iter().map(|(name, _)| *name).collect();
    let algorithms: Vec<&str> = Algorithm::all().iter().map(|each| each.name()).collect();
    accept(json!({
        "name": "jwk-types, jwks, jws-verify, oidc-tokens, oidc-discovery",
        "version": env!("CARGO_PKG_VERSION"),
        "ops": ops,
        "algorithms": algorithms,
    }))
}

/// An acceptance with the members of a JSON object that are not null.
pub(super) fn accept(output: Value) -> Verdict {
    let Value::Object(mut members) = output else {
        return Verdict::accept(Map::new());
    };
    members.retain(|_, value| !value.is_null());
    Verdict::accept(members)
}

/// That something is not supported. The words may quote the request.
pub(super) fn unsupported(detail: &str) -> Verdict {
    Verdict::unsupported(text::printable(detail, LONGEST_DETAIL))
}

/// A member that is a string; the empty string where it is missing, which the check of the request has ruled out.
pub(super) fn text<'r>(request: &'r Map<String, Value>, member: &str) -> &'r str {
    optional_text(request, member).unwrap_or_default()
}

/// A member that is a string.
pub(super) fn optional_text<'r>(request: &'r Map<String, Value>, member: &str) -> Option<&'r str> {
    request.get(member).and_then(Value::as_str)
}

/// A member that is a list of strings.
pub(super) fn list<'r>(request: &'r Map<String, Value>, member: &str) -> Option<Vec<&'r str>> {
    let values = request.get(member)?.as_array()?;
    Some(values.iter().filter_map(Value::as_str).collect())
}

/// A rejection in the words of a library's error.
macro_rules! reject {
    ($error:expr) => {{
        let error = $error;
        $crate::protocol::Verdict::reject(error.reason().as_str(), error.to_string())
    }};
}
pub(super) use reject;

/// The same for an error of a verifier of tokens: the detail begins with the check that failed.
macro_rules! refuse {
    ($error:expr) => {{
        let error = $error;
        let detail = format!("{}: {error}", error.check().name());
        $crate::protocol::Verdict::reject(error.reason().as_str(), detail)
    }};
}
pub(super) use refuse;
