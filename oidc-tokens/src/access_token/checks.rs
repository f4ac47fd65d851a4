//! The table of checks of access tokens, in the order of [RFC 9068 §4].
//!
//! [RFC 9068 §4]: https://www.rfc-editor.org/rfc/rfc9068#section-4

use alloc::boxed::Box;

use jwk_types::Rule;
use jws_verify::Header;

use super::access::values;
use super::{Access, AccessTokenVerifier, Presentation, Profile};
use crate::Error;
use crate::check::{Applied, Finding, PASSED, Purpose, Row};
use crate::checks::claims::{self, missing};
use crate::checks::time::{self, Required};
use crate::checks::{AT, JWT, parties, token};
use crate::claims::{ClaimName, Names};
use crate::presented::{Facts, Presented};

pub(super) enum AccessTokens {}

pub(super) struct Question<'q> {
    pub(super) verifier: &'q AccessTokenVerifier,
    pub(super) access: &'q Access<'q>,
}

impl Purpose for AccessTokens {
    type Question<'q> = Question<'q>;

    const KIND: &'static str = "an access token";

    const VOCABULARY: Names = Names::of(&[
        ClaimName::ACR,
        ClaimName::AMR,
        ClaimName::AUD,
        ClaimName::AUTH_TIME,
        ClaimName::CLIENT_ID,
        ClaimName::CNF,
        ClaimName::EXP,
        ClaimName::IAT,
        ClaimName::ISS,
        ClaimName::JTI,
        ClaimName::NBF,
        ClaimName::SCOPE,
        ClaimName::SUB,
    ]);

    const TABLE: &'static [Row<Self>] = &[
        Row::structure(&["rfc7519-3-1", "rfc9068-2.1-1"]),
        Row::signed_claims(&["rfc7519-5.2-1", "rfc7519-7.2-6", "rfc7519-7.2-8"]),
        Row::<Self>::header(
            "type",
            Rule::new(AT, "4"),
            &[
                "rfc7515-4.1.9-1",
                "rfc7515-4.1.9-2",
                "rfc7515-4.1.9-4",
                "rfc8725-2.8-1",
                "rfc8725-3.12-1",
                "rfc9068-2.1-4",
                "rfc9068-2.1-5",
                "rfc9068-4-1",
                "rfc9068-5-1",
            ],
            typ,
        ),
        Row::extensions(&["rfc7519-7.2-5", "rfc7797-7-3"]),
        Row::<Self>::header(
            "algorithm",
            Rule::new(AT, "4"),
            &[
                "rfc9068-2.1-2",
                "rfc9068-2.1-3",
                "rfc9068-2.1-6",
                "rfc9068-4-5b",
            ],
            token::algorithm::<Self>,
        ),
        Row::<Self>::token(
            "signature",
            Rule::new(AT, "4"),
            &[
                "rfc6750-5.2-1",
                "rfc9068-4-5",
                "rfc9068-4-5c",
                "rfc9068-5-2",
            ],
            token::signature,
        ),
        Row::claims_set(&[
            "rfc7519-4-1",
            "rfc7519-7.2-10",
            "rfc9068-2.2.1-1",
            "rfc9068-2.2.3-1",
        ]),
        Row::<Self>::claims(
            "issuer",
            Rule::new(AT, "4"),
            &["rfc9068-2.2-1", "rfc9068-4-3"],
            parties::issuer::<Self>,
        ),
        Row::<Self>::claims(
            "audience",
            Rule::new(AT, "4"),
            &[
                "oidc-core-16.8-1",
                "rfc9068-2.2-3",
                "rfc9068-4-4",
                "rfc9068-4-4b",
                "rfc9700-2.3-1",
                "rfc9700-4.9.3-1",
                "rfc9700-4.10.2-1",
            ],
            audience,
        ),
        Row::<Self>::claims(
            "expiration",
            Rule::new(AT, "4"),
            &[
                "rfc6750-5.2-2",
                "rfc9068-2.2-2",
                "rfc9068-4-6",
                "rfc9068-4-6b",
            ],
            time::expiration::<Self>,
        ),
        Row::plausible_dates(&["rfc7519-4.1.4-5"]),
        Row::not_before(&["rfc7519-4.1.5-1", "rfc7519-4.1.5-2"]),
        Row::<Self>::claims(
            "issued_at",
            Rule::new(AT, "2.2"),
            &["rfc9068-2.2-6"],
            issued,
        ),
        Row::<Self>::claims(
            "token_age",
            Rule::new(JWT, "4.1.6"),
            &["rfc7519-4.1.6-2"],
            time::age::<Self>,
        ),
        Row::<Self>::claims("subject", Rule::new(AT, "2.2"), &["rfc9068-2.2-4"], subject),
        Row::<Self>::claims(
            "client_id",
            Rule::new(AT, "2.2"),
            &["rfc9068-2.2-5"],
            client_id,
        ),
        Row::<Self>::claims(
            "token_id",
            Rule::new(AT, "2.2"),
            &["rfc9068-2.2-7"],
            token_id,
        ),
        Row::<Self>::claims(
            "no_likeness",
            Rule::new("RFC 8725", "3.12"),
            &["oidc-backchannel-4.1-1", "rfc8725-3.12-1"],
            no_likeness,
        ),
        Row::<Self>::claims(
            "authentication_time",
            Rule::new(AT, "2.2.1"),
            &["rfc9068-2.2.1-1"],
            authentication_time,
        ),
        Row::<Self>::claims(
            "authentication_context",
            Rule::new(AT, "2.2.1"),
            &["rfc9068-2.2.1-1"],
            context,
        ),
        Row::<Self>::claims(
            "sender_constraint",
            Rule::new("RFC 9700", "2.2.1"),
            &["rfc9700-2.2.1-1", "rfc9700-4.9.3-3", "rfc9700-4.10.1-1"],
            sender_constraint,
        ),
        Row::<Self>::claims(
            "scope",
            Rule::new(AT, "4"),
            &[
                "oidc-core-14-4",
                "rfc6750-3-4",
                "rfc9068-4-8",
                "rfc9700-2.3-2",
            ],
            scope,
        ),
    ];
}

