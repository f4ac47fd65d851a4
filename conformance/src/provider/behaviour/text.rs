//! Behaviours as text: `hang`, `status=500`, `slow-drip=1,100`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Behaviour, IssuerDefect};

impl fmt::Display for Behaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Normal => f.write_str("normal"),
            Self::Status(status) => write!(f, "status={status}"),
            Self::RetryAfter { status, seconds } => write!(f, "retry-after={status},{seconds}"),
            Self::NotModified => f.write_str("not-modified"),
            Self::NoContent => f.write_str("no-content"),
            Self::SlowDrip { octets, every } => {
                write!(f, "slow-drip={octets},{}", every.as_millis())
            }
            Self::HalfBody => f.write_str("half-body"),
            Self::Stall => f.write_str("stall"),
            Self::EndlessBody => f.write_str("endless-body"),
            Self::GzipBomb => f.write_str("gzip-bomb"),
            Self::GzipHonest => f.write_str("gzip-honest"),
            Self::Redirect(to) => write!(f, "redirect={to}"),
            Self::Html => f.write_str("html"),
            Self::WrongIssuer(IssuerDefect::Appended) => f.write_str("wrong-issuer=appended"),
            Self::WrongIssuer(IssuerDefect::Case) => f.write_str("wrong-issuer=case"),
            Self::WrongIssuer(IssuerDefect::Slash) => f.write_str("wrong-issuer=slash"),
            Self::Reset => f.write_str("reset"),
            Self::Hang => f.write_str("hang"),
            Self::BadJson => f.write_str("bad-json"),
            Self::Huge(octets) => write!(f, "huge={octets}"),
            Self::ContentType(value) => write!(f, "content-type={value}"),
            Self::Bom => f.write_str("bom"),
        }
    }
}

impl FromStr for Behaviour {
    type Err = String;

    /// What [`Behaviour`] prints. The pause of `slow-drip` is in milliseconds.
    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        read(name, value).ok_or_else(|| format!("`{text}` is no behaviour"))
    }
}

fn read(name: &str, value: Option<&str>) -> Option<Behaviour> {
    Some(match (name, value) {
        ("normal", None) => Behaviour::Normal,
        ("status", Some(value)) => Behaviour::Status(status(value)?),
        ("retry-after", Some(value)) => {
            let (first, seconds) = value.split_once(',')?;
            Behaviour::RetryAfter {
                status: status(first)?,
                seconds: seconds.parse().ok()?,
            }
        }
        ("not-modified", None) => Behaviour::NotModified,
        ("no-content", None) => Behaviour::NoContent,
        ("slow-drip", Some(value)) => {
            let (octets, every) = value.split_once(',')?;
            Behaviour::SlowDrip {
                octets: octets.parse().ok().filter(|octets| *octets > 0)?,
                every: Duration::from_millis(every.parse().ok()?),
            }
        }
        ("half-body", None) => Behaviour::HalfBody,
        ("stall", None) => Behaviour::Stall,
        ("endless-body", None) => Behaviour::EndlessBody,
        ("gzip-bomb", None) => Behaviour::GzipBomb,
        ("gzip-honest", None) => Behaviour::GzipHonest,
        ("redirect", Some(to)) => Behaviour::Redirect(line(to)?),
        ("html", None) => Behaviour::Html,
        ("wrong-issuer", Some("appended")) => Behaviour::WrongIssuer(IssuerDefect::Appended),
        ("wrong-issuer", Some("case")) => Behaviour::WrongIssuer(IssuerDefect::Case),
        ("wrong-issuer", Some("slash")) => Behaviour::WrongIssuer(IssuerDefect::Slash),
        ("reset", None) => Behaviour::Reset,
        ("hang", None) => Behaviour::Hang,
        ("bad-json", None) => Behaviour::BadJson,
        ("huge", Some(octets)) => Behaviour::Huge(octets.parse().ok()?),
        ("content-type", Some(value)) => Behaviour::ContentType(line(value)?),
        ("bom", None) => Behaviour::Bom,
        _ => return None,
    })
}

/// Of a final response: below 200 the client would wait for another.
fn status(text: &str) -> Option<u16> {
    let status = text.parse().ok()?;
    (200..=599).contains(&status).then_some(status)
}

/// A header field ends with its line.
fn line(text: &str) -> Option<String> {
    (!text.is_empty() && !text.contains(char::is_control)).then(|| text.to_owned())
}
