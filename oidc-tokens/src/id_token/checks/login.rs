//! What an ID token says of the login, compared with what the client knows of it.

use super::Question;
use crate::Error;
use crate::check::{Applied, Finding, PASSED};
use crate::checks::claims::{self, missing};
use crate::checks::time::{self, Required};
use crate::id_token::login::{Nonce, Way};
use crate::presented::Facts;

pub(super) fn nonce(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let login = question.login;
    let (expected, required) = match (login.way, login.nonce) {
        // oidc-core-12.2-7
        (Way::Refresh(original), _) => (original.nonce.as_deref(), Required::No),
        (_, Nonce::Sent(nonce)) => (Some(nonce), Required::Yes),
        (_, Nonce::NotSent) => (None, Required::No),
    };
    match (expected, facts.claims.nonce()) {
        (None, None) => Ok(Applied::No("none was sent")),
        (Some(_), None) if required == Required::No => {
            Ok(Applied::No("a refreshed token may lack it"))
        }
        (Some(_), None) => Err(missing("nonce")),
        // An empty one ties the token to nothing.
        (Some(sent), Some(found)) if sent == found && !sent.is_empty() => PASSED,
        (Some(_), Some(_)) => Err(Error::Nonce),
        (None, Some(_)) => Err(Error::NonceUnexpected),
    }
}

pub(super) fn context(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let Question { verifier, login } = question;
    let own = &verifier.acr_values;
    match (login.acr_values, login.way) {
        (Some(asked), _) => claims::context(facts, asked.iter().copied()),
        (None, Way::Refresh(_)) => NONE_ASKED,
        (None, _) if own.is_empty() => NONE_ASKED,
        (None, _) => claims::context(facts, own.iter().map(|acr| &**acr)),
    }
}

const NONE_ASKED: Finding = Ok(Applied::No("none was asked for"));

pub(super) fn time(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let Question { verifier, login } = question;
    let max_age = match login.way {
        Way::Refresh(_) => login.max_age,
        // oidc-registration-2-7
        _ => login.max_age.or(verifier.max_age),
    };
    let required = match login.way {
        // oidc-core-12.2-5: it need not be there again.
        Way::Refresh(_) => Required::No,
        _ => verifier.auth_time,
    };
    time::authenticated(facts, max_age, required)
}

pub(super) fn refreshed_subject(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let Way::Refresh(original) = question.login.way else {
        return NOT_REFRESHED;
    };
    // oidc-core-12.2-1
    let found = facts.claims.iss().unwrap_or_default();
    if let Some(expected) = original
        .issuer
        .as_ref()
        .filter(|issuer| ***issuer != *found)
    {
        return Err(Error::Issuer {
            expected: expected.clone(),
            found: found.into(),
        });
    }
    if facts.claims.sub() != Some(&original.subject) {
        return Err(Error::Subject);
    }
    PASSED
}

pub(super) fn refreshed_audience(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let Way::Refresh(original) = question.login.way else {
        return NOT_REFRESHED;
    };
    let Some(earlier) = &original.audience else {
        return UNKNOWN;
    };
    let now = || facts.claims.aud().into_iter().flatten();
    if let Some(gone) = earlier
        .iter()
        .find(|name| now().all(|other| *other != ***name))
    {
        return Err(Error::Audience {
            expected: gone.clone(),
            found: now().next().map(Into::into),
        });
    }
    if let Some(new) = now().find(|audience| earlier.iter().all(|name| **name != **audience)) {
        let audience = new.into();
        return Err(Error::AudienceUntrusted { audience });
    }
    PASSED
}

/// A token that was issued before the first one is not the answer to a refresh.
pub(super) fn refreshed_issue(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let Way::Refresh(original) = question.login.way else {
        return NOT_REFRESHED;
    };
    let (Some(first), Some(iat)) = (original.issued_at, facts.claims.iat()) else {
        return UNKNOWN;
    };
    if iat.saturating_add(facts.settings.leeway()) < first {
        return Err(Error::Changed { claim: "iat" });
    }
    PASSED
}

pub(super) fn refreshed_time(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let Way::Refresh(original) = question.login.way else {
        return NOT_REFRESHED;
    };
    match (original.auth_time, facts.claims.auth_time()) {
        (Some(earlier), Some(now)) if earlier != now => Err(Error::Changed { claim: "auth_time" }),
        (Some(_), Some(_)) => PASSED,
        _ => UNKNOWN,
    }
}

/// Claims about the user and the login agree between the two tokens of a hybrid flow.
pub(super) fn both_channels(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let Some(front) = question.login.front_channel else {
        return Ok(Applied::No("no token of the other channel was given"));
    };
    let found = facts.claims.iss().unwrap_or_default();
    if found != front.issuer() {
        return Err(Error::Issuer {
            expected: front.issuer().into(),
            found: found.into(),
        });
    }
    if facts.claims.sub() != Some(front.subject()) {
        return Err(Error::Subject);
    }
    let changed = |claim| Err(Error::Changed { claim });
    match (front.auth_time(), facts.claims.auth_time()) {
        (Some(one), Some(other)) if one != other => return changed("auth_time"),
        _ => {}
    }
    match (front.acr(), facts.claims.acr()) {
        (Some(one), Some(other)) if one != other => changed("acr"),
        _ => PASSED,
    }
}

const NOT_REFRESHED: Finding = Ok(Applied::No("the token is not a refreshed one"));
const UNKNOWN: Finding = Ok(Applied::No("one of the two is not known"));
