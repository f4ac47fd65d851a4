//! `at_hash`, `c_hash`, `s_hash`: what came with the token came from the same place.

use super::Question;
use crate::check::{Applied, Finding, PASSED};
use crate::checks::claims::missing;
use crate::checks::time::Required;
use crate::id_token::StateHash;
use crate::id_token::login::Way;
use crate::presented::Facts;
use crate::{Error, OpaqueAccessToken, half_hash};

pub(super) fn access_token(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let login = question.login;
    let at_hand = login.access_token.map(OpaqueAccessToken::text);
    compare(
        facts,
        "at_hash",
        facts.claims.at_hash(),
        at_hand,
        demanded(question),
    )
}

pub(super) fn code(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let login = question.login;
    compare(
        facts,
        "c_hash",
        facts.claims.c_hash(),
        login.code,
        demanded(question),
    )
}

pub(super) fn state(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let (state, required) = match question.login.state {
        Some((state, StateHash::Required)) => (Some(state), Required::Yes),
        Some((state, StateHash::IfPresent)) => (Some(state), Required::No),
        None => (None, Required::No),
    };
    compare(facts, "s_hash", facts.claims.s_hash(), state, required)
}

/// oidc-core-3.2.2.10-2, oidc-core-3.3.2.11-2, oidc-core-3.3.2.11-4: what comes through the user
/// agent beside the token has its hash in the token.
const fn demanded(question: &Question<'_>) -> Required {
    match question.login.way {
        Way::FrontChannel => Required::Yes,
        Way::Refresh(_) | Way::TokenEndpoint => Required::No,
    }
}

fn compare(
    facts: &Facts<'_>,
    claim: &'static str,
    found: Option<&str>,
    at_hand: Option<&str>,
    required: Required,
) -> Finding {
    let Some(text) = at_hand else {
        // oidc-core-3.2.2.10-3
        return Ok(Applied::No("what it is the hash of was not given"));
    };
    let Some(found) = found else {
        return match required {
            Required::Yes => Err(missing(claim)),
            Required::No => Ok(Applied::No("it may be absent here")),
        };
    };
    let Some(held) = &facts.held else {
        return Ok(Applied::No("the signature does not hold"));
    };
    let Some(hash) = half_hash::of(text, held) else {
        let alg = held.algorithm().name();
        return Err(Error::HashUndefined { claim, alg });
    };
    if hash != found {
        return Err(Error::Hash { claim });
    }
    PASSED
}
