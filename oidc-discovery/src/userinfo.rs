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

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use jwk_types::Reason;

    use super::*;

    /// oidc-core-5.3.2-7
    #[test]
    fn a_response_that_is_not_utf_8_is_refused() {
        const TEXT: &str = "{\"sub\":\"J\u{fc}rgen\"}";
        let arrived = |body: Vec<u8>| {
            let headers = HeaderMap::new();
            read(Arrived::Body { headers, body })
        };
        let (_, body) = arrived(TEXT.into()).expect("UTF-8");
        assert_eq!(body, TEXT);
        let utf_16 = TEXT.encode_utf16().flat_map(u16::to_be_bytes);
        let latin_1 = TEXT.chars().map(|c| u8::try_from(u32::from(c)));
        let latin_1: Result<_, _> = latin_1.collect();
        for body in [utf_16.collect(), latin_1.expect("Latin-1")] {
            let error = arrived(body).expect_err("not UTF-8");
            assert_eq!(error.reason(), Reason::MalformedJson);
        }
    }
}
