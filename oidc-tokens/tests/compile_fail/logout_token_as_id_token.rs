use oidc_tokens::{IdToken, LogoutToken};

fn log_in(_: &IdToken) {}

fn handle(logout_token: &LogoutToken) {
    log_in(logout_token);
}

fn main() {}
