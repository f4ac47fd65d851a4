//! One type of error for each purpose, so that none stands in for another.

/// Whose fault a refusal is, and so what a server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The token, or who sent it: 401, or 403 where the scope does not suffice.
    Client,
    /// This side: 503, and the token may be good.
    Infrastructure,
}

/// The key that a token asks for and the issuer's set has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingKey<'e> {
    /// The value of `alg`.
    pub alg: &'static str,
    /// The value of `kid`.
    pub kid: Option<&'e str>,
}

/// What the errors of all purposes have in common, for code that is about no purpose.
pub trait TokenError: core::error::Error + sealed::Sealed {
    /// The check that failed; those before it passed.
    fn check(&self) -> &'static crate::Check;

    /// What was wrong.
    fn error(&self) -> &crate::Error;

    /// The rule that was broken.
    fn rule(&self) -> jwk_types::Rule;

    /// A stable code, the same in every release.
    fn reason(&self) -> jwk_types::Reason {
        self.error().reason()
    }

    /// Whose fault it is.
    fn fault(&self) -> Fault {
        self.error().fault()
    }

    /// The key that is missing, if this is why the token was refused: the set may have changed since
    /// it was fetched.
    fn missing_key(&self) -> Option<MissingKey<'_>> {
        match self.error() {
            crate::Error::Jws {
                error: jws_verify::Error::NoMatchingKey { alg, kid, .. },
            } => Some(MissingKey {
                alg,
                kid: kid.as_deref(),
            }),
            _ => None,
        }
    }
}

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "who cannot name it cannot implement it")]
    pub trait Sealed {}
}

macro_rules! purpose_error {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            check: &'static crate::Check,
            error: alloc::boxed::Box<crate::Error>,
        }

        impl $name {
            pub(crate) fn new((check, error): (&'static crate::Check, crate::Error)) -> Self {
                Self {
                    check,
                    error: alloc::boxed::Box::new(error),
                }
            }

            /// The check that failed; those before it passed.
            #[must_use]
            pub const fn check(&self) -> &'static crate::Check {
                self.check
            }

            /// What was wrong.
            #[must_use]
            pub fn error(&self) -> &crate::Error {
                &self.error
            }

            /// A stable code, the same in every release.
            #[must_use]
            pub fn reason(&self) -> jwk_types::Reason {
                self.error.reason()
            }

            /// The rule that was broken.
            #[must_use]
            pub fn rule(&self) -> jwk_types::Rule {
                self.check.rule_of(&self.error)
            }

            /// Whose fault it is.
            #[must_use]
            pub fn fault(&self) -> crate::Fault {
                self.error.fault()
            }
        }

        impl crate::error::sealed::Sealed for $name {}

        impl crate::TokenError for $name {
            fn check(&self) -> &'static crate::Check {
                self.check
            }

            fn error(&self) -> &crate::Error {
                &self.error
            }

            fn rule(&self) -> jwk_types::Rule {
                $name::rule(self)
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&self.check.describe(&self.error), f)
            }
        }

        impl core::error::Error for $name {
            fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
                core::error::Error::source(&*self.error)
            }
        }
    };
}
pub(crate) use purpose_error;
