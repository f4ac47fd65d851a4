//! RSASSA: the whole encoded block is compared, and the salt is as long as the hash.

use jwk_types::Reason;
use rsa::hazmat::rsa_decrypt;
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, Pkcs1v15Sign};
use serde_json::json;
use sha2::{Digest, Sha256, Sha384, Sha512};
use signature::SignatureEncoding;
use signature::hazmat::RandomizedPrehashSigner;

use crate::ecdsa::{add, hex};
use crate::fixed_rng::Fixed;
use crate::sign::{rsa_key, sign_pss};
use crate::token::*;

const OCTETS: usize = 256;

/// The private operation on a block of any content.
fn raw(block: &[u8]) -> Vec<u8> {
    let block = BoxedUint::from_be_slice(block, 2048).expect("2048 bits");
    let signature = rsa_decrypt::<Fixed>(None, &rsa_key(1), &block).expect("less than n");
    signature.to_be_bytes().to_vec()
}

/// What the algorithm puts before the hash.
fn digest_info<D: Digest + sha2::digest::const_oid::AssociatedOid>(input: &[u8]) -> Vec<u8> {
    [&Pkcs1v15Sign::new::<D>().prefix[..], &D::digest(input)].concat()
}

/// Padded to the size of the key.
fn block(info: &[u8]) -> Vec<u8> {
    let padding = vec![0xff; OCTETS - 3 - info.len()];
    [&[0, 1], &padding[..], &[0], info].concat()
}

/// rfc7518-3.3-3, rfc7515-10.6-1
#[test]
fn pkcs1_blocks_are_compared_in_full() {
    let verifier = verifier_for("RS256");
    let good = plain("RS256");
    let input = signing_input(&good.header, &good.payload);
    let token = |block: &[u8]| {
        let signature = raw(block);
        Parts {
            signature,
            ..good.clone()
        }
        .compact()
    };
    let info = digest_info::<Sha256>(input.as_bytes());
    let right = block(&info);
    accepts(&verifier, &token(&right));
    assert_eq!(raw(&right), good.signature);

    let changed = |place: usize, octet: u8| {
        let mut block = right.clone();
        assert_ne!(block[place], octet);
        block[place] = octet;
        block
    };
    let hash = &info[info.len() - 32..];
    let separator = OCTETS - info.len() - 1;
    let garbage_after = [&[0, 1][..], &[0xff; 8], &[0], &info].concat();
    let garbage_after = [
        &garbage_after[..],
        &vec![0x5a; OCTETS - garbage_after.len()],
    ]
    .concat();
    let garbage_before = [&[0, 1][..], &vec![0x5a; separator - 2], &[0], &info].concat();
    // Without NULL, with a long form length, with an octet more in the parameters.
    let without_null = [&[0x30, 0x2f, 0x30, 0x0b][..], &info[4..15], &[4, 32], hash].concat();
    let long_form = [&[0x30, 0x81, 0x31][..], &info[2..]].concat();
    for bad in [
        changed(1, 2),
        changed(1, 0),
        changed(2, 0xfe),
        changed(separator - 1, 0),
        changed(separator, 1),
        changed(OCTETS - 1, right[OCTETS - 1] ^ 1),
        changed(separator + 3, right[separator + 3] ^ 1),
        garbage_after,
        garbage_before,
        block(&without_null),
        block(&long_form),
        block(hash),
        block(&[&info[..], &[0]].concat()),
        block(&[&[0][..], &info].concat()),
        block(&digest_info::<Sha384>(input.as_bytes())),
        block(&digest_info::<Sha512>(input.as_bytes())),
        // The prefix of one hash before the digest of another.
        block(
            &[
                &info[..info.len() - 32],
                &Sha384::digest(input.as_bytes())[..32],
            ]
            .concat(),
        ),
    ] {
        assert_eq!(bad.len(), OCTETS);
        rejects(&verifier, &token(&bad), Reason::SignatureMismatch);
    }
}

#[test]
fn a_signature_is_less_than_the_modulus() {
    let key = rsa_key(1);
    let n = key.n().to_be_bytes().to_vec();
    for alg in ["RS256", "PS256"] {
        let verifier = verifier_for(alg);
        // The sum fits 256 octets for about one signature in four.
        let signed = |number: u32| Parts::signed(alg, &json!({"alg": alg, "x": number}));
        let (good, sum) = (0..200)
            .map(signed)
            .find_map(|parts| match add(&parts.signature, &n) {
                (sum, 0) => Some((parts, sum)),
                _ => None,
            })
            .expect("one of two hundred");
        accepts(&verifier, &good.compact());
        let mut one = vec![0; OCTETS];
        one[OCTETS - 1] = 1;
        for bad in [sum, n.clone(), vec![0; OCTETS], one, vec![0xff; OCTETS]] {
            let bad = Parts {
                signature: bad,
                ..good.clone()
            };
            rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
        }
    }
}

/// rfc7518-3.5-3
#[test]
fn the_salt_of_pss_is_as_long_as_the_hash() {
    for (alg, octets) in [("PS256", 32), ("PS384", 48), ("PS512", 64)] {
        let verifier = verifier_for(alg);
        let mut token = plain(alg);
        let input = signing_input(&token.header, &token.payload);
        for salt in [0, 20, octets - 1, octets, octets + 1, OCTETS - octets - 2] {
            token.signature = sign_pss(alg, 1, salt, input.as_bytes());
            if salt == octets {
                accepts(&verifier, &token.compact());
            } else {
                rejects(&verifier, &token.compact(), Reason::SignatureMismatch);
            }
        }
    }
}

