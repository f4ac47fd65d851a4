//! Private RSA keys ([RFC 7518 §6.3.2](https://www.rfc-editor.org/rfc/rfc7518#section-6.3.2)).

use jwk_types::{Error, Jwk, PrivateMembers, Reason, base64url};
use serde_json::json;

use crate::data::*;

/// rfc7518-6.3.2-1, rfc7518-6.3.2-2
#[test]
fn private_members_are_all_there_or_d_alone() {
    let d_alone = accepts(RSA, |members| {
        for member in ["p", "q", "dp", "dq", "qi"] {
            members.remove(member);
        }
    });
    assert!(d_alone.is_secret());
    let d_alone = d_alone.expose_json();
    for bit in [1, 3, 5] {
        let error = rejects(
            &d_alone,
            Reason::MalformedJwk,
            octets("d", |d| d[255] ^= bit),
        );
        assert!(
            matches!(error, Error::PrivateMismatch { member: "d", .. }),
            "{error}"
        );
    }
    let n = members(RSA)["n"].clone();
    let error = rejects(&d_alone, Reason::MalformedJwk, with("d", n));
    assert!(
        matches!(error, Error::PrivateMismatch { member: "d", .. }),
        "{error}"
    );
    for member in ["p", "q", "dp", "dq", "qi", "d"] {
        let error = rejects(RSA, Reason::MalformedJwk, without(member));
        assert_eq!(error, Error::RsaIncomplete { missing: member });
    }
    // One of them alone.
    for kept in ["p", "q", "dp", "dq", "qi"] {
        rejects(RSA, Reason::MalformedJwk, |members| {
            members.retain(|name, _| ["kty", "n", "e", "d", kept].contains(&&**name));
        });
    }
    rejects(RSA_THREE_PRIMES, Reason::MalformedJwk, |members| {
        members.retain(|name, _| ["kty", "n", "e", "oth"].contains(&&**name));
    });
    rejects(RSA_THREE_PRIMES, Reason::MalformedJwk, |members| {
        members.retain(|name, _| ["kty", "n", "e", "d", "oth"].contains(&&**name));
    });
}

/// Every bit of every private member counts, but for those of `d` where there are no primes.
#[test]
fn a_private_member_with_one_other_bit_is_refused() {
    let good = members(RSA);
    jwk(RSA);
    for member in ["d", "p", "q", "dp", "dq", "qi"] {
        let octets = decoded(&good, member);
        // All bits of the ends, and one bit of each octet between.
        for place in 0..octets.len() {
            let ends = place < 2 || place + 2 >= octets.len();
            let bits = if ends { 0..8 } else { place % 8..place % 8 + 1 };
            for bit in bits {
                let mut changed = octets.clone();
                changed[place] ^= 1 << bit;
                let mut bad = good.clone();
                bad.insert(member.into(), base64url::encode(&changed).into());
                let bad = serde_json::to_string(&bad).expect("an object");
                let error = Jwk::parse(&bad).expect_err(member);
                assert_eq!(error.reason(), Reason::MalformedJwk);
                if place > 0 && place + 1 < octets.len() {
                    let blamed = if member == "q" { "p" } else { member };
                    assert!(
                        matches!(error, Error::PrivateMismatch { member, .. } if member == blamed),
                        "{member}: {error}"
                    );
                }
            }
        }
    }
}

#[test]
fn private_members_of_another_modulus_are_refused() {
    // The lowest bit of n stays, so that n is still odd.
    for place in [1, 100, 254] {
        let error = rejects(RSA, Reason::MalformedJwk, octets("n", |n| n[place] ^= 4));
        assert!(
            matches!(error, Error::PrivateMismatch { member: "p", .. }),
            "{error}"
        );
    }
    let error = rejects(RSA, Reason::MalformedJwk, with("e", "Aw"));
    assert!(matches!(error, Error::PrivateMismatch { .. }), "{error}");
}

#[test]
fn factors_that_are_not_factors_are_refused() {
    rejects(RSA, Reason::MalformedJwk, |members| {
        let n = members["n"].clone();
        members.insert("p".into(), n);
        members.insert("q".into(), "AQ".into());
    });
    rejects(RSA, Reason::MalformedJwk, |members| {
        let n = members["n"].clone();
        members.insert("q".into(), n);
        members.insert("p".into(), "AQ".into());
    });
    for zero in ["d", "p", "q", "dp", "dq", "qi"] {
        rejects(RSA, Reason::MalformedJwk, with(zero, "AA"));
    }
}

