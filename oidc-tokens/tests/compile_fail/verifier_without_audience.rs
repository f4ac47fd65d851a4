use oidc_tokens::AccessTokenVerifier;

fn main() {
    let _ = AccessTokenVerifier::new("https://as.example");
}
