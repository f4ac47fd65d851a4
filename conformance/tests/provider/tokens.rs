//! Tokens are accepted, and each mutation is the one thing that is wrong.

use conformance::provider::{
    AUDIENCE, CLIENT_ID, Draft, Kind, Loopback, Minting, Mutation, Tenant, Verdict,
};
use jwk_types::base64url;
use jwks::JwkSet;
use jws_verify::{Algorithms, KeyRing};
use oidc_tokens::{
    Access, AccessTokenVerifier, IdTokenVerifier, Login, LogoutTokenVerifier, NumericDate,
    OpaqueAccessToken, Session, StateHash,
};
use serde_json::{Map, Value};

use crate::client::get;
use crate::{NOW, started};

const NONCE: &str = "n-0S6_WzA2Mj";
const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";
const STATE: &str = "af0ifjsldkj";
const ACCESS_TOKEN: &str = "2YotnFZFEjr1zCsicMWpAA";

/// As they are served.
#[track_caller]
pub(crate) fn keys(tenant: &Tenant<'_>) -> KeyRing {
    let set = JwkSet::parse(get(&tenant.jwks_uri()).fine().text()).expect("a set");
    KeyRing::new(set, Algorithms::asymmetric()).expect("keys")
}

#[track_caller]
pub(crate) fn good(tenant: &Tenant<'_>, kind: Kind) -> Draft {
    let audience = match kind {
        Kind::AccessToken => AUDIENCE,
        Kind::IdToken | Kind::LogoutToken => CLIENT_ID,
    };
    let draft = tenant.draft(kind, audience, NOW).expect("a draft");
    if kind != Kind::IdToken {
        return draft;
    }
    let draft = draft.with_nonce(NONCE).with_access_token(ACCESS_TOKEN);
    let draft = draft.and_then(|draft| draft.with_code(CODE)?.with_state(STATE));
    draft.expect("hashes")
}

pub(crate) fn verify(keys: &KeyRing, issuer: &str, kind: Kind, token: &str) -> Result<(), String> {
    let now = NumericDate::from_seconds(NOW.unsigned_abs());
    match kind {
        Kind::IdToken => {
            let access_token = OpaqueAccessToken::new(ACCESS_TOKEN).expect("a token");
            let login = Login::code_id_token_token(NONCE, CODE, &access_token)
                .with_state(STATE, StateHash::Required);
            let verifier = IdTokenVerifier::new(issuer, CLIENT_ID).expect("names");
            let verified = verifier.verify_at(keys, token, &login, now);
            verified.map(drop).map_err(|error| error.to_string())
        }
        Kind::AccessToken => {
            let access = Access::with_scopes(&["orders:read"]);
            let verifier = AccessTokenVerifier::new(issuer, AUDIENCE).expect("names");
            let verified = verifier.verify_at(keys, token, &access, now);
            verified.map(drop).map_err(|error| error.to_string())
        }
        Kind::LogoutToken => {
            let verifier = LogoutTokenVerifier::new(issuer, CLIENT_ID).expect("names");
            let verified = verifier.verify_at(keys, token, Session::Any, now);
            verified.map(drop).map_err(|error| error.to_string())
        }
    }
}

/// Header and claims with a prefix, and the signature.
fn parts(token: &str) -> Map<String, Value> {
    let mut segments = token.split('.');
    let mut all = Map::new();
    for prefix in ["header.", ""] {
        let octets = base64url::decode(segments.next().expect("a segment"), "segment");
        let object: Map<String, Value> =
            serde_json::from_slice(&octets.expect("base64url")).expect("an object");
        all.extend(
            object
                .into_iter()
                .map(|(name, value)| (format!("{prefix}{name}"), value)),
        );
    }
    all.insert(
        "signature".to_owned(),
        segments.next().expect("a signature").into(),
    );
    all
}

fn differing(one: &str, other: &str) -> Vec<String> {
    let (one, other) = (parts(one), parts(other));
    let names = one
        .keys()
        .chain(other.keys().filter(|name| !one.contains_key(*name)));
    let differing = names.filter(|name| one.get(*name) != other.get(*name));
    differing.cloned().collect()
}

