//! The table of checks of logout tokens, in the order of [Back-Channel Logout §2.6].
//!
//! [Back-Channel Logout §2.6]: https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation

use jwk_types::Rule;
use jws_verify::Header;

use super::{LogoutTokenVerifier, Session};
use crate::check::{Applied, Finding, PASSED, Purpose, Row};
use crate::checks::claims::{self, missing};
use crate::checks::{JWT, LOGOUT, parties, time, token};
use crate::claims::{ClaimName, LogoutEvent, Names};
use crate::presented::{Facts, Presented};
use crate::{Error, IdToken};

pub(super) enum LogoutTokens {}

pub(super) struct Question<'q> {
    pub(super) verifier: &'q LogoutTokenVerifier,
    pub(super) session: Session<'q>,
}

impl Purpose for LogoutTokens {
    type Question<'q> = Question<'q>;

    const KIND: &'static str = "a logout token";

    const VOCABULARY: Names = Names::of(&[
        ClaimName::AUD,
        ClaimName::EVENTS,
        ClaimName::EXP,
        ClaimName::IAT,
        ClaimName::ISS,
        ClaimName::JTI,
        ClaimName::NBF,
        ClaimName::SID,
        ClaimName::SUB,
    ]);

    const TABLE: &'static [Row<Self>] = &[
        Row::structure(&["rfc7519-3-1"]),
        Row::signed_claims(&["rfc7519-5.2-1"]),
        Row::<Self>::header(
            "type",
            Rule::new(LOGOUT, "2.4"),
            &["oidc-backchannel-2.4-12", "oidc-backchannel-4.1-1"],
            typ,
        ),
        Row::extensions(&["rfc7519-7.2-5", "rfc7797-7-3"]),
        Row::<Self>::header(
            "algorithm",
            Rule::new(LOGOUT, "2.6 step 3"),
            &[
                "oidc-backchannel-2.4-11",
                "oidc-backchannel-2.6-3",
                "oidc-backchannel-2.6-3b",
            ],
            token::algorithm::<Self>,
        ),
        Row::<Self>::token(
            "signature",
            Rule::new(LOGOUT, "2.6 step 2"),
            &["oidc-backchannel-2.6-2"],
            token::signature,
        ),
        Row::claims_set(&[
            "oidc-backchannel-2.1-2",
            "oidc-backchannel-2.4-6",
            "oidc-backchannel-2.4-7",
            "oidc-backchannel-2.4-10",
        ]),
        Row::<Self>::claims(
            "issuer",
            Rule::new(LOGOUT, "2.6 step 4"),
            &["oidc-backchannel-2.4-1", "oidc-backchannel-2.6-4"],
            parties::issuer::<Self>,
        ),
        Row::<Self>::claims(
            "audience",
            Rule::new(LOGOUT, "2.6 step 4"),
            &["oidc-backchannel-2.4-2", "oidc-backchannel-2.6-4"],
            audience,
        ),
        Row::<Self>::claims(
            "other_audiences",
            Rule::new(LOGOUT, "2.6 step 4"),
            &["oidc-backchannel-2.6-4"],
            other_audiences,
        ),
        Row::<Self>::claims(
            "mac_for_one",
            Rule::new(LOGOUT, "2.6 step 3"),
            &["oidc-core-3.1.3.7-8b"],
            parties::mac_for_one::<Self>,
        ),
        Row::<Self>::claims(
            "expiration",
            Rule::new(LOGOUT, "2.6 step 4"),
            &["oidc-backchannel-2.4-4", "oidc-backchannel-2.6-4"],
            time::expiration::<Self>,
        ),
        Row::plausible_dates(&["rfc7519-4.1.4-5"]),
        Row::not_before(&["rfc7519-4.1.5-1"]),
        Row::<Self>::claims(
            "issued_at",
            Rule::new(LOGOUT, "2.6 step 4"),
            &["oidc-backchannel-2.4-3", "oidc-backchannel-2.6-4"],
            time::issued::<Self>,
        ),
        Row::<Self>::claims(
            "token_age",
            Rule::new(JWT, "4.1.6"),
            &["rfc7519-4.1.6-2"],
            time::age::<Self>,
        ),
        Row::<Self>::claims(
            "token_id",
            Rule::new(LOGOUT, "2.4"),
            &["oidc-backchannel-2.4-5"],
            token_id,
        ),
        Row::<Self>::claims(
            "subject_or_session",
            Rule::new(LOGOUT, "2.6 step 5"),
            &["oidc-backchannel-2.4-8", "oidc-backchannel-2.6-5"],
            subject_or_session,
        ),
        Row::<Self>::claims(
            "logout_event",
            Rule::new(LOGOUT, "2.6 step 6"),
            &["oidc-backchannel-2.4-6", "oidc-backchannel-2.6-6"],
            event,
        ),
        Row::<Self>::claims(
            "no_nonce",
            Rule::new(LOGOUT, "2.6 step 7"),
            &["oidc-backchannel-2.4-9", "oidc-backchannel-2.6-7"],
            no_nonce,
        ),
        Row::<Self>::claims(
            "session_issuer",
            Rule::new(LOGOUT, "2.6 step 9"),
            &["oidc-backchannel-2.6-9"],
            session_issuer,
        ),
        Row::<Self>::claims(
            "session_subject",
            Rule::new(LOGOUT, "2.6 step 10"),
            &["oidc-backchannel-2.6-10"],
            session_subject,
        ),
        Row::<Self>::claims(
            "session_id",
            Rule::new(LOGOUT, "2.6 step 11"),
            &["oidc-backchannel-2.6-11"],
            session_id,
        ),
    ];
}

