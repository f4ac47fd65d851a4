//! Every case has the same answer, whichever backend verifies.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use conformance::case::{self, Case};
use conformance::protocol::Verdict;
use conformance::subject::ops;
use jws_verify::{
    Algorithm, AwsLc, Backend, PrepareError, PreparedKey, RustCrypto, SignatureMismatch,
    VerificationKey,
};

/// The cases that need no provider to be running.
fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut cases = case::load(&folder).expect("cases");
    cases.retain(|case| {
        case.request
            .get("op")
            .is_none_or(|op| op != "provider.verify")
    });
    cases
}

/// The ids of the cases that two backends answer differently.
fn different(cases: &[Case], one: Arc<dyn Backend>, other: Arc<dyn Backend>) -> BTreeSet<&str> {
    let differ = |case: &&Case| {
        let answers = [&one, &other].map(|backend| ops::answer_with(&case.request, backend));
        let [one, other] = &answers;
        one != other
    };
    let different = cases.iter().filter(differ);
    different.map(|case| case.id.as_str()).collect()
}

#[test]
fn both_backends_answer_every_case_in_the_same_way() {
    let cases = cases();
    let different = different(&cases, Arc::new(RustCrypto), Arc::new(AwsLc.or(RustCrypto)));
    assert!(different.is_empty(), "{different:?}");
}

/// AWS-LC alone lacks Ed448 and nothing else that a case needs.
#[test]
fn what_aws_lc_lacks_is_ed448() {
    let cases = cases();
    let different = different(&cases, Arc::new(RustCrypto), Arc::new(AwsLc));
    assert!(!different.is_empty());
    for case in cases
        .iter()
        .filter(|case| different.contains(case.id.as_str()))
    {
        let answer = ops::answer_with(&case.request, &(Arc::new(AwsLc) as Arc<dyn Backend>));
        let Verdict::Reject { detail, .. } = &answer else {
            panic!("{}: {answer:?}", case.id);
        };
        assert!(
            detail.contains("Ed448") || detail.contains("EdDSA"),
            "{}: {detail}",
            case.id
        );
    }
}

/// Wrong in one thing: it refuses the upper half of S, as some implementations of ECDSA do.
#[derive(Debug)]
struct LowerHalf;

struct LowerHalfKey(Box<dyn PreparedKey>);

impl Backend for LowerHalf {
    fn prepare(
        &self,
        key: VerificationKey<'_>,
        algorithm: &'static Algorithm,
    ) -> Result<Box<dyn PreparedKey>, PrepareError> {
        let prepared = RustCrypto.prepare(key, algorithm)?;
        Ok(match algorithm.name() {
            "ES256" => Box::new(LowerHalfKey(prepared)),
            _ => prepared,
        })
    }
}

impl PreparedKey for LowerHalfKey {
    fn verify(&self, signing_input: &[u8], signature: &[u8]) -> Result<(), SignatureMismatch> {
        match signature.get(32) {
            Some(0..=0x7f) => self.0.verify(signing_input, signature),
            _ => Err(SignatureMismatch),
        }
    }
}

#[test]
fn a_backend_that_is_wrong_about_some_signatures_is_noticed() {
    let cases = cases();
    let different = different(&cases, Arc::new(RustCrypto), Arc::new(LowerHalf));
    assert!(!different.is_empty());
}
