//! Checks as data: one ordered table a purpose, run to the first failure or to its end.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use jwk_types::Rule;
use jws_verify::{Header, KeyRing, UnverifiedJws, dangerous};

use crate::believed::Believed;
use crate::claims::Names;
use crate::presented::{Facts, Presented};
use crate::report::Report;
use crate::settings::Settings;
use crate::{Error, NumericDate};

/// One check of a verifier: its name, the rule that it enforces, and the rules of the project's
/// catalogue that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    name: &'static str,
    rule: Rule,
    requirements: &'static [&'static str],
}

/// That a check passed, or had nothing to look at and why; else what failed.
pub(crate) type Finding = Result<Applied, Error>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Applied {
    Passed,
    /// Why there was nothing to check.
    No(&'static str),
}

pub(crate) const PASSED: Finding = Ok(Applied::Passed);

/// What tokens are verified for.
pub(crate) trait Purpose: Sized + 'static {
    /// What the caller asks beside its configuration.
    type Question<'q>;
    /// In words, with an article.
    const KIND: &'static str;
    /// The claims that are read by their types.
    const VOCABULARY: Names;
    const TABLE: &'static [Row<Self>];
}

pub(crate) struct Row<P: Purpose> {
    check: Check,
    run: Run<P>,
}

enum Run<P: Purpose> {
    /// Needs the text alone.
    Token(fn(&Presented<'_>) -> Finding),
    Header(fn(&Header, &Presented<'_>, &P::Question<'_>) -> Finding),
    Claims(fn(&Facts<'_>, &P::Question<'_>) -> Finding),
}

impl Check {
    pub(crate) const fn new(
        name: &'static str,
        rule: Rule,
        requirements: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            rule,
            requirements,
        }
    }

    /// A short name that does not change between releases, such as `issuer`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The rule that it enforces.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        self.rule
    }

    /// The ids of the rules in the project's catalogue.
    #[must_use]
    pub const fn requirements(&self) -> &'static [&'static str] {
        self.requirements
    }

    pub(crate) fn rule_of(&self, error: &Error) -> Rule {
        error.own_rule().unwrap_or(self.rule)
    }

    /// The error in words, with the rule once.
    pub(crate) fn describe<'e>(&self, error: &'e Error) -> impl fmt::Display + use<'e> {
        struct Described<'e>(Rule, &'e Error);
        impl fmt::Display for Described<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let Self(rule, error) = self;
                match error {
                    // They end with it already.
                    Error::Jws { .. } | Error::ClaimsJson { .. } => error.fmt(f),
                    _ => write!(f, "{error} [{rule}]"),
                }
            }
        }
        Described(self.rule_of(error), error)
    }
}

impl<P: Purpose> Row<P> {
    pub(crate) const fn token(
        name: &'static str,
        rule: Rule,
        requirements: &'static [&'static str],
        run: fn(&Presented<'_>) -> Finding,
    ) -> Self {
        let run = Run::Token(run);
        Self::new(name, rule, requirements, run)
    }

    pub(crate) const fn header(
        name: &'static str,
        rule: Rule,
        requirements: &'static [&'static str],
        run: fn(&Header, &Presented<'_>, &P::Question<'_>) -> Finding,
    ) -> Self {
        Self::new(name, rule, requirements, Run::Header(run))
    }

    pub(crate) const fn claims(
        name: &'static str,
        rule: Rule,
        requirements: &'static [&'static str],
        run: fn(&Facts<'_>, &P::Question<'_>) -> Finding,
    ) -> Self {
        Self::new(name, rule, requirements, Run::Claims(run))
    }

    const fn new(
        name: &'static str,
        rule: Rule,
        requirements: &'static [&'static str],
        run: Run<P>,
    ) -> Self {
        let check = Check::new(name, rule, requirements);
        Self { check, run }
    }

    /// `facts` are gathered for the first check that looks at them.
    fn run<'f>(
        &self,
        presented: &'f Presented<'_>,
        facts: &mut Option<Facts<'f>>,
        question: &P::Question<'_>,
    ) -> Finding {
        match self.run {
            Run::Token(run) => run(presented),
            Run::Header(run) => match presented.header() {
                Some(header) => run(header, presented, question),
                None => Ok(Applied::No("the header could not be read")),
            },
            Run::Claims(run) => {
                if facts.is_none() {
                    *facts = presented.facts();
                }
                match facts {
                    Some(facts) => run(facts, question),
                    None => Ok(Applied::No("the claims could not be read")),
                }
            }
        }
    }
}

