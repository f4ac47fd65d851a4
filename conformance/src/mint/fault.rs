//! Signatures that are wrong in one point of their scheme, and right otherwise.

use ed448_goldilocks_plus as ed448;
use ml_dsa::{ExpandedSigningKey, MlDsa44, MlDsa65, MlDsa87, MlDsaParams};
use rsa::hazmat::rsa_decrypt;
use rsa::{BoxedUint, Pkcs1v15Sign};
use sha1::Sha1;
use sha2::digest::Update;
use sha2::{Digest, Sha256, Sha512};

use super::fixed_rng::Fixed;
use super::key::Key;
use super::sign::{octets, rsa_key, sized, wrong};

/// Of 2048 bits, which every RSA key here has that signs so.
const BLOCK: usize = 256;

/// The name of SHA-512, in DER.
const OID: [u8; 11] = [6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3];

/// The signature over `input` with the fault of that name.
pub fn sign_wrongly(key: &Key, alg: &str, fault: &str, input: &[u8]) -> Result<Vec<u8>, String> {
    let secret = |name| octets(key, name);
    match (alg, fault) {
        ("RS256", _) => raw(key, &pkcs1_block(fault, input)?),
        ("PS256", "mgf1-sha-1") => raw(key, &pss_block::<Sha1>(input, 0xbc)),
        ("PS256", "trailer") => raw(key, &pss_block::<Sha256>(input, 0xcc)),
        ("Ed25519", "prehashed") => {
            let key = ed25519_dalek::SigningKey::from_bytes(&sized(&secret("d")?)?);
            let signature = key.sign_prehashed(Sha512::new().chain(input), None);
            Ok(signature.map_err(wrong)?.to_bytes().to_vec())
        }
        ("Ed448", "context") => {
            let octets: [u8; 57] = sized(&secret("d")?)?;
            let key = ed448::SigningKey::from_bytes(&octets.into());
            let signature = key.sign_ctx(b"x", input).map_err(wrong)?;
            Ok(signature.to_bytes().to_vec())
        }
        ("ML-DSA-44", _) => ml_dsa::<MlDsa44>(&secret("priv")?, fault, input),
        ("ML-DSA-65", _) => ml_dsa::<MlDsa65>(&secret("priv")?, fault, input),
        ("ML-DSA-87", _) => ml_dsa::<MlDsa87>(&secret("priv")?, fault, input),
        _ => Err(none(alg, fault)),
    }
}

fn none(alg: &str, fault: &str) -> String {
    format!("`{alg}` has no fault `{fault}`")
}

/// The private operation on a block of any content.
fn raw(key: &Key, block: &[u8]) -> Result<Vec<u8>, String> {
    let block = BoxedUint::from_be_slice(block, 2048).map_err(wrong)?;
    let signature = rsa_decrypt::<Fixed>(None, &rsa_key(key)?, &block).map_err(wrong)?;
    Ok(signature.to_be_bytes().to_vec())
}

/// Padding of this kind in front of `info`, and so many octets behind it.
fn padded(kind: u8, info: &[u8], behind: usize) -> Vec<u8> {
    let padding = vec![0xff; BLOCK - 3 - info.len() - behind];
    [&[0, kind], &padding[..], &[0], info, &vec![0x5a; behind]].concat()
}

fn pkcs1_block(fault: &str, input: &[u8]) -> Result<Vec<u8>, String> {
    let digest = Sha256::digest(input);
    let info = [&Pkcs1v15Sign::new::<Sha256>().prefix[..], &digest].concat();
    Ok(match fault {
        "sha-1" => {
            let prefix = Pkcs1v15Sign::new::<Sha1>().prefix;
            padded(1, &[&prefix[..], &Sha1::digest(input)].concat(), 0)
        }
        "digest-without-info" => padded(1, &digest, 0),
        "info-without-null" => {
            let without = [&[0x30, 0x2f, 0x30, 0x0b], &info[4..15], &info[17..]].concat();
            padded(1, &without, 0)
        }
        "length-in-long-form" => padded(1, &[&[0x30, 0x81, 0x31], &info[2..]].concat(), 0),
        "octets-behind-info" => padded(1, &info, 100),
        "block-type-2" => padded(2, &info, 0),
        _ => return Err(none("RS256", fault)),
    })
}

