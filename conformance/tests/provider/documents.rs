//! What a good provider serves.

use std::net::TcpStream;

use conformance::provider::{Endpoint, UserInfoForm, Validators};
use oidc_tokens::{Identity, UserInfoResponse, UserInfoVerifier};

use crate::client::{End, USUAL, get};
use crate::tokens::keys;
use crate::{NOW, started};

#[test]
fn metadata_have_every_member_that_discovery_requires() {
    let provider = started("good");
    let issuer = provider.issuer();
    let metadata = get(&format!("{issuer}/.well-known/openid-configuration")).fine();
    assert_eq!(metadata.header("content-type"), Some("application/json"));
    let metadata = metadata.json();
    for member in [
        "issuer",
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "response_types_supported",
        "subject_types_supported",
        "id_token_signing_alg_values_supported",
        "mtls_endpoint_aliases",
        "authorization_response_iss_parameter_supported",
    ] {
        assert!(metadata.get(member).is_some(), "{member}");
    }
    assert_eq!(metadata["issuer"], issuer);
    let algorithms = &metadata["id_token_signing_alg_values_supported"];
    assert!(
        algorithms
            .as_array()
            .is_some_and(|a| a.contains(&"RS256".into()))
    );
}

#[test]
fn each_issuer_has_its_documents_before_and_behind_its_path() {
    let provider = started("good");
    let root = provider.issuer();
    for path in ["", "/t1", "/t1/deeper"] {
        let issuer = provider.issuer_at(path).expect("an issuer");
        let behind = get(&format!("{issuer}/.well-known/openid-configuration")).fine();
        let before = format!("{root}/.well-known/oauth-authorization-server{path}");
        assert_eq!(get(&before).fine().json(), behind.json());
        assert_eq!(behind.json()["issuer"], issuer);
        let resource = format!("{root}/.well-known/oauth-protected-resource{path}");
        let resource = get(&resource).fine().json();
        assert_eq!(resource["resource"], issuer);
        assert_eq!(resource["authorization_servers"][0], issuer);
    }
    assert_eq!(
        get(&format!("{root}/t2/.well-known/openid-configuration")).status,
        404
    );
    for wrong in ["t1", "/", "/t1/", "/t 1"] {
        assert!(provider.issuer_at(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_place_of_the_key_set_is_another_one_each_time() {
    let places = [started("good"), started("good")].map(|provider| {
        let metadata = format!("{}/.well-known/openid-configuration", provider.issuer());
        let metadata = get(&metadata).json();
        let place = metadata["jwks_uri"].as_str().expect("a URL").to_owned();
        assert_eq!(place, provider.root().jwks_uri());
        let keys = get(&place).fine();
        assert_eq!(
            keys.header("content-type"),
            Some("application/jwk-set+json")
        );
        assert_eq!(keys.json()["keys"][0]["kid"], "1");
        place.rsplit('/').next().expect("a path").to_owned()
    });
    assert_ne!(places[0], places[1]);
}

#[test]
fn only_get_is_answered() {
    let provider = started("good");
    let url = provider.root().jwks_uri();
    get(&url).fine();
    for method in ["POST", "HEAD", "PUT"] {
        let refused = USUAL.send(method, &url, &[]);
        assert_eq!(
            (refused.status, refused.header("allow")),
            (405, Some("GET"))
        );
    }
}

#[test]
fn what_is_no_request_is_answered_as_such() {
    let provider = started("good");
    let url = provider.root().jwks_uri();
    assert_eq!(USUAL.send("GET me", &url, &[]).status, 400);
    let long = "x".repeat(20_000);
    let refused = USUAL.send("GET", &url, &[("X-Long", &long)]);
    assert!(
        refused.status == 400 || refused.end == End::Reset,
        "{refused:?}"
    );
}

#[test]
fn user_info_needs_a_bearer_token_in_the_header() {
    let provider = started("good");
    let url = format!("{}/userinfo", provider.issuer());
    let token = provider.access_token(&url, NOW).expect("a draft");
    let bearer = format!("Bearer {}", token.text().expect("a token"));
    let claims = USUAL
        .send("GET", &url, &[("Authorization", &bearer)])
        .fine();
    assert_eq!(claims.json()["sub"], "user-1");
    let in_query = format!("{url}?access_token=x");
    for (url, headers) in [
        (&url, &[][..]),
        (&url, &[("Authorization", "Basic YTpi")]),
        (&url, &[("Authorization", "Bearer ")]),
        (&in_query, &[]),
    ] {
        let refused = USUAL.send("GET", url, headers);
        assert_eq!(refused.status, 401);
        assert!(
            refused
                .header("www-authenticate")
                .is_some_and(|v| v.starts_with("Bearer"))
        );
    }
}

#[test]
fn user_info_may_be_signed() {
    let provider = started("good");
    let tenant = provider.root();
    let form = UserInfoForm::Signed {
        client_id: "client".to_owned(),
    };
    tenant.set_userinfo(form);
    let url = format!("{}/userinfo", provider.issuer());
    let response = USUAL
        .send("GET", &url, &[("Authorization", "Bearer t")])
        .fine();
    assert_eq!(response.header("content-type"), Some("application/jwt"));
    let verifier = UserInfoVerifier::new(provider.issuer(), "client").expect("a verifier");
    let signed = UserInfoResponse::new("application/jwt", response.text());
    let (issuer, keys) = (provider.issuer(), keys(&tenant));
    let user = Identity::new(&issuer, "user-1");
    let info = verifier.requiring_signature().verify(&keys, &signed, user);
    assert_eq!(info.expect("accepted").identity(), user);
}

#[test]
fn web_finger_leads_to_the_issuer() {
    let provider = started("good");
    let url = format!("{}/.well-known/webfinger", provider.issuer());
    let found = get(&format!("{url}?resource=acct%3Ajane%40example.com")).fine();
    assert_eq!(found.header("content-type"), Some("application/jrd+json"));
    assert_eq!(found.json()["subject"], "acct:jane@example.com");
    assert_eq!(found.json()["links"][0]["href"], provider.issuer());
    let other = get(&format!(
        "{url}?resource=acct:a@b&rel=http://example.com/rel"
    ));
    assert_eq!(other.json()["links"].as_array().map(Vec::len), Some(0));
    assert_eq!(get(&url).status, 400);
}

#[test]
fn conditional_requests_are_answered_where_it_is_switched_on() {
    let provider = started("good");
    let tenant = provider.root();
    let url = tenant.jwks_uri();
    assert_eq!(get(&url).fine().header("etag"), None);
    tenant.set_validators(Validators::Sent);
    let first = get(&url).fine();
    let tag = first.header("etag").expect("a tag").to_owned();
    let date = first.header("last-modified").expect("a date").to_owned();
    let weak = format!("\"x\", W/{tag}");
    for (name, value, status) in [
        ("If-None-Match", tag.as_str(), 304),
        ("If-None-Match", &weak, 304),
        ("If-None-Match", "*", 304),
        ("If-None-Match", "\"x\"", 200),
        ("If-Modified-Since", &date, 304),
        ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", 200),
    ] {
        let response = USUAL.send("GET", &url, &[(name, value)]);
        assert_eq!(response.status, status, "{name}: {value}");
        assert_eq!(response.body.is_empty(), status == 304);
    }
    provider
        .rotate(conformance::provider::Rotation::KeepOld)
        .expect("a key");
    let changed = USUAL.send("GET", &url, &[("If-None-Match", &tag)]);
    assert_eq!(
        changed.fine().json()["keys"].as_array().map(Vec::len),
        Some(2)
    );
}

#[test]
fn header_fields_can_be_set_for_an_endpoint() {
    let provider = started("good");
    let tenant = provider.root();
    let fields = [
        ("Cache-Control", "max-age=60"),
        ("Expires", "0"),
        ("Age", "7"),
        ("Date", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ];
    for (name, value) in fields {
        tenant.set_header(Endpoint::Keys, name, value);
    }
    let keys = get(&tenant.jwks_uri()).fine();
    for (name, value) in fields {
        assert_eq!(keys.header(name), Some(value));
        let same = keys.headers.iter().filter(|(known, _)| known == name);
        assert_eq!(same.count(), 1);
    }
    tenant.clear_headers(Endpoint::Keys);
    let keys = get(&tenant.jwks_uri()).fine();
    assert_eq!(keys.header("age"), None);
    assert!(
        keys.header("date")
            .is_some_and(|date| date.ends_with(" GMT"))
    );
}

#[test]
fn requests_are_noted_and_forgotten() {
    let provider = started("good");
    let url = provider.root().jwks_uri();
    USUAL
        .send("GET", &format!("{url}?x=1"), &[("X-Who", "me")])
        .fine();
    get(&format!("{}/nothing", provider.issuer()));
    assert_eq!(provider.fetches(Endpoint::Keys), 1);
    let [keys, nothing] = provider.requests().try_into().expect("two requests");
    assert_eq!(
        (keys.method.as_str(), keys.endpoint),
        ("GET", Some(Endpoint::Keys))
    );
    assert!(keys.target.ends_with("?x=1"));
    assert!(
        keys.headers
            .contains(&("X-Who".to_owned(), "me".to_owned()))
    );
    assert_eq!(nothing.endpoint, None);
    assert!(keys.moment <= nothing.moment);
    provider.forget();
    assert_eq!(
        (provider.fetches(Endpoint::Keys), provider.requests().len()),
        (0, 0)
    );
}

#[test]
fn a_dropped_provider_closes_its_port() {
    let provider = started("good");
    let address = provider.issuer().replace("http://", "");
    TcpStream::connect(&address).expect("a server");
    drop(provider);
    assert!(TcpStream::connect(&address).is_err());
}
