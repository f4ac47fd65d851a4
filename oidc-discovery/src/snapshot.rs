//! The keys, kept over a restart.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jwk_types::json::{Document, Object, Value, escape_into};

use crate::Error;
use crate::fetch::freshness::{Freshness, Stale};
use crate::keys::Keys;

/// What a provider knew at one time, as text that can be kept.
///
/// It holds public keys and nothing secret. Whoever can change it can choose the keys that tokens
/// are verified with: it belongs where the program's configuration is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    issuer: String,
    metadata: Option<String>,
    jwks: String,
    /// Seconds since 1970.
    confirmed: u64,
    /// In seconds.
    lifetime: Option<u64>,
    stale: bool,
}

/// Two documents, each escaped once more.
const MAX_OCTETS: usize = 16 * 1024 * 1024;

impl Snapshot {
    pub(crate) fn new(
        issuer: &str,
        keys: &Keys,
        confirmed: SystemTime,
        freshness: Freshness,
    ) -> Self {
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        let confirmed = confirmed.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            issuer: issuer.to_owned(),
            metadata: keys.metadata.as_ref().map(|fetched| text(&fetched.text)),
            jwks: keys.public_text(),
            confirmed: confirmed.as_secs(),
            lifetime: freshness.lifetime.map(|lifetime| lifetime.as_secs()),
            stale: freshness.stale == Stale::Usable,
        }
    }

    /// Reads what [`Snapshot::to_json`] wrote.
    ///
    /// # Errors
    ///
    /// [`Error::Snapshot`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let document = Document::parse(text.as_bytes(), "snapshot", MAX_OCTETS, 2)
            .map_err(|_| Error::Snapshot { member: "snapshot" })?;
        let root = document.root();
        let members = root
            .as_object()
            .ok_or(Error::Snapshot { member: "snapshot" })?;
        Ok(Self {
            issuer: string(members, "issuer")?.ok_or(Error::Snapshot { member: "issuer" })?,
            metadata: string(members, "metadata")?,
            jwks: string(members, "jwks")?.ok_or(Error::Snapshot { member: "jwks" })?,
            confirmed: number(members, "confirmed")?.ok_or(Error::Snapshot {
                member: "confirmed",
            })?,
            lifetime: number(members, "lifetime")?,
            stale: members
                .get("stale")
                .and_then(Value::as_bool)
                .ok_or(Error::Snapshot { member: "stale" })?,
        })
    }

    /// The snapshot as JSON text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::from("{\"issuer\":");
        escape_into(&mut text, &self.issuer);
        if let Some(metadata) = &self.metadata {
            text.push_str(",\"metadata\":");
            escape_into(&mut text, metadata);
        }
        text.push_str(",\"jwks\":");
        escape_into(&mut text, &self.jwks);
        text.push_str(",\"confirmed\":");
        text.push_str(&self.confirmed.to_string());
        if let Some(lifetime) = self.lifetime {
            text.push_str(",\"lifetime\":");
            text.push_str(&lifetime.to_string());
        }
        text.push_str(",\"stale\":");
        text.push_str(if self.stale { "true}" } else { "false}" });
        text
    }

    /// The issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    pub(crate) fn metadata(&self) -> Option<&str> {
        self.metadata.as_deref()
    }

    pub(crate) fn jwks(&self) -> &str {
        &self.jwks
    }

    pub(crate) fn confirmed(&self) -> SystemTime {
        UNIX_EPOCH
            .checked_add(Duration::from_secs(self.confirmed))
            .unwrap_or(UNIX_EPOCH)
    }

    pub(crate) fn lifetime(&self) -> Option<Duration> {
        self.lifetime.map(Duration::from_secs)
    }

    pub(crate) const fn may_be_stale(&self) -> bool {
        self.stale
    }
}

fn string(members: Object<'_, '_>, member: &'static str) -> Result<Option<String>, Error> {
    let Some(value) = members.get(member) else {
        return Ok(None);
    };
    let text = value.as_str().ok_or(Error::Snapshot { member })?;
    Ok(Some(text.into_owned()))
}

fn number(members: Object<'_, '_>, member: &'static str) -> Result<Option<u64>, Error> {
    let Some(value) = members.get(member) else {
        return Ok(None);
    };
    let number = value.as_number().and_then(|number| number.parse().ok());
    number.map(Some).ok_or(Error::Snapshot { member })
}
