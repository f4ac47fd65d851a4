//! The textual form of DER ([RFC 7468]).
//!
//! The label is compared with the one that the caller asked for; nothing is tried out.
//!
//! [RFC 7468]: https://www.rfc-editor.org/rfc/rfc7468

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use der::pem::{Decoder, LineEnding, encode_string};
use zeroize::Zeroizing;

use super::{Form, check_size};
use crate::{Error, Limits};

/// One block and nothing after it but white space, in lines of 64 characters. The octets are wiped
/// when dropped.
pub(super) fn read(text: &str, form: Form, limits: &Limits) -> Result<Zeroizing<Vec<u8>>, Error> {
    check_size("PEM text", text.len(), limits)?;
    // Files end in blank lines.
    let text = text.trim_ascii();
    let mut decoder = Decoder::new(text.as_bytes()).map_err(|_| form.not_pem())?;
    if decoder.type_label() != form.label {
        return Err(form.not_pem());
    }
    // No more than three quarters of the text, whose length has been checked.
    let mut octets = Zeroizing::new(vec![0; decoder.remaining_len()]);
    decoder.decode(&mut octets).map_err(|_| form.not_pem())?;
    Ok(octets)
}

pub(super) fn write(der: &[u8], form: Form) -> Result<String, Error> {
    encode_string(form.label, LineEnding::LF, der).map_err(|_| form.not_pem())
}
