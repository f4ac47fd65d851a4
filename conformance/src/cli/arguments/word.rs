//! Words of the command line.

use std::vec::IntoIter;

/// The words after the command.
pub(super) struct Words(IntoIter<String>);

/// One of them.
pub(super) enum Word {
    /// `--help` or `-h`.
    Help,
    /// It begins with a hyphen.
    Flag(Flag),
    Plain(String),
}

/// An option, perhaps with its value: `--timeout` or `--timeout=5`.
pub(super) struct Flag {
    name: String,
    value: Option<String>,
}

impl Words {
    pub(super) fn new(words: IntoIter<String>) -> Self {
        Self(words)
    }

    pub(super) fn next(&mut self) -> Option<Word> {
        let word = self.0.next()?;
        Some(match word.as_str() {
            "--help" | "-h" => Word::Help,
            _ if word.starts_with('-') => Word::Flag(Flag::read(&word)),
            _ => Word::Plain(word),
        })
    }

    /// The value of an option: after an equals sign, or the next word.
    pub(super) fn value(&mut self, option: &Flag) -> Result<String, String> {
        let value = option.value.clone().or_else(|| self.0.next());
        value.ok_or_else(|| format!("{} needs a value", option.name))
    }
}

impl Flag {
    fn read(word: &str) -> Self {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word, None),
        };
        let name = name.to_owned();
        Self { name, value }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn has_no_value(&self) -> Result<(), String> {
        match self.value {
            None => Ok(()),
            Some(_) => Err(format!("{} takes no value", self.name)),
        }
    }

    pub(super) fn is_unknown(&self) -> String {
        format!("there is no option `{}` here", self.name)
    }
}
