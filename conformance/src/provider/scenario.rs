//! Starting points by name.

use super::contents::Contents;
use super::endpoint::Endpoint;

/// A provider as it is when it starts. What it says of one issuer goes for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// In words with hyphens between them; it does not change.
    pub name: &'static str,
    /// What happens, in one line.
    pub description: &'static str,
    /// What stands in the key sets.
    pub contents: Contents,
    /// Endpoints, and how they answer, as [`Behaviour`](super::Behaviour) is written.
    pub steps: &'static [Step],
    /// Header fields of an endpoint's responses.
    pub headers: &'static [(Endpoint, &'static str, &'static str)],
    /// Paths of issuers beside the one without a path.
    pub issuers: &'static [&'static str],
    /// What happens when a token is asked for.
    pub minting: Minting,
    /// Whether conditional requests are answered with 304.
    pub validators: Validators,
}

/// How an endpoint answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where.
    pub endpoint: Endpoint,
    /// How, in words.
    pub behaviour: &'static str,
    /// For how many requests; for ever where it is `None`, which stands before the others.
    pub requests: Option<usize>,
}

/// What happens when a token is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minting {
    /// It is signed.
    Plain,
    /// The key is replaced first, and the old one no longer published.
    RotateFirst,
    /// The clock of the issuer is so many seconds ahead.
    Skewed(i64),
}

/// Whether a document has `ETag` and `Last-Modified`, and requests that name them are answered with 304.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validators {
    /// Neither.
    Absent,
    /// Both.
    Sent,
}

const GOOD: Scenario = Scenario {
    name: "good",
    description: "everything is right",
    contents: Contents::Published,
    steps: &[],
    headers: &[],
    issuers: &[],
    minting: Minting::Plain,
    validators: Validators::Absent,
};

const fn keys(behaviour: &'static str, requests: Option<usize>) -> Step {
    Step {
        endpoint: Endpoint::Keys,
        behaviour,
        requests,
    }
}

const fn metadata(behaviour: &'static str) -> Step {
    Step {
        endpoint: Endpoint::Metadata,
        behaviour,
        requests: None,
    }
}

/// What misbehaves in one step.
const fn step(name: &'static str, description: &'static str, steps: &'static [Step]) -> Scenario {
    Scenario {
        name,
        description,
        steps,
        ..GOOD
    }
}

/// The key set is odd.
const fn set(name: &'static str, contents: Contents) -> Scenario {
    Scenario {
        name,
        description: contents.description(),
        contents,
        ..GOOD
    }
}

/// The key set has these header fields.
const fn with(
    name: &'static str,
    description: &'static str,
    headers: &'static [(Endpoint, &'static str, &'static str)],
) -> Scenario {
    Scenario {
        name,
        description,
        headers,
        ..GOOD
    }
}

