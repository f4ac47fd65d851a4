use oidc_tokens::jws_verify::{Algorithms, KeyRing};
use oidc_tokens::{IdTokenVerifier, Login, Nonce, jwks::JwkSet};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = JwkSet::parse(&std::fs::read_to_string("jwks.json")?)?;
    let keys = KeyRing::new(keys, Algorithms::asymmetric())?;
    let verifier = IdTokenVerifier::new("https://op.example", "my-client")?;
    let token = std::fs::read_to_string("id_token.jwt")?;
    let login = Login::code(Nonce::Sent("n-0S6_WzA2Mj"));
    let verified = verifier.verify(&keys, token.trim(), &login);
    let id_token = verified.map_err(|refused| refused.to_string())?;
    let user = id_token.identity();
    println!("{} of {} logged in", user.subject(), user.issuer());
    Ok(())
}
