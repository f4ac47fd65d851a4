//! Commands over HTTP.

use conformance::provider::Endpoint;

use crate::client::{USUAL, get};
use crate::started;

#[test]
fn commands_are_obeyed_over_http() {
    let provider = started("good");
    let (issuer, url) = (provider.issuer(), provider.root().jwks_uri());
    let post = |command: &str| USUAL.send("POST", &format!("{issuer}/control/{command}"), &[]);
    post("behave?endpoint=keys&behaviour=status%3D503&requests=1").fine();
    assert_eq!([0; 2].map(|_| get(&url).status), [503, 200]);
    let counts = get(&format!("{issuer}/control/requests")).fine().json();
    assert_eq!(
        (&counts[&issuer]["keys"], &counts[&issuer]["metadata"]),
        (&2.into(), &0.into())
    );
    post("rotate?old=drop").fine();
    assert_eq!(get(&url).fine().json()["keys"][0]["kid"], "2");
    post("rotate").fine();
    assert_eq!(get(&url).fine().json()["keys"][1]["kid"], "3");
    post("fill?contents=decoys").fine();
    assert_eq!(
        get(&url).fine().json()["keys"].as_array().map(Vec::len),
        Some(4)
    );
    post("forget").fine();
    assert_eq!(provider.fetches(Endpoint::Keys), 0);
    post("behave?issuer=/t1&endpoint=metadata&behaviour=html&milliseconds=60000").fine();
    let metadata = format!("{issuer}/t1/.well-known/openid-configuration");
    assert_eq!(get(&metadata).header("content-type"), Some("text/html"));
    post("scenario?name=bom").fine();
    assert!(get(&url).fine().body.starts_with(b"\xef\xbb\xbf"));
}

#[test]
fn mistakes_are_answered_with_400_or_405() {
    let provider = started("good");
    let issuer = provider.issuer();
    let post = |command: &str| USUAL.send("POST", &format!("{issuer}/control/{command}"), &[]);
    for wrong in [
        "walk",
        "behave?endpoint=keys",
        "behave?endpoint=x&behaviour=hang",
        "behave?endpoint=keys&behaviour=x",
        "behave?endpoint=keys&behaviour=hang&requests=x",
        "behave?endpoint=keys&behaviour=hang&requests=1&milliseconds=1",
        "fill?contents=x",
        "rotate?old=x",
        "rotate?issuer=x",
        "scenario?name=x",
    ] {
        assert_eq!(post(wrong).status, 400, "{wrong}");
    }
    assert_eq!(get(&format!("{issuer}/control/forget")).status, 405);
    get(&provider.root().jwks_uri()).fine();
}
