use oidc_tokens::{IdToken, UnverifiedToken};

fn log_in(token: UnverifiedToken<'_>) -> IdToken {
    token.into()
}

fn main() {}
