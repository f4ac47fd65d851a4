//! Properties: what holds for every input of every entry point that strangers reach.
//!
//! Each is written once, as a function on octets that panics where it does not hold. Three drive
//! them: random input (`tests/properties.rs`), the fuzzer (`fuzz/`), and the replay of seeds and of
//! what was found before (`tests/corpus.rs`).
//!
//! | module | says |
//! |---|---|
//! | `json`, `base64url` | what is accepted, by comparison with another reader |
//! | `jwk`, `jwk_set`, `thumbprint_uri` | what is read is written, and read again, the same |
//! | `der_key`, `pem`, `x509` | one key has one spelling, in every form |
//! | `claims` | `verify` and `explain` agree on every claims set; one purpose at most accepts it |
//! | `metadata` | what is read names whom it was asked for, in safe URLs, and all of its members |
//! | `jws` | nothing verifies that nobody signed; the form does not change the verdict |
//! | `signed_jws` | what was signed verifies, and not with one change |
//! | `tables` | a key with a table says what it says without |
//! | `refusal` | what every error says, and what it never says |
//! | [`seeds`], [`mutation`] | inputs to start from, and changes to them |

mod base64url;
mod claims;
mod der_key;
mod explanation;
mod json;
mod jwk;
mod jwk_set;
mod jws;
mod keys;
mod metadata;
pub mod mutation;
mod pem;
mod refusal;
mod script;
pub mod seeds;
mod signed_jws;
mod tables;
mod thumbprint_uri;
mod x509;

use jwk_types::Reason;

/// What holds for one entry point, or for several that take the same kind of input.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name, which is that of its fuzz target and of its folder of seeds.
    pub name: &'static str,
    /// Panics if the property does not hold for these octets.
    pub check: fn(&[u8]),
    /// Gives the octets to the entry points, within the default limits, and does nothing else. It
    /// is `Ok` if one of them accepts.
    pub read: fn(&[u8]) -> Result<(), Reason>,
    /// The most octets that reading may allocate for each octet of input, next to `overhead`.
    pub octets_per_octet: usize,
    /// The most octets that reading may allocate whatever the length of the input.
    pub overhead: usize,
}

const KIB: usize = 1024;

/// All of them, in the order of their names.
pub const PROPERTIES: [Property; 15] = [
    Property {
        name: "base64url",
        check: base64url::check,
        read: base64url::read,
        octets_per_octet: 1,
        overhead: 16 * KIB,
    },
    Property {
        name: "claims",
        check: claims::check,
        read: claims::read,
        octets_per_octet: 40,
        overhead: 16 * KIB,
    },
    Property {
        name: "json",
        check: json::check,
        read: json::read,
        octets_per_octet: 32,
        overhead: 16 * KIB,
    },
    Property {
        name: "jwk",
        check: jwk::check,
        read: jwk::read,
        octets_per_octet: 32,
        overhead: 16 * KIB,
    },
    Property {
        name: "jwk_set",
        check: jwk_set::check,
        read: jwk_set::read,
        octets_per_octet: 32,
        overhead: 512 * KIB,
    },
    Property {
        name: "jws_compact",
        check: jws::check_compact,
        read: jws::read_compact,
        octets_per_octet: 32,
        overhead: 16 * KIB,
    },
    Property {
        name: "jws_json",
        check: jws::check_json,
        read: jws::read_json,
        octets_per_octet: 32,
        overhead: 16 * KIB,
    },
    Property {
        name: "metadata",
        check: metadata::check,
        read: metadata::read,
        octets_per_octet: 64,
        overhead: 64 * KIB,
    },
    Property {
        name: "pem",
        check: pem::check,
        read: pem::read,
        octets_per_octet: 4,
        overhead: 16 * KIB,
    },
    Property {
        name: "pkcs1",
        check: der_key::check_pkcs1,
        read: der_key::read_pkcs1,
        octets_per_octet: 4,
        overhead: 16 * KIB,
    },
    Property {
        name: "pkcs8",
        check: der_key::check_pkcs8,
        read: der_key::read_pkcs8,
        octets_per_octet: 4,
        overhead: 16 * KIB,
    },
    Property {
        name: "sec1",
        check: der_key::check_sec1,
        read: der_key::read_sec1,
        octets_per_octet: 4,
        overhead: 16 * KIB,
    },
    Property {
        name: "spki",
        check: der_key::check_spki,
        read: der_key::read_spki,
        octets_per_octet: 4,
        overhead: 16 * KIB,
    },
    Property {
        name: "thumbprint_uri",
        check: thumbprint_uri::check,
        read: thumbprint_uri::read,
        octets_per_octet: 1,
        overhead: 16 * KIB,
    },
    Property {
        name: "x509",
        check: x509::check,
        read: x509::read,
        octets_per_octet: 32,
        overhead: 16 * KIB,
    },
];

/// Panics if something that was signed does not verify, or verifies after a change. The octets
/// choose what is signed, with which key, and what is changed; they come from no stranger.
pub fn signed_jws(script: &[u8]) {
    signed_jws::check(script);
}

/// Panics if a key with a table and the same key without give different verdicts. The octets choose
/// the key, what is signed and how.
pub fn tables(script: &[u8]) {
    tables::check(script);
}

/// Panics if the property of this name does not hold for these octets, or if there is none.
///
/// Two of the names are no entry points: [`signed_jws`] and [`tables`].
#[track_caller]
pub fn check(name: &str, octets: &[u8]) {
    match PROPERTIES.iter().find(|property| property.name == name) {
        Some(property) => (property.check)(octets),
        None if name == SIGNED_JWS => signed_jws(octets),
        None if name == TABLES => tables(octets),
        None => panic!("there is no property {name}"),
    }
}

/// The names of all properties.
pub fn names() -> impl Iterator<Item = &'static str> {
    let names = PROPERTIES.iter().map(|property| property.name);
    names.chain([SIGNED_JWS, TABLES])
}

const SIGNED_JWS: &str = "signed_jws";
const TABLES: &str = "tables";

fn text(octets: &[u8]) -> Result<&str, Reason> {
    std::str::from_utf8(octets).map_err(|_| Reason::MalformedJson)
}
