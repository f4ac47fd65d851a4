//! The content security policy of a page: its own script and style, by their hashes, and nothing else. Markup that came
//! in through an answer after all could neither run nor fetch anything.

use jwk_types::base64url;
use sha2::{Digest, Sha256};

pub(super) fn policy(script: &str, style: &str) -> String {
    let (script, style) = (source(script), source(style));
    format!(
        "default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'"
    )
}

fn source(text: &str) -> String {
    let hash = base64url::encode(&Sha256::digest(text.as_bytes()));
    // Policies have the plain alphabet; 32 octets end in one sign of padding.
    let hash = hash.replace('-', "+").replace('_', "/");
    format!("'sha256-{hash}='")
}

#[cfg(test)]
mod tests {
    use super::source;

    #[test]
    fn a_source_is_the_hash_of_the_text() {
        assert_eq!(
            source(""),
            "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
        );
    }
}