static ALL: &[Scenario] = &[
    GOOD,
    Scenario {
        name: "rotate-before-signing",
        description: "each request for a token replaces the key first",
        minting: Minting::RotateFirst,
        ..GOOD
    },
    step(
        "outage",
        "the key set is served once; then its connections are reset",
        &[keys("reset", None), keys("normal", Some(1))],
    ),
    step(
        "recovery",
        "the key set fails twice with 503; then all is well",
        &[keys("status=503", Some(2))],
    ),
    step(
        "metadata-outage",
        "connections for the metadata are reset",
        &[metadata("reset")],
    ),
    step("hang", "the key set never comes", &[keys("hang", None)]),
    step(
        "status-500",
        "the key set comes with status 500",
        &[keys("status=500", None)],
    ),
    step(
        "retry-after",
        "the key set is served once; then 503 with Retry-After of 120 seconds",
        &[keys("retry-after=503,120", None), keys("normal", Some(1))],
    ),
    Scenario {
        name: "revalidation",
        description: "the documents have validators, and 304 answers requests that name them",
        validators: Validators::Sent,
        ..GOOD
    },
    step(
        "not-modified",
        "304 for a key set that nobody has",
        &[keys("not-modified", None)],
    ),
    step(
        "no-content",
        "204 for the key set",
        &[keys("no-content", None)],
    ),
    step(
        "slow-drip",
        "an octet of the key set every 100 milliseconds",
        &[keys("slow-drip=1,100", None)],
    ),
    step(
        "half-body",
        "the key set breaks off in the middle",
        &[keys("half-body", None)],
    ),
    step(
        "stall",
        "half of the key set, and then silence",
        &[keys("stall", None)],
    ),
    step(
        "endless-body",
        "the key set has no end",
        &[keys("endless-body", None)],
    ),
    step(
        "huge-body",
        "a key set of 20 MB, most of it white space",
        &[keys("huge=20000000", None)],
    ),
    step(
        "gzip-bomb",
        "a key set that grows from 64 KiB to over 20 MB",
        &[keys("gzip-bomb", None)],
    ),
    step(
        "gzip",
        "the key set comes compressed",
        &[keys("gzip-honest", None)],
    ),
    step(
        "redirect",
        "the key set is said to be at a port of this machine",
        &[keys("redirect=http://127.0.0.1:9/jwks.json", None)],
    ),
    step(
        "metadata-redirect",
        "the metadata are said to be at a port of this machine",
        &[metadata("redirect=http://127.0.0.1:9/metadata")],
    ),
    step(
        "html",
        "a page for people in place of the key set",
        &[keys("html", None)],
    ),
    step(
        "bad-json",
        "the key set lacks its last brace",
        &[keys("bad-json", None)],
    ),
    step(
        "bom",
        "a byte order mark before the key set",
        &[keys("bom", None)],
    ),
    step(
        "content-type",
        "the key set is called text/plain",
        &[keys("content-type=text/plain", None)],
    ),
    step(
        "wrong-issuer",
        "the issuer in the metadata has `1` behind it",
        &[metadata("wrong-issuer=appended")],
    ),
    step(
        "wrong-issuer-case",
        "the issuer in the metadata is in capital letters",
        &[metadata("wrong-issuer=case")],
    ),
    step(
        "wrong-issuer-slash",
        "the issuer in the metadata ends with a slash",
        &[metadata("wrong-issuer=slash")],
    ),
    set("fifty-thousand-keys", Contents::FiftyThousandKeys),
    set("decoys", Contents::Decoys),
    set("odd-entries", Contents::OddEntries),
    set("private-key", Contents::PrivateKey),
    set("oct", Contents::Oct),
    set("no-kid-one", Contents::NoKidOne),
    set("no-kid-several", Contents::NoKidSeveral),
    set("enc-and-sig", Contents::EncAndSig),
    set("x5c-without-n", Contents::X5cWithoutN),
    set("empty", Contents::Empty),
    Scenario {
        name: "same-kid-issuers",
        description: "issuers without a path, at /t1 and at /t2, whose keys differ and whose kid does not",
        issuers: &["/t1", "/t2"],
        ..GOOD
    },
    Scenario {
        name: "clock-skew",
        description: "the clock of the issuer is 20 seconds ahead",
        minting: Minting::Skewed(20),
        ..GOOD
    },
    with(
        "no-store",
        "the key set comes with Cache-Control: no-store",
        &[(Endpoint::Keys, "Cache-Control", "no-store")],
    ),
    with(
        "max-age-zero",
        "the key set comes with Cache-Control: max-age=0",
        &[(Endpoint::Keys, "Cache-Control", "max-age=0")],
    ),
    with(
        "max-age-years",
        "the key set comes with Cache-Control: max-age of 100 years",
        &[(Endpoint::Keys, "Cache-Control", "max-age=3153600000")],
    ),
    with(
        "aged",
        "the key set has been in a cache for 50 of its 60 seconds",
        &[
            (Endpoint::Keys, "Cache-Control", "max-age=60"),
            (Endpoint::Keys, "Age", "50"),
        ],
    ),
    with(
        "expires-past",
        "the key set comes with Expires: 0",
        &[(Endpoint::Keys, "Expires", "0")],
    ),
];

impl Scenario {
    /// All of them.
    #[must_use]
    pub fn all() -> &'static [Self] {
        ALL
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ALL.iter().copied().find(|scenario| scenario.name == name)
    }
}
