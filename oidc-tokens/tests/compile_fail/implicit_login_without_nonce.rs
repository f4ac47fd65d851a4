use oidc_tokens::{Login, Nonce};

fn main() {
    let _ = Login::id_token(Nonce::NotSent);
}
