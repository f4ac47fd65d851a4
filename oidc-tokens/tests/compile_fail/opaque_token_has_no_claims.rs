use oidc_tokens::OpaqueAccessToken;

fn read(token: &OpaqueAccessToken) {
    let _ = token.claims();
}

fn main() {}
