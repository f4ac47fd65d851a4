use oidc_tokens::{
    AccessTokenVerifier, ExpectedAudience, IdTokenVerifier, JwtVerifier, LogoutTokenVerifier,
    UserInfoVerifier,
};

fn main() {
    let _ = IdTokenVerifier::default();
    let _ = AccessTokenVerifier::default();
    let _ = LogoutTokenVerifier::default();
    let _ = UserInfoVerifier::default();
    let _ = JwtVerifier::new(ExpectedAudience::is("me"));
}
