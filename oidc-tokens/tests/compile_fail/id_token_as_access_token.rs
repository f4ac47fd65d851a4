use oidc_tokens::{AccessToken, IdToken};

fn serve(_: &AccessToken) {}

fn handle(id_token: &IdToken) {
    serve(id_token);
}

fn main() {}
