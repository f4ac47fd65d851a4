//! What is told to those who publish a set: findings, the public half, and what changed.

use jwk_types::{HashAlgorithm, Jwk};
use jwks::{Code, Error, JwkSet, Limits, lint};

use crate::properties::{jwk, refusal};

/// What the linter says is of one line, about a member that is there, and nothing secret.
pub(super) fn is_linted(text: &str, set: &JwkSet, elements: usize) {
    let findings = lint(text.as_bytes(), &Limits::DEFAULT).expect("what was read can be linted");
    // A secret that stands in the text a second time may be something else there.
    let secrets = set.keys().iter().flat_map(jwk::secrets);
    let secrets: Vec<String> = secrets
        .filter(|secret| secret.len() >= 8 && text.matches(&**secret).count() == 1)
        .collect();
    for finding in &findings {
        assert!(Code::ALL.contains(&finding.code()));
        assert!(finding.index().is_none_or(|index| index < elements));
        let rule = finding.rule();
        assert!(!rule.specification.is_empty() && !rule.section.is_empty());
        refusal::check_text(&finding.to_string());
        refusal::check_text(finding.message());
    }
    let shown = format!("{findings:?} {set:?}");
    for secret in secrets {
        assert!(!shown.contains(&secret), "{shown}");
    }
    for skipped in set.skipped() {
        let about = |finding: &jwks::Finding| finding.index() == Some(skipped.index());
        assert!(findings.iter().any(about), "{skipped:?}");
    }
    let told = |finding: &jwks::Finding| {
        matches!(finding.code(), Code::PrivateMembers | Code::SymmetricKey)
    };
    assert!(
        findings.iter().any(told) || !set.keys().iter().any(Jwk::is_secret),
        "{findings:?}"
    );
}

fn thumbprints(keys: &[Jwk]) -> Vec<String> {
    let thumbprint = |key: &Jwk| format!("{:?}", key.thumbprint(HashAlgorithm::Sha256));
    keys.iter().map(thumbprint).collect()
}

/// rfc7517-7-1, rfc7517-9.2-1
pub(super) fn is_published_without_secrets(set: &JwkSet) {
    let published = match set.to_public() {
        Ok(published) => published,
        Err(error) => {
            refusal::check(&error);
            let expected = matches!(
                error,
                Error::RepeatedKid { .. } | Error::SymmetricKey { .. }
            );
            return assert!(expected, "{error}");
        }
    };
    let json = published.to_json();
    let again = JwkSet::parse_strict(json.as_bytes(), &Limits::DEFAULT).expect("published");
    assert_eq!(thumbprints(again.keys()), thumbprints(set.keys()));
    assert!(!again.keys().iter().any(Jwk::is_secret));
    let findings = lint(json.as_bytes(), &Limits::DEFAULT).expect("published");
    let private = findings.iter().find(|finding| {
        // The extra members of a public key stay, and may hold anything further inside.
        let key = finding.index().and_then(|index| set.keys().get(index));
        let further_inside = finding.message().starts_with("private member keys[");
        let stays = further_inside && key.is_some_and(|key| !key.is_secret());
        finding.code() == Code::PrivateMembers && !stays
    });
    assert_eq!(private, None, "{json}");
}

/// rfc7517-5.1-1
pub(super) fn is_compared(set: &JwkSet, reversed: &JwkSet) {
    assert!(set.compare(set).is_empty(), "{set:?}");
    assert!(set.compare(reversed).is_empty(), "{set:?}");
    let none = JwkSet::default();
    let (added, removed) = (none.compare(set), set.compare(&none));
    assert_eq!(added.added().len(), removed.removed().len());
    assert!(added.removed().is_empty() && removed.added().is_empty());
    assert_eq!(added.is_empty(), set.keys().is_empty());
}
