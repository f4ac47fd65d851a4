//! One thing to mend.

use std::fmt;

use jwk_types::{Quoted, Rule};

use super::{Code, Severity};

/// One thing that an operator should mend, or know. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    place: Option<Box<str>>,
    code: Code,
    rule: Rule,
    message: Box<str>,
}

impl Finding {
    pub(crate) fn new(
        place: Option<&str>,
        code: Code,
        rule: Rule,
        message: impl Into<Box<str>>,
    ) -> Self {
        Self {
            place: place.map(Box::from),
            code,
            rule,
            message: message.into(),
        }
    }

    /// The member of the metadata, or the `kid` of the key, where it is about one.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// What kind of finding it is.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The rule.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        self.rule
    }

    /// What is wrong, without the place and the rule.
    #[must_use]
    pub const fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Finding {
    /// One line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: ", self.severity(), self.code)?;
        if let Some(place) = &self.place {
            write!(f, "{}: ", Quoted::new(place))?;
        }
        write!(f, "{} [{}]", self.message, self.rule)
    }
}
