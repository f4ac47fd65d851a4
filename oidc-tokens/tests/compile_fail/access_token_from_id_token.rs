use oidc_tokens::{AccessToken, IdToken};

fn serve(id_token: IdToken) -> AccessToken {
    AccessToken { ..id_token }
}

fn main() {}
