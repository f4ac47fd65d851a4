use jwk_types::Reason;
use proptest::prelude::*;

use super::*;
use crate::UrlFault;

const GOOD: &str = "https://op.example:8443/a/b/";
const TEMPLATE: &str = "https://login.example/{tenantid}/v2.0";

fn reason(text: &str) -> Reason {
    Issuer::parse(text).expect_err(text).reason()
}

#[test]
fn the_name_of_an_issuer_is_kept_as_written() {
    for text in [GOOD, "https://op.example", "https://OP.example:443/%7e"] {
        assert_eq!(Issuer::parse(text).expect(text).as_str(), text);
    }
}

#[test]
fn two_spellings_are_two_issuers() {
    let issuer = Issuer::parse("https://op.example").expect("a name");
    for other in [
        "https://op.example/",
        "https://OP.example",
        "https://op.example:443",
    ] {
        assert_ne!(Issuer::parse(other).expect(other), issuer);
    }
}

#[test]
fn an_issuer_without_https_is_refused() {
    assert_eq!(reason("http://op.example"), Reason::InsecureUrl);
    assert_eq!(reason("http://127.0.0.1"), Reason::InsecureUrl);
    let loopback = Schemes::HttpsOrLoopback;
    Issuer::parse_with("http://127.0.0.1:8080/a", loopback).expect("by choice");
    assert!(Issuer::parse_with("http://op.example", loopback).is_err());
}

#[test]
fn an_issuer_with_query_fragment_or_user_is_refused() {
    for added in ["?", "?x=1", "#", "#a", "{tenant}", "\"", "|", "\u{e9}"] {
        let text = format!("{GOOD}{added}");
        assert_eq!(reason(&text), Reason::MalformedMetadata, "{text}");
    }
    assert_eq!(reason("https://user@op.example"), Reason::MalformedMetadata);
    assert_eq!(reason("https://"), Reason::MalformedMetadata);
    assert_eq!(reason(""), Reason::MalformedMetadata);
}

#[test]
fn a_resource_may_have_a_query_and_no_fragment() {
    let good = "https://rs.example/api?v=1";
    assert_eq!(
        ResourceIdentifier::parse(good).expect("good").as_str(),
        good
    );
    for (text, fault) in [
        ("https://rs.example/api?v=1#x", UrlFault::Fragment),
        ("http://rs.example/api?v=1", UrlFault::Scheme),
    ] {
        let error = ResourceIdentifier::parse(text).expect_err(text);
        assert!(matches!(error, Error::Url { fault: found, .. } if found == fault));
    }
}

#[test]
fn a_template_has_one_placeholder_that_is_a_segment_of_the_path() {
    IssuerTemplate::parse(TEMPLATE).expect("a template");
    IssuerTemplate::parse("https://login.example/a/{t}").expect("at the end");
    for text in [
        "https://login.example/v2.0",
        "https://login.example/{a}/{b}",
        "https://login.example/x{tenantid}/v2.0",
        "https://login.example/{tenantid}x/v2.0",
        "https://login.example/{}/v2.0",
        "https://login.example/{a b}/v2.0",
        "https://login.example/{a/v2.0",
        "https://login.example/a}/{b}/v2.0",
        "https://{tenantid}/v2.0",
        "https://{tenantid}.login.example/v2.0",
        "https:///{tenantid}/v2.0",
        "https://login.example?/{tenantid}/v2.0",
        "https://login.example/{tenantid}/?x",
        "https://login.example/{tenantid}/#x",
        "http://login.example/{tenantid}/v2.0",
        "login.example/{tenantid}/v2.0",
    ] {
        assert!(IssuerTemplate::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_tenant_is_one_plain_segment() {
    let template = IssuerTemplate::parse(TEMPLATE).expect("a template");
    let long = "a".repeat(65);
    for tenant in [
        "",
        ".",
        "..",
        "a/b",
        "a%2fb",
        "a?b",
        "a b",
        "{tenantid}",
        "\u{e9}",
        &long,
    ] {
        assert!(template.issuer(tenant).is_err(), "{tenant}");
        let name = TEMPLATE.replace("{tenantid}", tenant);
        assert_eq!(template.tenant_of(&name), None, "{name}");
    }
    for tenant in ["a", "...", "contoso.onmicrosoft.com", &long[1..]] {
        let issuer = template.issuer(tenant).expect(tenant);
        assert_eq!(template.tenant_of(issuer.as_str()), Some(tenant));
    }
}

proptest! {
    #[test]
    fn a_tenant_makes_an_issuer_that_is_found_again(tenant in "[A-Za-z0-9._-]{1,64}") {
        let template = IssuerTemplate::parse(TEMPLATE).unwrap();
        prop_assume!(tenant != "." && tenant != "..");
        let issuer = template.issuer(&tenant).unwrap();
        prop_assert_eq!(template.tenant_of(issuer.as_str()), Some(&*tenant));
        prop_assert!(Issuer::parse(issuer.as_str()).is_ok());
    }

    /// One octet more, less or other, anywhere.
    #[test]
    fn what_matches_is_what_the_template_makes(
        tenant in "[A-Za-z0-9._-]{1,64}",
        at in any::<prop::sample::Index>(),
        other in any::<char>(),
        insert in any::<bool>(),
    ) {
        let template = IssuerTemplate::parse(TEMPLATE).unwrap();
        let mut name: Vec<char> = TEMPLATE.replace("{tenantid}", &tenant).chars().collect();
        let at = at.index(name.len());
        if insert {
            name.insert(at, other);
        } else {
            name[at] = other;
        }
        let name: String = name.into_iter().collect();
        match template.tenant_of(&name) {
            Some(found) => {
                let issuer = template.issuer(found).unwrap();
                prop_assert_eq!(issuer.as_str(), &*name);
            }
            None => {
                let middle = name.strip_prefix("https://login.example/");
                let middle = middle.and_then(|rest| rest.strip_suffix("/v2.0"));
                prop_assert!(middle.is_none_or(|tenant| template.issuer(tenant).is_err()));
            }
        }
    }

    #[test]
    fn any_text_that_matches_is_an_issuer(text in any::<String>()) {
        let template = IssuerTemplate::parse(TEMPLATE).unwrap();
        prop_assert_eq!(template.tenant_of(&text), None);
        if let Ok(issuer) = Issuer::parse(&text) {
            prop_assert_eq!(issuer.as_str(), &*text);
        }
    }
}
