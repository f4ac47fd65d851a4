use oidc_tokens::jws_verify::{Algorithms, KeyRing};
use oidc_tokens::{Access, AccessTokenVerifier, jwks::JwkSet};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = JwkSet::parse(&std::fs::read_to_string("jwks.json")?)?;
    let keys = KeyRing::new(keys, Algorithms::asymmetric())?;
    let api = AccessTokenVerifier::new("https://op.example", "https://api.example")?;
    let token = std::fs::read_to_string("access_token.jwt")?;
    match api.verify(&keys, token.trim(), &Access::with_scopes(&["orders:read"])) {
        Ok(token) => println!("200 for {}", token.client_id().unwrap_or_default()),
        Err(error) => println!("{}: {}", error.status(), error.challenge()),
    }
    Ok(())
}