/// The checks of a purpose in their order.
pub(crate) fn checks<P: Purpose>() -> impl Iterator<Item = &'static Check> {
    P::TABLE.iter().map(|row| &row.check)
}

/// A token and all that it is verified with.
pub(crate) struct Case<'c, 'q, P: Purpose> {
    /// `None` where only what needs no key is checked.
    pub(crate) keys: Option<&'c KeyRing>,
    pub(crate) settings: &'c Settings,
    pub(crate) token: &'c str,
    pub(crate) question: &'c P::Question<'q>,
    pub(crate) now: NumericDate,
}

pub(crate) type Failure = (&'static Check, Error);

impl<P: Purpose> Case<'_, '_, P> {
    /// Runs the table to the first failure.
    pub(crate) fn verify(&self) -> Result<Believed, Failure> {
        let jws = UnverifiedJws::parse_compact(self.token, self.settings.limits());
        let signed = {
            let presented = self.present(&jws);
            let mut facts = None;
            for row in P::TABLE {
                row.run(&presented, &mut facts, self.question)
                    .map_err(|error| (&row.check, error))?;
            }
            presented.finish()
        };
        // A table without a row for the signature or the claims would end here, and accept nothing.
        let signed = signed.ok_or_else(unfinished::<P>)?;
        let payload = jws.map(dangerous::into_unverified_payload);
        let payload = payload.map_err(|_| unfinished::<P>())?.into_owned();
        let json = String::from_utf8(payload).map_err(|_| unfinished::<P>())?;
        Ok(Believed::new(json, signed))
    }

    /// Runs the same table without keys: a row that needs one has nothing to look at.
    pub(crate) fn check_without_keys(&self) -> Result<(), Failure> {
        let jws = UnverifiedJws::parse_compact(self.token, self.settings.limits());
        let presented = self.present(&jws);
        let mut facts = None;
        for row in P::TABLE {
            row.run(&presented, &mut facts, self.question)
                .map_err(|error| (&row.check, error))?;
        }
        Ok(())
    }

    /// Runs the same table to its end.
    pub(crate) fn explain(&self) -> Report {
        let jws = UnverifiedJws::parse_compact(self.token, self.settings.limits());
        let presented = self.present(&jws);
        let mut facts = None;
        let entries: Vec<(&'static Check, Finding)> = P::TABLE
            .iter()
            .map(|row| (&row.check, row.run(&presented, &mut facts, self.question)))
            .collect();
        Report::new(P::KIND, entries, &presented)
    }

    fn present<'p>(
        &'p self,
        jws: &'p Result<UnverifiedJws<'p>, jws_verify::Error>,
    ) -> Presented<'p> {
        Presented::new(
            self.keys,
            self.settings,
            self.now,
            P::VOCABULARY,
            jws.as_ref(),
        )
    }
}

/// The system's clock, whose failure is that of the first check.
#[cfg(feature = "std")]
pub(crate) fn now<P: Purpose>() -> Result<NumericDate, Failure> {
    NumericDate::now().map_err(|error| (first::<P>(), error))
}

/// On all processors, in the order of the tokens.
#[cfg(feature = "rayon")]
pub(crate) fn many<'t, T: AsRef<str> + Sync + ?Sized + 't, R: Send>(
    tokens: impl IntoIterator<Item = &'t T>,
    verify: impl Fn(&str) -> R + Sync,
) -> Vec<R> {
    use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
    let tokens: Vec<&T> = tokens.into_iter().collect();
    let outcomes = tokens.par_iter().map(|token| verify((*token).as_ref()));
    outcomes.collect()
}

