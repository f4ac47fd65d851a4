//! The table of checks of signed responses ([OpenID Connect Core §5.3.2]).
//!
//! [OpenID Connect Core §5.3.2]: https://openid.net/specs/openid-connect-core-1_0.html#UserInfoResponse

use jwk_types::Rule;
use jws_verify::Header;

use super::UserInfoVerifier;
use super::plain::SAME_USER;
use crate::check::{Finding, PASSED, Purpose, Row};
use crate::checks::claims::{self, missing};
use crate::checks::{BCP, CORE, JWT, parties, time, token};
use crate::claims::{ClaimName, Claims, Names};
use crate::presented::{Facts, Presented};
use crate::{Error, Identity};

pub(super) enum SignedUserInfo {}

pub(super) struct Question<'q> {
    pub(super) verifier: &'q UserInfoVerifier,
    pub(super) user: Identity<'q>,
}

impl Purpose for SignedUserInfo {
    type Question<'q> = Question<'q>;

    const KIND: &'static str = "a UserInfo response";

    const VOCABULARY: Names = Names::of(&[
        ClaimName::AUD,
        ClaimName::EXP,
        ClaimName::IAT,
        ClaimName::ISS,
        ClaimName::NBF,
        ClaimName::SUB,
    ]);

    const TABLE: &'static [Row<Self>] = &[
        Row::structure(&["oidc-core-5.3.4-2", "rfc7519-3-1"]),
        Row::signed_claims(&["rfc7519-5.2-1"]),
        Row::<Self>::header("type", Rule::new(BCP, "3.11"), &["rfc8725-3.12-1"], typ),
        Row::extensions(&["rfc7519-7.2-5", "rfc7797-7-3"]),
        Row::<Self>::header(
            "algorithm",
            Rule::new(JWT, "7.2 step 11"),
            &["oidc-registration-2-6"],
            token::algorithm::<Self>,
        ),
        Row::<Self>::token(
            "signature",
            Rule::new(CORE, "5.3.4"),
            &["oidc-core-5.3.4-3", "oidc-core-16.6-1"],
            token::signature,
        ),
        Row::claims_set(&["oidc-core-5.3.2-2", "rfc7519-4-1"]),
        Row::<Self>::claims(
            "issuer",
            Rule::new(CORE, "5.3.2"),
            &["oidc-core-5.3.2-10", "oidc-core-5.3.2-11"],
            parties::issuer::<Self>,
        ),
        Row::<Self>::claims(
            "audience",
            Rule::new(CORE, "5.3.2"),
            &["oidc-core-5.3.2-10", "oidc-core-5.3.2-12"],
            audience,
        ),
        Row::<Self>::claims(
            "expiration",
            Rule::new(JWT, "4.1.4"),
            &["rfc7519-4.1.4-1"],
            expiration,
        ),
        Row::plausible_dates(&["rfc7519-4.1.4-5"]),
        Row::not_before(&["rfc7519-4.1.5-1"]),
        Row::<Self>::claims(
            "issued_at",
            Rule::new(JWT, "4.1.6"),
            &["oidc-core-3.1.3.7-10"],
            issued,
        ),
        Row::<Self>::claims(
            "token_age",
            Rule::new(JWT, "4.1.6"),
            &["rfc7519-4.1.6-2"],
            time::age::<Self>,
        ),
        Row::<Self>::claims(
            "no_likeness",
            Rule::new(BCP, "3.12"),
            &["rfc8725-3.12-1"],
            no_likeness,
        ),
        Row::<Self>::claims("same_user", Rule::new(CORE, "5.3.2"), SAME_USER, subject),
    ];
}

/// Absent, `JWT`, which says nothing, or a type of its own, as some issuers give it.
fn typ(header: &Header, presented: &Presented<'_>, _: &Question<'_>) -> Finding {
    token::unless_another(header, presented, SignedUserInfo::KIND, &["userinfo+jwt"])
}

fn audience(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    parties::audience(facts, &question.verifier.client_id)
}

fn expiration(facts: &Facts<'_>, _: &Question<'_>) -> Finding {
    time::expiration_if_present(facts)
}

fn issued(facts: &Facts<'_>, _: &Question<'_>) -> Finding {
    time::issued_if_present(facts)
}

/// What other kinds have, and UserInfo responses have not.
const TELLING: Names = Names::of(&[
    ClaimName::AT_HASH,
    ClaimName::AUTH_TIME,
    ClaimName::AZP,
    ClaimName::C_HASH,
    ClaimName::CLIENT_ID,
    ClaimName::CNF,
    ClaimName::EVENTS,
    ClaimName::HTM,
    ClaimName::HTU,
    ClaimName::NONCE,
    ClaimName::REDIRECT_URI,
    ClaimName::RESPONSE_TYPE,
    ClaimName::S_HASH,
    ClaimName::SCOPE,
    ClaimName::SID,
]);

fn no_likeness(facts: &Facts<'_>, _: &Question<'_>) -> Finding {
    claims::no_likeness(facts, TELLING)
}

fn subject(facts: &Facts<'_>, question: &Question<'_>) -> Finding {
    let issuer = facts.settings.issuer().unwrap_or_default();
    same_user(facts.claims, issuer, question.user)?;
    PASSED
}

/// The response is about the user of the ID token, and so is the verifier.
pub(super) fn same_user(claims: Claims<'_>, issuer: &str, user: Identity<'_>) -> Result<(), Error> {
    let sub = claims.sub().ok_or_else(|| missing("sub"))?;
    if issuer != user.issuer() {
        return Err(Error::Issuer {
            expected: issuer.into(),
            found: user.issuer().into(),
        });
    }
    if sub != user.subject() || sub.is_empty() {
        return Err(Error::Subject);
    }
    Ok(())
}
