use oidc_tokens::{IdTokenVerifier, LogoutTokenVerifier, UserInfoVerifier};

fn main() {
    let _ = IdTokenVerifier::new("https://op.example");
    let _ = LogoutTokenVerifier::new("https://op.example");
    let _ = UserInfoVerifier::new("https://op.example");
}