fn unfinished<P: Purpose>() -> Failure {
    let error = jws_verify::Error::SignatureMismatch;
    (first::<P>(), Error::Jws { error })
}

fn first<P: Purpose>() -> &'static Check {
    static NONE: Check = Check::new(
        "table",
        Rule::new("policy", "nothing unsigned is believed"),
        &[],
    );
    P::TABLE.first().map_or(&NONE, |row| &row.check)
}

/// What every verifier offers: the table, and the two ways to run it. `question` is a method of the
/// verifier.
macro_rules! entry_points {
    ($purpose:ty, $token:ident, $error:ident $(, $asked:ident: $type:ty)?) => {
        /// The checks, in the order in which they are made.
        pub fn checks() -> impl Iterator<Item = &'static crate::Check> {
            crate::check::checks::<$purpose>()
        }

        /// Verifies a token with the issuer's keys, by the system's clock.
        ///
        /// # Errors
        ///
        /// The first check that fails; there is no partial result.
        #[cfg(feature = "std")]
        pub fn verify(
            &self,
            keys: &jws_verify::KeyRing,
            token: &str,
            $($asked: $type,)?
        ) -> Result<$token, $error> {
            let now = crate::check::now::<$purpose>().map_err($error::new)?;
            self.verify_at(keys, token, $($asked,)? now)
        }

        /// Verifies a token with the issuer's keys, as of `now`.
        ///
        /// # Errors
        ///
        /// The first check that fails; there is no partial result.
        pub fn verify_at(
            &self,
            keys: &jws_verify::KeyRing,
            token: &str,
            $($asked: $type,)?
            now: crate::NumericDate,
        ) -> Result<$token, $error> {
            let question = self.question($($asked)?);
            let case = crate::check::Case::<$purpose> {
                keys: Some(keys),
                settings: &self.settings,
                token,
                question: &question,
                now,
            };
            case.verify().map($token::new).map_err($error::new)
        }

        /// Verifies many tokens on all processors, as of `now`. The outcomes are in the order of the
        /// tokens; all of them are in memory at once. It runs in the thread pool of `rayon` that the
        /// caller is in, or in the global one.
        ///
        /// # Errors
        ///
        /// None for all of them: one token does not keep another from being verified.
        #[cfg(feature = "rayon")]
        pub fn verify_many_at<'t, T: AsRef<str> + Sync + ?Sized + 't>(
            &self,
            keys: &jws_verify::KeyRing,
            tokens: impl IntoIterator<Item = &'t T>,
            $($asked: $type,)?
            now: crate::NumericDate,
        ) -> alloc::vec::Vec<Result<$token, $error>> {
            crate::check::many(tokens, |token| self.verify_at(keys, token, $($asked,)? now))
        }

        /// Makes the same checks but for those that need a key, as of `now`. Who passes them is not
        /// thereby believed: it is a token for which it is worth asking the issuer for a key.
        ///
        /// # Errors
        ///
        /// The first check that fails.
        pub fn check_without_keys_at(
            &self,
            token: &str,
            $($asked: $type,)?
            now: crate::NumericDate,
        ) -> Result<(), $error> {
            let question = self.question($($asked)?);
            let case = crate::check::Case::<$purpose> {
                keys: None,
                settings: &self.settings,
                token,
                question: &question,
                now,
            };
            case.check_without_keys().map_err($error::new)
        }

        /// Makes the same checks to their end, as of `now`, and tells what each found.
        #[must_use]
        pub fn explain_at(
            &self,
            keys: &jws_verify::KeyRing,
            token: &str,
            $($asked: $type,)?
            now: crate::NumericDate,
        ) -> crate::Report {
            let question = self.question($($asked)?);
            let case = crate::check::Case::<$purpose> {
                keys: Some(keys),
                settings: &self.settings,
                token,
                question: &question,
                now,
            };
            case.explain()
        }
    };
}
pub(crate) use entry_points;
