//! Neither tokens nor claims about people nor secrets are printed (rfc9700-4.9.3-2).

use std::time::Duration;

use oidc_tokens::{
    Access, Credentials, Identity, Login, Nonce, OpaqueAccessToken, Original, Outcome,
    Presentation, Session, StateHash, Style, UnverifiedToken, UserInfoResponse,
};
use serde_json::{Value, json};

use crate::data::*;
use crate::factory::{KEYS, Token};
use crate::login::opaque;
use crate::purposes::*;
use crate::search::Search;
use crate::sign::{Kind, private_octets};

const EMAIL: &str = "jane.doe@personal.invalid";
const STATE: &str = "state-af0ifjsldkj";
const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";

fn forbidden() -> Search {
    let access_token = opaque().authorization();
    let access_token = access_token.strip_prefix("Bearer ").expect("a token");
    [SUBJECT, NONCE, EMAIL, STATE, CODE, access_token]
        .into_iter()
        .fold(Search::default(), Search::text)
        .octets(&private_octets(Kind::Oct, 1))
}

fn personal(purpose: Purpose) -> Token {
    purpose.good().with("email", EMAIL).with("name", EMAIL)
}

/// Payload and signature; the header has no secret.
fn with_token(search: Search, text: &str) -> Search {
    let parts = text.split('.').skip(1);
    parts.fold(search, Search::text)
}

#[test]
fn verified_tokens_are_not_printed() {
    let options = Options::usual();
    let text = |purpose| personal(purpose).text();
    let token = text(Purpose::IdToken);
    let search = with_token(forbidden(), &token);
    let login = Login::code(Nonce::Sent(NONCE));
    let id_token = id_tokens(&options).verify_at(&KEYS, &token, &login, now());
    let id_token = id_token.expect("good");
    search.absent_from_debug(&id_token);
    search.absent_from_debug(&id_token.identity());
    search.absent_from_debug(&id_token.original());
    search.absent_from_debug(&id_token.provenance());
    search.absent_from_debug(&id_token.standard_claims());
    search.absent_from_debug(&Session::Of(&id_token));
    search.absent_from_debug(&login.after_front_channel(&id_token));
    let token = text(Purpose::AccessToken);
    let search = with_token(forbidden(), &token);
    let verified =
        access_tokens(&options).verify_at(&KEYS, &token, &Access::without_scope(), now());
    search.absent_from_debug(&verified.expect("good"));
    let token = text(Purpose::LogoutToken);
    let search = with_token(forbidden(), &token);
    let verified = logout_tokens(&options).verify_at(&KEYS, &token, Session::Any, now());
    let verified = verified.expect("good");
    search.absent_from_debug(&verified);
    search.absent_from_debug(&verified.target());
    let token = text(Purpose::Jwt);
    let search = with_token(forbidden(), &token);
    let verified = jwts(&options).verify_at(&KEYS, &token, now());
    search.absent_from_debug(&verified.expect("good"));
    let token = text(Purpose::UserInfo);
    let search = with_token(forbidden(), &token);
    let response = UserInfoResponse::new("application/jwt", &token);
    search.absent_from_debug(&response);
    let verified = userinfo(&options).verify_at(&KEYS, &response, USER, now());
    let verified = verified.expect("good");
    search.absent_from_debug(&verified);
    search.absent_from_debug(&verified.standard_claims());
}

#[test]
fn what_is_asked_is_not_printed() {
    let search = forbidden();
    let access_token = opaque();
    search.absent_from_debug(&access_token);
    search.absent_from_debug(&Nonce::Sent(NONCE));
    let original = Original::new(SUBJECT).with_nonce(NONCE);
    search.absent_from_debug(&original);
    for login in [
        Login::code_id_token_token(NONCE, CODE, &access_token)
            .with_state(STATE, StateHash::Required),
        Login::refresh(&original).with_max_age(Duration::ZERO),
    ] {
        search.absent_from_debug(&login);
    }
    search.absent_from_debug(&Identity::new(ISSUER, SUBJECT));
    search.absent_from_debug(&Access::without_scope().presented_by(Presentation::Bearer));
    search.absent_from_debug(&jwts(&Options::usual()).with_subject(SUBJECT));
    search.absent_from_debug(&*KEYS);
    let error = OpaqueAccessToken::new(format!("{NONCE}\r\n")).expect_err("no token");
    search.absent_from_error(&error);
}