/// Absent, `JWT`, which says nothing, or `logout+jwt`.
fn typ(header: &Header, presented: &Presented<'_>, _: &Question<'_>) -> Finding {
    token::unless_another(header, presented, LogoutTokens::KIND, &["logout+jwt"])
}

fn audience(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    parties::audience(facts, &question.verifier.client_id)
}

fn other_audiences(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let LogoutTokenVerifier {
        client_id,
        trusted_audiences,
        ..
    } = question.verifier;
    parties::other_audiences(facts, client_id, trusted_audiences)
}

fn token_id(facts: &Facts<'_>, _: &Question<'_>) -> Finding {
    claims::identifier(ClaimName::JTI, facts.claims.jti())
}

fn subject_or_session(facts: &Facts<'_>, _: &Question<'_>) -> Finding {
    match (facts.claims.sub(), facts.claims.sid()) {
        (_, Some("")) => Err(Error::ClaimValue {
            claim: "sid",
            fault: "is empty and identifies no session",
        }),
        (Some(_), _) => parties::subject(facts),
        (None, Some(_)) => PASSED,
        (None, None) => Err(missing("sub or sid")),
    }
}

fn event(facts: &Facts<'_>, _: &Question<'_>) -> Finding {
    match facts.claims.logout_event() {
        Some(LogoutEvent::There) => PASSED,
        Some(LogoutEvent::Absent) => Err(missing("backchannel-logout in events")),
        None => Err(missing("events")),
    }
}

fn no_nonce(facts: &Facts<'_>, _: &Question<'_>) -> Finding {
    if facts.claims.has(ClaimName::NONCE) {
        return Err(Error::Forbidden { claim: "nonce" });
    }
    PASSED
}

const ANY: Finding = Ok(Applied::No("no session was given"));
const UNSTATED: Finding = Ok(Applied::No("one of the two does not state it"));

fn session_issuer(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let Session::Of(id_token) = question.session else {
        return ANY;
    };
    let found = facts.claims.iss().unwrap_or_default();
    if found != id_token.issuer() {
        return Err(Error::Issuer {
            expected: id_token.issuer().into(),
            found: found.into(),
        });
    }
    PASSED
}

fn session_subject(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    agrees(
        facts.claims.sub(),
        question,
        |id_token| Some(id_token.subject()),
        || Error::Subject,
    )
}

/// Without `sub` there is nothing but `sid` to tell the session by.
fn session_id(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let changed = || Error::Changed { claim: "sid" };
    let finding = agrees(facts.claims.sid(), question, IdToken::session_id, changed)?;
    if facts.claims.sub().is_none() && Ok(finding) == UNSTATED {
        return Err(changed());
    }
    Ok(finding)
}

fn agrees(
    found: Option<&str>,
    question: &Question<'_>,
    of: impl FnOnce(&IdToken) -> Option<&str>,
    otherwise: impl FnOnce() -> Error,
) -> Finding {
    let Session::Of(id_token) = question.session else {
        return ANY;
    };
    match (found, of(id_token)) {
        (Some(one), Some(other)) if one == other => PASSED,
        (Some(_), Some(_)) => Err(otherwise()),
        _ => UNSTATED,
    }
}
