use oidc_tokens::jws_verify::{Algorithms, KeyRing};
use oidc_tokens::{Access, AccessTokenVerifier, NumericDate, Style, jwks::JwkSet};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = JwkSet::parse(&std::fs::read_to_string("jwks.json")?)?;
    let keys = KeyRing::new(keys, Algorithms::asymmetric())?;
    let verifier = AccessTokenVerifier::new("https://op.example", "https://api.example")?;
    let token = std::fs::read_to_string("id_token.jwt")?;
    let access = Access::with_scopes(&["orders:read"]);
    let now = NumericDate::now()?;
    let report = verifier.explain_at(&keys, token.trim(), &access, now);
    print!("{}", report.shown(Style::of(&std::io::stdout())));
    Ok(())
}
