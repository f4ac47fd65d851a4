//! The table of checks of JWTs, in the order of [RFC 7519 §7.2] and [§4.1].
//!
//! [RFC 7519 §7.2]: https://www.rfc-editor.org/rfc/rfc7519#section-7.2
//! [§4.1]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1

use jwk_types::Rule;
use jws_verify::Header;

use super::{ExpectedAudience, JwtVerifier};
use crate::Error;
use crate::check::{Applied, Finding, PASSED, Purpose, Row};
use crate::checks::claims::missing;
use crate::checks::time::{self, Required};
use crate::checks::{BCP, JWT, parties, token};
use crate::claims::{ClaimName, Names};
use crate::presented::{Facts, Presented};

pub(super) enum Jwts {}

pub(super) struct Question<'q> {
    pub(super) verifier: &'q JwtVerifier,
}

impl Purpose for Jwts {
    type Question<'q> = Question<'q>;

    const KIND: &'static str = "a JWT";

    const VOCABULARY: Names = Names::of(&[
        ClaimName::AUD,
        ClaimName::EXP,
        ClaimName::IAT,
        ClaimName::ISS,
        ClaimName::JTI,
        ClaimName::NBF,
        ClaimName::SUB,
    ]);

    const TABLE: &'static [Row<Self>] = &[
        Row::structure(&[
            "rfc7519-3-1",
            "rfc7519-7.2-1",
            "rfc7519-7.2-2",
            "rfc7519-7.2-3",
            "rfc7519-7.2-4",
            "rfc7519-8-3",
        ]),
        Row::signed_claims(&[
            "rfc7515-4.1.10-1",
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
                "rfc7519-5.1-1",
                "rfc7519-5.1-2",
                "rfc8725-3.11-1",
            ],
            typ,
        ),
        Row::extensions(&["rfc7519-7.2-5", "rfc7797-7-3"]),
        Row::<Self>::header(
            "algorithm",
            Rule::new(JWT, "7.2 step 11"),
            &[
                "rfc7519-6-1",
                "rfc7519-7.2-11",
                "rfc7519-8-1",
                "rfc7519-8-2",
                "rfc8725-3.2-3",
            ],
            token::algorithm::<Self>,
        ),
        Row::<Self>::token(
            "signature",
            Rule::new(JWT, "7.2 step 7"),
            &[
                "rfc7519-7.2-7",
                "rfc7519-11.1-2",
                "rfc8725-3.3-1",
                "rfc8725-3.8-1",
            ],
            token::signature,
        ),
        Row::claims_set(&[
            "rfc7519-2-3",
            "rfc7519-3-2",
            "rfc7519-3-3",
            "rfc7519-4-1",
            "rfc7519-4-2",
            "rfc7519-4.1.1-1",
            "rfc7519-4.1.2-1",
            "rfc7519-4.1.3-2",
            "rfc7519-4.1.3-3",
            "rfc7519-4.1.4-4",
            "rfc7519-4.1.5-4",
            "rfc7519-4.1.6-1",
            "rfc7519-4.1.7-1",
            "rfc7519-7.2-10",
            "rfc7519-11-1",
        ]),
        Row::<Self>::claims(
            "issuer",
            Rule::new(JWT, "4.1.1"),
            &["rfc7519-2-1", "rfc7519-2-2", "rfc7519-4.1.1-2"],
            parties::issuer::<Self>,
        ),
        Row::<Self>::claims(
            "subject",
            Rule::new(JWT, "4.1.2"),
            &["rfc7519-4.1.2-2", "rfc8725-3.8-3"],
            subject,
        ),
        Row::<Self>::claims(
            "audience",
            Rule::new(JWT, "4.1.3"),
            &["rfc7519-4.1.3-1", "rfc7519-4.1.3-4", "rfc8725-3.9-1"],
            audience,
        ),
        Row::<Self>::claims(
            "expiration",
            Rule::new(JWT, "4.1.4"),
            &["rfc7519-4.1.4-1", "rfc7519-4.1.4-2", "rfc7519-4.1.4-3"],
            expiration,
        ),
        Row::plausible_dates(&["rfc7519-4.1.4-5"]),
        Row::not_before(&["rfc7519-4.1.5-1", "rfc7519-4.1.5-2", "rfc7519-4.1.5-3"]),
        Row::<Self>::claims(
            "token_age",
            Rule::new(JWT, "4.1.6"),
            &["rfc7519-4.1.6-2"],
            time::age::<Self>,
        ),
        Row::<Self>::claims(
            "required_claims",
            Rule::new(JWT, "4"),
            &["rfc7519-4-3", "rfc7519-4.1-1"],
            required,
        ),
    ];
}

fn typ(header: &Header, presented: &Presented<'_>, question: &Question<'_>) -> Finding {
    match question.verifier.typ.as_deref() {
        None => Ok(Applied::No("the caller takes any typ")),
        Some(name) => token::only(header, presented, name, name),
    }
}

fn subject(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let Some(expected) = question.verifier.subject.as_deref() else {
        return Ok(Applied::No("the caller takes any subject"));
    };
    let found = facts.claims.sub().ok_or_else(|| missing("sub"))?;
    if found != expected {
        return Err(Error::Subject);
    }
    PASSED
}

fn audience(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    match (&question.verifier.audience, facts.claims.aud()) {
        (ExpectedAudience::Is(name), _) => parties::audience(facts, name),
        (ExpectedAudience::CheckedByCaller, _) => Ok(Applied::No("the caller checks it")),
        (ExpectedAudience::None, None) => PASSED,
        (ExpectedAudience::None, Some(mut found)) => Err(Error::AudienceUnexpected {
            found: found.next().map(Into::into),
        }),
    }
}

fn expiration(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    match question.verifier.expiration {
        Required::Yes => time::expiration::<Jwts>(facts, question),
        Required::No => time::expiration_if_present(facts),
    }
}

fn required(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let required = &question.verifier.required;
    if required.is_empty() {
        return Ok(Applied::No("none was stated"));
    }
    match facts.set.first_missing(required) {
        Some(name) => Err(missing(name)),
        None => PASSED,
    }
}
