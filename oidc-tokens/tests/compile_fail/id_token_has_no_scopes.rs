use oidc_tokens::IdToken;

fn serve(id_token: &IdToken) {
    let _ = id_token.scopes();
}

fn main() {}
