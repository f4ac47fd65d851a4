use oidc_tokens::{IdToken, Report};

fn log_in(report: Report) -> IdToken {
    IdToken::from(report)
}

fn main() {}
