use oidc_tokens::AccessToken;

fn log_in(access_token: &AccessToken) {
    let _ = access_token.identity();
}

fn main() {}
