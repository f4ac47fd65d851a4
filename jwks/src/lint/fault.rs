//! From the errors of `jwk-types` to findings.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::ToString;

use jwk_types::json::Value;
use jwk_types::{Error, Reason};

use super::{Code, Entry, Finding};

/// A finding for why a key cannot be used.
pub(super) fn unusable(entry: &Entry, value: Value<'_, '_>, error: &Error) -> Finding {
    let code = match error {
        Error::Base64 { member } => spelling(value, member),
        Error::NotMinimalInteger { .. } => Code::LeadingZero,
        Error::UnsupportedKeyType { .. } | Error::UnsupportedCurve { .. } => Code::UnknownKeyType,
        Error::AlgorithmDoesNotFit { alg, .. } if &**alg == "none" => Code::AlgNone,
        Error::AlgorithmDoesNotFit { .. } => Code::AlgDoesNotFit,
        Error::UseContradictsKeyOps { .. } => Code::UseContradictsKeyOps,
        Error::NoCertificates => Code::BadX5c,
        _ if error.reason() == Reason::WeakKey => Code::WeakKey,
        _ => Code::UnusableKey,
    };
    finding(entry, code, error)
}

/// A finding for certificate members that are not right.
#[cfg(feature = "x509")]
pub(super) fn certificate(entry: &Entry, error: &Error) -> Finding {
    let code = match error {
        Error::Certificate { member: "x5c", .. } | Error::NoCertificates => Code::BadX5c,
        _ => Code::BadX5t,
    };
    finding(entry, code, error)
}

fn finding(entry: &Entry, code: Code, error: &Error) -> Finding {
    // An error prints its rule at the end, and so does a finding.
    let rule = format!(" [{}]", error.rule());
    let message = error.to_string();
    let message = message.strip_suffix(&*rule).unwrap_or(&message);
    entry.finding(code, error.rule(), Box::from(message))
}

/// The text may be secret: it is looked at where it stands, and only for what is foreign to it.
fn spelling(value: Value<'_, '_>, member: &str) -> Code {
    let member = value.as_object().and_then(|object| object.get(member));
    let text = member.map(Value::raw).unwrap_or_default();
    if text.contains('=') {
        Code::PaddedBase64url
    } else if text.contains(['+', '/']) {
        Code::StandardBase64
    } else {
        Code::MalformedBase64url
    }
}
