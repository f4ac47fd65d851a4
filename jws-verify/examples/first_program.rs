use jws_verify::{Algorithms, KeyRing, Verifier, jwks::JwkSet};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = JwkSet::parse(&std::fs::read_to_string("jwks.json")?)?;
    let verifier = Verifier::new(KeyRing::new(keys, Algorithms::asymmetric())?);
    let token = std::fs::read_to_string("token.jwt")?;
    let verified = verifier.verify_compact(token.trim());
    let jws = verified.map_err(|refused| refused.to_string())?;
    println!("{}", String::from_utf8_lossy(jws.payload()));
    Ok(())
}
