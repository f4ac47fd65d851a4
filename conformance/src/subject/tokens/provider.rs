//! `provider.verify`, and where the ops about ID tokens and access tokens have their keys from.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use jws_verify::{Algorithm, Algorithms, KeyRing};
use oidc_discovery::blocking::Provider;
use oidc_discovery::{ManualClock, Settings, UreqClient, VerifyError};
use oidc_tokens::{NumericDate, TokenError as _, UnverifiedToken, Verify};

use super::{Request, access_token, id_token, now, ring, used};
use crate::protocol::Verdict;
use crate::subject::keys;
use crate::subject::ops::{refuse, reject, text, unsupported};

pub(crate) fn verify(request: &Request<'_>) -> Verdict {
    match text(request, "kind") {
        "id_token" => id_token::verify(request),
        "access_token" => access_token::verify(request),
        other => unsupported(&format!("no kind {other}")),
    }
}

/// The keys of the request, or of a provider on loopback.
pub(super) enum Keys {
    Given(KeyRing),
    Fetched(Provider, Algorithms),
}

impl Keys {
    pub(super) fn of(
        request: &Request<'_>,
        token: &str,
        otherwise: &[&'static Algorithm],
    ) -> Result<Self, Verdict> {
        if text(request, "op") != "provider.verify" {
            return ring(request, token, otherwise).map(Self::Given);
        }
        let parsed = UnverifiedToken::parse(token).ok();
        let algorithms = keys::algorithms(request, otherwise, &used(parsed.as_ref()))?;
        let provider = provider(request, &algorithms)?;
        Ok(Self::Fetched(provider, algorithms))
    }

    pub(super) fn algorithms(&self) -> Algorithms {
        match self {
            Self::Given(ring) => ring.algorithms().clone(),
            Self::Fetched(_, algorithms) => algorithms.clone(),
        }
    }

    pub(super) fn verify<V: Verify>(
        &self,
        verifier: &V,
        token: &str,
        question: V::Question<'_>,
        now: NumericDate,
    ) -> Result<V::Verified, Verdict> {
        match self {
            Self::Given(ring) => verifier
                .verify_with(ring, token, question, now)
                .map_err(|error| refuse!(error)),
            Self::Fetched(provider, _) => {
                provider
                    .verify(verifier, token, question)
                    .map_err(|error| match error {
                        VerifyError::Token(error) => refuse!(error),
                        error => timeless(error.retry_after(), reject!(error)),
                    })
            }
        }
    }
}

/// Without the time until the next fetch, which is drawn by lot: the same input has the same answer.
fn timeless(retry_after: Option<Duration>, verdict: Verdict) -> Verdict {
    match (retry_after, verdict) {
        (Some(time), Verdict::Reject { reason, detail }) => {
            let detail = detail.replace(&format!("{time:?}"), "a while");
            Verdict::Reject { reason, detail }
        }
        (_, verdict) => verdict,
    }
}

/// By the clock of the request.
fn provider(request: &Request<'_>, algorithms: &Algorithms) -> Result<Provider, Verdict> {
    let since_1970 = Duration::from_secs(now(request)?.seconds());
    let time = UNIX_EPOCH.checked_add(since_1970);
    let time = time.ok_or_else(|| unsupported("`now` is beyond the system's calendar"))?;
    let settings = Settings::allowing_insecure_loopback(text(request, "issuer"))
        .and_then(|settings| settings.with_algorithms(algorithms.clone()))
        .map_err(|error| reject!(error))?
        .with_backend(request.backend.clone())
        .with_clock(Arc::new(ManualClock::new(time)));
    let client = UreqClient::new().map_err(|error| reject!(error))?;
    let provider = Provider::new(settings, Arc::new(client)).map_err(|error| reject!(error))?;
    // As a program does when it starts, so that what is wrong with an issuer is told before what is with a token.
    provider
        .warm_up()
        .map_err(|error| timeless(error.retry_after(), reject!(error)))?;
    Ok(provider)
}
