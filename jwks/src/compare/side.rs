//! One of the two sets, so arranged that it can be held against the other.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use jwk_types::Jwk;

use super::Relabelled;
use super::label::Label;
use crate::JwkSet;
use crate::material::Material;

/// The keys of one set by what they are, and what is said of each.
pub(super) struct Side<'s>(BTreeMap<Material, BTreeMap<Label<'s>, &'s Jwk>>);

/// A key that bears some `kid`.
#[derive(Clone, Copy)]
pub(super) struct Named<'m, 's> {
    pub(super) material: &'m Material,
    pub(super) key: &'s Jwk,
}

impl<'s> Side<'s> {
    pub(super) fn of(set: &'s JwkSet) -> Self {
        let mut keys: BTreeMap<Material, BTreeMap<Label<'s>, &'s Jwk>> = BTreeMap::new();
        for key in set.keys() {
            let Some(material) = Material::of(key) else {
                continue;
            };
            let shown = keys
                .entry(material)
                .or_default()
                .entry(Label::of(key))
                .or_insert(key);
            // Of two that differ in nothing else, the public one: whichever comes first.
            if shown.is_secret() && !key.is_secret() {
                *shown = key;
            }
        }
        Self(keys)
    }

    /// The keys that `other` does not know under the same `kid`, by `kid` and `kty`.
    pub(super) fn named_without<'m>(
        &'m self,
        other: &Self,
    ) -> BTreeMap<(&'m str, &'m str), Vec<Named<'m, 's>>> {
        let mut named: BTreeMap<_, Vec<Named<'m, 's>>> = BTreeMap::new();
        for (material, labels) in &self.0 {
            for (label, key) in labels {
                let Some(kid) = label.kid() else {
                    continue;
                };
                let known = other.0.get(material).is_some_and(|labels| {
                    let mut from = labels.range(Label::first_of(kid)..);
                    from.next()
                        .is_some_and(|(label, _)| label.kid() == Some(kid))
                });
                let keys = named.entry((kid, key.kty())).or_default();
                if !known && keys.last().is_none_or(|last| last.material != material) {
                    keys.push(Named { material, key });
                }
            }
        }
        named
    }

    /// The keys that are neither in `other` nor in `told`.
    pub(super) fn without(&self, other: &Self, told: &BTreeSet<&Material>) -> Vec<&'s Jwk> {
        let mut only: Vec<_> = self
            .0
            .iter()
            .filter(|(material, _)| !other.0.contains_key(material) && !told.contains(material))
            .flat_map(|(material, labels)| {
                labels
                    .iter()
                    .map(move |(label, key)| (label, material, *key))
            })
            .collect();
        only.sort_by_key(|(label, material, _)| (*label, *material));
        only.into_iter().map(|(_, _, key)| key).collect()
    }

    pub(super) fn relabelled(&self, newer: &Self) -> Vec<Relabelled<'s>> {
        let both = self.0.iter().filter_map(|(material, older)| {
            let newer = newer.0.get(material)?;
            (!older.keys().eq(newer.keys())).then_some((older, newer))
        });
        let mut both: Vec<_> = both.collect();
        // Stable: what has the same labels stays in the order of the material.
        both.sort_by(|(left, _), (right, _)| left.keys().cmp(right.keys()));
        both.into_iter()
            .map(|(older, newer)| Relabelled {
                older: older.values().copied().collect(),
                newer: newer.values().copied().collect(),
            })
            .collect()
    }
}
