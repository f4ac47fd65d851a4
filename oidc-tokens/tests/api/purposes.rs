//! Every verifier behind one face, for what all of them have in common.

use std::time::Duration;

use jwk_types::{Reason, Rule};
use jws_verify::{Algorithms, KeyRing, MissingKid};
use oidc_tokens::{
    Access, AccessTokenVerifier, Check, Error, ExpectedAudience, ExpectedIssuer, Fault,
    IdTokenVerifier, JwtVerifier, Login, LogoutTokenVerifier, Nonce, NumericDate, Profile, Report,
    Session, UserInfoResponse, UserInfoVerifier,
};

use crate::data::*;
use crate::factory::{KEYS, Token};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    IdToken,
    AccessToken,
    PlainAccessToken,
    LogoutToken,
    UserInfo,
    Jwt,
}

pub(crate) const PURPOSES: [Purpose; 6] = [
    Purpose::IdToken,
    Purpose::AccessToken,
    Purpose::PlainAccessToken,
    Purpose::LogoutToken,
    Purpose::UserInfo,
    Purpose::Jwt,
];

/// What every verifier can be told; what is not stated stays as it is by default.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) algorithms: Option<Algorithms>,
    pub(crate) leeway: Option<Duration>,
    pub(crate) max_age: Option<Duration>,
    pub(crate) missing_kid: Option<MissingKid>,
    pub(crate) octets: Option<usize>,
}

impl Options {
    /// Any asymmetric algorithm.
    pub(crate) fn usual() -> Self {
        Self {
            algorithms: Some(Algorithms::asymmetric()),
            ..Self::default()
        }
    }
}

/// A refusal of any purpose.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) check: &'static Check,
    pub(crate) error: Error,
    pub(crate) reason: Reason,
    pub(crate) rule: Rule,
    pub(crate) fault: Fault,
    pub(crate) message: String,
}

macro_rules! configured {
    ($verifier:expr, $options:expr) => {{
        let mut verifier = $verifier.expect("a verifier");
        let options: &Options = $options;
        if let Some(algorithms) = &options.algorithms {
            verifier = verifier.with_algorithms(algorithms.clone());
        }
        if let Some(leeway) = options.leeway {
            verifier = verifier.with_leeway(leeway);
        }
        if let Some(max_age) = options.max_age {
            verifier = verifier.with_max_token_age(max_age);
        }
        if let Some(missing_kid) = options.missing_kid {
            verifier = verifier.with_missing_kid(missing_kid);
        }
        if let Some(octets) = options.octets {
            verifier = verifier.with_max_octets(octets);
        }
        verifier
    }};
}

macro_rules! refusal {
    ($result:expr) => {
        $result.map(drop).map_err(|refused| {
            Box::new(Refusal {
                check: refused.check(),
                error: refused.error().clone(),
                reason: refused.reason(),
                rule: refused.rule(),
                fault: refused.fault(),
                message: refused.to_string(),
            })
        })
    };
}

pub(crate) fn id_tokens(options: &Options) -> IdTokenVerifier {
    configured!(IdTokenVerifier::new(ISSUER, CLIENT), options)
}

pub(crate) fn access_tokens(options: &Options) -> AccessTokenVerifier {
    configured!(AccessTokenVerifier::new(ISSUER, API), options)
}

pub(crate) fn logout_tokens(options: &Options) -> LogoutTokenVerifier {
    configured!(LogoutTokenVerifier::new(ISSUER, CLIENT), options)
}

pub(crate) fn userinfo(options: &Options) -> UserInfoVerifier {
    configured!(UserInfoVerifier::new(ISSUER, CLIENT), options)
}

/// Of a client that registered no signature.
pub(crate) fn plain_userinfo() -> UserInfoVerifier {
    UserInfoVerifier::new(ISSUER, CLIENT).expect("a verifier")
}

pub(crate) fn jwts(options: &Options) -> JwtVerifier {
    let (issuer, audience) = (ExpectedIssuer::is(ISSUER), ExpectedAudience::is(API));
    configured!(JwtVerifier::new(issuer, audience), options).with_type("example+jwt")
}

