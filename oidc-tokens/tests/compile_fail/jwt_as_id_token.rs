use oidc_tokens::{IdToken, Jwt};

fn log_in(_: &IdToken) {}

fn handle(jwt: &Jwt) {
    log_in(jwt);
}

fn main() {}