/// dp + (p - 1) undoes e as well, and dp is the one that is less than p.
#[test]
fn exponents_are_reduced() {
    rejects(RSA, Reason::MalformedJwk, |members| {
        let (dp, mut p) = (decoded(members, "dp"), decoded(members, "p"));
        *p.last_mut().expect("octets") -= 1;
        let mut carry = 0;
        let mut sum: Vec<u8> = Vec::new();
        for index in 0..p.len() {
            let left = u16::from(p[p.len() - 1 - index]);
            let right = dp
                .len()
                .checked_sub(index + 1)
                .map_or(0, |at| u16::from(dp[at]));
            let digit = left + right + carry;
            sum.insert(0, digit.to_le_bytes()[0]);
            carry = digit >> 8;
        }
        if carry > 0 {
            sum.insert(0, 1);
        }
        members.insert("dp".into(), base64url::encode(&sum).into());
    });
}

/// rfc7518-6.3.2.7-2
#[test]
fn a_key_of_three_primes_is_read_and_says_so() {
    let key = private_key(RSA_THREE_PRIMES);
    let PrivateMembers::Rsa(private) = key.members() else {
        panic!("{key:?}");
    };
    assert_eq!(private.other_primes().len(), 1);
    let other = &members(RSA_THREE_PRIMES)["oth"][0];
    let prime = &private.other_primes()[0];
    for (name, value) in [("r", prime.r()), ("d", prime.d()), ("t", prime.t())] {
        assert_eq!(base64url::encode(value.expose_secret()), other[name]);
    }
    let key = private_key(RSA);
    let PrivateMembers::Rsa(private) = key.members() else {
        panic!("{key:?}");
    };
    assert!(private.other_primes().is_empty());
    assert!(private.primes().is_some());
}

/// rfc7518-6.3.2-3, rfc7518-6.3.2.7-1, rfc7518-6.3.2.7-4
#[test]
fn other_primes_are_objects_of_three_integers_that_belong_to_the_key() {
    let good = RSA_THREE_PRIMES;
    let error = rejects(good, Reason::MalformedJwk, with("oth", json!([])));
    assert_eq!(error, Error::RsaNoOtherPrimes);
    for value in [
        json!(null),
        json!({}),
        json!("x"),
        json!(["x"]),
        json!([null]),
        json!([[]]),
    ] {
        let error = rejects(good, Reason::MalformedJwk, with("oth", value));
        assert!(
            matches!(error, Error::MemberType { member: "oth", .. }),
            "{error}"
        );
    }
    let other = members(good)["oth"][0].clone();
    let edit = |change: &dyn Fn(&mut Members)| {
        let mut other = other.as_object().expect("an object").clone();
        change(&mut other);
        with("oth", json!([other]))
    };
    for member in ["r", "d", "t"] {
        rejects(
            good,
            Reason::MalformedJwk,
            edit(&|o| drop(o.remove(member))),
        );
        rejects(
            good,
            Reason::MalformedJwk,
            edit(&|o| drop(o.insert(member.into(), json!(1)))),
        );
        rejects(
            good,
            Reason::MalformedJwk,
            edit(&|o| drop(o.insert(member.into(), "AA".into()))),
        );
        rejects(
            good,
            Reason::MalformedBase64,
            edit(&|o| drop(o.insert(member.into(), "A=".into()))),
        );
        for bit in [1, 2, 4, 8, 64] {
            let error = rejects(
                good,
                Reason::MalformedJwk,
                edit(&|o| {
                    octets(member, |octets| octets[40] ^= bit)(o);
                }),
            );
            assert!(matches!(error, Error::PrivateMismatch { .. }), "{error}");
        }
    }
    rejects(good, Reason::MalformedJwk, without("oth"));
    rejects(
        good,
        Reason::MalformedJwk,
        with("oth", json!([other, other])),
    );
    // A factor 1 changes no product.
    let one = json!({"r": "AQ", "d": "AQ", "t": "AQ"});
    rejects(good, Reason::MalformedJwk, with("oth", json!([other, one])));
    rejects(RSA, Reason::MalformedJwk, with("oth", json!([one])));
    rejects(RSA, Reason::MalformedJwk, with("oth", json!([other])));
}
