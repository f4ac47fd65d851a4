//! What there is to say of keys next to each other.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::vec::Vec;

use jwk_types::{Purpose, RegisteredAlgorithm, Rule};

use super::{Code, Entry, Finding};
use crate::material::Material;
use crate::{MAX_CANDIDATES, Selector};

const KID: Rule = Rule::new("RFC 7517", "4.5");

pub(super) fn check(entries: &[Entry], out: &mut impl Extend<Finding>) {
    if entries.is_empty() {
        // rfc7517-5-1
        let rule = Rule::new("RFC 7517", "5.1");
        let message = "the set has no keys".into();
        out.extend([Finding::new(None, Code::EmptySet, rule, message)]);
    }
    repetitions(entries, out);
    without_kid(entries, out);
}

/// Each key against those before it.
fn repetitions(entries: &[Entry], out: &mut impl Extend<Finding>) {
    let mut materials: BTreeMap<&Material, usize> = BTreeMap::new();
    // By `kid`: the first index of each `kty`.
    let mut kids: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let once = Rule::new("policy", "one entry a key");
    for entry in entries {
        if let Some(material) = &entry.material {
            if let Some(first) = materials.get(material) {
                let message = format!("the same key as keys[{first}]");
                out.extend([entry.finding(Code::RepeatedKey, once, message)]);
                continue;
            }
            materials.insert(material, entry.index);
        }
        let Some(kid) = &entry.kid else {
            continue;
        };
        // rfc7517-4.5-1
        let types = kids.entry(kid).or_default();
        let kty = entry.kty.as_deref().unwrap_or_default();
        if let Some(first) = types.get(kty) {
            let message = format!("the same kid as keys[{first}], which is of the same type");
            out.extend([entry.finding(Code::RepeatedKid, KID, message)]);
            continue;
        }
        if let Some(first) = types.values().min() {
            let message = format!("the same kid as keys[{first}], which is of another type");
            out.extend([entry.finding(Code::SharedKid, KID, message)]);
        }
        types.insert(kty, entry.index);
    }
}

/// rfc7515-D-2: for each algorithm that has too many, unless the same keys have been told of.
fn without_kid(entries: &[Entry], out: &mut impl Extend<Finding>) {
    let nameless: Vec<&Entry> = entries.iter().filter(|entry| entry.kid.is_none()).collect();
    let mut told: Vec<BTreeSet<&Material>> = Vec::new();
    for algorithm in RegisteredAlgorithm::all() {
        if algorithm.purpose != Purpose::Signature {
            continue;
        }
        let selector = Selector::new(algorithm, None);
        let fitting: BTreeSet<&Material> = nameless
            .iter()
            .filter(|entry| {
                entry
                    .key
                    .as_ref()
                    .is_some_and(|key| selector.judge(key).is_ok())
            })
            .filter_map(|entry| entry.material.as_ref())
            .collect();
        if fitting.len() <= MAX_CANDIDATES || told.contains(&fitting) {
            continue;
        }
        let message = format!(
            "{} keys without kid fit {}, and no more than {MAX_CANDIDATES} are tried",
            fitting.len(),
            algorithm.name,
        );
        let rule = Rule::new("policy", "keys tried for one signature");
        out.extend([Finding::new(
            None,
            Code::TooManyWithoutKid,
            rule,
            message.into(),
        )]);
        told.push(fitting);
    }
}
