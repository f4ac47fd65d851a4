//! What there is to say of one key.

use alloc::format;

use jwk_types::json::Value;
use jwk_types::{
    Error, Jwk, Key, KeyOperation, KeyUse, PublicKey, Purpose, Quoted, RegisteredAlgorithm, Rule,
};

use super::{Code, Entry, Finding, fault, private, roca};

const KEY_OPS: Rule = Rule::new("RFC 7517", "4.3");

pub(super) fn check(
    entry: &Entry,
    value: Value<'_, '_>,
    error: Option<&Error>,
    out: &mut impl Extend<Finding>,
) {
    private::in_key(entry, value, out);
    if entry.is_object && entry.kid.is_none() {
        // rfc7517-4.5-4
        let message = "no kid, so a header cannot point at the key";
        out.extend([entry.finding(Code::MissingKid, Rule::new("RFC 7517", "4.5"), message)]);
    }
    if let Some(error) = error {
        out.extend([fault::unusable(entry, value, error)]);
    }
    let Some(key) = &entry.key else {
        return;
    };
    out.extend(purpose(entry, key));
    out.extend(operations(entry, key));
    out.extend(algorithm(entry, key));
    out.extend(contradiction(entry, key));
    out.extend(strength(entry, key));
    #[cfg(feature = "x509")]
    if let Err(error) = jwk_types::x509::check(key) {
        out.extend([fault::certificate(entry, &error)]);
    }
}

fn purpose(entry: &Entry, key: &Jwk) -> Option<Finding> {
    match (key.key_use(), key.key_ops(), key.alg()) {
        (None, None, None) => {
            // rfc7517-4.2-4, rfc9864-7-2
            let message = "none of use, key_ops and alg says what the key is for";
            Some(entry.finding(Code::MissingPurpose, Rule::new("RFC 7517", "4.2"), message))
        }
        (Some(KeyUse::Other(value)), _, _) => {
            // rfc7517-4.2-2, rfc7517-4.2-3
            let message = format!("use {} is neither sig nor enc", Quoted::new(value));
            Some(entry.finding(Code::UnknownUse, Rule::new("RFC 7517", "4.2"), message))
        }
        (Some(_), Some(_), _) => {
            // rfc7517-4.3-7
            let message = "use and key_ops stand together, where one is enough";
            Some(entry.finding(Code::UseWithKeyOps, KEY_OPS, message))
        }
        _ => None,
    }
}

fn operations(entry: &Entry, key: &Jwk) -> Option<Finding> {
    let operations = key.key_ops()?;
    let private = operations.iter().find(|operation| {
        use KeyOperation::{Decrypt, Sign, UnwrapKey};
        matches!(operation, Sign | Decrypt | UnwrapKey)
    });
    if let (Key::Public(_), Some(operation)) = (key.key(), private) {
        let message = format!("key_ops of a public key has {operation}, which takes a private key");
        return Some(entry.finding(Code::PrivateOperation, KEY_OPS, message));
    }
    // rfc7517-4.3-3
    let mut families = operations.iter().filter_map(family);
    let first = families.next()?;
    let mixed = families.any(|family| family != first);
    mixed.then(|| {
        let message = "key_ops combines operations that are not two directions of one";
        entry.finding(Code::MixedKeyOps, KEY_OPS, message)
    })
}

/// What may stand together is the same word.
const fn family(operation: &KeyOperation) -> Option<u8> {
    match operation {
        KeyOperation::Sign | KeyOperation::Verify => Some(b's'),
        KeyOperation::Encrypt | KeyOperation::Decrypt => Some(b'e'),
        KeyOperation::WrapKey | KeyOperation::UnwrapKey => Some(b'w'),
        KeyOperation::DeriveKey | KeyOperation::DeriveBits => Some(b'd'),
        _ => None,
    }
}

fn algorithm(entry: &Entry, key: &Jwk) -> Option<Finding> {
    let (code, rule, message) = match key.alg()? {
        // rfc9864-4.1.2-1, rfc9864-4.4-1
        "EdDSA" => (
            Code::DeprecatedAlg,
            Rule::new("RFC 9864", "4.1.2"),
            "alg EdDSA is deprecated: Ed25519 and Ed448 say which curve".into(),
        ),
        // rfc8725-3.2-1
        "RSA1_5" => (
            Code::DeprecatedAlg,
            Rule::new("RFC 8725", "3.2"),
            "alg RSA1_5 is deprecated: RSA-OAEP withstands padding oracles".into(),
        ),
        alg if RegisteredAlgorithm::named(alg).is_none() => (
            Code::UnknownAlg,
            Rule::new("RFC 7517", "4.4"),
            format!("alg {} is not known here", Quoted::new(alg)),
        ),
        _ => return None,
    };
    Some(entry.finding(code, rule, message))
}

/// `alg` does one thing, and `use` or `key_ops` allow the other only.
fn contradiction(entry: &Entry, key: &Jwk) -> Option<Finding> {
    let alg = RegisteredAlgorithm::named(key.alg()?)?;
    let wanted = match alg.purpose {
        Purpose::Signature => KeyUse::Signature,
        _ => KeyUse::Encryption,
    };
    let by_use = matches!(key.key_use(), Some(KeyUse::Signature | KeyUse::Encryption))
        && key.key_use() != Some(&wanted);
    let by_operations = key.key_ops().is_some_and(|operations| {
        let mut uses = operations
            .iter()
            .filter_map(KeyOperation::key_use)
            .peekable();
        uses.peek().is_some() && uses.all(|allowed| allowed != wanted)
    });
    (by_use || by_operations).then(|| {
        let (name, member) = (alg.name, if by_use { "use" } else { "key_ops" });
        let message = format!("alg {name} and {member} contradict each other");
        entry.finding(
            Code::AlgContradictsUse,
            Rule::new("RFC 7517", "4.4"),
            message,
        )
    })
}

fn strength(entry: &Entry, key: &Jwk) -> Option<Finding> {
    let Some(PublicKey::Rsa(rsa)) = key.key().public() else {
        return None;
    };
    if roca::is_fingerprint(rsa.n()) {
        let message = "RSA modulus with the fingerprint of ROCA (CVE-2017-15361), to be replaced";
        return Some(entry.finding(
            Code::WeakKey,
            Rule::new("policy", "known weak moduli"),
            message,
        ));
    }
    // rfc7518-8.3-1
    let exponent = rsa.e().iter().fold(0_u64, |sum, octet| {
        sum.saturating_mul(256).saturating_add(u64::from(*octet))
    });
    (exponent < 65_537).then(|| {
        let message = format!("RSA public exponent {exponent}, below the usual 65537");
        entry.finding(Code::LowExponent, Rule::new("RFC 7518", "8.3"), message)
    })
}
