//! The JSON of a record: a line for each member and for each case, so that two records can be compared by lines.

use std::io::{self, Write};

use serde::Serialize;

use super::Record;
use crate::report::inert;

/// Writes the JSON.
///
/// # Errors
///
/// When the output cannot be written.
pub fn write(output: &mut impl Write, record: &Record) -> io::Result<()> {
    let Record {
        format,
        subject,
        measured,
        fail_on,
        strangers,
        cases,
    } = record;
    writeln!(output, "{{")?;
    member(output, "format", format)?;
    member(output, "subject", subject)?;
    member(output, "measured", measured)?;
    member(output, "fail_on", fail_on)?;
    member(output, "strangers", strangers)?;
    write!(output, "\"cases\":[")?;
    for (index, entry) in cases.iter().enumerate() {
        let before = if index == 0 { "\n" } else { ",\n" };
        write!(output, "{before}{}", value(entry)?)?;
    }
    writeln!(output, "\n]\n}}")
}

fn member(output: &mut impl Write, name: &str, member: &impl Serialize) -> io::Result<()> {
    writeln!(output, "\"{name}\":{},", value(member)?)
}

fn value(value: &impl Serialize) -> io::Result<String> {
    Ok(inert::json(&serde_json::to_string(value)?))
}
