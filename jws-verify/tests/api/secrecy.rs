//! Neither keys nor payloads nor computed signatures are printed.

use jwk_types::Jwk;
use jwk_types::base64url::encode;
use jws_verify::{Algorithms, Error, KeyRing, Limits, UnverifiedJws, Verifier};
use serde_json::{Value, json};

use crate::forbidden::Forbidden;
use crate::sign::{Kind, jwk, private_octets, sign};
use crate::token::*;

#[test]
fn the_search_finds_what_it_looks_for() {
    let forbidden = Forbidden::new().with(b"secret-secret");
    let found = |output: &str| {
        let absent = std::panic::AssertUnwindSafe(|| forbidden.absent_from(output));
        std::panic::catch_unwind(absent).is_err()
    };
    assert!(found("k: c2VjcmV0LXNlY3JldA"));
    assert!(found("7365637265742d"));
    assert!(found("7365637265742D"));
    assert!(found("[115, 101, 99, 114]"));
    assert!(found("[\n    115,\n    101,\n    99,\n    114,\n]"));
    assert!(found("the payload is secret-secret"));
    assert!(!found("<13 octets>"));
}

/// Private JWKs: they verify, too.
fn private_jwks() -> Vec<(&'static str, Value, Vec<u8>)> {
    let file = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    macro_rules! data {
        ($name:literal) => {
            file(include_str!(concat!(
                "../../../jwk-types/tests/data/",
                $name
            )))
        };
    }
    let mut keys: Vec<_> = [
        ("RS256", data!("rsa.json"), "d"),
        ("ES256", data!("p256.json"), "d"),
        ("ES384", data!("p384.json"), "d"),
        ("ES512", data!("p521.json"), "d"),
        ("ES256K", data!("secp256k1.json"), "d"),
        ("Ed25519", data!("ed25519.json"), "d"),
        ("Ed448", data!("ed448.json"), "d"),
        ("ML-DSA-44", data!("ml-dsa-44.json"), "priv"),
        ("ML-DSA-65", data!("ml-dsa-65.json"), "priv"),
        ("ML-DSA-87", data!("ml-dsa-87.json"), "priv"),
    ]
    .map(|(alg, jwk, member)| {
        let octets = decoded(jwk[member].as_str().expect("a string"));
        (alg, jwk, octets)
    })
    .into();
    for alg in ["HS256", "HS384", "HS512"] {
        keys.push((alg, jwk(Kind::Oct, 1), private_octets(Kind::Oct, 1)));
    }
    keys
}

#[test]
fn rings_and_verifiers_do_not_print_private_members() {
    for (alg, jwk, secret) in private_jwks() {
        let forbidden = Forbidden::new().with(&secret).with(PAYLOAD);
        let verifier = verifier(std::slice::from_ref(&jwk), &[alg]);
        forbidden.absent_from_debug(&verifier);
        forbidden.absent_from_debug(verifier.keys());
        forbidden.absent_from_debug(verifier.keys().set());
        // Another key's signature: an error, and with it what may be in it.
        let result = verifier.verify_compact(&plain(alg).compact()).map(drop);
        if let Err(error) = result {
            forbidden.absent_from_error(&error);
        }
    }
}

#[test]
fn jwss_do_not_print_payloads_before_or_after_verification() {
    for alg in algs() {
        let text = plain(alg).compact();
        let forbidden = Forbidden::new()
            .with(PAYLOAD)
            .with(encode(PAYLOAD).as_bytes());
        let verifier = verifier_for(alg);
        let jws = UnverifiedJws::parse_compact(&text, &Limits::DEFAULT).expect("well-formed");
        forbidden.absent_from_debug(&jws.signatures()[0].unverified_header());
        let shown = format!("{jws:?}");
        assert!(shown.contains(alg), "{shown}");
        forbidden.absent_from_debug(&jws);
        let jws = verifier.verify(jws).expect("a good signature");
        let shown = format!("{jws:?}");
        assert!(shown.contains(alg) && shown.contains("octets"), "{shown}");
        forbidden.absent_from_debug(&jws);
    }
}

