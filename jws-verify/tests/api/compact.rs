//! The compact serialisation (RFC 7515 §7.1).

use jwk_types::Reason;
use jws_verify::{Error, Limits, Serialization, UnverifiedJws};
use serde_json::json;

use crate::sign::{Kind, jwk};
use crate::token::*;

#[test]
fn there_are_three_parts() {
    let verifier = verifier_for("HS256");
    let good = plain("HS256").compact();
    accepts(&verifier, &good);
    let [protected, payload, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("{good}");
    };
    for (bad, found) in [
        (String::new(), 1),
        (protected.to_string(), 1),
        (format!("{protected}.{payload}"), 2),
        (format!("{good}."), 4),
        (format!(".{good}"), 4),
        (format!("{protected}..{payload}.{signature}"), 4),
        (format!("{good}.{signature}"), 4),
        (format!("{good}.{payload}.{signature}"), 5),
        (format!("{good}{}", ".".repeat(100)), 6),
    ] {
        let error = rejects(&verifier, &bad, Reason::MalformedJws);
        assert_eq!(error, Error::Segments { found }, "{bad}");
    }
}

/// rfc7515-5.2-1: a text of a million periods costs no more than one of five.
#[test]
fn a_flood_of_periods_is_refused_at_once() {
    let verifier = verifier_for("HS256");
    let flood = ".".repeat(1024 * 1024);
    let start = std::time::Instant::now();
    for _ in 0..100 {
        let error = rejects(&verifier, &flood, Reason::MalformedJws);
        assert_eq!(error, Error::Segments { found: 6 });
    }
    assert!(start.elapsed().as_millis() < 1000, "{:?}", start.elapsed());
}

#[test]
fn what_is_encrypted_is_called_so() {
    let jwe = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA";
    let error = rejects(&verifier_for("HS256"), jwe, Reason::MalformedJws);
    assert_eq!(error, Error::Segments { found: 5 });
    assert!(error.to_string().contains("JWE"), "{error}");
}

/// rfc7515-5.2-2, rfc7515-5.2-6, rfc7515-5.2-7
#[test]
fn every_part_is_canonical_base64url() {
    let verifier = verifier_for("HS256");
    let good = Parts::signed("HS256", &json!({"alg": "HS256", "x": "12"})).compact();
    accepts(&verifier, &good);
    let parts: Vec<_> = good.split('.').collect();
    for place in 0..3 {
        let part = parts[place];
        for bad in [
            format!("{part}="),
            format!("{part}=="),
            format!(" {part}"),
            format!("{part} "),
            format!("{part}\n"),
            format!("{part}A\u{0}"),
            format!("{}\n{}", &part[..8], &part[8..]),
            format!("+{}", &part[1..]),
            format!("/{}", &part[1..]),
            format!("\u{e9}{}", &part[2..]),
        ] {
            let mut parts = parts.clone();
            parts[place] = &bad;
            let error = rejects(&verifier, &parts.join("."), Reason::MalformedBase64);
            let expected = ["protected header", "payload", "signature"][place];
            assert!(matches!(error, Error::Malformed { part, .. } if part == expected));
        }
    }
    for surrounded in [
        format!(" {good}"),
        format!("{good}\n"),
        format!("\u{feff}{good}"),
    ] {
        rejects(&verifier, &surrounded, Reason::MalformedBase64);
    }
}

/// rfc4648-3.5-1: one signature has one spelling.
#[test]
fn spare_bits_are_zero() {
    let verifier = verifier_for("HS256");
    let good = plain("HS256").compact();
    // 32 octets leave two spare bits in the last character.
    let (rest, last) = good.split_at(good.len() - 1);
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let value = alphabet.find(last).expect("base64url");
    assert_eq!(value % 4, 0);
    for spare in 1..4 {
        let bad = format!("{rest}{}", &alphabet[value + spare..=value + spare]);
        rejects(&verifier, &bad, Reason::MalformedBase64);
    }
    accepts(&verifier, &good);
}

/// Two parsers, two payloads: the compact entry reads nothing else (CVE-2022-39227).
#[test]
fn the_json_serialisation_is_not_read_where_a_compact_one_is_due() {
    let verifier = verifier_for("HS256");
    let parts = plain("HS256");
    let good = parts.compact();
    accepts(&verifier, &good);
    let [protected, payload, signature] = good.split('.').collect::<Vec<_>>()[..] else {
        panic!("{good}");
    };
    for bad in [
        parts.flattened().to_string(),
        parts.general().to_string(),
        format!(
            r#"{{"  {protected}.":"x","protected":"{protected}","payload":"{payload}","signature":"{signature}"}}"#
        ),
        format!(r#"{{"{protected}.e30.{signature}":"","protected":"{protected}"}}"#),
    ] {
        let error = verifier.verify_compact(&bad).expect_err("no compact JWS");
        assert!(
            [Reason::MalformedJws, Reason::MalformedBase64].contains(&error.reason()),
            "{error}"
        );
    }
    // And the other way round.
    let error = verifier.verify_json(&good).expect_err("no JSON");
    assert_eq!(error.reason(), Reason::MalformedJson);
}

#[test]
fn a_compact_jws_says_that_it_is_one() {
    let text = plain("HS256").compact();
    let jws = UnverifiedJws::parse_compact(&text, &Limits::DEFAULT).expect("well-formed");
    assert_eq!(jws.serialization(), Serialization::Compact);
    let [signature] = jws.signatures() else {
        panic!("{jws:?}");
    };
    let header = signature.unverified_header();
    assert!(header.is_alg_protected());
    assert!(header.unprotected().is_none());
    // What has been read can be verified later.
    let verifier = verifier(&[jwk(Kind::Oct, 1)], &["HS256"]);
    assert_eq!(
        verifier.verify(jws).expect("a good signature").payload(),
        PAYLOAD
    );
}
