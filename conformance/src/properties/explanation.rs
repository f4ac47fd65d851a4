//! What is told about the keys is what was done with them.

use jws_verify::{KeyVerdict, UnverifiedJws, Verifier};

use super::{keys::SECRETS, refusal};

pub(super) fn check(verifier: &Verifier, jws: &UnverifiedJws<'_>) {
    let (keys, policy) = (verifier.keys(), verifier.policy());
    // One more than there are.
    for index in 0..=jws.signatures().len() {
        let checked = keys.check_signature(policy, jws, index);
        let report = keys.explain(policy, jws, index);
        let considered = report.considered();
        let holding: Vec<_> = considered
            .iter()
            .filter(|each| *each.verdict() == KeyVerdict::Holds)
            .map(|each| each.key().kid())
            .collect();
        match (&checked, report.outcome()) {
            (Ok(checked), Ok(told)) => {
                assert_eq!(holding, [checked.key().kid()]);
                assert_eq!(told.key().kid(), checked.key().kid());
                assert_eq!(told.algorithm(), checked.algorithm());
            }
            (Err(checked), Err(told)) => {
                assert_eq!(told, checked);
                assert!(holding.is_empty(), "{report:?}");
            }
            _ => panic!("{checked:?}: {report:?}"),
        }
        let tried = considered.iter().filter(|each| was_tried(each.verdict()));
        assert!(tried.count() <= jwks::MAX_CANDIDATES, "{report:?}");
        let all = keys.set().keys();
        assert_eq!(considered.len() + report.others(), all.len());
        for each in considered {
            assert!(std::ptr::eq(&all[each.position()], each.key()));
            refusal::check_text(&each.verdict().to_string());
        }
        let shown = format!("{report:?}");
        assert!(SECRETS.iter().all(|secret| !shown.contains(secret)));
    }
}

fn was_tried(verdict: &KeyVerdict) -> bool {
    matches!(
        verdict,
        KeyVerdict::Holds | KeyVerdict::SignatureMismatch | KeyVerdict::NotPrepared(_)
    )
}
