use oidc_discovery::oidc_tokens::{IdTokenVerifier, Login, Nonce};
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let provider = oidc_discovery::Provider::discover(&std::env::var("ISSUER")?).await?;
    let verifier = IdTokenVerifier::new(provider.issuer(), "my-client")?;
    let (token, login) = (std::env::var("ID_TOKEN")?, Login::code(Nonce::Sent("n-1")));
    let id_token = provider.verify(&verifier, &token, &login).await?;
    println!("{} logged in", id_token.identity().subject());
    Ok(())
}