fn mgf1<D: Digest>(seed: &[u8], octets: usize) -> Vec<u8> {
    let block = |counter: u32| {
        let input = [seed, &counter.to_be_bytes()].concat();
        D::digest(input).to_vec()
    };
    let mut mask: Vec<u8> = (0..20).flat_map(block).collect();
    mask.truncate(octets);
    mask
}

/// EMSA-PSS for `PS256`, with the parts that could be wrong.
fn pss_block<M: Digest>(input: &str, first: u8, before: u8, trailer: u8) -> Vec<u8> {
    let salt = [9; 32];
    let message = [&[0; 8][..], &Sha256::digest(input.as_bytes()), &salt].concat();
    let hash = Sha256::digest(message);
    let mut data = vec![0; OCTETS - 32 - 1];
    let separator = data.len() - salt.len() - 1;
    data[separator + 1..].copy_from_slice(&salt);
    data[separator - 1] = before;
    data[separator] = 1;
    for (octet, mask) in data.iter_mut().zip(mgf1::<M>(&hash, OCTETS - 33)) {
        *octet ^= mask;
    }
    data[0] = (data[0] & 0x7f) | first;
    [&data[..], &hash, &[trailer]].concat()
}

/// rfc7518-3.5-2, rfc7518-3.5-4
#[test]
fn pss_blocks_follow_the_scheme() {
    let verifier = verifier_for("PS256");
    let good = plain("PS256");
    let input = signing_input(&good.header, &good.payload);
    let token = |block: &[u8]| {
        let signature = raw(block);
        Parts {
            signature,
            ..good.clone()
        }
        .compact()
    };
    accepts(&verifier, &token(&pss_block::<Sha256>(&input, 0, 0, 0xbc)));
    for bad in [
        // Another hash in MGF1.
        pss_block::<Sha512>(&input, 0, 0, 0xbc),
        pss_block::<Sha384>(&input, 0, 0, 0xbc),
        pss_block::<Sha256>(&input, 0x80, 0, 0xbc),
        pss_block::<Sha256>(&input, 0, 1, 0xbc),
        pss_block::<Sha256>(&input, 0, 0, 0xcc),
        pss_block::<Sha256>("other", 0, 0, 0xbc),
    ] {
        rejects(&verifier, &token(&bad), Reason::SignatureMismatch);
    }
}

/// Low exponents that make a signature out of its own padding are no keys.
#[test]
fn exponents_that_sign_nothing_are_refused() {
    let good = crate::sign::jwk(crate::sign::Kind::Rsa, 1);
    set(std::slice::from_ref(&good));
    for e in ["AQ", "Ag", "AAEAAQ", "AQAA", ""] {
        let key = with(good.clone(), json!({ "e": e }));
        let text = json!({"keys": [key]}).to_string();
        let set = jwks::JwkSet::parse(&text).expect("a set");
        assert!(set.keys().is_empty(), "{e}");
    }
}

/// Two primes whose product has 2,049 bits, so that a block of PSS is an octet shorter than a signature. Neither is
/// one more than a multiple of an exponent below.
const PRIMES: [&str; 2] = [
    "01aa453b544c4eb981a8089a958213d1367f7fddefeed2cdfbb2e7ab1e929a69e0c5eac2c58b87e6\
     3515f0f09bf7e95e4405921757baf4e4896a4ddbea85b7693533fbbd965725e7fc8d0249106b29c5\
     73ffc5bba11707181f28bcdf7b8b7a24f163e240ea05af5d9e6f91ae823e63e51fe1310d6e242ff9\
     c7f6a57cf187910b3b",
    "d07b97edb4a668ae99a2ebc663bc4a64423fcc2b3d62db94d82359ac5fc5313171bcc72317765829\
     46b934a0e35d513d6f4ea2248a9b1cfb2db841c900aa99febfb6430c05ac29d245b069521ce5e73e\
     795bc762a8509691d7ced935a72af212337fe1bc6a1e8b926a135e2d7bc9a31fdf74ff6e9127b4a3\
     88d54deda103447b",
];

/// From the smallest to the largest prime that a key may have as its exponent: 2^33 - 9.
const EXPONENTS: [u64; 8] = [3, 5, 7, 17, 257, 65_537, 4_294_967_311, 8_589_934_583];

#[test]
fn keys_of_odd_sizes_and_with_any_exponent_verify() {
    for e in EXPONENTS {
        let primes = PRIMES.map(|prime| BoxedUint::from_be_slice_vartime(&hex(prime)));
        let key = rsa::PrivateKey::from_primes(primes.into(), BoxedUint::from(e)).expect("a key");
        assert_eq!(key.n().bit_width_vartime(), 2049);
        let encode = |integer: &BoxedUint| {
            let octets = integer.to_be_bytes();
            let zeros = octets.iter().take_while(|octet| **octet == 0).count();
            jwk_types::base64url::encode(&octets[zeros..])
        };
        let jwk = json!({"kty": "RSA", "n": encode(key.n()), "e": encode(key.e())});
        for alg in ["RS256", "PS256"] {
            let verifier = verifier(std::slice::from_ref(&jwk), &[alg]);
            let good = plain(alg);
            let hash = Sha256::digest(signing_input(&good.header, &good.payload));
            let signature = match alg {
                "RS256" => key
                    .sign(Pkcs1v15Sign::new::<Sha256>(), &hash)
                    .expect("signs"),
                _ => rsa::pss::SigningKey::<Sha256>::new(key.clone())
                    .sign_prehash_with_rng(&mut Fixed(7), &hash)
                    .expect("signs")
                    .to_vec(),
            };
            let good = Parts { signature, ..good };
            accepts(&verifier, &good.compact());
            for place in [0, 1, 128, 256] {
                let mut bad = good.clone();
                bad.signature[place] ^= 1;
                rejects(&verifier, &bad.compact(), Reason::SignatureMismatch);
            }
        }
    }
}
