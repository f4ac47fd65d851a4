//! Whatever is accepted, the challenge is one that every reader reads alike.

use oidc_tokens::{Challenge, Credentials, CredentialsError};
use proptest::prelude::*;

use crate::given::refused;
use crate::header::read;

/// Any text, and text that is nearly always accepted.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ -~]{0,20}", "[!#-\\[\\]-~]{1,20}"]
}

fn is_carried(text: &str) -> bool {
    let refused = |c: char| !(' '..='~').contains(&c) || c == '"' || c == '\\';
    !text.is_empty() && !text.contains(refused)
}

/// Printable, no parameter twice, and the values that were stated.
fn check(challenge: &Challenge, stated: &[(&str, &str)]) -> Result<(), TestCaseError> {
    let printed = challenge.to_string();
    prop_assert!(printed.bytes().all(|octet| (0x20..0x7f).contains(&octet)));
    let parameters = read(&printed).expect("a challenge");
    for (name, _) in &parameters {
        let count = parameters.iter().filter(|(other, _)| other == name).count();
        prop_assert_eq!(count, 1, "{} in {}", name, printed);
    }
    for (name, value) in stated {
        let found = parameters.iter().find(|(found, _)| found == name);
        prop_assert_eq!(found.map(|(_, found)| &**found), Some(*value));
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_challenge_is_read_as_it_was_stated(realm in text(), url in text()) {
        for error in [CredentialsError::Absent, CredentialsError::Malformed] {
            let made = error.challenge(&*realm);
            prop_assert_eq!(made.is_ok(), is_carried(&realm));
            let Ok(challenge) = made else { continue };
            check(&challenge, &[("realm", &realm)])?;
            let made = challenge.with_resource_metadata(&*url);
            prop_assert_eq!(made.is_ok(), is_carried(&url));
            let Ok(challenge) = made else { continue };
            check(&challenge, &[("realm", &realm), ("resource_metadata", &url)])?;
        }
    }

    #[test]
    fn a_scope_is_read_whole_or_not_at_all(values in prop::collection::vec(text(), 0..4)) {
        let mut scopes: Vec<&str> = values.iter().map(String::as_str).collect();
        scopes.push("not-granted");
        let challenge = insufficient(&scopes);
        let all = scopes.join(" ");
        let scope = [("scope", &*all)];
        check(&challenge, if all.split(' ').all(is_carried) { &scope } else { &[] })?;
    }

    #[test]
    fn what_is_read_of_a_header_is_what_was_sent(value in "(Bearer|dpop|Basic) {0,2}[ -~]{0,12}") {
        if let Ok(read) = Credentials::from_headers([&*value]) {
            prop_assert!(value.ends_with(read.token()));
            let scheme = value.strip_suffix(read.token()).expect("a scheme").trim_end();
            prop_assert!(scheme.eq_ignore_ascii_case(read.scheme().as_str()));
            prop_assert!(!read.token().contains([' ', ',', '"']));
        }
    }
}

fn insufficient(scopes: &[&str]) -> Challenge {
    let error = refused(|request| request.scopes = scopes);
    assert_eq!(error.status(), 403);
    error.challenge()
}
