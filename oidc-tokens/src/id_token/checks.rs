//! The table of checks of ID tokens, in the order of [OpenID Connect Core §3.1.3.7].
//!
//! [OpenID Connect Core §3.1.3.7]: https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation

mod hashes;
mod login;

use jwk_types::Rule;
use jws_verify::Header;

use super::{IdTokenVerifier, Login};
use crate::Error;
use crate::check::{Finding, PASSED, Purpose, Row};
use crate::checks::{BCP, CORE, LOGOUT, POLICY, claims, parties, time, token};
use crate::claims::{ClaimName, Names};
use crate::presented::{Facts, Presented};

pub(super) enum IdTokens {}

pub(super) struct Question<'q> {
    pub(super) verifier: &'q IdTokenVerifier,
    pub(super) login: &'q Login<'q>,
}

impl Purpose for IdTokens {
    type Question<'q> = Question<'q>;

    const KIND: &'static str = "an ID token";

    const VOCABULARY: Names = Names::of(&[
        ClaimName::ACR,
        ClaimName::AMR,
        ClaimName::AT_HASH,
        ClaimName::AUD,
        ClaimName::AUTH_TIME,
        ClaimName::AZP,
        ClaimName::C_HASH,
        ClaimName::EXP,
        ClaimName::IAT,
        ClaimName::ISS,
        ClaimName::JTI,
        ClaimName::NBF,
        ClaimName::NONCE,
        ClaimName::S_HASH,
        ClaimName::SID,
        ClaimName::SUB,
    ]);