impl Purpose {
    /// A token that it accepts.
    pub(crate) fn good(self) -> Token {
        match self {
            Self::IdToken => Token::id_token(),
            Self::AccessToken => Token::access_token(),
            Self::PlainAccessToken => Token::new(None, access_token_claims()),
            Self::LogoutToken => Token::logout_token(),
            Self::UserInfo => Token::userinfo(),
            Self::Jwt => Token::jwt(),
        }
    }

    pub(crate) fn checks(self) -> Vec<&'static Check> {
        match self {
            Self::IdToken => IdTokenVerifier::checks().collect(),
            Self::AccessToken | Self::PlainAccessToken => AccessTokenVerifier::checks().collect(),
            Self::LogoutToken => LogoutTokenVerifier::checks().collect(),
            Self::UserInfo => UserInfoVerifier::checks().collect(),
            Self::Jwt => JwtVerifier::checks().collect(),
        }
    }

    pub(crate) fn offer(
        self,
        options: &Options,
        keys: &KeyRing,
        token: &str,
        now: NumericDate,
    ) -> Result<(), Box<Refusal>> {
        let login = Login::code(Nonce::Sent(NONCE));
        let access = Access::with_scopes(&["read"]);
        match self {
            Self::IdToken => refusal!(id_tokens(options).verify_at(keys, token, &login, now)),
            Self::AccessToken => {
                refusal!(access_tokens(options).verify_at(keys, token, &access, now))
            }
            Self::PlainAccessToken => refusal!(
                access_tokens(options)
                    .with_profile(Profile::Plain)
                    .verify_at(keys, token, &access, now)
            ),
            Self::LogoutToken => {
                refusal!(logout_tokens(options).verify_at(keys, token, Session::Any, now))
            }
            Self::UserInfo => {
                let response = UserInfoResponse::new("application/jwt", token);
                refusal!(userinfo(options).verify_at(keys, &response, USER, now))
            }
            Self::Jwt => refusal!(jwts(options).verify_at(keys, token, now)),
        }
    }

    /// The report on the same question; UserInfo responses have none.
    pub(crate) fn explain(self, token: &str, now: NumericDate) -> Option<Report> {
        let options = Options::usual();
        let login = Login::code(Nonce::Sent(NONCE));
        let access = Access::with_scopes(&["read"]);
        Some(match self {
            Self::IdToken => id_tokens(&options).explain_at(&KEYS, token, &login, now),
            Self::AccessToken => access_tokens(&options).explain_at(&KEYS, token, &access, now),
            Self::PlainAccessToken => access_tokens(&options)
                .with_profile(Profile::Plain)
                .explain_at(&KEYS, token, &access, now),
            Self::LogoutToken => {
                logout_tokens(&options).explain_at(&KEYS, token, Session::Any, now)
            }
            Self::UserInfo => return None,
            Self::Jwt => jwts(&options).explain_at(&KEYS, token, now),
        })
    }

    #[track_caller]
    pub(crate) fn accepts(self, token: &Token) {
        self.accepts_with(&Options::usual(), token, now());
    }

    #[track_caller]
    pub(crate) fn accepts_with(self, options: &Options, token: &Token, now: NumericDate) {
        if let Err(refused) = self.offer(options, &KEYS, &token.text(), now) {
            panic!("{self:?}: {}: {}", refused.message, token.claims);
        }
    }

    /// The same without the defect is accepted.
    #[track_caller]
    pub(crate) fn rejects(self, bad: &Token, reason: Reason) -> Box<Refusal> {
        self.accepts(&self.good());
        self.rejects_with(&Options::usual(), bad, now(), reason)
    }

    #[track_caller]
    pub(crate) fn rejects_with(
        self,
        options: &Options,
        bad: &Token,
        now: NumericDate,
        reason: Reason,
    ) -> Box<Refusal> {
        let Err(refused) = self.offer(options, &KEYS, &bad.text(), now) else {
            panic!("{self:?} accepted {} {}", bad.header, bad.claims);
        };
        assert_eq!(refused.reason, reason, "{self:?}: {}", refused.message);
        refused
    }
}
