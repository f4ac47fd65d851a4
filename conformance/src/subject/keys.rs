//! The members `keys` and `algorithms`, which all ops have that verify.

use jwk_types::{Jwk, Key};
use jwks::JwkSet;
use jws_verify::{Algorithm, Algorithms, KeyRing};

use super::ops::{list, reject, text, unsupported};
use super::request::Request;
use crate::protocol::Verdict;

/// The keys for the algorithms that the caller accepts, which are `otherwise` where it does not say. `used` are those of
/// the signatures.
pub(super) fn ring(
    request: &Request<'_>,
    otherwise: &[&'static Algorithm],
    used: &[&str],
) -> Result<KeyRing, Verdict> {
    let asked = asked(request, used)?;
    let set = read(text(request, "keys"))?;
    let algorithms = accepted(asked, otherwise, used)?;
    KeyRing::with_backend(set, algorithms, &**request.backend).map_err(|error| reject!(error))
}

/// The algorithms that the caller accepts, as for [`ring`].
pub(super) fn algorithms(
    request: &Request<'_>,
    otherwise: &[&'static Algorithm],
    used: &[&str],
) -> Result<Algorithms, Verdict> {
    accepted(asked(request, used)?, otherwise, used)
}

fn asked<'r>(request: &'r Request<'_>, used: &[&str]) -> Result<Option<Vec<&'r str>>, Verdict> {
    let asked = list(request, "algorithms");
    match asked.as_deref().and_then(|asked| unknown(used, asked)) {
        Some(unknown) => Err(unsupported(&format!("no {unknown}"))),
        None => Ok(asked),
    }
}

fn accepted(
    asked: Option<Vec<&str>>,
    otherwise: &[&'static Algorithm],
    used: &[&str],
) -> Result<Algorithms, Verdict> {
    let algorithms = match asked {
        None => otherwise.to_vec(),
        Some(names) => names.into_iter().filter_map(Algorithm::named).collect(),
    };
    Algorithms::only(&algorithms).map_err(|_| not_allowed(used))
}

/// A JWK Set, or a JWK alone.
fn read(text: &str) -> Result<JwkSet, Verdict> {
    match JwkSet::parse(text) {
        Ok(set) => Ok(set),
        Err(jwks::Error::MissingKeys) => {
            let jwk = Jwk::parse(text).map_err(|error| reject!(error))?;
            match jwk.key() {
                Key::Unknown(unknown) => Err(reject!(unknown.error())),
                _ => Ok(JwkSet::from(jwk)),
            }
        }
        Err(error) => Err(reject!(error)),
    }
}

/// An algorithm that the caller and a signature ask for and that is not one of ours.
fn unknown<'a>(used: &[&'a str], asked: &[&str]) -> Option<&'a str> {
    let wanted = |name: &&&str| asked.contains(*name) && **name != "none";
    let mut wanted = used.iter().filter(wanted);
    wanted
        .find(|name| Algorithm::named(name).is_none())
        .copied()
}

/// The caller accepts nothing that exists: the library cannot be asked.
fn not_allowed(used: &[&str]) -> Verdict {
    let reason = if used.contains(&"none") {
        "unsecured"
    } else {
        "algorithm_not_allowed"
    };
    Verdict::reject(reason, "the caller accepts no signature algorithm")
}
