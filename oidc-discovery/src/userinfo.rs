//! What comes from a UserInfo endpoint, before it is verified.

use http::header::CONTENT_TYPE;

use crate::Error;
use crate::fetch::Arrived;

/// The content type and the text.
pub(crate) fn read(arrived: Arrived) -> Result<(String, String), Error> {
    let Arrived::Body { headers, body } = arrived else {
        return Err(Error::Abandoned);
    };
    let content_type = headers.get(CONTENT_TYPE).map(|value| value.to_str());
    let content_type = content_type.and_then(Result::ok).unwrap_or_default();
    // oidc-core-5.3.2-7
    let body = String::from_utf8(body).map_err(|_| Error::UserInfoNotUtf8)?;
    Ok((content_type.to_owned(), body))
}
