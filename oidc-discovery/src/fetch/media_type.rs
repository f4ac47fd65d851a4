//! Whether an answer is what it should be, by its media type.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// The media type without its parameters, in lower case; `None` where there is none, or two.
pub(crate) fn of(headers: &HeaderMap) -> Option<String> {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (value, None) = (values.next()?, values.next()) else {
        return None;
    };
    let essence = value.to_str().ok()?.split(';').next()?.trim();
    Some(essence.to_ascii_lowercase())
}

/// `application/json`, or another type in JSON (`+json`).
pub(crate) fn is_json(media_type: &str) -> bool {
    media_type == "application/json"
        || (media_type.starts_with("application/") && media_type.ends_with("+json"))
}
