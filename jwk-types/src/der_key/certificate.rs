//! As much of a certificate as says which key it certifies ([RFC 5280 §4.1]).
//!
//! Names, dates and extensions are passed over unread, so that a certificate with an odd one still
//! gives its key.
//!
//! [RFC 5280 §4.1]: https://www.rfc-editor.org/rfc/rfc5280#section-4.1

use der::asn1::AnyRef;
use der::{Reader, SliceReader, Tag, TagNumber, Tagged};

#[cfg_attr(
    not(feature = "x509"),
    expect(dead_code, reason = "only x509 asks for more than whether it is one")
)]
pub(crate) struct Certificate<'a> {
    /// The DER SubjectPublicKeyInfo.
    pub(crate) spki: &'a [u8],
    /// What stands inside `extensions [3]`.
    pub(crate) extensions: Option<&'a [u8]>,
}

const fn context(number: u32) -> Tag {
    Tag::ContextSpecific {
        constructed: true,
        number: TagNumber(number),
    }
}

impl<'a> Certificate<'a> {
    /// Reads the outline: every field is there, in order and of its type, and nothing else is.
    pub(crate) fn read(der: &'a [u8]) -> Result<Self, der::Error> {
        let mut reader = SliceReader::new(der)?;
        let certificate = reader.sequence(|reader| {
            let certificate = reader.sequence(Self::read_tbs)?;
            pass(reader, Tag::Sequence)?;
            pass(reader, Tag::BitString)?;
            Ok::<_, der::Error>(certificate)
        })?;
        reader.finish()?;
        Ok(certificate)
    }

    /// `tbsCertificate`
    fn read_tbs(reader: &mut SliceReader<'a>) -> Result<Self, der::Error> {
        if Tag::peek(reader)? == context(0) {
            pass(reader, context(0))?;
        }
        pass(reader, Tag::Integer)?;
        // `signature`, `issuer`, `validity` and `subject`.
        for _ in 0..4 {
            pass(reader, Tag::Sequence)?;
        }
        let spki = reader.tlv_bytes()?;
        let mut extensions = None;
        while !reader.is_finished() {
            let field = reader.decode::<AnyRef<'_>>()?;
            if field.tag() == context(3) {
                extensions = Some(field.value());
            }
        }
        Ok(Self { spki, extensions })
    }
}

fn pass(reader: &mut SliceReader<'_>, tag: Tag) -> Result<(), der::Error> {
    reader.decode::<AnyRef<'_>>()?.tag().assert_eq(tag)?;
    Ok(())
}
