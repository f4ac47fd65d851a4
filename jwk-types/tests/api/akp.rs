//! Algorithm key pairs ([RFC 9964 §3](https://www.rfc-editor.org/rfc/rfc9964#section-3)).

use jwk_types::{
    AkpPublicKey, Error, Jwk, PrivateMembers, PublicJwk, PublicKey, Reason, base64url,
};

use crate::data::*;

const ML_DSA: [(&str, &str, usize); 3] = [
    (ML_DSA_44, "ML-DSA-44", 1312),
    (ML_DSA_65, "ML-DSA-65", 1952),
    (ML_DSA_87, "ML-DSA-87", 2592),
];

#[test]
fn the_algorithm_belongs_to_the_key() {
    for (text, alg, size) in ML_DSA {
        let PublicKey::Akp(key) = public_key(text) else {
            panic!("{text}");
        };
        assert_eq!((key.alg(), key.public().len()), (alg, size));
        assert_eq!(jwk(text).alg(), Some(alg));
        let PrivateMembers::Akp(seed) = private_key(text).members().clone() else {
            panic!("{text}");
        };
        assert_eq!(seed.expose_secret(), decoded(&members(text), "priv"));
    }
}

/// rfc9964-5-1, rfc9964-4-1, rfc9964-7.3-2
#[test]
fn public_keys_and_seeds_have_the_length_of_the_algorithm() {
    for (text, _, size) in ML_DSA {
        for (member, wanted) in [("pub", size), ("priv", 32)] {
            for change in [truncate as fn(&mut Vec<u8>), |o| o.push(0), Vec::clear] {
                let error = rejects(text, Reason::MalformedJwk, octets(member, change));
                assert!(
                    matches!(error, Error::WrongLength { member: m, expected, .. }
                        if m == member && expected == wanted),
                    "{error}"
                );
            }
        }
        let error = rejects(text, Reason::MalformedJwk, octets("priv", truncate));
        assert_eq!(error.rule().to_string(), "RFC 9964 §4");
        // The expanded private key.
        rejects(
            text,
            Reason::MalformedJwk,
            octets("priv", |o| o.resize(2560, 0)),
        );
        for (_, other, _) in ML_DSA.iter().filter(|(other, ..)| *other != text) {
            rejects(text, Reason::MalformedJwk, with("alg", *other));
        }
    }
}

#[test]
fn keys_for_other_algorithms_are_kept_without_judgement() {
    let other = accepts(&public(ML_DSA_44), |members| {
        members.insert("alg".into(), "SLH-DSA-SHA2-128s".into());
        members.insert("pub".into(), "AAEC".into());
    });
    let Some(PublicKey::Akp(key)) = other.key().public() else {
        panic!("{other:?}");
    };
    assert_eq!(
        (key.alg(), key.public()),
        ("SLH-DSA-SHA2-128s", &[0, 1, 2][..])
    );
}

#[test]
fn a_registered_algorithm_of_another_key_type_is_refused() {
    for alg in ["RS256", "HS256", "EdDSA", "ES256", "dir", "none"] {
        let error = rejects(&public(ML_DSA_44), Reason::AlgorithmMismatch, |members| {
            members.insert("alg".into(), alg.into());
        });
        assert!(
            matches!(error, Error::AlgorithmDoesNotFit { .. }),
            "{error}"
        );
    }
    let other = AkpPublicKey::new("unheard-of", &[1]).map(drop);
    assert_eq!(other, Ok(()));
    for alg in ["RS256", "none"] {
        let error = AkpPublicKey::new(alg, &[1]).unwrap_err();
        assert_eq!(error.reason(), Reason::AlgorithmMismatch);
    }
}

#[test]
fn a_public_key_without_octets_is_none() {
    let other = changed(&public(ML_DSA_44), |members| {
        members.insert("alg".into(), "unheard-of".into());
        members.insert("pub".into(), "AA".into());
    });
    let error = rejects(&other, Reason::MalformedJwk, with("pub", ""));
    assert!(
        matches!(error, Error::MemberType { member: "pub", .. }),
        "{error}"
    );
}

/// What is made from octets can be published: `alg` is written, and cannot be changed.
#[test]
fn a_key_made_from_octets_names_its_algorithm() {
    for (text, alg, _) in ML_DSA {
        let key = AkpPublicKey::new(alg, &decoded(&members(text), "pub")).expect("the same key");
        let public = PublicJwk::new(PublicKey::Akp(key));
        assert_eq!(public.as_jwk().alg(), Some(alg));
        assert_eq!(
            jwk(&public.to_json()).key().public(),
            jwk(text).key().public()
        );
        for other in ["ML-DSA-44 ", "unheard-of", "RS256"] {
            let error = public.clone().with_alg(other).unwrap_err();
            assert!(
                matches!(error, Error::AlgorithmDoesNotFit { .. }),
                "{error}"
            );
        }
        assert!(public.with_alg(alg).is_ok());
        let private = Jwk::from(private_key(text));
        assert_eq!(private.expose_json(), jwk(text).expose_json());
    }
    let composite = AkpPublicKey::new("composite", &[1]).expect("any octets");
    assert!(
        PublicJwk::new(PublicKey::Akp(composite))
            .with_alg("ML-DSA-44")
            .is_err()
    );
    assert!(AkpPublicKey::new("ML-DSA-44", &[1]).is_err());
}

#[test]
fn escaped_octets_of_a_seed_are_the_same_octets() {
    let escaped = ML_DSA_44.replacen("\"priv\":\"", "\"priv\":\"\\u0041", 1);
    let plain = ML_DSA_44.replacen("\"priv\":\"", "\"priv\":\"A", 1);
    // One character more than 43 is 33 octets in either spelling.
    for text in [escaped, plain] {
        let error = Jwk::parse(&text).unwrap_err();
        assert!(matches!(
            error,
            Error::WrongLength { found: 33, .. } | Error::Base64 { .. }
        ));
    }
    let seed = base64url::encode(&decoded(&members(ML_DSA_44), "priv"));
    let (first, rest) = seed.split_at(1);
    let code = u32::from(first.chars().next().expect("a character"));
    let text = ML_DSA_44.replace(&seed, &format!("\\u{code:04x}{rest}"));
    assert_eq!(jwk(&text).expose_json(), jwk(ML_DSA_44).expose_json());
}
