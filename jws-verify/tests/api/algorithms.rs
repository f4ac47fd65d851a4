//! Every algorithm: accepted, and refused with one defect.

use jwk_types::Reason;
use jws_verify::{Algorithm, Algorithms, Error};
use serde_json::json;

use crate::sign::{Kind, jwk, sign};
use crate::token::*;

#[test]
fn every_algorithm_verifies_what_its_key_signed() {
    let mut verified = Vec::new();
    for alg in algs() {
        let verifier = verifier_for(alg);
        let text = plain(alg).compact();
        let jws = verifier
            .verify_compact(&text)
            .unwrap_or_else(|error| panic!("{alg}: {error}"));
        assert_eq!(jws.payload(), PAYLOAD);
        let [signature] = jws.signatures() else {
            panic!("{alg}: {jws:?}");
        };
        assert_eq!(signature.algorithm().name(), alg);
        assert_eq!(signature.index(), 0);
        assert!(jws.failures().is_empty());
        verified.push(alg);
    }
    assert!(verified.len() >= 14, "{verified:?}");
}

#[test]
fn an_algorithm_whose_feature_is_off_is_refused_by_name() {
    for alg in Algorithm::all().iter().map(|each| each.name()) {
        if supported(alg) {
            continue;
        }
        let error = rejects(
            &verifier_for(alg),
            &plain(alg).compact(),
            Reason::AlgorithmNotAllowed,
        );
        assert_eq!(error, Error::UnsupportedByBackend { alg });
    }
}

#[test]
fn a_flipped_bit_of_header_payload_or_signature_is_noticed() {
    for alg in algs() {
        let verifier = verifier_for(alg);
        let header = json!({"alg": alg, "x": "x"});
        let good = Parts::signed(alg, &header);
        accepts(&verifier, &good.compact());

        let mut bad = good.clone();
        bad.payload[0] ^= 1;
        rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);

        let mut bad = good.clone();
        bad.header = bad.header.replace(r#""x":"x""#, r#""x":"y""#);
        rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);

        let last = good.signature.len() - 1;
        for place in [0, last / 3, last / 2, last] {
            for bit in [1, 0x10, 0x80] {
                let mut bad = good.clone();
                bad.signature[place] ^= bit;
                rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
            }
        }
    }
}

/// Behind the backends, too, nothing but the one length is looked at.
#[test]
fn a_signature_of_another_length_is_refused() {
    for alg in algs() {
        let verifier = verifier_for(alg);
        let good = plain(alg);
        accepts(&verifier, &good.compact());
        let signature = &good.signature;
        let zeros = |count| vec![0_u8; count];
        for bad in [
            Vec::new(),
            zeros(1),
            signature[1..].to_vec(),
            signature[..signature.len() - 1].to_vec(),
            signature[..signature.len() / 2].to_vec(),
            [signature.clone(), zeros(1)].concat(),
            [zeros(1), signature.clone()].concat(),
            [signature.clone(), signature.clone()].concat(),
        ] {
            let bad = Parts {
                signature: bad,
                ..good.clone()
            };
            rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
        }
    }
}

#[test]
fn another_key_of_the_same_kind_does_not_verify() {
    for alg in algs() {
        let text = plain(alg).compact();
        accepts(&verifier_for(alg), &text);
        let other = verifier(&[jwk(Kind::of(alg), 2)], &[alg]);
        rejects(&other, &text, Reason::SignatureMismatch);
        // And that key is not merely broken.
        let header = json!({"alg": alg}).to_string();
        accepts(&other, &Parts::text(alg, 2, &header).compact());
    }
}

/// rfc7515-5.2-8b: `alg` says what was really done.
#[test]
fn a_signature_by_the_same_key_under_another_name_is_refused() {
    let names: Vec<_> = algs().collect();
    let mut pairs = 0;
    for signed in &names {
        for claimed in &names {
            let same_kind = Kind::of(signed) == Kind::of(claimed);
            let same_scheme = Algorithm::named(signed).expect("known").scheme()
                == Algorithm::named(claimed).expect("known").scheme();
            if !same_kind || same_scheme {
                continue;
            }
            pairs += 1;
            let verifier = verifier(&[jwk(Kind::of(signed), 1)], &names);
            accepts(&verifier, &plain(signed).compact());
            let header = json!({"alg": claimed});
            let bad = Parts::signed(signed, &header);
            rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
        }
    }
    // Six of RSA and three of HMAC, each under each other.
    assert_eq!(pairs, 6 * 5 + 3 * 2);
}

#[test]
fn the_empty_payload_and_octets_that_are_no_text_can_be_signed() {
    for payload in [Vec::new(), vec![0xff, 0, 0xc3, 0x28], vec![0; 100_000]] {
        let header = json!({"alg": "HS256"}).to_string();
        let input = signing_input(&header, &payload);
        let parts = Parts {
            signature: sign("HS256", 1, input.as_bytes()),
            header,
            payload,
        };
        let verifier = verifier_for("HS256");
        let text = parts.compact();
        let jws = verifier.verify_compact(&text).expect("a good signature");
        assert_eq!(jws.payload(), parts.payload);
        assert_eq!(jws.into_payload().into_owned(), parts.payload);
    }
}

#[test]
fn lists_are_literal() {
    let names = |list: &Algorithms| list.iter().map(Algorithm::name).collect::<Vec<_>>();
    assert_eq!(
        names(&Algorithms::default()),
        [
            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
            "Ed25519", "EdDSA"
        ]
    );
    assert_eq!(names(&Algorithms::hmac()), ["HS256", "HS384", "HS512"]);
    assert_eq!(
        names(&only(&["ES256", "RS256", "ES256"])),
        ["ES256", "RS256"]
    );
    assert_eq!(Algorithms::only(&[]), Err(Error::NoAlgorithms));
    for algorithm in Algorithm::all() {
        let name = algorithm.name();
        assert_eq!(Algorithm::named(name), Some(*algorithm));
        assert_eq!(algorithm.registered().expect("a row").name, name);
        assert_eq!(algorithm.to_string(), name);
        // rfc7515-4.1.1-2
        let other_case = if name == name.to_uppercase() {
            name.to_lowercase()
        } else {
            name.to_uppercase()
        };
        assert_eq!(Algorithm::named(&other_case), None);
        assert_eq!(only(&[name]).get(&other_case), None);
    }
    for name in [
        "", "none", "None", "NONE", "RS1", "HS1", "A128GCM", "RSA-OAEP",
    ] {
        assert_eq!(Algorithm::named(name), None);
    }
}
