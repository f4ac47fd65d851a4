use oidc_tokens::{AccessTokenVerifier, ExpectedAudience, IdTokenVerifier, JwtVerifier};

fn main() {
    let _ = IdTokenVerifier::default();
    let _ = AccessTokenVerifier::default();
    let _ = JwtVerifier::new(ExpectedAudience::is("me"));
}
