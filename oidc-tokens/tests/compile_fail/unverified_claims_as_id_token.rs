use oidc_tokens::{IdToken, UnverifiedClaims};

fn log_in(claims: UnverifiedClaims<'_>) -> IdToken {
    claims.into()
}

fn main() {}
