use oidc_tokens::IdToken;

fn main() {
    let _ = IdToken { believed: todo!() };
}