fn typ(header: &Header, presented: &Presented<'_>, question: &Question<'_>) -> Finding {
    let kind = AccessTokens::KIND;
    match question.verifier.profile {
        Profile::Rfc9068 => token::only(header, presented, kind, "at+jwt"),
        Profile::Plain => token::unless_another(header, presented, kind, &["at+jwt"]),
    }
}

fn audience(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    parties::audience(facts, &question.verifier.audience)
}

fn issued(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    match question.verifier.profile {
        Profile::Rfc9068 => time::issued::<AccessTokens>(facts, question),
        Profile::Plain => time::issued_if_present(facts),
    }
}

fn subject(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    match (question.verifier.profile, facts.claims.sub()) {
        (Profile::Plain, None) => Ok(Applied::No("plain access tokens may lack it")),
        (_, sub) => claims::identifier(ClaimName::SUB, sub),
    }
}

/// Of the plain ones, what no ID token has.
fn client_id(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    match question.verifier.profile {
        Profile::Rfc9068 => claims::identifier(ClaimName::CLIENT_ID, facts.claims.client_id()),
        Profile::Plain => match (facts.claims.client_id(), facts.claims.scope()) {
            (None | Some(""), None | Some("")) => Err(missing("client_id or scope")),
            _ => PASSED,
        },
    }
}

fn token_id(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    match question.verifier.profile {
        Profile::Rfc9068 => claims::identifier(ClaimName::JTI, facts.claims.jti()),
        Profile::Plain => Ok(Applied::No("plain access tokens may lack it")),
    }
}

/// What access tokens never have.
const TELLING: Names = Names::of(&[
    ClaimName::AT_HASH,
    ClaimName::C_HASH,
    ClaimName::EVENTS,
    ClaimName::HTM,
    ClaimName::HTU,
    ClaimName::NONCE,
    ClaimName::REDIRECT_URI,
    ClaimName::RESPONSE_TYPE,
    ClaimName::S_HASH,
]);

fn no_likeness(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    match question.verifier.profile {
        Profile::Rfc9068 => Ok(Applied::No("typ tells what it is")),
        Profile::Plain => claims::no_likeness(facts, TELLING),
    }
}

fn authentication_time(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    time::authenticated(facts, question.access.max_age, Required::No)
}

fn context(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    match question.access.acr_values {
        Some(asked) => claims::context(facts, asked.iter().copied()),
        None => Ok(Applied::No("none was asked for")),
    }
}

/// Every binding that this crate knows and that the token has was proved, and what was proved is in
/// the token.
fn sender_constraint(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let fault = |fault| Err(Error::SenderConstraint { fault });
    let presentation = question.access.presentation;
    if presentation == Presentation::CheckedByCaller {
        return Ok(Applied::No("the caller checks it"));
    }
    if facts.claims.cnf().is_none() {
        return match presentation {
            Presentation::Bearer => Ok(Applied::No("the token is bound to no key")),
            _ => fault("the token is bound to no key, and was presented with a proof of one"),
        };
    }
    let (dpop, certificate) = match presentation {
        Presentation::Dpop { jkt } => (Some(jkt), None),
        Presentation::Certificate { x5t_s256 } => (None, Some(x5t_s256)),
        _ => return fault("the token is bound to a key, and was presented as a bearer token"),
    };
    match (facts.claims.cnf_jkt(), dpop) {
        (bound, Some(proved)) if bound != Some(proved) || proved.is_empty() => {
            return fault("the token is not bound to the key of the DPoP proof");
        }
        (Some(_), None) => {
            return fault("the token is bound to a DPoP key, which was not proved");
        }
        _ => {}
    }
    match (facts.claims.cnf_x5t_s256(), certificate) {
        (bound, Some(proved)) if bound != Some(proved) || proved.is_empty() => {
            fault("the token is not bound to the certificate of the client")
        }
        (Some(_), None) => fault("the token is bound to a certificate, which was not shown"),
        _ => PASSED,
    }
}

fn scope(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let Some(required) = question.access.scopes else {
        return Ok(Applied::No("none is asked for"));
    };
    if required.is_empty() {
        return Err(Error::Configuration {
            fault: "an empty list of scope values was asked for",
        });
    }
    let granted = facts.claims.scope().unwrap_or_default();
    let grants = |wanted: &&str| values(granted).any(|value| value == *wanted);
    if !required.iter().all(grants) {
        let required: Box<str> = required.join(" ").into();
        return Err(Error::Scope { required });
    }
    PASSED
}