    const TABLE: &'static [Row<Self>] = &[
        Row::structure(&[
            "oidc-core-1.1-1",
            "oidc-core-2-23",
            "oidc-core-2-24",
            "rfc7519-3-1",
            "rfc7519-7.2-1",
            "rfc7519-7.2-2",
            "rfc7519-7.2-3",
            "rfc7519-7.2-4",
            "rfc7519-8-3",
        ]),
        Row::signed_claims(&[
            "rfc7519-5.2-1",
            "rfc7519-7.2-6",
            "rfc7519-7.2-8",
            "rfc7519-8-4",
            "rfc8725-3.3-2",
        ]),
        Row::<Self>::header(
            "type",
            Rule::new(BCP, "3.11"),
            &[
                "rfc7515-4.1.9-1",
                "rfc7515-4.1.9-2",
                "rfc8725-2.8-1",
                "rfc8725-3.12-1",
            ],
            typ,
        ),
        Row::extensions(&["rfc7519-7.2-5", "rfc7797-7-3"]),
        Row::<Self>::header(
            "algorithm",
            Rule::new(CORE, "3.1.3.7 step 7"),
            &[
                "oidc-core-2-25",
                "oidc-core-3.1.3.7-7",
                "oidc-core-10.1-1",
                "oidc-registration-2-1",
                "oidc-registration-2-2",
                "oidc-registration-2-3",
                "rfc7519-7.2-11",
                "rfc8725-3.2-3",
            ],
            token::algorithm::<Self>,
        ),
        Row::<Self>::token(
            "signature",
            Rule::new(CORE, "3.1.3.7 step 6"),
            &[
                "oidc-core-2-26",
                "oidc-core-3.1.3.7-6",
                "oidc-core-3.1.3.7-6b",
                "oidc-core-3.1.3.7-6c",
                "oidc-core-3.1.3.7-8",
                "oidc-core-3.2.2.11-1",
                "oidc-core-7.4-1",
                "oidc-core-10.1-2",
                "oidc-core-10.1-3",
                "oidc-core-10.1-4",
                "oidc-core-16.3-1",
                "oidc-core-16.19-2",
                "rfc8725-3.3-1",
            ],
            token::signature,
        ),
        Row::claims_set(&[
            "oidc-core-2-5",
            "oidc-core-2-8",
            "oidc-core-2-11",
            "oidc-core-2-13",
            "oidc-core-2-16",
            "oidc-core-2-17",
            "oidc-core-2-19",
            "oidc-core-13.3-1",
            "oidc-core-13.3-2",
            "rfc7519-2-3",
            "rfc7519-3-3",
            "rfc7519-4-1",
            "rfc7519-7.2-10",
            "rfc7519-11-1",
        ]),
        Row::<Self>::claims(
            "issuer",
            Rule::new(CORE, "3.1.3.7 step 2"),
            &[
                "oidc-core-2-1",
                "oidc-core-3.1.3.7-2",
                "oidc-core-16.15-2",
                "rfc7519-4.1.1-2",
                "rfc9700-4.4.2.1-1",
            ],
            parties::issuer::<Self>,
        ),
        Row::<Self>::claims(
            "audience",
            Rule::new(CORE, "3.1.3.7 step 3"),
            &[
                "oidc-core-2-6",
                "oidc-core-2-7",
                "oidc-core-3.1.3.7-3",
                "rfc7519-4.1.3-1",
                "rfc8725-3.9-1",
            ],
            audience,
        ),
        Row::<Self>::claims(
            "other_audiences",
            Rule::new(CORE, "3.1.3.7 step 3"),
            &["oidc-core-3.1.3.7-3b", "oidc-core-3.1.3.7-3c"],
            other_audiences,
        ),
        Row::<Self>::claims(
            "mac_for_one",
            Rule::new(CORE, "3.1.3.7 step 8"),
            &["oidc-core-3.1.3.7-8b"],
            parties::mac_for_one::<Self>,
        ),
        Row::<Self>::claims(
            "authorized_party",
            Rule::new(CORE, "3.1.3.7 step 5"),
            &["oidc-core-2-20", "oidc-core-2-21", "oidc-core-3.1.3.7-5"],
            authorized_party,
        ),
        Row::<Self>::claims(
            "expiration",
            Rule::new(CORE, "3.1.3.7 step 9"),
            &[
                "oidc-core-2-9",
                "oidc-core-2-10",
                "oidc-core-3.1.3.7-9",
                "oidc-core-16.9-1",
                "rfc7519-4.1.4-1",
                "rfc7519-4.1.4-2",
                "rfc7519-4.1.4-3",
            ],
            time::expiration::<Self>,
        ),
        Row::plausible_dates(&["rfc7519-4.1.4-5"]),
        Row::not_before(&["rfc7519-4.1.5-1", "rfc7519-4.1.5-2", "rfc7519-4.1.5-3"]),
        Row::<Self>::claims(
            "issued_at",
            Rule::new(CORE, "3.1.3.7 step 10"),
            &["oidc-core-2-12", "oidc-core-3.1.3.7-10"],
            time::issued::<Self>,
        ),
        Row::<Self>::claims(
            "token_age",
            Rule::new(CORE, "3.1.3.7 step 10"),
            &["oidc-core-3.1.3.7-10", "rfc7519-4.1.6-2"],
            time::age::<Self>,
        ),
        Row::<Self>::claims(
            "subject",
            Rule::new(CORE, "2"),
            &["oidc-core-2-3", "oidc-core-2-4"],
            subject,
        ),
        Row::<Self>::claims(
            "no_likeness",
            Rule::new(LOGOUT, "4.1"),
            &["oidc-backchannel-4.1-1", "rfc8725-3.12-1"],
            no_likeness,
        ),
        Row::<Self>::claims(
            "nonce",
            Rule::new(CORE, "3.1.3.7 step 11"),
            &[
                "oidc-core-2-15",
                "oidc-core-3.1.3.7-11",
                "oidc-core-3.2.2.10-1",
                "oidc-core-3.2.2.11-2",
                "oidc-core-3.3.2.11-1",
                "oidc-core-12.2-7",
                "oidc-core-15.5.2-1",
                "rfc9700-2.1.1-2",
                "rfc9700-4.5.3.2-1",
            ],
            login::nonce,
        ),
        Row::<Self>::claims(
            "authentication_context",
            Rule::new(CORE, "3.1.3.7 step 12"),
            &["oidc-core-3.1.3.7-12", "oidc-registration-2-9"],
            login::context,
        ),
        Row::<Self>::claims(
            "authentication_time",
            Rule::new(CORE, "3.1.3.7 step 13"),
            &[
                "oidc-core-2-14",
                "oidc-core-3.1.2.1-1",
                "oidc-core-3.1.2.1-2",
                "oidc-core-3.1.3.7-13",
                "oidc-registration-2-7",
                "oidc-registration-2-8",
            ],
            login::time,
        ),
        Row::<Self>::claims(
            "access_token_hash",
            Rule::new(CORE, "3.2.2.9"),
            &[
                "oidc-core-3.1.3.6-1",
                "oidc-core-3.1.3.6-2",
                "oidc-core-3.1.3.6-3",
                "oidc-core-3.1.3.8-1",
                "oidc-core-3.2.2.9-3",
                "oidc-core-3.2.2.10-2",
                "oidc-core-3.2.2.10-3",
                "oidc-core-3.3.2.9-1",
                "oidc-core-3.3.2.11-2",
                "oidc-core-3.3.3.6-3",
                "oidc-core-16.11-1",
                "rfc9700-4.6.1-1",
            ],
            hashes::access_token,
        ),
        Row::<Self>::claims(
            "code_hash",
            Rule::new(CORE, "3.3.2.10"),
            &[
                "oidc-core-3.3.2.10-3",
                "oidc-core-3.3.2.11-3",
                "oidc-core-3.3.2.11-4",
                "oidc-core-16.11-1",
            ],
            hashes::code,
        ),
        Row::<Self>::claims(
            "state_hash",
            Rule::new(POLICY, "s_hash of the FAPI profiles"),
            &[],
            hashes::state,
        ),
        Row::<Self>::claims(
            "refreshed_subject",
            Rule::new(CORE, "12.2"),
            &["oidc-core-12.2-1", "oidc-core-12.2-2"],
            login::refreshed_subject,
        ),
        Row::<Self>::claims(
            "refreshed_audience",
            Rule::new(CORE, "12.2"),
            &["oidc-core-12.2-4", "oidc-core-12.2-6"],
            login::refreshed_audience,
        ),
        Row::<Self>::claims(
            "refreshed_authentication_time",
            Rule::new(CORE, "12.2"),
            &["oidc-core-12.2-5"],
            login::refreshed_time,
        ),
        Row::<Self>::claims(
            "refreshed_issue",
            Rule::new(CORE, "12.2"),
            &["oidc-core-12.2-3"],
            login::refreshed_issue,
        ),
        Row::<Self>::claims(
            "both_channels_agree",
            Rule::new(CORE, "3.3.3.6"),
            &["oidc-core-3.3.3.6-1", "oidc-core-3.3.3.6-2"],
            login::both_channels,
        ),
    ];
}

