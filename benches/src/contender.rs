//! Who is measured. A contender takes a sample and makes a check of it: prepared once, run again and again.

mod bare_aws_lc;
mod bare_rust_crypto;
mod credulous;
mod ours;
#[cfg(feature = "peers")]
mod peers;

pub use self::credulous::Credulous;
pub use self::ours::{read, with_keys, with_tokens};
use crate::sample::Sample;

/// Verifies the sample's token, and says whether it was good.
pub type Check = Box<dyn Fn() -> bool + Send + Sync>;

/// What a contender does with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The hash and the arithmetic, over octets that are already decoded.
    Signature,
    /// From the token's text to typed claims that were checked.
    Token,
}

/// A library, or a way to use one.
#[derive(Clone, Copy)]
pub struct Contender {
    /// As the command line and the results have it.
    pub name: &'static str,
    /// As a person reads it.
    pub title: &'static str,
    pub scope: Scope,
    /// The crates whose versions matter.
    pub made_of: &'static [&'static str],
    /// Parses the key and makes a check; nothing where the algorithm is lacking.
    pub prepare: fn(&Sample) -> Option<Check>,
}

/// All of them, the measure of the others first.
pub const CONTENDERS: &[Contender] = &[
    Contender {
        name: "bare-aws-lc-rs",
        title: "bare aws-lc-rs",
        scope: Scope::Signature,
        made_of: &["aws-lc-rs"],
        prepare: bare_aws_lc::prepare,
    },
    Contender {
        name: "bare-rust-crypto",
        title: "bare RustCrypto",
        scope: Scope::Signature,
        made_of: &[
            "hmac",
            "rsa",
            "p256",
            "p384",
            "p521",
            "k256",
            "ed25519-dalek",
            "ed448-goldilocks-plus",
            "ml-dsa",
        ],
        prepare: bare_rust_crypto::prepare,
    },
    Contender {
        name: "ours",
        title: "ours, RustCrypto",
        scope: Scope::Token,
        made_of: &["oidc-tokens"],
        prepare: ours::rust_crypto,
    },
    Contender {
        name: "ours-tables",
        title: "ours, RustCrypto with a table",
        scope: Scope::Token,
        made_of: &["oidc-tokens"],
        prepare: ours::tables,
    },
    Contender {
        name: "ours-aws-lc-rs",
        title: "ours, aws-lc-rs",
        scope: Scope::Token,
        made_of: &["oidc-tokens", "aws-lc-rs"],
        prepare: ours::aws_lc,
    },
    Contender {
        name: "ours-cache",
        title: "ours, signature remembered",
        scope: Scope::Token,
        made_of: &["oidc-tokens", "quick_cache"],
        prepare: ours::remembered,
    },
    #[cfg(feature = "peers")]
    Contender {
        name: "jsonwebtoken-aws-lc-rs",
        title: "jsonwebtoken, aws-lc-rs",
        scope: Scope::Token,
        made_of: &["jsonwebtoken", "aws-lc-rs"],
        prepare: peers::jsonwebtoken::aws_lc,
    },
    #[cfg(feature = "peers")]
    Contender {
        name: "jsonwebtoken-rust-crypto",
        title: "jsonwebtoken, RustCrypto",
        scope: Scope::Token,
        made_of: &["jsonwebtoken"],
        prepare: peers::jsonwebtoken::rust_crypto,
    },
    #[cfg(feature = "peers")]
    Contender {
        name: "josekit",
        title: "josekit",
        scope: Scope::Token,
        made_of: &["josekit", "openssl"],
        prepare: peers::josekit::prepare,
    },
    #[cfg(feature = "peers")]
    Contender {
        name: "jwt-simple",
        title: "jwt-simple, pure Rust",
        scope: Scope::Token,
        made_of: &["jwt-simple", "superboring"],
        prepare: peers::jwt_simple::prepare,
    },
    #[cfg(feature = "peers")]
    Contender {
        name: "aliri",
        title: "aliri",
        scope: Scope::Token,
        made_of: &["aliri", "ring"],
        prepare: peers::aliri::prepare,
    },
];

impl Contender {
    /// The contender of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        CONTENDERS.iter().find(|contender| contender.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::ALGORITHMS;

    #[test]
    fn what_a_contender_supports_it_verifies() {
        for contender in CONTENDERS {
            for alg in ALGORITHMS {
                if let Some(check) = (contender.prepare)(&Sample::usual(alg)) {
                    assert!(check(), "{} {alg}", contender.name);
                }
            }
        }
    }

    #[test]
    fn a_contender_refuses_a_token_by_another_key() {
        for contender in CONTENDERS {
            for alg in ALGORITHMS {
                let sample = Sample::usual(alg);
                let forged = sample.by_another_key();
                if (contender.prepare)(&sample).is_some() {
                    let check = (contender.prepare)(&forged).expect("a check");
                    assert!(!check(), "{} {alg}", contender.name);
                }
            }
        }
    }

    #[test]
    fn every_algorithm_is_measured_with_ours() {
        let ours = Contender::named("ours").expect("a contender");
        for alg in ALGORITHMS {
            assert!((ours.prepare)(&Sample::usual(alg)).is_some(), "{alg}");
        }
    }
}
