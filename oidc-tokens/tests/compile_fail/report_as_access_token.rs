use oidc_tokens::{AccessToken, Report};

fn serve(report: Report) -> AccessToken {
    AccessToken::new(report)
}

fn main() {}
