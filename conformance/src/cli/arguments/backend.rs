//! The arguments of the command `subject`.

use std::sync::Arc;

use jws_verify::{AwsLc, Backend as _, RustCrypto};

use super::{Asked, Word, Words, once};

/// What verifies signatures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) enum Backend {
    #[default]
    RustCrypto,
    /// With the other one for what it lacks.
    AwsLc,
}

impl Backend {
    fn named(name: &str) -> Result<Self, String> {
        match name {
            "rust-crypto" => Ok(Self::RustCrypto),
            "aws-lc-rs" => Ok(Self::AwsLc),
            _ => Err(format!("there is no backend `{name}`")),
        }
    }

    pub(in crate::cli) fn value(self) -> Arc<dyn jws_verify::Backend> {
        match self {
            Self::RustCrypto => Arc::new(RustCrypto),
            Self::AwsLc => Arc::new(AwsLc.or(RustCrypto)),
        }
    }
}

pub(super) fn subject(mut words: Words) -> Result<Asked, String> {
    let mut backend = None;
    while let Some(word) = words.next() {
        match word {
            Word::Help => return Ok(Asked::Help),
            Word::Plain(word) => return Err(format!("`{word}` is one argument too many")),
            Word::Flag(option) => match option.name() {
                "--backend" => once(
                    &mut backend,
                    &option,
                    Backend::named(&words.value(&option)?)?,
                ),
                _ => Err(option.is_unknown()),
            }?,
        }
    }
    Ok(Asked::Subject(backend.unwrap_or_default()))
}
