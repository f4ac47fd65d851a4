//! Claims about a user, by their types (OpenID Connect Core §5.1, §5.2).

use jwk_types::Reason;
use oidc_tokens::{Error, IdToken, Login, Nonce, StandardClaims};
use serde_json::{Value, json};

use crate::data::*;
use crate::factory::Token;
use crate::login::accepts;

fn with(members: Value) -> IdToken {
    let mut token = Token::id_token();
    let claims = token.claims.as_object_mut().expect("claims");
    claims.extend(members.as_object().expect("members").clone());
    accepts(&token, &Login::code(Nonce::Sent(NONCE)))
}

type Reads = (
    &'static str,
    fn(&StandardClaims<'_>) -> Result<Option<String>, Error>,
);

macro_rules! strings {
    ($($name:ident)*) => {
        [$((stringify!($name), |claims: &StandardClaims<'_>| {
            Ok(claims.$name()?.map(std::borrow::Cow::into_owned))
        })),*]
    };
}

const STRINGS: [Reads; 15] = strings! {
    name given_name family_name middle_name nickname preferred_username profile picture website
    email gender birthdate zoneinfo locale phone_number
};

const BOOLEANS: [Reads; 2] = [
    ("email_verified", |claims| {
        Ok(claims.email_verified()?.map(|is| is.to_string()))
    }),
    ("phone_number_verified", |claims| {
        Ok(claims.phone_number_verified()?.map(|is| is.to_string()))
    }),
];

#[track_caller]
fn malformed<T: std::fmt::Debug>(read: Result<T, Error>) -> Error {
    let error = read.expect_err("of another type");
    assert_eq!(error.reason(), Reason::MalformedClaims);
    error
}

/// oidc-core-5.1-1
#[test]
fn standard_claims_of_their_types_are_read() {
    for (name, read) in STRINGS {
        let token = with(json!({ name: "a \"value\"" }));
        let found = read(&token.standard_claims());
        assert_eq!(found, Ok(Some("a \"value\"".into())), "{name}");
        let token = with(json!({}));
        assert_eq!(read(&token.standard_claims()), Ok(None), "{name}");
    }
    for (name, read) in BOOLEANS {
        for value in [true, false] {
            let token = with(json!({ name: value }));
            let found = read(&token.standard_claims());
            assert_eq!(found, Ok(Some(value.to_string())), "{name}");
        }
        let token = with(json!({}));
        assert_eq!(read(&token.standard_claims()), Ok(None), "{name}");
    }
    let token = with(json!({"updated_at": 1_311_280_970}));
    let updated = token.standard_claims().updated_at();
    assert_eq!(updated, Ok(Some(at(1_311_280_970))));
}

#[test]
fn standard_claims_of_other_types_are_errors_and_never_true() {
    for (name, read) in STRINGS {
        for value in [json!(1), json!(true), json!(["x"]), json!({}), Value::Null] {
            let token = with(json!({ name: value }));
            let error = malformed(read(&token.standard_claims()));
            let Error::ClaimType {
                claim, expected, ..
            } = error
            else {
                panic!("{error:?}");
            };
            assert_eq!((claim, expected), (name, "a string"));
        }
    }
    for (name, read) in BOOLEANS {
        for value in [
            json!("true"),
            json!("false"),
            json!(1),
            json!([true]),
            Value::Null,
        ] {
            let token = with(json!({ name: value }));
            let error = malformed(read(&token.standard_claims()));
            assert_eq!(error.expected().as_deref(), Some("a boolean"));
        }
    }
    for value in [json!("1311280970"), json!(true), Value::Null] {
        let token = with(json!({ "updated_at": value }));
        malformed(token.standard_claims().updated_at());
    }
    let token = with(json!({"updated_at": -1}));
    let error = malformed(token.standard_claims().updated_at());
    assert_eq!(error.to_string(), "claim updated_at is negative");
}

/// oidc-core-5.1-3
#[test]
fn a_locale_is_kept_as_it_is() {
    for locale in ["en_US", "en-US", "de"] {
        let token = with(json!({ "locale": locale }));
        assert_eq!(token.standard_claims().locale().unwrap().unwrap(), locale);
    }
}

#[test]
fn a_locale_that_is_no_string_is_an_error() {
    let token = with(json!({"locale": ["en_US"]}));
    malformed(token.standard_claims().locale());
}

/// oidc-core-5.1.1-1
#[test]
fn the_members_of_an_address_are_strings() {
    let token = with(json!({"address": {"locality": "Paris", "formatted": "1 Rue\nParis"}}));
    let claims = token.standard_claims();
    assert_eq!(claims.address("locality").unwrap().unwrap(), "Paris");
    assert_eq!(
        claims.address("formatted").unwrap().unwrap(),
        "1 Rue\nParis"
    );
    assert_eq!(claims.address("country"), Ok(None));
    let token = with(json!({}));
    assert_eq!(token.standard_claims().address("country"), Ok(None));
}

#[test]
fn an_address_of_another_type_is_an_error() {
    for address in [json!("x"), json!(1), json!(["Paris"]), Value::Null] {
        let token = with(json!({ "address": address }));
        malformed(token.standard_claims().address("locality"));
    }
    let token = with(json!({"address": {"locality": 1, "country": "France"}}));
    let error = malformed(token.standard_claims().address("locality"));
    let words = "claim address is an object of strings, but an element is a number";
    assert_eq!(error.to_string(), words);
    let country = token.standard_claims().address("country").unwrap();
    assert_eq!(country.unwrap(), "France");
}

fn languages() -> IdToken {
    with(json!({
        "family_name": "Kobayashi",
        "family_name#ja-Kana-JP": "\u{30b3}\u{30d0}\u{30e4}\u{30b7}",
        "website": "https://jane.example/",
        "website#de": "https://jane.example/de",
        "name#fr": 1,
    }))
}

/// oidc-core-5.2-1
#[test]
fn language_tags_are_compared_without_case() {
    let token = languages();
    let claims = token.standard_claims();
    for tag in ["ja-Kana-JP", "ja-kana-jp", "JA-KANA-JP"] {
        let name = claims.localized("family_name", tag).unwrap();
        assert_eq!(name.unwrap(), "\u{30b3}\u{30d0}\u{30e4}\u{30b7}");
    }
    for tag in ["ja", "ja-Kana", "ja-Kana-JP-x", ""] {
        assert_eq!(claims.localized("family_name", tag), Ok(None));
    }
}

#[test]
fn names_of_claims_are_compared_with_case() {
    let token = languages();
    let claims = token.standard_claims();
    assert_eq!(claims.localized("Family_name", "ja-Kana-JP"), Ok(None));
    assert_eq!(claims.localized("family", "ja-Kana-JP"), Ok(None));
}

/// oidc-core-5.2-2
#[test]
fn claims_with_and_without_a_language_are_two() {
    let token = languages();
    let claims = token.standard_claims();
    let website = claims.website().unwrap().unwrap();
    assert_eq!(website, "https://jane.example/");
    let website = claims.localized("website", "de").unwrap().unwrap();
    assert_eq!(website, "https://jane.example/de");
    assert_eq!(claims.localized("website", "en"), Ok(None));
    assert_eq!(claims.email(), Ok(None));
}

#[test]
fn a_claim_in_a_language_that_is_no_string_is_an_error() {
    let token = languages();
    malformed(token.standard_claims().localized("name", "fr"));
}
