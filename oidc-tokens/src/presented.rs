//! A token under examination. Each stage is computed when a check first asks for it, and once.

use core::cell::OnceCell;

use jws_verify::{Header, HoldingKey, KeyReport, KeyRing, UnverifiedJws, dangerous};

use crate::believed::Provenance;
use crate::claims::{Claims, ClaimsSet, Names, Registered};
use crate::settings::Settings;
use crate::{Error, NumericDate};

/// The position of the one signature that a compact JWS has.
const ONLY: usize = 0;

pub(crate) struct Presented<'p> {
    /// `None` where only what needs no key is checked.
    keys: Option<&'p KeyRing>,
    settings: &'p Settings,
    now: NumericDate,
    vocabulary: Names,
    jws: Result<&'p UnverifiedJws<'p>, &'p jws_verify::Error>,
    held: OnceCell<Result<HoldingKey<'p>, jws_verify::Error>>,
    claims: OnceCell<Result<ClaimsSet<'p>, Error>>,
}

/// What the checks of claims look at.
pub(crate) struct Facts<'f> {
    pub(crate) claims: Claims<'f>,
    pub(crate) set: &'f ClaimsSet<'f>,
    pub(crate) settings: &'f Settings,
    pub(crate) now: NumericDate,
    /// The key by which the signature holds, if it does.
    pub(crate) held: Option<HoldingKey<'f>>,
}

/// Claims with a signature that holds.
pub(crate) struct Signed {
    pub(crate) registered: Registered,
    pub(crate) provenance: Provenance,
}

impl<'p> Presented<'p> {
    pub(crate) const fn new(
        keys: Option<&'p KeyRing>,
        settings: &'p Settings,
        now: NumericDate,
        vocabulary: Names,
        jws: Result<&'p UnverifiedJws<'p>, &'p jws_verify::Error>,
    ) -> Self {
        Self {
            keys,
            settings,
            now,
            vocabulary,
            jws,
            held: OnceCell::new(),
            claims: OnceCell::new(),
        }
    }

    pub(crate) const fn settings(&self) -> &'p Settings {
        self.settings
    }

    pub(crate) const fn now(&self) -> NumericDate {
        self.now
    }

    pub(crate) const fn jws(&self) -> Result<&'p UnverifiedJws<'p>, &'p jws_verify::Error> {
        self.jws
    }

    pub(crate) fn header(&self) -> Option<&'p Header> {
        let signature = self.jws.ok()?.signatures().first()?;
        Some(signature.unverified_header())
    }

    /// Whether the signature holds, and by which key. `None` where there is no JWS, or no keys.
    pub(crate) fn held(&self) -> Option<&Result<HoldingKey<'p>, jws_verify::Error>> {
        let (keys, jws) = (self.keys?, self.jws.ok()?);
        let policy = self.settings.policy();
        Some(
            self.held
                .get_or_init(|| keys.check_signature(policy, jws, ONLY)),
        )
    }

    /// The claims, whether the signature holds or not. `None` where there is no JWS.
    pub(crate) fn claims(&self) -> Option<&Result<ClaimsSet<'p>, Error>> {
        let payload = dangerous::unverified_payload(self.jws.ok()?);
        Some(
            self.claims
                .get_or_init(|| ClaimsSet::read(payload, self.vocabulary)),
        )
    }

    pub(crate) fn facts(&self) -> Option<Facts<'_>> {
        let set = self.claims()?.as_ref().ok()?;
        Some(Facts {
            claims: set.claims(),
            set,
            settings: self.settings,
            now: self.now,
            held: self.held().and_then(|held| held.as_ref().ok().copied()),
        })
    }

    pub(crate) fn key_report(&self) -> Option<KeyReport<'p>> {
        let policy = self.settings.policy();
        Some(self.keys?.explain(policy, self.jws.ok()?, ONLY))
    }

    /// The claims and the key, if the signature over them holds; it is computed for this JWS and no
    /// other.
    #[inline]
    pub(crate) fn finish(self) -> Option<Signed> {
        let header = self.header()?;
        let held = self.held.into_inner()?.ok()?;
        let claims = self.claims.into_inner()?.ok()?;
        Some(Signed {
            registered: claims.into_registered(),
            provenance: Provenance::new(&held, header, self.now),
        })
    }
}

impl Facts<'_> {
    /// Whether a moment is over, the leeway granted.
    pub(crate) fn is_over(&self, end: NumericDate) -> bool {
        // rfc7519-4.1.4-1, rfc7519-4.1.4-2, rfc7519-4.1.4-3
        self.now >= end.saturating_add(self.settings.leeway())
    }

    /// Whether a moment is yet to come, the leeway granted.
    pub(crate) fn is_ahead(&self, start: NumericDate) -> bool {
        // rfc7519-4.1.5-1, rfc7519-4.1.5-2, rfc7519-4.1.5-3
        start > self.now.saturating_add(self.settings.leeway())
    }
}
