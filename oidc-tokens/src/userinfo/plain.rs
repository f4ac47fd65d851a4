//! A response in plain JSON.

use jwk_types::Rule;

use super::checks::same_user;
use super::response::Form;
use super::verifier::Signature;
use super::{UserInfo, UserInfoResponse};
use crate::check::{Check, Failure};
use crate::checks::{CORE, JWT};
use crate::claims::{ClaimName, ClaimsSet, Names};
use crate::settings::Settings;
use crate::{Error, Identity};

static FORM: Check = Check::new(
    "form",
    Rule::new(CORE, "5.3.4"),
    &["oidc-core-5.3.4-2", "oidc-registration-2-6"],
);
static CLAIMS_SET: Check = Check::new(
    "claims_set",
    Rule::new(JWT, "7.2 step 10"),
    &["oidc-core-5.3.2-2", "rfc7519-4-1"],
);
static SUBJECT: Check = Check::new("same_user", Rule::new(CORE, "5.3.2"), SAME_USER);

pub(super) const SAME_USER: &[&str] = &[
    "oidc-core-5.3.2-3",
    "oidc-core-5.3.2-4",
    "oidc-core-5.3.2-5",
];

pub(super) static CHECKS: [&Check; 3] = [&FORM, &CLAIMS_SET, &SUBJECT];

pub(super) fn verify(
    settings: &Settings,
    signature: Signature,
    response: &UserInfoResponse<'_>,
    user: Identity<'_>,
) -> Result<UserInfo, Failure> {
    let body = response.body();
    form(settings, signature, response).map_err(|error| (&FORM, error))?;
    // oidc-core-5.3.2-1
    let claims = ClaimsSet::read(body.as_bytes(), Names::of(&[ClaimName::SUB]))
        .map_err(|error| (&CLAIMS_SET, error))?;
    let issuer = settings.issuer().unwrap_or_default();
    same_user(claims.claims(), issuer, user).map_err(|error| (&SUBJECT, error))?;
    Ok(UserInfo::plain(user, body))
}

fn form(
    settings: &Settings,
    signature: Signature,
    response: &UserInfoResponse<'_>,
) -> Result<(), Error> {
    let fault = match (response.form(), signature) {
        (Form::Json, Signature::Optional) => {
            let limit = settings.limits().octets();
            let found = response.body().len();
            if found <= limit {
                return Ok(());
            }
            let what = "octets of the UserInfo response";
            let error = jwk_types::Error::TooLarge { what, limit, found };
            return Err(Error::ClaimsJson { error });
        }
        // oidc-registration-2-6
        (Form::Json, Signature::Required) => {
            "a signed response was agreed on, and this is plain JSON"
        }
        (Form::Jwt, _) => "a signed response has to be verified with keys",
        (Form::Unknown, _) => "the response is neither application/json nor application/jwt",
    };
    Err(Error::UserInfoForm { fault })
}