/// The MAC that would have been right is nobody's business (CVE-2019-7644).
#[test]
fn errors_print_neither_the_right_mac_nor_the_wrong_one() {
    for alg in ["HS256", "HS384", "HS512"] {
        let good = plain(alg);
        let wrong: Vec<_> = good.signature.iter().map(|octet| octet ^ 0xa5).collect();
        let forbidden = Forbidden::new()
            .with(&good.signature)
            .with(&wrong)
            .with(&private_octets(Kind::Oct, 1))
            .with(PAYLOAD);
        let verifier = verifier_for(alg);
        let bad = Parts {
            signature: wrong,
            ..good
        };
        for result in [
            verifier.verify_compact(&bad.compact()).map(drop),
            verifier.verify_json(&bad.flattened().to_string()).map(drop),
            verifier
                .verify_json(&general(&[bad.flattened(), bad.flattened()]).to_string())
                .map(drop),
        ] {
            forbidden.absent_from_error(&result.expect_err("a wrong MAC"));
        }
    }
}

/// One defect at a time, and what the error then says.
#[test]
fn errors_print_neither_payloads_nor_secrets() {
    let secret = private_octets(Kind::Oct, 1);
    let forbidden = Forbidden::new().with(&secret).with(PAYLOAD);
    let verifier = verifier_for("HS256");
    let good = plain("HS256");
    let text = good.compact();
    let jws = good.flattened().to_string();
    let mut refused = 0;
    let mut check = |result: Result<(), Error>| {
        if let Err(error) = result {
            forbidden.absent_from_error(&error);
            refused += 1;
        }
    };
    for place in 0..text.len() {
        let (before, after) = text.split_at(place);
        check(verifier.verify_compact(before).map(drop));
        check(
            verifier
                .verify_compact(&format!("{before}={}", &after[1..]))
                .map(drop),
        );
        check(
            verifier
                .verify_compact(&format!("{before}.{}", &after[1..]))
                .map(drop),
        );
    }
    for place in 0..jws.len() {
        let (before, after) = jws.split_at(place);
        check(verifier.verify_json(before).map(drop));
        check(
            verifier
                .verify_json(&format!("{before}\"{after}"))
                .map(drop),
        );
        check(
            verifier
                .verify_json(&format!("{before}\u{7f}{}", &after[1..]))
                .map(drop),
        );
        check(verifier.verify_json_detached(before, PAYLOAD).map(drop));
    }
    assert!(refused > 1000, "{refused}");
}

#[test]
fn rings_that_cannot_be_built_print_no_secrets() {
    let short = b"short but secret".to_vec();
    let key = json!({"kty": "oct", "k": encode(&short)});
    let forbidden = Forbidden::new().with(&short);
    let ring = KeyRing::new(set(&[key]), Algorithms::hmac()).expect("a key");
    let verifier = Verifier::new(ring);
    let mut token = plain("HS256");
    token.signature = sign("HS256", 2, b"");
    let text = token.compact();
    forbidden.absent_from_error(&verifier.verify_compact(&text).expect_err("a weak secret"));
    let text = json!({"keys": [{"kty": "oct", "k": format!("{}=", encode(&short))}]}).to_string();
    let skipped = jwks::JwkSet::parse(&text).expect("a set");
    forbidden.absent_from_debug(&skipped);
    let error = KeyRing::new(skipped, Algorithms::hmac()).expect_err("no key");
    forbidden.absent_from_error(&error);
    let jwk = Jwk::parse(&jwk(Kind::Oct, 1).to_string()).expect("a JWK");
    Forbidden::new()
        .with(&private_octets(Kind::Oct, 1))
        .absent_from_debug(&jwk);
}
