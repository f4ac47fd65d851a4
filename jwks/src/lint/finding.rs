//! One thing to fix.

use alloc::boxed::Box;
use core::fmt;

use jwk_types::{Quoted, Rule};

use super::{Code, Severity};

/// One thing that an operator should fix, or know. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    index: Option<usize>,
    kid: Option<Box<str>>,
    code: Code,
    rule: Rule,
    message: Box<str>,
}

impl Finding {
    /// `key`: index and `kid` of the key, where it is about one.
    pub(super) fn new(
        key: Option<(usize, Option<Box<str>>)>,
        code: Code,
        rule: Rule,
        message: Box<str>,
    ) -> Self {
        let (index, kid) = key.map_or((None, None), |(index, kid)| (Some(index), kid));
        Self {
            index,
            kid,
            code,
            rule,
            message,
        }
    }

    /// The index in the member `keys` of the text, or `None` where it concerns the whole set.
    #[must_use]
    pub const fn index(&self) -> Option<usize> {
        self.index
    }

    /// The `kid` of the key.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
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
        if let Some(index) = self.index {
            write!(f, "keys[{index}]")?;
            if let Some(kid) = &self.kid {
                write!(f, " (kid {})", Quoted::new(kid))?;
            }
            f.write_str(": ")?;
        }
        write!(f, "{} [{}]", self.message, self.rule)
    }
}
