//! The command line of a subject.

use std::ffi::OsString;
use std::{env, fmt, io};

/// A program and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The program, looked for in `PATH` where it has no slash.
    pub program: OsString,
    /// Its arguments.
    pub arguments: Vec<String>,
}

impl Command {
    /// Splits a command line at white space. Quotes, single or double, keep what is between them together;
    /// there are no escapes, variables or patterns.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut words = Vec::new();
        let mut word: Option<String> = None;
        let mut quote = None;
        for character in text.chars() {
            match (quote, character) {
                (Some(open), _) if character == open => quote = None,
                (None, '"' | '\'') => {
                    quote = Some(character);
                    word.get_or_insert_default();
                }
                (None, _) if character.is_whitespace() => words.extend(word.take()),
                _ => word.get_or_insert_default().push(character),
            }
        }
        if quote.is_some() {
            return Err(format!("a quote is not closed in the command {text}"));
        }
        words.extend(word);
        let mut words = words.into_iter();
        match words.next().filter(|program| !program.is_empty()) {
            None => Err("the command names no program".to_owned()),
            Some(program) => Ok(Self {
                program: program.into(),
                arguments: words.collect(),
            }),
        }
    }

    /// The project's own subject: this program with the argument `subject`.
    pub fn own() -> io::Result<Self> {
        Ok(Self {
            program: env::current_exe()?.into(),
            arguments: vec!["subject".to_owned()],
        })
    }
}

impl fmt::Display for Command {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.program.display())?;
        for argument in &self.arguments {
            write!(formatter, " {argument}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

    #[track_caller]
    fn words(text: &str) -> Vec<String> {
        let command = Command::parse(text).expect("a command");
        let program = command.program.into_string().expect("UTF-8");
        [vec![program], command.arguments].concat()
    }

    #[test]
    fn white_space_separates_and_quotes_join() {
        assert_eq!(words("  a  b\tc "), ["a", "b", "c"]);
        assert_eq!(
            words(r#""a b" 'c "d' e'f g'h """#),
            ["a b", "c \"d", "ef gh", ""]
        );
    }

    #[test]
    fn a_command_without_a_program_or_the_end_of_a_quote_is_refused() {
        for text in ["", "  ", "''", "'' a", "a 'b"] {
            assert!(Command::parse(text).is_err(), "{text}");
        }
    }
}
