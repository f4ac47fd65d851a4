use oidc_tokens::{AccessToken, UnverifiedToken};

fn serve(token: UnverifiedToken<'_>) -> AccessToken {
    AccessToken::new(token)
}

fn main() {}
