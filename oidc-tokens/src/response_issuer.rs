//! The issuer in an authorization response, against mix-up ([RFC 9207]).
//!
//! [RFC 9207]: https://www.rfc-editor.org/rfc/rfc9207

use alloc::string::String;
use alloc::vec::Vec;

use crate::Error;

/// What is known of the server that a request went to: from its metadata,
/// `authorization_response_iss_parameter_supported`, or from the one who configures the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IssuerParameter {
    /// It sends `iss` with every response: one without is refused.
    Announced,
    /// It does not say that it does: a response with `iss` is refused too, since it may come from
    /// another server.
    NotAnnounced,
    /// It does not say that it does, and local policy takes its `iss` if it is right.
    IfPresent,
}

/// Checks that an authorization response comes from the server that the request went to, by its `iss`
/// parameter ([RFC 9207 §2.4](https://www.rfc-editor.org/rfc/rfc9207#section-2.4)). `response` is the
/// query of the redirect, its fragment, or the body of a form post, as it was received, with or without
/// the `?` or `#` before it; `issuer` is the one that the client stored with the request, never one out
/// of the response. Nothing of a response that is refused is used, its `error` as little as its `code`.
///
/// The names of all parameters are decoded, and the value of `iss`; other values are left to their
/// readers. An `iss` without a value is there, and is wrong.
///
/// # Errors
///
/// [`Error::Issuer`] for another issuer, [`Error::Missing`] for none where one is announced, and
/// [`Error::AuthorizationResponse`] for one that is not announced, for several, for text that is no
/// form encoding, and for a whole URL. [`Error::Configuration`] where `issuer` is empty.
pub fn check_response_issuer(
    response: &str,
    issuer: &str,
    server: IssuerParameter,
) -> Result<(), Error> {
    if issuer.is_empty() {
        let fault = "the issuer is empty";
        return Err(Error::Configuration { fault });
    }
    match (find(response)?, server) {
        // rfc9207-2.4-4
        (None, IssuerParameter::Announced) => Err(Error::Missing {
            claim: "iss of the authorization response".into(),
        }),
        (None, _) => Ok(()),
        // rfc9207-2.3-1, rfc9207-2.4-1, rfc9207-2.4-2, rfc9207-2.4-3,
        // rfc9700-4.4.2.1-3: as a plain string.
        (Some(found), _) if found != issuer => Err(Error::Issuer {
            expected: issuer.into(),
            found: found.into(),
        }),
        // rfc9207-2.4-5
        (Some(_), IssuerParameter::NotAnnounced) => Err(fault(
            "the response has an iss parameter, which this server does not announce",
        )),
        (Some(_), _) => Ok(()),
    }
}

/// The one value of `iss`.
fn find(response: &str) -> Result<Option<String>, Error> {
    let response = response.strip_prefix(['?', '#']).unwrap_or(response);
    let pairs = response.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    // What stands before the parameters would hide the first of them, and no check would be made.
    let first = pairs.clone().next();
    let is_url = |(name, value): (&str, &str)| name.contains(['/', ':']) || value.contains('?');
    if response.contains('#')
        || pairs.clone().any(|(name, _)| name.contains('?'))
        || first.is_some_and(is_url)
    {
        return Err(fault("the response is a whole URL"));
    }
    let mut found = None;
    for (name, value) in pairs {
        if decode(name)? != "iss" {
            continue;
        }
        // rfc9207-4-2
        if found.replace(decode(value)?).is_some() {
            return Err(fault("the response has several iss parameters"));
        }
    }
    Ok(found)
}

const fn fault(fault: &'static str) -> Error {
    Error::AuthorizationResponse { fault }
}

/// `application/x-www-form-urlencoded`, strictly.
fn decode(text: &str) -> Result<String, Error> {
    let malformed = || fault("the response is no form encoding of UTF-8");
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        octets.push(match octet {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                let value = digit().zip(digit()).map(|(high, low)| (high << 4) | low);
                let octet = value.and_then(|value| u8::try_from(value).ok());
                octet.ok_or_else(malformed)?
            }
            other => other,
        });
    }
    String::from_utf8(octets).map_err(|_| malformed())
}

#[cfg(test)]
mod tests {
    use jwk_types::Reason;

    use super::*;

    const ISSUER: &str = "https://honest.as.example";
    const GOOD: &str =
        "code=x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58&iss=https%3A%2F%2Fhonest.as.example";

    #[track_caller]
    fn refused(query: &str, server: IssuerParameter, reason: Reason) {
        let accepted = check_response_issuer(GOOD, ISSUER, IssuerParameter::Announced);
        accepted.expect("accepted without the defect");
        let error = check_response_issuer(query, ISSUER, server).expect_err("a defect");
        assert_eq!(error.reason(), reason, "{error}");
    }

    #[test]
    fn the_issuer_of_the_request_is_accepted() {
        for (query, server) in [
            (GOOD, IssuerParameter::Announced),
            (GOOD, IssuerParameter::IfPresent),
            ("iss=https://honest.as.example", IssuerParameter::Announced),
            (
                "%69ss=https%3a//honest.as.example&state=a+b%20c",
                IssuerParameter::Announced,
            ),
        ] {
            check_response_issuer(query, ISSUER, server).expect(query);
        }
    }