#[test]
fn the_token_of_a_request_is_not_printed() {
    let token = personal(Purpose::AccessToken).text();
    let search = with_token(forbidden(), &token);
    for scheme in ["Bearer", "DPoP"] {
        let header = format!("{scheme} {token}");
        let credentials = Credentials::from_headers([&*header]).expect("one token");
        assert_eq!(credentials.token(), token);
        search.absent_from_debug(&credentials);
        let repeated = Credentials::from_headers([&*header, &*header]).expect_err("two");
        search.absent_from_error(&repeated);
        let malformed = format!("{header} {token}");
        let malformed = Credentials::from_headers([&*malformed]).expect_err("no b64token");
        search.absent_from_error(&malformed);
    }
}

#[test]
fn unverified_tokens_are_not_printed() {
    let text = personal(Purpose::IdToken).text();
    let search = with_token(forbidden(), &text);
    let token = UnverifiedToken::parse(&text).expect("a JWS");
    search.absent_from_debug(&token);
    search.absent_from_debug(&token.unverified_claims().expect("claims"));
}

/// Defects in every claim and of every type: of the refusals none repeats what it must not.
#[test]
fn refusals_and_reports_print_no_claims_about_people() {
    let mut refused = 0;
    for purpose in PURPOSES {
        let good = personal(purpose).with("nonce", NONCE);
        let names: Vec<_> = good
            .claims
            .as_object()
            .expect("claims")
            .keys()
            .cloned()
            .collect();
        for name in names {
            for value in [
                json!(NONCE),
                json!([EMAIL]),
                json!({ EMAIL: SUBJECT }),
                Value::Null,
                json!(1),
            ] {
                if ["iss", "aud", "jti", "sid", "client_id"].contains(&name.as_str())
                    && value.is_string()
                {
                    continue;
                }
                if name == "aud" {
                    continue;
                }
                let text = good.clone().with(&name, value).text();
                let search = with_token(forbidden(), &text);
                if let Err(refusal) = purpose.offer(&Options::usual(), &KEYS, &text, now()) {
                    search.absent_from(&refusal.message);
                    search.absent_from_error(&refusal.error);
                    search.absent_from_debug(&refusal.error.found());
                    refused += 1;
                }
                if let Some(report) = purpose.explain(&text, now()) {
                    search.absent_from_debug(&report);
                    search.absent_from(&report.shown(Style::Plain).to_string());
                    search.absent_from(&report.to_json());
                }
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

/// Text that is cut or damaged is not repeated either.
#[test]
fn damaged_tokens_are_not_repeated() {
    for purpose in PURPOSES {
        let text = personal(purpose).text();
        let search = with_token(forbidden(), &text);
        for place in (1..text.len()).step_by(17) {
            let (before, after) = text.split_at(place);
            for bad in [before.to_owned(), format!("{before}!{}", &after[1..])] {
                let refused = purpose.offer(&Options::usual(), &KEYS, &bad, now());
                let refused = refused.expect_err("damaged");
                search.absent_from(&refused.message);
                search.absent_from_error(&refused.error);
            }
        }
    }
}

/// The thumbprint of a secret would let others test guesses.
#[test]
fn secrets_are_in_no_report() {
    let token = Token::jwt().signed_with("HS256").signed_by_another().text();
    let report = Purpose::Jwt.explain(&token, now()).expect("a report");
    let failed = |entry: &&oidc_tokens::ReportEntry| matches!(entry.outcome(), Outcome::Failed(_));
    assert!(report.entries().iter().any(|entry| failed(&entry)));
    let search = with_token(forbidden(), &token).octets(&private_octets(Kind::Oct, 2));
    search.absent_from_debug(&report);
    search.absent_from(&report.shown(Style::Coloured).to_string());
    search.absent_from(&report.to_json());
}
