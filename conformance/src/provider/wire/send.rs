//! Sends responses, right or not.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::super::behaviour::{Behaviour, IssuerDefect};
use super::super::http_date::http_date;
use super::super::stop::Stop;
use super::{bomb, gzip};

/// A response before it is sent.
#[derive(Clone, Debug)]
pub(in super::super) struct Reply {
    pub(in super::super) status: u16,
    pub(in super::super) headers: Vec<(String, String)>,
    pub(in super::super) body: Vec<u8>,
}

impl Reply {
    pub(in super::super) fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let mut reply = Self {
            status,
            headers: Vec::new(),
            body: body.into(),
        };
        reply.set("Content-Type", media_type);
        reply
    }

    pub(in super::super) fn text(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "text/plain;charset=utf-8", body.into())
    }

    pub(in super::super) fn set(&mut self, name: &str, value: &str) {
        let is_other = |(known, _): &(String, String)| !known.eq_ignore_ascii_case(name);
        self.headers.retain(is_other);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    pub(in super::super) fn not_modified(&mut self) {
        self.status = 304;
        self.body.clear();
    }

    /// Status line and fields. A field of the reply takes the place of one that is usual.
    fn head(&self, framing: &Framing) -> String {
        let mut text = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        let mut usual = vec![
            ("Date", http_date(SystemTime::now())),
            ("Connection", "close".to_owned()),
        ];
        match framing {
            Framing::Length(octets) => usual.push(("Content-Length", octets.to_string())),
            Framing::Chunks => usual.push(("Transfer-Encoding", "chunked".to_owned())),
            Framing::Bodiless => {}
        }
        let is_set = |name: &str| {
            let mut names = self.headers.iter().map(|(known, _)| known);
            names.any(|known| known.eq_ignore_ascii_case(name))
        };
        usual.retain(|(name, _)| !is_set(name));
        for (name, value) in usual {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text
    }
}

enum Framing {
    Length(usize),
    Chunks,
    Bodiless,
}

/// Answers as the behaviour says. An error says that the other side is gone.
pub(in super::super) fn perform(
    stream: &mut TcpStream,
    mut reply: Reply,
    behaviour: &Behaviour,
    stop: &Stop,
) -> io::Result<()> {
    match behaviour {
        Behaviour::Normal | Behaviour::Reset => {}
        Behaviour::Status(status) => reply.status = *status,
        Behaviour::RetryAfter { status, seconds } => {
            reply.status = *status;
            reply.set("Retry-After", &seconds.to_string());
        }
        Behaviour::NotModified => reply.not_modified(),
        Behaviour::NoContent => {
            reply.status = 204;
            reply.body.clear();
        }
        Behaviour::SlowDrip { octets, every } => {
            return drip(stream, &reply, (*octets).max(1), *every, stop);
        }
        Behaviour::HalfBody => return half(stream, &reply).and_then(|()| close(stream)),
        Behaviour::Stall => {
            half(stream, &reply)?;
            return wait_for_the_end(stream);
        }
        Behaviour::EndlessBody => return endless(stream, &reply),
        Behaviour::GzipBomb => {
            reply.set("Content-Encoding", "gzip");
            reply.body = bomb().to_vec();
        }
        Behaviour::GzipHonest => {
            reply.set("Content-Encoding", "gzip");
            reply.body = gzip(&reply.body);
        }
        Behaviour::Redirect(to) => {
            reply = Reply::text(302, "it is elsewhere\n");
            reply.set("Location", to);
        }
        Behaviour::Html => {
            let page = "<!doctype html><title>Welcome</title><p>Please log in.</p>";
            reply = Reply::new(200, "text/html", page);
        }
        Behaviour::WrongIssuer(defect) => reply.body = about_another(&reply.body, *defect),
        Behaviour::Hang => return wait_for_the_end(stream),
        Behaviour::BadJson => {
            reply.body.pop();
        }
        Behaviour::Huge(octets) => {
            let longer = reply.body.len().max(*octets);
            reply.body.resize(longer, b' ');
        }
        Behaviour::ContentType(value) => reply.set("Content-Type", value),
        Behaviour::Bom => {
            let marked = ["\u{feff}".as_bytes(), &reply.body].concat();
            reply.body = marked;
        }
    }
    let framing = match reply.status {
        204 | 304 => Framing::Bodiless,
        _ => Framing::Length(reply.body.len()),
    };
    stream.write_all(reply.head(&framing).as_bytes())?;
    if !matches!(framing, Framing::Bodiless) {
        stream.write_all(&reply.body)?;
    }
    close(stream)
}

fn drip(
    stream: &mut TcpStream,
    reply: &Reply,
    octets: usize,
    every: Duration,
    stop: &Stop,
) -> io::Result<()> {
    let head = reply.head(&Framing::Length(reply.body.len()));
    stream.write_all(head.as_bytes())?;
    for drops in reply.body.chunks(octets) {
        stream.write_all(drops)?;
        if stop.comes_within(every) {
            return Ok(());
        }
    }
    close(stream)
}

fn half(stream: &mut TcpStream, reply: &Reply) -> io::Result<()> {
    let head = reply.head(&Framing::Length(reply.body.len()));
    stream.write_all(head.as_bytes())?;
    let (half, _) = reply.body.split_at(reply.body.len() / 2);
    stream.write_all(half)
}

/// What a reader has so far could always be the beginning of the document.
fn endless(stream: &mut TcpStream, reply: &Reply) -> io::Result<()> {
    stream.write_all(reply.head(&Framing::Chunks).as_bytes())?;
    let (open, _) = reply.body.split_at(reply.body.len().saturating_sub(1));
    stream.write_all(format!("{:x}\r\n", open.len()).as_bytes())?;
    stream.write_all(open)?;
    let mut chunk = b"\r\n4000\r\n".to_vec();
    chunk.resize(chunk.len() + 0x4000, b' ');
    loop {
        stream.write_all(&chunk)?;
    }
}

/// The other side closes, or the provider stops.
fn wait_for_the_end(stream: &mut TcpStream) -> io::Result<()> {
    io::copy(&mut stream.take(u64::MAX), &mut io::sink()).map(drop)
}

/// The last octets are on their way; what the other side still sends does not reset the connection.
fn close(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    let mut ignored = [0; 1024];
    while let Ok(1..) = stream.read(&mut ignored) {}
    Ok(())
}

fn about_another(body: &[u8], defect: IssuerDefect) -> Vec<u8> {
    let Ok(mut document) = serde_json::from_slice::<Value>(body) else {
        return body.to_vec();
    };
    for member in ["issuer", "resource"] {
        if let Some(value) = document.get_mut(member) {
            *value = defect.of(value.as_str().unwrap_or_default()).into();
        }
    }
    document.to_string().into_bytes()
}

const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    }
}
