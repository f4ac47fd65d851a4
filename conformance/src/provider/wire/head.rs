//! Reads requests.

use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;

/// Octets of the request line and header fields together.
const LONGEST_HEAD: usize = 16 * 1024;
/// Octets of a body, which is read and not looked at.
const LONGEST_BODY: u64 = 64 * 1024;

/// Request line and header fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Head {
    pub(in super::super) method: String,
    pub(in super::super) target: String,
    pub(in super::super) headers: Vec<(String, String)>,
}

impl Head {
    /// The first field of that name, in any case.
    pub(in super::super) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The target without the query.
    pub(in super::super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// What the query says, decoded.
    pub(in super::super) fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        let pairs = query
            .split('&')
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let mut values = pairs.filter(|(key, _)| decoded(key).as_deref() == Some(name));
        values.next().and_then(|(_, value)| decoded(value))
    }

    /// Reads and drops the body.
    pub(in super::super) fn skip_body(&self, stream: &mut TcpStream) -> io::Result<()> {
        let length = self
            .header("content-length")
            .and_then(|text| text.parse().ok());
        let length: u64 = length.unwrap_or(0);
        if length > LONGEST_BODY {
            return Err(ErrorKind::InvalidData.into());
        }
        io::copy(&mut stream.take(length), &mut io::sink()).map(drop)
    }

    fn parse(octets: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(octets).ok()?;
        let mut lines = text.lines();
        let mut words = lines.next()?.split(' ');
        let (method, target) = (words.next()?, words.next()?);
        let is_known = words.next()?.starts_with("HTTP/1.") && words.next().is_none();
        let fields = lines.take_while(|line| !line.is_empty());
        let headers = fields.map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_owned(), value.trim().to_owned()))
        });
        (is_known && target.starts_with('/')).then_some(Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: headers.collect::<Option<_>>()?,
        })
    }
}

/// Reads a request up to, but not with, the last octet of its empty line: a connection that is closed with something
/// unread is reset. `None` is no request.
pub(in super::super) fn read(stream: &mut TcpStream) -> io::Result<Option<Head>> {
    let mut head = Vec::new();
    let mut chunk = [0; 2048];
    loop {
        let ready = stream.peek(&mut chunk)?;
        if ready == 0 {
            return Ok(None);
        }
        let before = head.len();
        let mut done = false;
        for octet in chunk.iter().take(ready) {
            head.push(*octet);
            if head.ends_with(b"\r\n\r\n") {
                done = true;
                break;
            }
        }
        let taken = head.len() - before - usize::from(done);
        let taken = u64::try_from(taken).unwrap_or(u64::MAX);
        io::copy(&mut Read::by_ref(stream).take(taken), &mut io::sink())?;
        if done {
            return Ok(Head::parse(&head));
        }
        if head.len() > LONGEST_HEAD {
            return Ok(None);
        }
    }
}

/// Of `application/x-www-form-urlencoded`.
fn decoded(text: &str) -> Option<String> {
    let mut octets = Vec::new();
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        octets.push(match octet {
            b'+' => b' ',
            b'%' => {
                let digits = [char::from(rest.next()?), char::from(rest.next()?)];
                let value = digits[0].to_digit(16)? * 16 + digits[1].to_digit(16)?;
                u8::try_from(value).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(octets).ok()
}

#[cfg(test)]
mod tests {
    use super::{Head, decoded};

    #[test]
    fn percent_escapes_are_decoded() {
        assert_eq!(decoded("a%2Fb+c").as_deref(), Some("a/b c"));
        for wrong in ["%", "%2", "%g0", "%ff"] {
            assert_eq!(decoded(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_request_is_read_and_what_is_none_is_not() {
        let good = "GET /a?x=1&y=a%20b HTTP/1.1\r\nHost: h\r\nX-Y:  z \r\n\r\n";
        let head = Head::parse(good.as_bytes()).expect("a request");
        assert_eq!((head.method.as_str(), head.path()), ("GET", "/a"));
        assert_eq!(head.header("x-y"), Some("z"));
        assert_eq!(head.query("y").as_deref(), Some("a b"));
        assert_eq!(head.query("z"), None);
        for (from, to) in [
            (" HTTP/1.1", ""),
            ("HTTP/1.1", "HTTP/2"),
            ("HTTP/1.1", "HTTP/1.1 x"),
            ("/a", "a"),
            ("Host:", "Host"),
        ] {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good);
            assert_eq!(Head::parse(bad.as_bytes()), None, "{bad}");
        }
    }
}
