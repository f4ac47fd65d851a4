//! `at_hash` by each algorithm, computed here in another way than in the crate.

use jwk_types::Reason;
use jwk_types::base64url::encode;
use oidc_tokens::{Error, Login, Nonce, OpaqueAccessToken};
use sha2::{Digest, Sha256, Sha384, Sha512};
use shake::Shake256;
use shake::digest::{ExtendableOutput, Update, XofReader};

use crate::data::*;
use crate::factory::{KEYS, Token, all, only};
use crate::purposes::{Options, id_tokens};

const ACCESS_TOKEN: &str = "YmJiZTAwYmYtMzgyOC00NzhkLTkyOTItNjJjNDM3MGYzOWIy";

/// The left half of what the algorithm hashes with.
pub(crate) fn half_hash(alg: &str, text: &str) -> String {
    let digest = match alg {
        "Ed25519" | "EdDSA" => Sha512::digest(text).to_vec(),
        "Ed448" => {
            let mut hasher = Shake256::default();
            hasher.update(text.as_bytes());
            let mut digest = vec![0; 114];
            hasher.finalize_xof().read(&mut digest);
            digest
        }
        _ if alg.contains("256") => Sha256::digest(text).to_vec(),
        _ if alg.contains("384") => Sha384::digest(text).to_vec(),
        _ if alg.contains("512") => Sha512::digest(text).to_vec(),
        _ => panic!("{alg} has no hash"),
    };
    encode(&digest[..digest.len() / 2])
}

fn verify(alg: &'static str, at_hash: &str) -> Result<(), (&'static str, Error)> {
    let access_token = OpaqueAccessToken::new(ACCESS_TOKEN).expect("a token");
    let options = Options {
        algorithms: Some(only(&[alg])),
        ..Options::default()
    };
    let token = Token::id_token().signed_with(alg).with("at_hash", at_hash);
    let login = Login::code(Nonce::Sent(NONCE)).with_access_token(&access_token);
    let verified = id_tokens(&options).verify_at(&KEYS, &token.text(), &login, now());
    let verified = verified.map(drop);
    verified.map_err(|refused| (refused.check().name(), refused.error().clone()))
}

/// The values of OpenID Connect Core Appendices A.3 and A.4.
#[test]
fn the_hashes_of_this_test_are_those_of_the_standard() {
    let access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    assert_eq!(half_hash("RS256", access_token), "77QmUPtjPfzWtF2AnpK9RQ");
    let code = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";
    assert_eq!(half_hash("RS256", code), "LDktKdoQak3Pk0cnXxCltA");
}

#[test]
fn every_algorithm_with_a_hash_is_checked_by_it() {
    for alg in all() {
        if alg.starts_with("ML-DSA") {
            continue;
        }
        let right = half_hash(alg, ACCESS_TOKEN);
        assert_eq!(verify(alg, &right), Ok(()), "{alg}");
        let wrong = Err(("access_token_hash", Error::Hash { claim: "at_hash" }));
        for other in ["RS256", "RS384", "RS512"] {
            let other = half_hash(other, ACCESS_TOKEN);
            if other != right {
                assert_eq!(verify(alg, &other), wrong, "{alg}");
            }
        }
        assert_eq!(verify(alg, &right[..right.len() - 1]), wrong, "{alg}");
        assert_eq!(verify(alg, &format!("{right}=")), wrong, "{alg}");
        assert_eq!(verify(alg, ""), wrong, "{alg}");
    }
}

/// What cannot be checked is refused where it was to be checked.
#[test]
fn an_algorithm_without_a_hash_cannot_be_checked() {
    for alg in all() {
        if !alg.starts_with("ML-DSA") {
            continue;
        }
        let (check, error) = verify(alg, "x").expect_err("no hash is defined");
        assert_eq!(check, "access_token_hash");
        let claim = "at_hash";
        assert_eq!(error, Error::HashUndefined { claim, alg });
        assert_eq!(error.reason(), Reason::WrongHash);
    }
}
