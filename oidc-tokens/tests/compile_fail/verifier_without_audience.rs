use oidc_tokens::{AccessTokenVerifier, ExpectedIssuer, JwtVerifier};

fn main() {
    let _ = AccessTokenVerifier::new("https://as.example");
    let _ = JwtVerifier::new(ExpectedIssuer::is("https://as.example"));
}
