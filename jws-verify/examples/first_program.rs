use jwks::JwkSet;
use jws_verify::{Algorithms, KeyRing, Verifier};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = JwkSet::parse(&std::fs::read_to_string("jwks.json")?)?;
    let verifier = Verifier::new(KeyRing::new(keys, Algorithms::asymmetric())?);
    let token = std::fs::read_to_string("token.jwt")?;
    let jws = verifier.verify_compact(token.trim())?;
    println!("{}", String::from_utf8_lossy(jws.payload()));
    Ok(())
}
