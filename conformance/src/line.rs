//! Lines of bounded length.

use std::io::{self, BufRead, Read};

/// What a read found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A line, now in the buffer without its end; the last one may lack the end.
    Line,
    /// A line of more octets than the limit. The rest of it is still to be read.
    TooLong,
    /// No line: the input has ended.
    End,
}

/// Reads the next line into the buffer, of at most `limit` octets.
pub fn read(input: &mut impl BufRead, limit: usize, line: &mut Vec<u8>) -> io::Result<Found> {
    line.clear();
    // One more for the line end.
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    if input.by_ref().take(most).read_until(b'\n', line)? == 0 {
        return Ok(Found::End);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > limit {
        return Ok(Found::TooLong);
    }
    Ok(Found::Line)
}

/// Skips what is left of a line that was too long.
pub fn skip(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let octets = input.fill_buf()?;
        if octets.is_empty() {
            return Ok(());
        }
        let end = octets.iter().position(|octet| *octet == b'\n');
        let used = end.map_or(octets.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, read, skip};

    #[test]
    fn lines_up_to_the_limit_are_read_and_longer_ones_skipped() {
        let mut input: &[u8] = b"abc\n\nabcdef\nx\nend";
        let mut line = Vec::new();
        let mut next = |skipping| {
            if skipping {
                skip(&mut input).expect("memory");
            }
            let found = read(&mut input, 3, &mut line).expect("memory");
            (found, String::from_utf8(line.clone()).expect("ASCII"))
        };
        assert_eq!(next(false), (Found::Line, "abc".to_owned()));
        assert_eq!(next(false), (Found::Line, String::new()));
        assert_eq!(next(false).0, Found::TooLong);
        assert_eq!(next(true), (Found::Line, "x".to_owned()));
        assert_eq!(next(false), (Found::Line, "end".to_owned()));
        assert_eq!(next(false), (Found::End, String::new()));
    }
}