/// Absent, or `JWT`, which says nothing.
fn typ(header: &Header, presented: &Presented<'_>, _: &Question<'_>) -> Finding {
    token::unless_another(header, presented, IdTokens::KIND, &[])
}

fn audience(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    parties::audience(facts, &question.verifier.client_id)
}

fn other_audiences(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let IdTokenVerifier {
        client_id,
        trusted_audiences,
        ..
    } = question.verifier;
    parties::other_audiences(facts, client_id, trusted_audiences)
}

fn authorized_party(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let expected = &question.verifier.client_id;
    match facts.claims.azp() {
        None => Ok(crate::check::Applied::No("there is no azp")),
        Some(found) if *found == **expected => PASSED,
        Some(found) => Err(Error::AuthorizedParty {
            expected: expected.clone(),
            found: found.into(),
        }),
    }
}

fn subject(facts: &Facts<'_>, _: &Question<'_>) -> Finding {
    parties::subject(facts)
}

/// Nothing that other kinds have: an event, or members of a proof or a request. Where there is no
/// nonce, no scope and no bound key either, for such tokens are the access tokens of several issuers.
fn no_likeness(facts: &Facts<'_>, _: &Question<'_>) -> Finding {
    const WITH_NONCE: Names = Names::of(&[
        ClaimName::EVENTS,
        ClaimName::HTM,
        ClaimName::HTU,
        ClaimName::REDIRECT_URI,
        ClaimName::RESPONSE_TYPE,
    ]);
    const WITHOUT_NONCE: Names =
        WITH_NONCE.and(&[ClaimName::CLIENT_ID, ClaimName::CNF, ClaimName::SCOPE]);
    let telling = match facts.claims.nonce() {
        Some(_) => WITH_NONCE,
        None => WITHOUT_NONCE,
    };
    claims::no_likeness(facts, telling)
}
