//! Rows that stand in the tables of all purposes, with one name and one rule each.

use jwk_types::Rule;

use super::{JWT, POLICY, time, token};
use crate::check::{Purpose, Row};

type Requirements = &'static [&'static str];

impl<P: Purpose> Row<P> {
    pub(crate) const fn structure(requirements: Requirements) -> Self {
        let rule = Rule::new(JWT, "7.2 steps 1 to 4");
        Self::token("structure", rule, requirements, token::structure)
    }

    pub(crate) const fn signed_claims(requirements: Requirements) -> Self {
        let rule = Rule::new(JWT, "5.2");
        Self::header(
            "signed_claims",
            rule,
            requirements,
            token::signed_claims::<P>,
        )
    }

    pub(crate) const fn extensions(requirements: Requirements) -> Self {
        let rule = Rule::new(JWT, "7.2 step 5");
        Self::header("extensions", rule, requirements, token::extensions::<P>)
    }

    pub(crate) const fn claims_set(requirements: Requirements) -> Self {
        let rule = Rule::new(JWT, "7.2 step 10");
        Self::token("claims_set", rule, requirements, token::claims_set)
    }

    pub(crate) const fn plausible_dates(requirements: Requirements) -> Self {
        let rule = Rule::new(POLICY, "no date over 50 years ahead");
        Self::claims("plausible_dates", rule, requirements, time::plausible::<P>)
    }

    pub(crate) const fn not_before(requirements: Requirements) -> Self {
        let rule = Rule::new(JWT, "4.1.5");
        Self::claims("not_before", rule, requirements, time::not_before::<P>)
    }
}
