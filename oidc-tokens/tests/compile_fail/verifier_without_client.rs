use oidc_tokens::{IdTokenVerifier, LogoutTokenVerifier};

fn main() {
    let _ = IdTokenVerifier::new("https://op.example");
    let _ = LogoutTokenVerifier::new("https://op.example");
}