#[test]
fn each_mutation_is_judged_as_its_table_says() {
    let provider = started("good");
    let tenant = provider.root();
    let (keys, issuer) = (keys(&tenant), provider.issuer());
    let mut judged = 0;
    for kind in Kind::all().iter().copied() {
        let token = good(&tenant, kind).text().expect("a token");
        verify(&keys, &issuer, kind, &token).expect("accepted without a mutation");
        for mutation in Mutation::all().iter().copied() {
            let (name, what) = (mutation.name(), kind.name());
            let mutated = good(&tenant, kind).mutated(mutation).text();
            let Some(verdict) = mutation.verdict(kind) else {
                assert!(mutated.expect_err(name).contains(name));
                continue;
            };
            let mutated = mutated.expect(name);
            let found = verify(&keys, &issuer, kind, &mutated);
            assert_eq!(
                found.is_ok(),
                verdict == Verdict::Accept,
                "{what} {name}: {found:?}"
            );
            judged += 1;
        }
    }
    assert!(judged > 90, "{judged}");
}

#[test]
fn each_mutation_changes_one_thing() {
    let provider = started("good");
    let tenant = provider.root();
    for kind in Kind::all().iter().copied() {
        // A new token identifier is no difference that counts.
        let draft = || good(&tenant, kind);
        let draft = |mutation: Option<Mutation>| {
            let draft = match kind {
                Kind::IdToken => draft(),
                _ => draft().with("jti", "token-1"),
            };
            let draft = match mutation {
                Some(mutation) => draft.mutated(mutation),
                None => draft,
            };
            draft.text().expect("a token")
        };
        let token = draft(None);
        let applies = |mutation: &&Mutation| mutation.verdict(kind).is_some();
        for mutation in Mutation::all().iter().filter(applies) {
            let mut differing = differing(&token, &draft(Some(*mutation)));
            differing.retain(|name| name != "signature");
            let expected = match mutation {
                Mutation::BrokenSignature | Mutation::OtherKey => 0,
                Mutation::ClockAhead | Mutation::ClockFarAhead | Mutation::ClockFarBehind => {
                    // iat and exp, and when the user logged in.
                    2 + usize::from(kind == Kind::IdToken)
                }
                _ => 1,
            };
            assert_eq!(
                differing.len(),
                expected,
                "{}: {differing:?}",
                mutation.name()
            );
        }
    }
}

#[test]
fn names_of_mutations_are_stable() {
    for mutation in Mutation::all() {
        let name = mutation.name();
        assert_eq!(Mutation::named(name), Some(*mutation));
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(is_plain), "{name}");
        assert!(
            Kind::all()
                .iter()
                .any(|kind| mutation.verdict(*kind).is_some())
        );
    }
    assert_eq!(Mutation::named("no-such"), None);
}

#[test]
fn what_is_minted_over_http_is_accepted() {
    let provider = started("good");
    let tenant = provider.root();
    let (keys, issuer) = (keys(&tenant), provider.issuer());
    let query =
        format!("now={NOW}&nonce={NONCE}&access_token={ACCESS_TOKEN}&code={CODE}&state={STATE}");
    for (kind, query) in [
        (Kind::IdToken, query.as_str()),
        (Kind::AccessToken, &format!("now={NOW}")),
        (Kind::LogoutToken, &format!("now={NOW}&sid=s1")),
    ] {
        let url = format!("{issuer}/mint/{}?{query}", kind.name());
        let token = get(&url).fine();
        verify(&keys, &issuer, kind, token.text()).expect("accepted");
        for defect in [
            "mutation=expired",
            "kid=other",
            "skew=3600",
            "audience=other",
        ] {
            let token = get(&format!("{url}&{defect}")).fine();
            verify(&keys, &issuer, kind, token.text()).expect_err(defect);
        }
    }
    for wrong in [
        "x",
        "id_token?mutation=x",
        "id_token?now=x",
        "id_token?mutation=with-nonce",
    ] {
        assert_eq!(
            get(&format!("{issuer}/mint/{wrong}")).status,
            400,
            "{wrong}"
        );
    }
}

#[test]
fn a_skewed_clock_moves_the_times_of_tokens() {
    let provider: Loopback = started("good");
    let tenant = provider.root();
    let before = good(&tenant, Kind::IdToken).text().expect("a token");
    tenant.set_minting(Minting::Skewed(20));
    let after = good(&tenant, Kind::IdToken).text().expect("a token");
    assert_eq!(parts(&before)["iat"], NOW);
    assert_eq!(parts(&after)["iat"], NOW + 20);
}