    #[test]
    fn a_server_that_announces_nothing_may_send_nothing() {
        for server in [IssuerParameter::NotAnnounced, IssuerParameter::IfPresent] {
            check_response_issuer("code=a&state=b", ISSUER, server).expect("nothing is asked for");
            check_response_issuer("", ISSUER, server).expect("nothing is asked for");
        }
    }

    /// FAPI module invalid-authorization-response-iss
    #[test]
    fn another_issuer_is_refused() {
        for other in [
            "https%3A%2F%2Fattacker.as.example",
            "https%3A%2F%2Fhonest.as.example%2F",
            "https%3A%2F%2FHonest.as.example",
            "http%3A%2F%2Fhonest.as.example",
            "https%3A%2F%2Fhonest.as.example%3Fa",
            "https%253A%252F%252Fhonest.as.example",
            "",
        ] {
            let query = alloc::format!("code=a&iss={other}");
            refused(&query, IssuerParameter::Announced, Reason::WrongIssuer);
            refused(&query, IssuerParameter::IfPresent, Reason::WrongIssuer);
            refused(&query, IssuerParameter::NotAnnounced, Reason::WrongIssuer);
        }
        refused(
            "code=a&iss",
            IssuerParameter::IfPresent,
            Reason::WrongIssuer,
        );
    }

    #[test]
    fn the_mark_before_the_parameters_is_no_part_of_them() {
        for mark in ['?', '#'] {
            let good = alloc::format!("{mark}iss=https%3A%2F%2Fhonest.as.example&code=a");
            let accepted = check_response_issuer(&good, ISSUER, IssuerParameter::Announced);
            accepted.expect("a mark and the parameters");
            let bad = good.replace("honest", "attacker");
            refused(&bad, IssuerParameter::IfPresent, Reason::WrongIssuer);
        }
    }

    #[test]
    fn a_whole_url_is_refused() {
        for url in [
            "https://client.example/cb?iss=https://attacker.example",
            "https://client.example/cb#iss=https://attacker.example",
            "https://client.example/cb?a=b#iss=https://attacker.example",
            "?a=b#iss=https://attacker.example",
            "/cb?iss=https://attacker.example",
        ] {
            refused(url, IssuerParameter::Announced, Reason::Other);
            refused(url, IssuerParameter::NotAnnounced, Reason::Other);
            refused(url, IssuerParameter::IfPresent, Reason::Other);
        }
    }

    #[test]
    fn an_empty_issuer_is_no_check_and_is_refused() {
        let result = check_response_issuer("iss=", "", IssuerParameter::Announced);
        let error = result.expect_err("an empty issuer");
        assert!(matches!(error, Error::Configuration { .. }), "{error}");
    }

    /// FAPI module remove-authorization-response-iss
    #[test]
    fn an_announced_issuer_that_is_absent_is_refused() {
        for query in ["code=a", "", "ISS=https://honest.as.example", "iss2=a"] {
            refused(query, IssuerParameter::Announced, Reason::MissingClaim);
        }
    }

    #[test]
    fn an_issuer_that_is_not_announced_is_refused() {
        refused(GOOD, IssuerParameter::NotAnnounced, Reason::Other);
    }

    #[test]
    fn a_url_whose_path_has_parameters_is_refused() {
        for url in [
            "https://rp/cb;v=1?iss=https%3A%2F%2Fattacker.example&code=x",
            "/t=1/cb?iss=https%3A%2F%2Fattacker.example&code=x",
            "https://rp/a&b=1?iss=https%3A%2F%2Fattacker.example",
            "cb=1?iss=https%3A%2F%2Fattacker.example",
        ] {
            for server in [IssuerParameter::IfPresent, IssuerParameter::NotAnnounced] {
                refused(url, server, Reason::Other);
            }
        }
    }

    #[test]
    fn several_issuers_are_refused() {
        let twice = alloc::format!("{GOOD}&iss=https%3A%2F%2Fhonest.as.example");
        refused(&twice, IssuerParameter::Announced, Reason::Other);
        let other = alloc::format!("iss=https%3A%2F%2Fattacker.as.example&{GOOD}");
        refused(&other, IssuerParameter::IfPresent, Reason::Other);
        let empty = alloc::format!("iss&{GOOD}");
        refused(&empty, IssuerParameter::Announced, Reason::Other);
        let escaped = alloc::format!("{GOOD}&%69ss=https%3A%2F%2Fattacker.as.example");
        refused(&escaped, IssuerParameter::IfPresent, Reason::Other);
    }

    #[test]
    fn text_that_is_no_form_encoding_is_refused() {
        for value in ["%", "%2", "%zz", "%+1", "%ff", "%c3%28"] {
            let query = alloc::format!("iss={value}");
            refused(&query, IssuerParameter::Announced, Reason::Other);
        }
    }
}
