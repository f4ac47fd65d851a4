use oidc_discovery::oidc_tokens::{IdTokenVerifier, Login, Nonce};
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let provider = oidc_discovery::blocking::Provider::discover(&std::env::var("ISSUER")?)?;
    let verifier = IdTokenVerifier::new(provider.issuer(), "my-client")?;
    let (token, login) = (std::env::var("ID_TOKEN")?, Login::code(Nonce::Sent("n-1")));
    let id_token = provider.verify(&verifier, &token, &login)?;
    println!("{} logged in", id_token.identity().subject());
    Ok(())
}
