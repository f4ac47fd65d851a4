//! A client that believes nothing.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

/// How a response came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Closed,
    Reset,
    TimedOut,
    /// The client had enough.
    Limit,
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) end: End,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    /// As it was on the wire.
    pub(crate) body: Vec<u8>,
}

impl Response {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// 200, to its end.
    #[track_caller]
    pub(crate) fn fine(self) -> Self {
        assert_eq!((self.status, self.end), (200, End::Closed), "{self:?}");
        let length = self.header("content-length").expect("a length");
        assert_eq!(length, self.body.len().to_string());
        self
    }
}

pub(crate) struct Client {
    pub(crate) limit: usize,
    /// For all of a response.
    pub(crate) patience: Duration,
}

pub(crate) const USUAL: Client = Client {
    limit: 64 << 20,
    patience: Duration::from_secs(20),
};

impl Client {
    #[track_caller]
    pub(crate) fn send(&self, method: &str, url: &str, headers: &[(&str, &str)]) -> Response {
        let rest = url.strip_prefix("http://").expect("http");
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let mut stream = TcpStream::connect(host).expect("a server");
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes()).expect("a request");
        self.receive(&mut stream)
    }

    fn receive(&self, stream: &mut TcpStream) -> Response {
        let mut all = Vec::new();
        let mut chunk = vec![0; 64 * 1024];
        let begun = Instant::now();
        let end = loop {
            let left = self.patience.saturating_sub(begun.elapsed());
            if left.is_zero() {
                break End::TimedOut;
            }
            stream.set_read_timeout(Some(left)).expect("a timeout");
            match stream.read(&mut chunk) {
                Ok(0) => break End::Closed,
                Ok(count) => all.extend(&chunk[..count]),
                Err(error) => match error.kind() {
                    ErrorKind::ConnectionReset => break End::Reset,
                    ErrorKind::WouldBlock | ErrorKind::TimedOut => break End::TimedOut,
                    _ => panic!("{error}"),
                },
            }
            if all.len() >= self.limit {
                break End::Limit;
            }
        };
        parsed(&all, end)
    }
}

fn parsed(all: &[u8], end: End) -> Response {
    let mut response = Response {
        end,
        status: 0,
        headers: Vec::new(),
        body: Vec::new(),
    };
    let Some(at) = all.windows(4).position(|four| four == b"\r\n\r\n") else {
        assert!(all.is_empty(), "half a head");
        return response;
    };
    let head = std::str::from_utf8(&all[..at]).expect("UTF-8");
    let mut lines = head.lines();
    let status = lines.next().expect("a status line");
    let status = status.strip_prefix("HTTP/1.1 ").expect("HTTP/1.1");
    response.status = status[..3].parse().expect("a status");
    let fields = lines.map(|line| line.split_once(": ").expect("a field"));
    response.headers = fields.map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    response.body = all[at + 4..].to_vec();
    response
}

#[track_caller]
pub(crate) fn get(url: &str) -> Response {
    USUAL.send("GET", url, &[])
}