/// EMSA-PSS of PS256 with the hash of MGF1 and the last octet.
fn pss_block<M: Digest>(input: &[u8], trailer: u8) -> Vec<u8> {
    let salt = [9; 32];
    let message = [&[0; 8][..], &Sha256::digest(input), &salt].concat();
    let hash = Sha256::digest(message);
    let zeros = [0; BLOCK - 32 - 1 - 32 - 1];
    let mut data = [&zeros[..], &[1], &salt].concat();
    let mask =
        (0_u32..).flat_map(|counter| M::digest([&hash[..], &counter.to_be_bytes()].concat()));
    for (octet, mask) in data.iter_mut().zip(mask) {
        *octet ^= mask;
    }
    data[0] &= 0x7f;
    [&data[..], &hash, &[trailer]].concat()
}

fn ml_dsa<P: MlDsaParams>(seed: &[u8], fault: &str, input: &[u8]) -> Result<Vec<u8>, String> {
    let seed: [u8; 32] = sized(seed)?;
    let key = ExpandedSigningKey::<P>::from_seed(&seed.into());
    match fault {
        "context" => {
            let signature = key.sign_deterministic(input, b"x");
            Ok(signature.map_err(wrong)?.encode().to_vec())
        }
        "prehashed" => {
            let hash = Sha512::digest(input);
            let signature = key.sign_internal(&[&[1, 0], &OID, &hash], &[0; 32].into());
            Ok(signature.encode().to_vec())
        }
        _ => Err(none("ML-DSA", fault)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mint::sign;

    /// Without the fault, what is made here is what is signed elsewhere.
    #[test]
    fn the_fault_is_the_only_one() {
        let key = Key::named("rsa").expect("a key");
        let info = [
            &Pkcs1v15Sign::new::<Sha256>().prefix[..],
            &Sha256::digest("a"),
        ]
        .concat();
        let right = raw(&key, &padded(1, &info, 0));
        assert_eq!(right, sign(&key, "RS256", b"a"));

        let public = rsa_key(&key).expect("a key").to_public_key();
        let holds = |block: &[u8]| {
            let signature = raw(&key, block).expect("a signature");
            public.verify(rsa::Pss::<Sha256>::new(), &Sha256::digest("a"), &signature)
        };
        assert!(holds(&pss_block::<Sha256>(b"a", 0xbc)).is_ok());
        assert!(holds(&pss_block::<Sha256>(b"a", 0xcc)).is_err());
        assert!(holds(&pss_block::<Sha1>(b"a", 0xbc)).is_err());
    }

    /// What is signed otherwise holds for one who verifies otherwise.
    #[test]
    fn the_other_scheme_is_followed() {
        let wrongly = |name: &str, alg: &str, fault: &str| {
            let key = Key::named(name).expect("a key");
            sign_wrongly(&key, alg, fault, b"a").expect("a signature")
        };
        let private =
            |name: &str, member| octets(&Key::named(name).expect("a key"), member).expect("octets");
        let signature = sized(&wrongly("ed25519", "Ed25519", "prehashed")).expect("64 octets");
        let key = sized(&private("ed25519", "d")).expect("32 octets");
        let key = ed25519_dalek::SigningKey::from_bytes(&key).verifying_key();
        let signature = ed25519_dalek::Signature::from_bytes(&signature);
        let hash = Sha512::new().chain(b"a");
        assert!(key.verify_prehashed(hash, None, &signature).is_ok());

        let signature = wrongly("ed448", "Ed448", "context");
        let signature = ed448::Signature::try_from(&signature[..]).expect("a signature");
        let key: [u8; 57] = sized(&private("ed448", "d")).expect("57 octets");
        let key = ed448::SigningKey::from_bytes(&key.into()).verifying_key();
        assert!(key.verify_ctx(&signature, b"x", b"a").is_ok());

        let seed: [u8; 32] = sized(&private("ml-dsa-44", "priv")).expect("32 octets");
        let key = ExpandedSigningKey::<MlDsa44>::from_seed(&seed.into()).verifying_key();
        let signature = |fault| {
            let octets = wrongly("ml-dsa-44", "ML-DSA-44", fault);
            ml_dsa::Signature::<MlDsa44>::try_from(&octets[..]).expect("a signature")
        };
        assert!(key.verify_with_context(b"a", b"x", &signature("context")));
        let message = [&[1, 0][..], &OID, &Sha512::digest("a")].concat();
        assert!(key.verify_internal(&message, &signature("prehashed")));
    }

    #[test]
    fn a_fault_that_is_none_is_named() {
        for (name, alg) in [
            ("rsa", "RS256"),
            ("ml-dsa-44", "ML-DSA-44"),
            ("p256", "ES256"),
        ] {
            let key = Key::named(name).expect("a key");
            let error = sign_wrongly(&key, alg, "sun", b"a").expect_err("no fault");
            assert!(error.contains("has no fault `sun`"), "{error}");
        }
    }
}
