//! A body as it arrives, within its limit.

#[cfg(test)]
mod tests;

use std::fmt;
use std::io::{self, Write};

use flate2::write::GzDecoder;
use http::HeaderMap;
use http::header::CONTENT_ENCODING;

use super::{Request, TransportError};

/// Collects a body piece by piece, takes `Content-Encoding: gzip` off, and stops at the limit: of
/// what arrives and of what becomes of it, whatever either claims to be.
///
/// A client pushes what it receives and finishes at the end of the message:
///
/// ```
/// # fn main() -> Result<(), oidc_discovery::TransportError> {
/// use oidc_discovery::Body;
///
/// let mut body = Body::within(5, &Default::default())?;
/// body.push(b"1234")?;
/// assert!(body.push(b"56").is_err());
/// # Ok(())
/// # }
/// ```
pub struct Body {
    limit: usize,
    received: usize,
    decoder: Decoder,
}

enum Decoder {
    Identity(Bounded),
    Gzip(Box<GzDecoder<Bounded>>),
}

struct Bounded {
    octets: Vec<u8>,
    limit: usize,
    exceeded: bool,
}

impl Body {
    /// For the answer to `request` with these header fields.
    ///
    /// # Errors
    ///
    /// [`TransportError::Encoding`] where the content encoding is neither `identity` nor `gzip`.
    pub fn new(request: &Request, headers: &HeaderMap) -> Result<Self, TransportError> {
        Self::within(request.max_octets, headers)
    }

    /// For an answer of at most `limit` octets.
    ///
    /// # Errors
    ///
    /// As [`Body::new`].
    pub fn within(limit: usize, headers: &HeaderMap) -> Result<Self, TransportError> {
        let bounded = Bounded {
            octets: Vec::new(),
            limit,
            exceeded: false,
        };
        let mut encodings = headers.get_all(CONTENT_ENCODING).iter();
        let decoder = match (encodings.next(), encodings.next()) {
            (None, _) => Decoder::Identity(bounded),
            (Some(one), None) if one.as_bytes().eq_ignore_ascii_case(b"identity") => {
                Decoder::Identity(bounded)
            }
            (Some(one), None)
                if one.as_bytes().eq_ignore_ascii_case(b"gzip")
                    || one.as_bytes().eq_ignore_ascii_case(b"x-gzip") =>
            {
                Decoder::Gzip(Box::new(GzDecoder::new(bounded)))
            }
            _ => return Err(TransportError::Encoding),
        };
        Ok(Self {
            limit,
            received: 0,
            decoder,
        })
    }

    /// Takes the next octets.
    ///
    /// # Errors
    ///
    /// [`TransportError::TooLarge`] beyond the limit; the rest need not be received.
    /// [`TransportError::Encoding`] where they are not what the encoding says.
    pub fn push(&mut self, octets: &[u8]) -> Result<(), TransportError> {
        self.received = self.received.saturating_add(octets.len());
        if self.received > self.limit {
            return Err(TransportError::TooLarge { limit: self.limit });
        }
        let written = match &mut self.decoder {
            Decoder::Identity(bounded) => bounded.write_all(octets),
            Decoder::Gzip(decoder) => decoder.write_all(octets),
        };
        written.map_err(|_| self.fault())
    }

    /// The whole body.
    ///
    /// # Errors
    ///
    /// As [`Body::push`], and where a compressed body ends too early.
    pub fn finish(self) -> Result<Vec<u8>, TransportError> {
        match self.decoder {
            Decoder::Identity(bounded) => Ok(bounded.octets),
            Decoder::Gzip(mut decoder) => {
                if decoder.try_finish().is_err() {
                    return Err(decoder.get_ref().fault());
                }
                Ok(std::mem::take(&mut decoder.get_mut().octets))
            }
        }
    }

    fn fault(&self) -> TransportError {
        match &self.decoder {
            Decoder::Identity(bounded) => bounded.fault(),
            Decoder::Gzip(decoder) => decoder.get_ref().fault(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("limit", &self.limit)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}

impl Bounded {
    const fn fault(&self) -> TransportError {
        if self.exceeded {
            TransportError::TooLarge { limit: self.limit }
        } else {
            TransportError::Encoding
        }
    }
}

impl Write for Bounded {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        if octets.len() > self.limit.saturating_sub(self.octets.len()) {
            self.exceeded = true;
            return Err(io::Error::other("beyond the limit"));
        }
        self.octets.extend_from_slice(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
