//! Thumbprints ([RFC 7638](https://www.rfc-editor.org/rfc/rfc7638)) and their URIs
//! ([RFC 9278](https://www.rfc-editor.org/rfc/rfc9278)).

use jwk_types::{Error, HashAlgorithm, Jwk, PublicJwk, Reason, Thumbprint};
use serde_json::json;

use crate::data::*;

const SHA256: HashAlgorithm = HashAlgorithm::Sha256;

/// The key of RFC 7638 §3.1.
const RFC7638: &str = r#"{
    "kty": "RSA",
    "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
    "e": "AQAB",
    "alg": "RS256",
    "kid": "2011-04-29"
}"#;
const RFC7638_SHA256: &str = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

/// The key of RFC 8037 §A.1.
const RFC8037: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

fn of(text: &str, hash: HashAlgorithm) -> String {
    jwk(text)
        .thumbprint(hash)
        .expect("a thumbprint")
        .to_string()
}

#[test]
fn rfc_7638_section_3_1() {
    assert_eq!(of(RFC7638, SHA256), RFC7638_SHA256);
    let sha384 = "R9_OfJjSjaw8Fuum86UzK5ixTdN9bo9BaqPSiseq89DWfmqCdpSgUHus-cxDUNc8";
    assert_eq!(of(RFC7638, HashAlgorithm::Sha384), sha384);
}

#[test]
fn rfc_8037_section_a_3() {
    let expected = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
    assert_eq!(of(RFC8037, SHA256), expected);
    assert_eq!(of(&public(RFC8037), SHA256), expected);
}

#[test]
fn rfc_9278_section_6() {
    let thumbprint = jwk(RFC7638).thumbprint(SHA256).expect("a thumbprint");
    let uri = format!("urn:ietf:params:oauth:jwk-thumbprint:sha-256:{RFC7638_SHA256}");
    assert_eq!(thumbprint.to_uri(), uri);
    assert_eq!(Thumbprint::from_uri(&uri), Ok(thumbprint));
}

/// rfc7638-3.2.1-1, rfc7638-3.2.2-1, rfc7638-3.3-2
#[test]
fn only_the_required_members_count() {
    for text in PRIVATE.into_iter().chain([OCT]) {
        for hash in HashAlgorithm::ALL {
            let plain = of(text, *hash);
            let more = changed(text, |members| {
                members.insert("kid".into(), "1".into());
                members.insert("key_ops".into(), json!(["verify"]));
                members.insert("x5c".into(), json!(["AA=="]));
                members.insert("zzz".into(), json!([1, {"a": null}]));
            });
            assert_eq!(of(&more, *hash), plain);
            if let Some(public) = jwk(text).to_public() {
                assert_eq!(of(&public.to_json(), *hash), plain);
                // rfc7638-3.5-1: also where the key never was JSON.
                let key = public.key().expect("a key").clone();
                let again = PublicJwk::new(key)
                    .as_jwk()
                    .thumbprint(*hash)
                    .expect("a thumbprint");
                assert_eq!(again.to_string(), plain);
            }
        }
    }
    let escaped = RFC7638
        .replace("\"RSA\"", "\"\\u0052SA\"")
        .replace("\"n\"", "\"\\u006e\"");
    assert_eq!(of(&escaped, SHA256), RFC7638_SHA256);
}

#[test]
fn different_keys_have_different_thumbprints() {
    let all = PRIVATE.into_iter().chain([OCT, RFC7638, RFC8037]);
    let mut all: Vec<_> = all.map(|text| of(text, SHA256)).collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}

/// rfc7638-3.2-4
#[test]
fn unknown_keys_have_none() {
    let unknown = accepts(P256, with("kty", "XYZ"));
    let error = unknown.thumbprint(SHA256).unwrap_err();
    assert!(matches!(error, Error::UnsupportedKeyType { .. }), "{error}");
    let unknown = accepts(P256, with("crv", "P-999"));
    let error = unknown.thumbprint(SHA256).unwrap_err();
    assert!(
        matches!(error, Error::UnsupportedCurve { kty: "EC", .. }),
        "{error}"
    );
    assert_eq!(error.reason(), Reason::UnsupportedKeyType);
}

/// rfc7638-3.3-3: of the counted members only `alg` of an AKP key can hold such characters.
#[test]
fn what_would_need_escapes_has_none() {
    for alg in ["a\"b", "a\\b", "a\nb", "\0"] {
        let text = json!({"kty": "AKP", "alg": alg, "pub": "AA"}).to_string();
        let error = jwk(&text).thumbprint(SHA256).unwrap_err();
        assert_eq!(error, Error::ThumbprintEscape { member: "alg" });
    }
    let text = json!({"kty": "AKP", "alg": "\u{e9}/\u{7f}", "pub": "AA"}).to_string();
    assert!(jwk(&text).thumbprint(SHA256).is_ok());
}

/// rfc9278-3-1, rfc9278-3-2, rfc9278-4-1, rfc9278-4-2
#[test]
fn uris_are_read_strictly() {
    const PREFIX: &str = "urn:ietf:params:oauth:jwk-thumbprint:";
    for text in PRIVATE {
        for hash in HashAlgorithm::ALL {
            let thumbprint = jwk(text).thumbprint(*hash).expect("a thumbprint");
            assert_eq!(thumbprint.hash(), *hash);
            assert_eq!(thumbprint.digest().len(), hash.octets());
            assert_eq!(Thumbprint::from_uri(&thumbprint.to_uri()), Ok(thumbprint));
        }
    }
    let good = format!("{PREFIX}sha-256:{RFC7638_SHA256}");
    assert!(Thumbprint::from_uri(&good).is_ok());
    for bad in [
        String::new(),
        RFC7638_SHA256.into(),
        good.replace("oauth", "OAuth"),
        good.replace("urn:", "uri:"),
        format!(" {good}"),
        format!("{good}="),
        format!("{good}#"),
        format!("{good} "),
        format!("{good}:"),
        format!("{PREFIX}{RFC7638_SHA256}"),
        format!("{PREFIX}:{RFC7638_SHA256}"),
        format!("{PREFIX}sha-256"),
        format!("{PREFIX}sha-256:"),
        good.replace("sha-256", "SHA-256"),
        good.replace("sha-256", "sha256"),
        good.replace("sha-256", "md5"),
        good.replace("sha-256", "sha-999"),
        good.replace("sha-256", "sha-384"),
        good.replace("sha-256", "sha-512"),
        good[..good.len() - 1].into(),
        good[..good.len() - 2].into(),
        format!("{}t", &good[..good.len() - 1]),
    ] {
        let error = Thumbprint::from_uri(&bad).expect_err(&bad);
        assert!(matches!(error, Error::ThumbprintUri { .. }), "{error}");
    }
}

#[test]
fn hash_functions_have_registered_names() {
    for hash in HashAlgorithm::ALL {
        assert_eq!(HashAlgorithm::named(hash.name()), Some(*hash));
    }
    for name in ["", "sha256", "SHA-256", "sha-1", "sha-256-128"] {
        assert_eq!(HashAlgorithm::named(name), None);
    }
    assert!(Jwk::parse(RFC7638).is_ok());
}
