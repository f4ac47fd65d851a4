use oidc_tokens::{AccessToken, IdToken};

fn log_in(_: IdToken) {}

fn handle(access_token: AccessToken) {
    log_in(access_token.into());
}

fn main() {}
