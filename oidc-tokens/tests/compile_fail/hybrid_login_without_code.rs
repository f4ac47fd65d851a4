use oidc_tokens::Login;

fn main() {
    let _ = Login::code_id_token("n-0S6_WzA2Mj");
}
